//! Set-up (domain D-09).

use crate::http::answer::{self, Answer};
use crate::http::call::{Call, SMALL};
use crate::service::setup;

/// POST /api/setup/look: a POST because the token must not stand in an address; changes nothing.
pub(super) async fn look(mut call: Call) -> Answer {
    let token = call.json(SMALL).await?;
    answer::json(&setup::look(call.app(), token).await?)
}

/// POST /api/setup
pub(super) async fn set_up(mut call: Call) -> Answer {
    let filled = call.json(SMALL).await?;
    setup::set_up(call.app(), filled).await?;
    answer::empty()
}
