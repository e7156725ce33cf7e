//! PINs, second factors and sessions. Who asks is settled before the body is read.

use crate::http::answer::{self, Answer};
use crate::http::call::{Call, SMALL};
use crate::service::second_factor::{self, Caller};
use crate::service::{pins, sessions};

/// POST /api/accounts/pins
pub(super) async fn view_pins(mut call: Call) -> Answer {
    let actor = call.actor().await?;
    let asked = call.json(SMALL).await?;
    answer::json(&pins::view(call.app(), &actor, asked).await?)
}

/// POST /api/support-pin/check
pub(super) async fn check_support_pin(mut call: Call) -> Answer {
    let actor = call.actor().await?;
    let asked = call.json(SMALL).await?;
    answer::json(&pins::check_support(call.app(), &actor, asked).await?)
}

/// POST /api/accounts/sessions
pub(super) async fn list_sessions(mut call: Call) -> Answer {
    let actor = call.actor().await?;
    let asked = call.json(SMALL).await?;
    let token = call.session().unwrap_or_default();
    answer::json(&sessions::list(call.app(), &actor, token, asked).await?)
}

/// POST /api/accounts/sessions/end
pub(super) async fn end_sessions(mut call: Call) -> Answer {
    let actor = call.actor().await?;
    let asked = call.json(SMALL).await?;
    let token = call.session().unwrap_or_default();
    sessions::end(call.app(), &actor, token, asked).await?;
    answer::empty()
}

/// POST /api/accounts/two-factor
pub(super) async fn set_two_factor(mut call: Call) -> Answer {
    let actor = call.actor().await?;
    let asked = call.json(SMALL).await?;
    second_factor::set(call.app(), &actor, asked).await?;
    answer::empty()
}

/// POST /api/me/two-factor/begin
pub(super) async fn begin_enrolment(mut call: Call) -> Answer {
    let actor = call.actor().await?;
    let asked = call.json(SMALL).await?;
    answer::json(&second_factor::begin(call.app(), &actor, caller(&call), asked).await?)
}

/// POST /api/me/two-factor/finish
pub(super) async fn finish_enrolment(mut call: Call) -> Answer {
    let actor = call.actor().await?;
    let typed = call.json(SMALL).await?;
    answer::json(&second_factor::finish(call.app(), &actor, caller(&call), typed).await?)
}

fn caller(call: &Call) -> Caller<'_> {
    Caller {
        session: call.session().unwrap_or_default(),
        browser: call.browser(),
    }
}
