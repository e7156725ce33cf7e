//! A wish for another address, asked for by mail, and what becomes of one.

use lanyard_shared::id::{AccountId, MailId};
use lanyard_shared::message::Message;
use lanyard_shared::protocol::{LinkPurpose, MailKind};
use lanyard_shared::record::{Account, Standing};
use lanyard_shared::time::{LINK_LIFE, UnixMillis};
use lanyard_shared::validate;

use super::at_email;
use crate::app::App;
use crate::error::Result;
use crate::service::links::Fresh;
use crate::store::audit::AuditEntry;
use crate::store::mails::NewMail;
use crate::store::{Tx, accounts, links, mails, practice};

/// What becomes of a wish for another address of somebody else's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::service) enum Course {
    /// A mail asks the new address to confirm it, and a notice goes to the old one.
    Asked,
    /// It is in force at once: nobody has used the account, so that the activation link confirms it.
    AtOnce,
}

/// What becomes of it when `by` wants another address for `account`.
///
/// # Errors
/// The key of the reason why nothing does: one's own address takes one's own password, and a closed
/// account has nobody who could confirm one.
pub(in crate::service) fn course(
    account: &Account,
    by: AccountId,
) -> std::result::Result<Course, &'static str> {
    match account.standing {
        _ if account.id == by => Err("email-own"),
        Standing::Active => Ok(Course::Asked),
        Standing::Pending => Ok(Course::AtOnce),
        // No link works for it, so that nobody could confirm or undo the change.
        Standing::Locked | Standing::Deactivated | Standing::Removed => Err("email-of-closed"),
    }
}

/// A wish for another address, with the links and mails that it takes.
pub(in crate::service) struct Request {
    email: String,
    asked_by: AccountId,
    confirm: Fresh,
    undo: Fresh,
    mails: [MailId; 2],
    pub(super) now: UnixMillis,
}

impl Request {
    /// The wish of `asked_by` for the address `email`, which has been checked.
    pub(in crate::service) fn new(app: &App, email: String, asked_by: AccountId) -> Self {
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
    ///
    /// # Errors
    /// At `email` what is wrong with it.
    pub(in crate::service) fn queue(&self, tx: &mut Tx<'_>, account: &Account) -> Result<()> {
        self.check(tx, account)?;
        let (id, now) = (account.id, self.now);
        tx.bump(now, &AuditEntry::about(id, "email.ask").by(self.asked_by))?;
        links::supersede_undo(tx, id, &account.email)?;
        self.confirm.replace(tx, id, LINK_LIFE, None, now)?;
        let undo = self.undo.clone().leading_back(account, self.asked_by);
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
                about: None,
                link: Some(link),
                recipient: recipient.clone(),
                created_at: now,
            };
            mails::insert(tx, &mail)?;
        }
        Ok(())
    }
}
