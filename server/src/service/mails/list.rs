//! The mails as administrators see them, and sending one again.

use std::collections::BTreeSet;

use lanyard_shared::id::{AccountId, MailId};
use lanyard_shared::protocol::{
    LinkPurpose, LinkState, MailEntry, MailKind, MailList, MailQuery, MailState, OfMail,
    ProblemKind,
};
use lanyard_shared::record::Record;
use lanyard_shared::time::UnixMillis;
use lanyard_shared::visibility::Viewer;

use crate::app::App;
use crate::error::{Error, Result};
use crate::service::links::{Letter, state};
use crate::service::managing;
use crate::service::sessions::Actor;
use crate::store::audit::AuditEntry;
use crate::store::links::StoredState;
use crate::store::mails::{Mail, NewMail};
use crate::store::{Tx, accounts, links, mails};

/// How many mails are on a page.
const PER_PAGE: usize = 25;

/// A page of the mails about people whom the administrator sees, the newest first.
///
/// # Errors
/// As [`managing::viewer`].
pub async fn list(app: &App, actor: &Actor, query: MailQuery) -> Result<MailList> {
    let (actor, now) = (actor.clone(), app.effects.now());
    let read = app.store.read(move |tx| {
        let viewer = managing::viewer(tx, &actor)?;
        let of = in_sight(tx, &viewer)?;
        let wanted = mails::Wanted {
            accounts: of.as_ref(),
            state: query.state,
        };
        let page = mails::page(tx, wanted, query.page, PER_PAGE)?;
        let mails = page.into_iter().map(|mail| tell(tx, &viewer, mail, now));
        Ok(MailList {
            mails: mails.collect::<Result<_>>()?,
            total: mails::count(tx, wanted)?,
            per_page: PER_PAGE,
        })
    });
    read.await
}

/// Whose mails the administrator sees; `None` for everybody's.
fn in_sight(tx: &Tx<'_>, viewer: &Viewer) -> Result<Option<BTreeSet<AccountId>>> {
    if !viewer.is_restricted() {
        return Ok(None);
    }
    let all = accounts::all(tx)?.into_iter();
    let seen = all.filter_map(|account| {
        let id = account.id;
        viewer.sees(&Record::from(account)).then_some(id)
    });
    Ok(Some(seen.collect()))
}

fn tell(tx: &Tx<'_>, viewer: &Viewer, mail: Mail, now: UnixMillis) -> Result<MailEntry> {
    let missing = || Error::Internal(format!("mail {} is nobody's", mail.id));
    let account = accounts::find(tx, mail.account)?.ok_or_else(missing)?;
    let waits = mail.state == MailState::Waiting;
    let resendable = managing::may_act_upon(tx, viewer, &account)? && helps(tx, &mail, now)?;
    Ok(MailEntry {
        id: mail.id,
        account: mail.account,
        name: account.full_name(),
        recipient: mail.recipient,
        kind: mail.kind,
        state: mail.state,
        attempts: mail.attempts,
        fault: mail.fault,
        last_error: mail.last_error,
        created_at: mail.created_at,
        next_attempt_at: waits.then_some(mail.next_attempt_at),
        sent_at: mail.sent_at,
        resendable,
    })
}

/// Whether sending a mail again helps: nothing newer has taken its place, and what it is for is still
/// to be done.
fn helps(tx: &Tx<'_>, mail: &Mail, now: UnixMillis) -> Result<bool> {
    let link = match mail.link {
        Some(link) => links::find(tx, link)?,
        None => None,
    };
    let Some(link) = link else {
        return Ok(false);
    };
    if link.state != StoredState::Open {
        return Ok(false);
    }
    match mail.kind {
        MailKind::Activation | MailKind::Reset => {
            let account = accounts::find(tx, mail.account)?;
            let purpose = account.and_then(|account| LinkPurpose::that_helps(&account));
            Ok(purpose == Some(link.purpose))
        }
        MailKind::EmailChange | MailKind::EmailNotice => {
            Ok(state(tx, &link, now)? == LinkState::Open)
        }
        // They tell what has happened, and carry no link.
        MailKind::EmailReplaced | MailKind::SupportPin | MailKind::LastDay => Ok(false),
    }
}

/// Sends a mail again: an activation or a new password with a new link, a mail about a change of
/// address with the link that it has.
///
/// # Errors
/// As [`managing::act_upon`]; `mail-needless`.
pub async fn resend(app: &App, actor: &Actor, of: OfMail) -> Result<()> {
    let (actor, letter) = (actor.clone(), Letter::new(app));
    let copy = MailId::new(letter.now, app.effects.random());
    let written = app.store.write(move |tx| {
        let mail = mails::find(tx, of.mail)?;
        let mail = mail.ok_or_else(|| Error::refused(ProblemKind::NotFound, "record-gone"))?;
        let account = managing::act_upon(tx, &actor, mail.account)?.account;
        if !helps(tx, &mail, letter.now)? {
            return Err(Error::refused(ProblemKind::Invalid, "mail-needless"));
        }
        let entry = |action| AuditEntry::about(account.id, action).by(actor.account);
        match mail.kind {
            MailKind::Activation | MailKind::Reset => letter.send(tx, &account, entry("link.send")),
            MailKind::EmailChange
            | MailKind::EmailNotice
            | MailKind::EmailReplaced
            | MailKind::SupportPin
            | MailKind::LastDay => {
                tx.bump(letter.now, &entry("mail.resend"))?;
                again(tx, mail, copy, letter.now)
            }
        }
    });
    written.await?;
    app.mail_waiting.notify_one();
    Ok(())
}

/// The same mail once more; one that waits is due now.
fn again(tx: &mut Tx<'_>, mail: Mail, id: MailId, now: UnixMillis) -> Result<()> {
    if mail.state == MailState::Waiting {
        return mails::set_due(tx, mail.id, now);
    }
    let copy = NewMail {
        id,
        kind: mail.kind,
        account: mail.account,
        about: mail.about,
        link: mail.link,
        recipient: mail.recipient,
        created_at: now,
    };
    mails::insert(tx, &copy)
}

#[cfg(test)]
mod tests;
