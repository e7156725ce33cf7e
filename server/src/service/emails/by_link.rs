//! Confirming another address, and putting the old one back, by the links in the mails.

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::{
    AddressUndone, EmailUndone, LinkPurpose, LinkToken, PasswordUndone, ProblemKind, Rev,
};
use lanyard_shared::record::{Account, Record};
use lanyard_shared::time::UnixMillis;
use serde_json::json;

use super::may_update;
use crate::app::App;
use crate::error::{Error, Result};
use crate::service::links::{Letter, must_be_open, of_account, parse};
use crate::service::pins::FreshSupportPin;
use crate::service::{managing, passwords, rights};
use crate::store::audit::AuditEntry;
use crate::store::links::Link;
use crate::store::{Tx, accounts, field_changes, links, sessions};

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
            ..account.clone()
        };
        links::use_up(tx, link.id, now)?;
        put(tx, &changed, rev, now, link.asked_by.unwrap_or(id))?;
        links::prolong_undo(tx, id, &account.email, now)
    });
    written.await
}

/// Puts the address back in force that the mail with the link went to, and ends every session and
/// every other link: whoever asked for another address may not have been the owner. A change that was
/// not confirmed yet is off. Where whoever asked may know the password, it is forgotten with the
/// Support PIN that it shows, and a mail to that address asks for a new one.
///
/// An address that another account has got meanwhile does not come back; the rest is done all the
/// same.
///
/// # Errors
/// Why the link does not work.
pub async fn undo(app: &App, token: LinkToken) -> Result<EmailUndone> {
    let token = parse(&token)?;
    let (letter, pin) = (Letter::new(app), FreshSupportPin::draw(app));
    let keys = app.clone();
    let written = app.store.write(move |tx| {
        let now = letter.now;
        let (link, account) = of_account(tx, &token, &[LinkPurpose::EmailUndo])?;
        must_be_open(tx, &link, now)?;
        let id = account.id;
        let undone = judge(tx, &link, &account)?;
        let entry = AuditEntry::about(id, "email.undo").by(id);
        let rev = tx.bump(now, &entry.with(json!(undone)))?;
        links::use_up(tx, link.id, now)?;
        links::supersede_later_undo(tx, id, link.created_at)?;
        links::end(tx, id, &WAYS_IN)?;
        sessions::delete_all(tx, id, None)?;
        let restored = restored(&link, account.clone())?;
        if undone.address == AddressUndone::InForce && account.email != restored.email {
            put(tx, &restored, rev, now, id)?;
        }
        if undone.password == PasswordUndone::Forgotten {
            passwords::forget(tx, id, (rev, now))?;
            // It is shown to whoever knows the password, and the help desk believes it.
            pin.put(&keys, tx, id, now)?;
            letter.enclose(tx, &restored)?;
        }
        accounts::touch(tx, id, rev)?;
        Ok(undone)
    });
    let undone = written.await?;
    app.mail_waiting.notify_one();
    Ok(undone)
}

/// The account with the address that a link puts back.
fn restored(link: &Link, account: Account) -> Result<Account> {
    let email = leads_to(link)?;
    Ok(if account.email == email {
        account
    } else {
        Account {
            email,
            email_verified: link.email_verified,
            ..account
        }
    })
}

/// The links by which somebody gets into an account, or gets it.
const WAYS_IN: [LinkPurpose; 3] = [
    LinkPurpose::Activation,
    LinkPurpose::Reset,
    LinkPurpose::EmailChange,
];

/// What undoing comes to.
fn judge(tx: &Tx<'_>, link: &Link, account: &Account) -> Result<EmailUndone> {
    let holder = accounts::find_by_email(tx, &leads_to(link)?)?;
    let taken = holder.is_some_and(|holder| holder.id != account.id);
    // Who asks for another address of their own knows the password; an administrator may be who gave
    // it; who has got the address may have set one by a link.
    let knew = link.asked_by.is_none_or(|by| by == account.id) || account.password_set_by_another;
    let known = knew || accounts::password_set_since(tx, account.id, link.created_at)?;
    Ok(EmailUndone {
        address: if taken {
            AddressUndone::Taken
        } else {
            AddressUndone::InForce
        },
        password: if known {
            PasswordUndone::Forgotten
        } else {
            PasswordUndone::Stays
        },
    })
}

/// Stores the address. Links that went to the old one end.
fn put(tx: &mut Tx<'_>, account: &Account, rev: Rev, now: UnixMillis, by: AccountId) -> Result<()> {
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
