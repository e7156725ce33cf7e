//! Removing somebody for good, and undoing that while it can be undone (domain EDIT-04). What time does
//! to a removed account is in `upkeep/erasures.rs`.

use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::protocol::{LinkPurpose, OfAccount, Problem, ProblemKind};
use lanyard_shared::record::{Account, Record};
use lanyard_shared::time::UnixMillis;

use crate::app::App;
use crate::error::{Error, Result};
use crate::service::intent::has_other_login;
use crate::service::managing;
use crate::service::sessions::Actor;
use crate::store::audit::AuditEntry;
use crate::store::{Tx, accounts, field_changes, links, mails, sessions};

/// Every purpose of a link that leads into an account.
const WAYS_IN: [LinkPurpose; 4] = [
    LinkPurpose::Activation,
    LinkPurpose::Reset,
    LinkPurpose::EmailChange,
    LinkPurpose::EmailUndo,
];

/// Removes an account for good. Its e-mail address is free at once; everything else stays until it is
/// erased.
///
/// # Errors
/// As [`managing::decide_about`]; `remove-own`; why only deactivated accounts are removed.
pub async fn remove(app: &App, actor: &Actor, of: OfAccount) -> Result<()> {
    let (actor, now) = (actor.clone(), app.effects.now());
    let written = app.store.write(move |tx| {
        let account = managing::decide_about(tx, &actor, of.account)?.account;
        if account.id == actor.account {
            return Err(Error::refused(ProblemKind::Forbidden, "remove-own"));
        }
        account.removable().map_err(refused)?;
        let id = account.id;
        put(tx, &actor, account.removed(now), "account.removed", now)?;
        sessions::delete_all(tx, id, None)?;
        links::end(tx, id, &WAYS_IN)?;
        mails::cancel_all(tx, id)
    });
    written.await
}

/// Puts a removed account back as it was: deactivated.
///
/// # Errors
/// As [`managing::decide_about`]; why there is nothing to undo any more; `removal-email-taken` at
/// `email` where another account has got its address meanwhile; `provider-has-login` where the
/// provider whose login it was has another one by now.
pub async fn undo(app: &App, actor: &Actor, of: OfAccount) -> Result<()> {
    let (actor, now) = (actor.clone(), app.effects.now());
    let written = app.store.write(move |tx| {
        let account = managing::decide_about(tx, &actor, of.account)?.account;
        account.restorable(now).map_err(refused)?;
        if accounts::find_by_email(tx, &account.email)?.is_some() {
            let message = Message::new("removal-email-taken").with("email", account.email.as_str());
            return Err(Error::invalid(vec![FieldProblem::at("email", message)]));
        }
        if has_other_login(tx, &account)? {
            let message = Message::new("provider-has-login");
            return Err(Error::invalid(vec![FieldProblem::at(
                "primary_provider",
                message,
            )]));
        }
        let action = "account.removal-undone";
        put(tx, &actor, account.restored(), action, now)
    });
    written.await
}

fn put(
    tx: &mut Tx<'_>,
    actor: &Actor,
    account: Account,
    action: &'static str,
    now: UnixMillis,
) -> Result<()> {
    let by = actor.account;
    let rev = tx.bump(now, &AuditEntry::about(account.id, action).by(by))?;
    accounts::update(tx, &account, rev)?;
    let key = Record::from(account).key();
    field_changes::note_by(tx, key, "standing", rev, now, by)
}

fn refused(why: Message) -> Error {
    Error::Refused(Box::new(Problem::new(ProblemKind::Forbidden, why)))
}

#[cfg(test)]
mod tests;
