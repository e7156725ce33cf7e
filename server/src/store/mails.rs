//! The mail queue: templates with parameters, rendered at sending.

use lanyard_shared::id::{AccountId, LinkId, MailId};
use lanyard_shared::protocol::{MailFault, MailKind, MailState};
use lanyard_shared::time::UnixMillis;
use rusqlite::{OptionalExtension, Row, named_params};

use crate::error::Result;
use crate::store::Tx;
use crate::store::column::{Text, Word};

mod list;

pub use list::{Wanted, count, page};

/// A mail as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its id.
    pub id: MailId,
    /// What it says.
    pub kind: MailKind,
    /// Who gets it.
    pub account: AccountId,
    /// Whom it tells of, where that is somebody else.
    pub about: Option<AccountId>,
    /// The link it carries, where it carries one.
    pub link: Option<LinkId>,
    /// Address of the recipient.
    pub recipient: String,
    /// Where it stands.
    pub state: MailState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was queued.
    pub created_at: UnixMillis,
    /// When the next attempt is due, while it waits.
    pub next_attempt_at: UnixMillis,
    /// When it was handed over.
    pub sent_at: Option<UnixMillis>,
    /// Why the last attempt failed.
    pub fault: Option<MailFault>,
    /// The same in the words of the mail server.
    pub last_error: Option<String>,
}

/// Why an attempt failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The kind of trouble.
    pub fault: MailFault,
    /// What the mail server said.
    pub words: String,
}

/// A mail to be queued; it is due at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMail {
    /// Its id.
    pub id: MailId,
    /// What it says.
    pub kind: MailKind,
    /// Who gets it.
    pub account: AccountId,
    /// Whom it tells of, where that is somebody else.
    pub about: Option<AccountId>,
    /// The link it carries, where it carries one.
    pub link: Option<LinkId>,
    /// Address of the recipient.
    pub recipient: String,
    /// When it was queued.
    pub created_at: UnixMillis,
}

const INSERT: &str = "
    insert into mails (id, template, account_id, about_id, link_id, recipient, state, attempts,
      next_attempt_at, created_at, sent_at, last_error)
    values (:id, :template, :account_id, :about_id, :link_id, :recipient, 'waiting', 0,
      :created_at, :created_at, null, null)";

/// Queues a mail.
pub fn insert(tx: &mut Tx<'_>, mail: &NewMail) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(INSERT)?;
    statement.execute(named_params! {
        ":id": Text(mail.id),
        ":template": Word(mail.kind),
        ":account_id": Text(mail.account),
        ":about_id": mail.about.map(Text),
        ":link_id": mail.link.map(Text),
        ":recipient": mail.recipient,
        ":created_at": mail.created_at.0,
    })?;
    Ok(())
}

macro_rules! select {
    ($($tail:tt)*) => {
        concat!(
            "select id, template, account_id, about_id, link_id, recipient, state, attempts,
               created_at, next_attempt_at, sent_at, fault, last_error
             from mails ",
            $($tail)*
        )
    };
}
use select;

const FIND: &str = select!("where id = :id");

/// The mail with this id.
pub fn find(tx: &Tx<'_>, id: MailId) -> Result<Option<Mail>> {
    let mut statement = tx.connection.prepare_cached(FIND)?;
    let found = statement.query_row(named_params! { ":id": Text(id) }, from_row);
    Ok(found.optional()?)
}

const OF_LINK: &str = select!("where link_id = :link_id order by created_at desc, id desc limit 1");

/// The newest mail that carries a link.
pub fn of_link(tx: &Tx<'_>, link: LinkId) -> Result<Option<Mail>> {
    let mut statement = tx.connection.prepare_cached(OF_LINK)?;
    let found = statement.query_row(named_params! { ":link_id": Text(link) }, from_row);
    Ok(found.optional()?)
}

const DUE: &str = select!(
    "where state = 'waiting' and next_attempt_at <= :now
     order by next_attempt_at, id limit :limit"
);

/// Mails whose time has come, the one that waits longest first, at most `limit`.
pub fn due(tx: &Tx<'_>, now: UnixMillis, limit: usize) -> Result<Vec<Mail>> {
    let mut statement = tx.connection.prepare_cached(DUE)?;
    let values = named_params! { ":now": now.0, ":limit": limit };
    let found = statement.query_map(values, from_row)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

const NEXT_DUE: &str = "select min(next_attempt_at) from mails where state = 'waiting'";

/// When the next mail is due; `None` while none waits.
pub fn next_due(tx: &Tx<'_>) -> Result<Option<UnixMillis>> {
    let mut statement = tx.connection.prepare_cached(NEXT_DUE)?;
    let next: Option<i64> = statement.query_row([], |row| row.get(0))?;
    Ok(next.map(UnixMillis))
}

const COUNT_SINCE: &str = "
    select count(*) from mails
    where account_id = :account_id and template in ('activation', 'reset')
      and created_at > :since";

/// How many mails that help an account in were queued after a moment.
pub fn count_since(tx: &Tx<'_>, account: AccountId, since: UnixMillis) -> Result<usize> {
    let mut statement = tx.connection.prepare_cached(COUNT_SINCE)?;
    let values = named_params! { ":account_id": Text(account), ":since": since.0 };
    Ok(statement.query_row(values, |row| row.get(0))?)
}

const NEWEST: &str = "
    select max(created_at) from mails
    where account_id = :account_id and template in ('activation', 'reset')";

/// When the newest mail that helps this account in was queued.
pub fn newest(tx: &Tx<'_>, account: AccountId) -> Result<Option<UnixMillis>> {
    let mut statement = tx.connection.prepare_cached(NEWEST)?;
    let values = named_params! { ":account_id": Text(account) };
    let newest: Option<i64> = statement.query_row(values, |row| row.get(0))?;
    Ok(newest.map(UnixMillis))
}

const SET_SENT: &str = "
    update mails set state = 'sent', attempts = attempts + 1, sent_at = :now, fault = null,
      last_error = null
    where id = :id";

/// Notes that a mail was handed over.
pub fn set_sent(tx: &mut Tx<'_>, id: MailId, now: UnixMillis) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(SET_SENT)?;
    statement.execute(named_params! { ":id": Text(id), ":now": now.0 })?;
    Ok(())
}

const SET_FAILED: &str = "
    update mails set state = :state, attempts = attempts + 1, next_attempt_at = :next,
      fault = :fault, last_error = :error
    where id = :id";

/// Notes a failed attempt, and when the next one is due or that there is none.
pub fn set_failed(
    tx: &mut Tx<'_>,
    id: MailId,
    state: MailState,
    next: UnixMillis,
    failure: &Failure,
) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(SET_FAILED)?;
    statement.execute(named_params! {
        ":id": Text(id),
        ":state": Word(state),
        ":next": next.0,
        ":fault": Word(failure.fault),
        ":error": failure.words,
    })?;
    Ok(())
}

const SET_DUE: &str = "update mails set next_attempt_at = :now where id = :id";

/// Lets the next attempt be due now.
pub fn set_due(tx: &mut Tx<'_>, id: MailId, now: UnixMillis) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(SET_DUE)?;
    statement.execute(named_params! { ":id": Text(id), ":now": now.0 })?;
    Ok(())
}

const CANCEL_DEAD: &str = "
    update mails set state = 'cancelled' where state = 'waiting'
      and link_id in (select id from links where account_id = :account_id and state <> 'open')";

/// Cancels the mails to an account that wait with a link that does not work any more.
pub fn cancel_dead(tx: &mut Tx<'_>, account: AccountId) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(CANCEL_DEAD)?;
    statement.execute(named_params! { ":account_id": Text(account) })?;
    Ok(())
}

const CANCEL_ALL: &str = "
    update mails set state = 'cancelled' where state = 'waiting' and account_id = :account_id";

/// Cancels the mails to an account that wait.
pub fn cancel_all(tx: &mut Tx<'_>, account: AccountId) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(CANCEL_ALL)?;
    statement.execute(named_params! { ":account_id": Text(account) })?;
    Ok(())
}

const DELETE_ALL: &str = "delete from mails where account_id = :account_id";

/// Forgets every mail to an account, with its address and what a mail server said of it.
pub fn delete_all(tx: &mut Tx<'_>, account: AccountId) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(DELETE_ALL)?;
    statement.execute(named_params! { ":account_id": Text(account) })?;
    Ok(())
}

const CARRIES: &str = "select exists (select 1 from mails where link_id = :link_id)";

/// Whether a link goes by mail, and so into no other hands.
pub fn carries(tx: &Tx<'_>, link: LinkId) -> Result<bool> {
    let mut statement = tx.connection.prepare_cached(CARRIES)?;
    Ok(statement.query_row(named_params! { ":link_id": Text(link) }, |row| row.get(0))?)
}

const LIVE: &str = "
    select mails.id from mails left join links on links.id = mails.link_id
    where mails.state = 'sent'
      and (links.state = 'open' and links.expires_at > :now
        or mails.link_id is null and mails.sent_at > :since)";

/// Mails that were handed over and whose link still works, and those without a link that were handed
/// over after `since`.
pub fn live(tx: &Tx<'_>, now: UnixMillis, since: UnixMillis) -> Result<Vec<MailId>> {
    let mut statement = tx.connection.prepare_cached(LIVE)?;
    let values = named_params! { ":now": now.0, ":since": since.0 };
    let found = statement.query_map(values, |row| Ok(row.get::<_, Text<_>>("id")?.0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Mail> {
    Ok(Mail {
        id: row.get::<_, Text<_>>("id")?.0,
        kind: row.get::<_, Word<_>>("template")?.0,
        account: row.get::<_, Text<_>>("account_id")?.0,
        about: row.get::<_, Option<Text<_>>>("about_id")?.map(|id| id.0),
        link: row.get::<_, Option<Text<_>>>("link_id")?.map(|id| id.0),
        recipient: row.get("recipient")?,
        state: row.get::<_, Word<_>>("state")?.0,
        attempts: row.get("attempts")?,
        created_at: UnixMillis(row.get("created_at")?),
        next_attempt_at: UnixMillis(row.get("next_attempt_at")?),
        sent_at: row.get::<_, Option<i64>>("sent_at")?.map(UnixMillis),
        fault: row.get::<_, Option<Word<_>>>("fault")?.map(|fault| fault.0),
        last_error: row.get("last_error")?,
    })
}
