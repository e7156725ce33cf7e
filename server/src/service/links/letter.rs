//! A new link with the mail that carries it.

use lanyard_shared::id::MailId;
use lanyard_shared::protocol::{LinkPurpose, MailKind};
use lanyard_shared::record::Account;
use lanyard_shared::time::{LINK_LIFE, UnixMillis};

use super::Fresh;
use crate::app::App;
use crate::error::{Error, Result};
use crate::store::audit::AuditEntry;
use crate::store::mails::NewMail;
use crate::store::{Tx, accounts, mails};

/// A new link of either purpose, and the mail that carries it.
pub(in crate::service) struct Letter {
    activation: Fresh,
    reset: Fresh,
    mail: MailId,
    pub(in crate::service) now: UnixMillis,
}

impl Letter {
    /// A letter that nobody has yet.
    pub(in crate::service) fn new(app: &App) -> Self {
        let now = app.effects.now();
        Self {
            activation: Fresh::new(app, LinkPurpose::Activation),
            reset: Fresh::new(app, LinkPurpose::Reset),
            mail: MailId::new(now, app.effects.random()),
            now,
        }
    }

    /// The new link of a purpose.
    pub(in crate::service) const fn link(&self, purpose: LinkPurpose) -> &Fresh {
        match purpose {
            LinkPurpose::Activation => &self.activation,
            _ => &self.reset,
        }
    }

    /// Queues the mail that helps this account. Older links of its purpose end.
    ///
    /// # Errors
    /// What the store gives.
    pub(in crate::service) fn send(
        &self,
        tx: &mut Tx<'_>,
        account: &Account,
        entry: AuditEntry,
    ) -> Result<()> {
        let rev = tx.bump(self.now, &entry)?;
        self.enclose(tx, account)?;
        accounts::touch(tx, account.id, rev)
    }

    /// Queues the mail that goes with an act which is written down by itself, such as making the
    /// account.
    ///
    /// # Errors
    /// What the store gives.
    pub(in crate::service) fn enclose(&self, tx: &mut Tx<'_>, account: &Account) -> Result<()> {
        let purpose = LinkPurpose::that_helps(account)
            .ok_or_else(|| Error::Internal("no link helps this account".to_owned()))?;
        let fresh = self.link(purpose);
        fresh.replace(tx, account.id, LINK_LIFE, None, self.now)?;
        let mail = NewMail {
            id: self.mail,
            kind: match purpose {
                LinkPurpose::Activation => MailKind::Activation,
                _ => MailKind::Reset,
            },
            account: account.id,
            about: None,
            link: Some(fresh.id),
            recipient: account.email.clone(),
            created_at: self.now,
        };
        mails::insert(tx, &mail)
    }
}
