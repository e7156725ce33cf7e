//! The mail queue: templates with parameters, rendered at sending.

use lanyard_shared::id::{AccountId, LinkId, MailId};
use lanyard_shared::time::UnixMillis;
use rusqlite::named_params;

use crate::error::Result;
use crate::service::mails::Template;
use crate::store::Tx;
use crate::store::column::{Text, Word};

/// A mail to be queued; it is due at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMail {
    /// Its id.
    pub id: MailId,
    /// What it says.
    pub template: Template,
    /// Whom it is about.
    pub account: AccountId,
    /// The link it carries.
    pub link: LinkId,
    /// Address of the recipient.
    pub recipient: String,
    /// When it was queued.
    pub created_at: UnixMillis,
}

const INSERT: &str = "
    insert into mails (id, template, account_id, link_id, recipient, state, attempts,
      next_attempt_at, created_at, sent_at, last_error)
    values (:id, :template, :account_id, :link_id, :recipient, 'waiting', 0,
      :created_at, :created_at, null, null)";

/// Queues a mail.
pub fn insert(tx: &mut Tx<'_>, mail: &NewMail) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(INSERT)?;
    statement.execute(named_params! {
        ":id": Text(mail.id),
        ":template": Word(mail.template),
        ":account_id": Text(mail.account),
        ":link_id": Text(mail.link),
        ":recipient": mail.recipient,
        ":created_at": mail.created_at.0,
    })?;
    Ok(())
}
