//! Another e-mail address for an account (domain LINK-09): a link to the new address confirms it, a
//! link to the old one undoes it, and until it is confirmed nothing changes.

use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::protocol::{ChangeOwnEmail, LinkPurpose, ProblemKind};
use lanyard_shared::record::Account;
use lanyard_shared::validate;

use crate::app::App;
use crate::error::{Error, Result};
use crate::service::links::DAY;
use crate::service::proof;
use crate::service::sessions::Actor;
use crate::store::{accounts, links};

mod by_link;
mod request;

pub use by_link::{confirm, undo};
pub(super) use request::{Course, Request, course};

/// How often a day somebody may ask for another address of their own.
const MOST_IN_A_DAY: usize = 3;

/// Asks for another address for one's own account.
///
/// # Errors
/// `email-update-off`; at `email` what is wrong with it; at `password` that it is not the present
/// one; `problem-too-many`.
pub async fn change_own(app: &App, actor: &Actor, change: ChangeOwnEmail) -> Result<()> {
    actor.check_settled()?;
    let id = actor.account;
    let email = read(&change.email)?;
    let refusal = "email.ask-refuse";
    let proof = proof::by_password(app, id, "password", change.password, refusal).await?;
    let request = Request::new(app, email, id);
    let keys = app.clone();
    let written = app.store.write(move |tx| {
        let account = accounts::find(tx, id)?
            .ok_or_else(|| Error::Internal("a signed-in account is not there".to_owned()))?;
        may_update(&account)?;
        proof.hold(&keys, tx, request.now)?;
        let since = request.now.minus(DAY);
        if links::asked_for(tx, id, LinkPurpose::EmailChange, id, since)? >= MOST_IN_A_DAY {
            return Err(Error::refused(ProblemKind::TooMany, "email-too-many"));
        }
        request.queue(tx, &account)
    });
    written.await?;
    app.mail_waiting.notify_one();
    Ok(())
}

fn read(typed: &str) -> Result<String> {
    validate::email(typed).map_err(at_email)
}

fn at_email(message: Message) -> Error {
    Error::invalid(vec![FieldProblem::at("email", message)])
}

/// Domain NEW-15.
fn may_update(account: &Account) -> Result<()> {
    if account.particulars.email_update {
        return Ok(());
    }
    Err(Error::refused(ProblemKind::Forbidden, "email-update-off"))
}

#[cfg(test)]
mod tests;
