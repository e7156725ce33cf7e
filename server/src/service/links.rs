//! One-time links to activate an account or set a new password (domain section 4).

use lanyard_shared::protocol::{LinkLook, LinkToken, ResetPassword};

use crate::app::App;
use crate::error::Result;

/// Looks at a link; changes nothing (domain LINK-03).
pub async fn look(_app: &App, _token: LinkToken) -> Result<LinkLook> {
    todo!()
}

/// Activates the account of a link, which is used up.
pub async fn activate(_app: &App, _token: LinkToken) -> Result<()> {
    todo!()
}

/// Mails a new activation link in place of one that has expired; always answers alike.
pub async fn renew(_app: &App, _token: LinkToken) -> Result<()> {
    todo!()
}

/// Sets a new password by a reset link; every session ends.
pub async fn reset(_app: &App, _reset: ResetPassword) -> Result<()> {
    todo!()
}
