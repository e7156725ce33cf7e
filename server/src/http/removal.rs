//! Removing an account for good, and undoing that. Who asks is settled before the body is read.

use crate::http::answer::{self, Answer};
use crate::http::call::{Call, SMALL};
use crate::service::removal;

/// POST /api/accounts/remove
pub(super) async fn remove(mut call: Call) -> Answer {
    let actor = call.actor().await?;
    let of = call.json(SMALL).await?;
    removal::remove(call.app(), &actor, of).await?;
    answer::empty()
}

/// POST /api/accounts/remove/undo
pub(super) async fn undo(mut call: Call) -> Answer {
    let actor = call.actor().await?;
    let of = call.json(SMALL).await?;
    removal::undo(call.app(), &actor, of).await?;
    answer::empty()
}
