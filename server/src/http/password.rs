//! One's own password.

use crate::http::answer::{self, Answer};
use crate::http::call::{Call, SMALL};
use crate::service::passwords;

/// POST /api/me/password
pub(super) async fn change(mut call: Call) -> Answer {
    let actor = call.actor().await?;
    let passwords = call.json(SMALL).await?;
    let token = call.session().unwrap_or_default();
    passwords::change(call.app(), &actor, token, passwords).await?;
    answer::empty()
}
