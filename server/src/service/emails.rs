//! Another e-mail address for an account (domain LINK-09): a link to the new address confirms it, a
//! link to the old one undoes it, and until it is confirmed nothing changes.

use lanyard_shared::id::{AccountId, MailId};
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::protocol::{ChangeEmail, ChangeOwnEmail, LinkPurpose, MailKind, ProblemKind};
use lanyard_shared::record::{Account, Standing};
use lanyard_shared::time::{LINK_LIFE, UnixMillis};
use lanyard_shared::validate;

use crate::app::App;
use crate::error::{Error, Result};
use crate::service::links::{DAY, Fresh, Letter, MOST_IN_A_DAY};
use crate::service::sessions::Actor;
use crate::service::{managing, proof};
use crate::store::audit::AuditEntry;
use crate::store::mails::NewMail;
use crate::store::{Tx, accounts, links, mails, practice};

mod by_link;

use by_link::put;
pub use by_link::{confirm, undo};

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
        if mails::count_since(tx, id, request.now.minus(DAY))? >= MOST_IN_A_DAY {
            return Err(Error::refused(ProblemKind::TooMany, "email-too-many"));
        }
        request.queue(tx, &account)
    });
    written.await?;
    app.mail_waiting.notify_one();
    Ok(())
}

/// Asks for another address for somebody else's account. A pending one gets it at once, with a new
/// activation link, which confirms it: nobody has used the old address yet.
///
/// # Errors
/// As [`managing::act_upon`]; `link-helps-nobody`; at `email` what is wrong with it.
pub async fn change(app: &App, actor: &Actor, change: ChangeEmail) -> Result<()> {
    let email = read(&change.email)?;
    let request = Request::new(app, email, actor.account);
    let letter = Letter::new(app);
    let actor = actor.clone();
    let written = app.store.write(move |tx| {
        let account = managing::act_upon(tx, &actor, change.account)?.account;
        if account.id == actor.account {
            // It takes one's own password, which is asked for there.
            return Err(Error::refused(ProblemKind::Forbidden, "email-own"));
        }
        match account.standing {
            Standing::Active => request.queue(tx, &account),
            Standing::Pending => request.put_now(tx, &account, &letter),
            Standing::Locked | Standing::Deactivated | Standing::Removed => {
                Err(Error::refused(ProblemKind::Forbidden, "link-helps-nobody"))
            }
        }
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

/// A wish for another address, with the links and mails that it takes.
struct Request {
    email: String,
    asked_by: AccountId,
    confirm: Fresh,
    undo: Fresh,
    mails: [MailId; 2],
    now: UnixMillis,
}

impl Request {
    fn new(app: &App, email: String, asked_by: AccountId) -> Self {
        let now = app.effects.now();
        let mail = || MailId::new(now, app.effects.random());
        Self {
            confirm: Fresh::new(app, LinkPurpose::EmailChange).leading_to(&email, asked_by),
            undo: Fresh::new(app, LinkPurpose::EmailUndo),
            mails: [mail(), mail()],
            email,
            asked_by,
            now,
        }
    }

    /// What is wrong with the address for this account.
    fn check(&self, tx: &Tx<'_>, account: &Account) -> Result<()> {
        if account.email == self.email {
            return Err(at_email(Message::new("email-same")));
        }
        if let Some(practice) = practice::find(tx)? {
            let domains = &practice.policies.email_domains;
            validate::email_allowed(&self.email, domains).map_err(at_email)?;
        }
        let other = accounts::find_by_email(tx, &self.email)?;
        match other.filter(|other| other.id != account.id) {
            Some(_) => Err(at_email(Message::new("email-taken"))),
            None => Ok(()),
        }
    }

    /// Queues both mails.
    fn queue(&self, tx: &mut Tx<'_>, account: &Account) -> Result<()> {
        self.check(tx, account)?;
        let (id, now) = (account.id, self.now);
        tx.bump(now, &AuditEntry::about(id, "email.ask").by(self.asked_by))?;
        links::supersede_undo(tx, id, &account.email)?;
        self.confirm.replace(tx, id, LINK_LIFE, None, now)?;
        let undo = self.undo.clone().leading_to(&account.email, self.asked_by);
        undo.store(tx, Some(id), LINK_LIFE, None, now)?;
        let [first, second] = self.mails;
        for (mail, kind, link, recipient) in [
            (first, MailKind::EmailChange, self.confirm.id, &self.email),
            (second, MailKind::EmailNotice, self.undo.id, &account.email),
        ] {
            let mail = NewMail {
                id: mail,
                kind,
                account: id,
                link,
                recipient: recipient.clone(),
                created_at: now,
            };
            mails::insert(tx, &mail)?;
        }
        Ok(())
    }

    fn put_now(&self, tx: &mut Tx<'_>, account: &Account, letter: &Letter) -> Result<()> {
        self.check(tx, account)?;
        let entry = AuditEntry::about(account.id, "email.correct").by(self.asked_by);
        let rev = tx.bump(self.now, &entry)?;
        let changed = Account {
            email: self.email.clone(),
            email_verified: false,
            ..account.clone()
        };
        put(tx, &changed, rev, self.now, self.asked_by)?;
        let entry = AuditEntry::about(account.id, "link.send").by(self.asked_by);
        letter.send(tx, &changed, entry)
    }
}

#[cfg(test)]
mod tests;
