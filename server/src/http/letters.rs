//! Links, mails and addresses in the hands of those who manage accounts, or of an account's owner
//! (domain section 4).

use crate::http::answer::{self, Answer};
use crate::http::call::{Call, SMALL};
use crate::service::{emails, history, links, mails};

/// GET /api/accounts/link
pub(super) async fn progress(call: Call) -> Answer {
    let actor = call.actor().await?;
    answer::json(&links::progress(call.app(), &actor, call.query()?).await?)
}

/// POST /api/accounts/link/show: a POST because the link's life begins.
pub(super) async fn show(mut call: Call) -> Answer {
    let actor = call.actor().await?;
    let of = call.json(SMALL).await?;
    answer::json(&links::show(call.app(), &actor, of).await?)
}

/// POST /api/me/email
pub(super) async fn change_own_email(mut call: Call) -> Answer {
    let actor = call.actor().await?;
    let change = call.json(SMALL).await?;
    emails::change_own(call.app(), &actor, change).await?;
    answer::empty()
}

/// POST /api/links/email/confirm
pub(super) async fn confirm_email(mut call: Call) -> Answer {
    let token = call.json(SMALL).await?;
    emails::confirm(call.app(), token).await?;
    answer::empty()
}

/// POST /api/links/email/undo
pub(super) async fn undo_email(mut call: Call) -> Answer {
    let token = call.json(SMALL).await?;
    answer::json(&emails::undo(call.app(), token).await?)
}

/// GET /api/mails
pub(super) async fn mails(call: Call) -> Answer {
    let actor = call.actor().await?;
    answer::json(&mails::list(call.app(), &actor, call.query()?).await?)
}

/// POST /api/mails/resend
pub(super) async fn resend(mut call: Call) -> Answer {
    let actor = call.actor().await?;
    let of = call.json(SMALL).await?;
    mails::resend(call.app(), &actor, of).await?;
    answer::empty()
}

/// GET /api/accounts/history
pub(super) async fn history(call: Call) -> Answer {
    let actor = call.actor().await?;
    answer::json(&history::page(call.app(), &actor, call.query()?).await?)
}
