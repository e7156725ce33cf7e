//! Signing in and out, and opening a locked screen.

use lanyard_shared::protocol::ProblemKind;

use crate::error::Error;
use crate::http::answer::{self, Answer};
use crate::http::call::{Call, SMALL};
use crate::http::cookies::{self, BROWSER_LIFE, Cookie};
use crate::service::sessions;

/// GET /api/session
pub(super) async fn info(call: Call) -> Answer {
    let info = sessions::info(call.app(), call.session()).await?;
    call.check_account(info.account)?;
    answer::json(&info)
}

/// POST /api/session
pub(super) async fn sign_in(mut call: Call) -> Answer {
    let who = call.json(SMALL).await?;
    let app = call.app();
    let browser = sessions::Browser {
        mark: call.browser().map(str::to_owned),
        agent: call.agent(),
    };
    let session = sessions::sign_in(app, who, browser).await?;
    let mut answer = answer::json(&session.info)?;
    let life = session.info.expires_at.since(app.effects.now());
    let settings = &app.settings;
    cookies::keep(&mut answer, settings, Cookie::Session, &session.token, life)?;
    cookies::keep(
        &mut answer,
        settings,
        Cookie::Browser,
        &session.browser,
        BROWSER_LIFE,
    )?;
    Ok(answer)
}

/// POST /api/session/unlock
pub(super) async fn unlock(mut call: Call) -> Answer {
    let actor = call.actor().await?;
    let typed = call.json(SMALL).await?;
    sessions::unlock(call.app(), &actor, typed).await?;
    answer::empty()
}

/// DELETE /api/session: also where the session is over already.
pub(super) async fn sign_out(call: Call) -> Answer {
    match call.actor().await {
        Ok(_) => sessions::sign_out(call.app(), call.session()).await?,
        Err(Error::Refused(problem)) if problem.kind == ProblemKind::SignedOut => {}
        Err(error) => return Err(error),
    }
    let mut answer = answer::empty()?;
    cookies::forget(&mut answer, &call.app().settings, Cookie::Session)?;
    Ok(answer)
}
