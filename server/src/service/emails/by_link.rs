//! Confirming another address, and putting the old one back, by the links in the mails.

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::{LinkPurpose, LinkToken, ProblemKind, Rev};
use lanyard_shared::record::{Account, Record};
use lanyard_shared::time::UnixMillis;

use super::may_update;
use crate::app::App;
use crate::error::{Error, Result};
use crate::service::links::{must_be_open, of_account, parse};
use crate::service::{managing, rights};
use crate::store::audit::AuditEntry;
use crate::store::links::Link;
use crate::store::{Tx, accounts, field_changes, links, mails, sessions};

/// Puts the new address in force. Whether it is still free, and whether whoever asked may still ask,
/// is judged now (domain RIGHT-07).
///
/// # Errors
/// Why the link does not work; `email-taken` at `email`; `email-update-off`; `email-change-void`.
pub async fn confirm(app: &App, token: LinkToken) -> Result<()> {
    let token = parse(&token)?;
    let now = app.effects.now();
    let written = app.store.write(move |tx| {
        let (link, account) = of_account(tx, &token, &[LinkPurpose::EmailChange])?;
        must_be_open(tx, &link, now)?;
        still_wanted(tx, &link, &account)?;
        let id = account.id;
        let rev = tx.bump(now, &AuditEntry::about(id, "email.change").by(id))?;
        let changed = Account {
            email: leads_to(&link)?,
            email_verified: true,
            ..account
        };
        links::use_up(tx, link.id, now)?;
        put(tx, &changed, rev, now, link.asked_by.unwrap_or(id))?;
        links::prolong_undo(tx, id, now)
    });
    written.await
}

/// Puts the address back in force that the mail with the link went to, and ends every session: whoever
/// asked for another one may not have been the owner. A change that was not confirmed yet is off.
///
/// # Errors
/// Why the link does not work; `email-taken` at `email`.
pub async fn undo(app: &App, token: LinkToken) -> Result<()> {
    let token = parse(&token)?;
    let now = app.effects.now();
    let written = app.store.write(move |tx| {
        let (link, account) = of_account(tx, &token, &[LinkPurpose::EmailUndo])?;
        must_be_open(tx, &link, now)?;
        let id = account.id;
        let email = leads_to(&link)?;
        let rev = tx.bump(now, &AuditEntry::about(id, "email.undo").by(id))?;
        links::use_up(tx, link.id, now)?;
        links::supersede(tx, LinkPurpose::EmailChange, Some(id))?;
        links::supersede_later_undo(tx, id, link.created_at)?;
        if account.email != email {
            let restored = Account {
                email,
                email_verified: true,
                ..account
            };
            put(tx, &restored, rev, now, id)?;
        }
        mails::cancel_dead(tx, id)?;
        sessions::delete_all(tx, id, None)
    });
    written.await
}

/// Stores the address. Links that went to the old one end.
pub(super) fn put(
    tx: &mut Tx<'_>,
    account: &Account,
    rev: Rev,
    now: UnixMillis,
    by: AccountId,
) -> Result<()> {
    accounts::update(tx, account, rev)?;
    let key = Record::from(account.clone()).key();
    field_changes::note_by(tx, key, "email", rev, now, by)?;
    let sent_there = [LinkPurpose::Activation, LinkPurpose::Reset];
    links::end(tx, account.id, &sent_there)
}

fn leads_to(link: &Link) -> Result<String> {
    let none = || Error::Internal("a link to an address has none".to_owned());
    link.email.clone().ok_or_else(none)
}

fn still_wanted(tx: &Tx<'_>, link: &Link, account: &Account) -> Result<()> {
    match link.asked_by {
        Some(asker) if asker != account.id => {
            let viewer = rights::viewer(tx, asker)?;
            if managing::may_act_upon(tx, &viewer, account)? {
                return Ok(());
            }
            Err(Error::refused(ProblemKind::Link, "email-change-void"))
        }
        _ => may_update(account),
    }
}
