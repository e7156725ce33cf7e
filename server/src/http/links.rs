//! One-time links (domain section 4).

use lanyard_shared::protocol::Activate;

use crate::http::answer::{self, Answer};
use crate::http::call::{Call, SMALL};
use crate::service::links;

/// POST /api/links/look: a POST because the token must not stand in an address; changes nothing.
pub(super) async fn look(mut call: Call) -> Answer {
    let token = call.json(SMALL).await?;
    answer::json(&links::look(call.app(), token).await?)
}

/// POST /api/links/activate
pub(super) async fn activate(mut call: Call) -> Answer {
    let asked: Activate = call.json(SMALL).await?;
    links::activate(call.app(), asked).await?;
    answer::empty()
}

/// POST /api/links/renew
pub(super) async fn renew(mut call: Call) -> Answer {
    let token = call.json(SMALL).await?;
    links::renew(call.app(), token).await?;
    answer::empty()
}

/// POST /api/links/forgot: answers everybody alike.
pub(super) async fn forgot(mut call: Call) -> Answer {
    let asked = call.json(SMALL).await?;
    links::forgot(call.app(), asked, call.peer());
    answer::empty()
}

/// POST /api/links/reset
pub(super) async fn reset(mut call: Call) -> Answer {
    let reset = call.json(SMALL).await?;
    links::reset(call.app(), reset).await?;
    answer::empty()
}
