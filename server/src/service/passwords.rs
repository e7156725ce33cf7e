//! Passwords: the policy, changing one's own (domain CRED-01, LINK-06).

use lanyard_shared::protocol::ChangePassword;

use crate::app::App;
use crate::error::Result;
use crate::service::sessions::Actor;

/// Changes the password of the person who is signed in. Their other sessions end.
pub async fn change(
    _app: &App,
    _actor: &Actor,
    _token: &str,
    _passwords: ChangePassword,
) -> Result<()> {
    todo!()
}
