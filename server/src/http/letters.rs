//! Links in the hands of an administrator (domain LINK-04, LINK-08).

use crate::http::answer::{self, Answer};
use crate::http::call::{Call, SMALL};
use crate::service::links;

/// GET /api/accounts/link
pub(super) async fn progress(call: Call) -> Answer {
    let actor = call.actor().await?;
    answer::json(&links::progress(call.app(), &actor, call.query()?).await?)
}

/// POST /api/accounts/link/send
pub(super) async fn send(mut call: Call) -> Answer {
    let actor = call.actor().await?;
    let of = call.json(SMALL).await?;
    answer::json(&links::send(call.app(), &actor, of).await?)
}

/// POST /api/accounts/link/show: a POST because the link's life begins.
pub(super) async fn show(mut call: Call) -> Answer {
    let actor = call.actor().await?;
    let of = call.json(SMALL).await?;
    answer::json(&links::show(call.app(), &actor, of).await?)
}
