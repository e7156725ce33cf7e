//! The mail queue: what is waiting, and what its sending means for links (domain LINK-02).

use lanyard_shared::id::{LinkId, MailId};
use lanyard_shared::protocol::{LinkPurpose, MailFault, MailKind, MailState};
use lanyard_shared::time::{LINK_LIFE, MAIL_LIFE, Millis, UnixMillis};
use serde_json::json;

use crate::app::App;
use crate::error::{Error, Result};
use crate::secret::RootSecret;
use crate::store::audit::AuditEntry;
use crate::store::mails::{Failure, Mail};
use crate::store::{Tx, accounts, links, mails, practice};

mod list;

pub use list::{list, resend};

/// The pause after the first failed attempt.
const FIRST_PAUSE: Millis = Millis::seconds(15);
/// The longest pause between two attempts.
const LONGEST_PAUSE: Millis = Millis::hours(1);
/// Most characters kept of what a mail server said.
const MAX_REASON: usize = 500;

/// A mail that is due, with all that its template needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueMail {
    /// The mail.
    pub id: MailId,
    /// What it says.
    pub kind: MailKind,
    /// Address of the recipient.
    pub recipient: String,
    /// Full name of the recipient.
    pub name: String,
    /// Their username.
    pub username: String,
    /// Full name of whom it tells of, where that is somebody else.
    pub about: Option<String>,
    /// Name of the practice.
    pub practice: String,
    /// The new address, where the mail is about a change of it.
    pub new_email: Option<String>,
    /// Where links point (domain LINK-05).
    pub public_url: String,
    /// The link it carries, where it carries one.
    pub link: Option<MailedLink>,
    /// Whose password signs the recipient in.
    pub password: PasswordOf,
    /// How often it was tried.
    pub attempts: u32,
}

/// A link that goes by mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailedLink {
    /// The link.
    pub id: LinkId,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Goes into its secret.
    pub generation: u32,
}

impl MailedLink {
    /// The text of its token.
    pub fn token(&self, secret: &RootSecret) -> String {
        secret.link_token(self.purpose, self.id, self.generation)
    }
}

/// Whose password an account has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordOf {
    /// An administrator has given one.
    Administrator,
    /// The member has chosen one.
    Member,
    /// There is none: the member chooses one by the link.
    Nobody,
}

/// What became of an attempt to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// The mail server took it, or it was written as a file.
    Accepted,
    /// It may work later.
    Failed(Failure),
}

/// Mails whose time has come, the one that waits longest first, at most `limit`.
///
/// # Errors
/// What the store gives.
pub async fn due(app: &App, limit: usize) -> Result<Vec<DueMail>> {
    let now = app.effects.now();
    let read = app.store.read(move |tx| {
        let waiting = mails::due(tx, now, limit)?;
        waiting.into_iter().map(|mail| complete(tx, mail)).collect()
    });
    read.await
}

fn complete(tx: &Tx<'_>, mail: Mail) -> Result<DueMail> {
    let missing = || Error::Internal(format!("mail {} points at nothing", mail.id));
    let account = accounts::find(tx, mail.account)?.ok_or_else(missing)?;
    let link = match mail.link {
        Some(id) => Some(links::find(tx, id)?.ok_or_else(missing)?),
        None => None,
    };
    let password = match accounts::password_hash(tx, account.id)? {
        None => PasswordOf::Nobody,
        Some(_) if account.password_set_by_another => PasswordOf::Administrator,
        Some(_) => PasswordOf::Member,
    };
    let practice = practice::find(tx)?.ok_or_else(missing)?;
    let change = match mail.kind {
        MailKind::Activation
        | MailKind::Reset
        | MailKind::EmailReplaced
        | MailKind::SupportPin
        | MailKind::LastDay => None,
        MailKind::EmailChange | MailKind::EmailNotice => {
            links::newest(tx, account.id, LinkPurpose::EmailChange)?
        }
    };
    let about = match mail.about {
        Some(id) => Some(accounts::find(tx, id)?.ok_or_else(missing)?),
        None => None,
    };
    Ok(DueMail {
        id: mail.id,
        kind: mail.kind,
        name: account.full_name(),
        username: account.username,
        about: about.map(|about| about.full_name()),
        new_email: change.and_then(|link| link.email),
        practice: practice.name,
        public_url: practice.public_url,
        link: link.map(|link| MailedLink {
            id: link.id,
            purpose: link.purpose,
            generation: link.generation,
        }),
        password,
        attempts: mail.attempts,
        recipient: mail.recipient,
    })
}

/// When the next mail is due; `None` while none waits.
///
/// # Errors
/// What the store gives.
pub async fn next_due(app: &App) -> Result<Option<UnixMillis>> {
    app.store.read(mails::next_due).await
}

/// Mails that were handed over and whose link still works; one without a link for as long.
///
/// # Errors
/// What the store gives.
pub async fn live(app: &App) -> Result<Vec<MailId>> {
    let now = app.effects.now();
    let since = now.minus(LINK_LIFE);
    app.store.read(move |tx| mails::live(tx, now, since)).await
}

/// Records an attempt. The life of the link begins when the mail was accepted; after a failure it is
/// tried again later, and given up after seven days (domain LINK-02), or at once where nobody has the
/// address (domain LINK-04).
///
/// # Errors
/// What the store gives.
pub async fn record(app: &App, mail: MailId, attempt: Attempt) -> Result<()> {
    let now = app.effects.now();
    let written = app.store.write(move |tx| {
        // It may have been cancelled while it was on its way; what was sent was sent.
        let Some(mail) = mails::find(tx, mail)? else {
            return Ok(());
        };
        match &attempt {
            Attempt::Accepted => accepted(tx, &mail, now),
            Attempt::Failed(why) => failed(tx, &mail, why, now),
        }
    });
    written.await
}

fn accepted(tx: &mut Tx<'_>, mail: &Mail, now: UnixMillis) -> Result<()> {
    if mail.state == MailState::Sent {
        return Ok(());
    }
    mails::set_sent(tx, mail.id, now)?;
    let begins = match mail.link {
        Some(link) => links::begin_life(tx, link, now)?,
        None => false,
    };
    let entry = AuditEntry::about(mail.account, "mail.sent");
    let detail = json!({ "kind": mail.kind, "life_begins": begins });
    let rev = tx.bump(now, &entry.with(detail))?;
    accounts::touch(tx, mail.account, rev)
}

fn failed(tx: &mut Tx<'_>, mail: &Mail, why: &Failure, now: UnixMillis) -> Result<()> {
    if mail.state != MailState::Waiting {
        return Ok(());
    }
    let why = Failure {
        fault: why.fault,
        words: why.words.chars().take(MAX_REASON).collect(),
    };
    let next = now.plus(pause(mail.attempts));
    let bounced = why.fault == MailFault::Address;
    if !bounced && next < mail.created_at.plus(MAIL_LIFE) {
        return mails::set_failed(tx, mail.id, MailState::Waiting, next, &why);
    }
    mails::set_failed(tx, mail.id, MailState::GivenUp, next, &why)?;
    let rev = tx.bump(now, &AuditEntry::about(mail.account, "mail.given-up"))?;
    accounts::touch(tx, mail.account, rev)
}

/// How long to wait after so many failed attempts: from 15 seconds, doubling, to an hour.
fn pause(attempts: u32) -> Millis {
    let doubled = FIRST_PAUSE.0.saturating_mul(1 << attempts.min(10));
    Millis(doubled.min(LONGEST_PAUSE.0))
}

#[cfg(test)]
mod tests;
