//! One-time links. The secret is derived from the root secret; the row holds its hash only.

use lanyard_shared::id::{AccountId, LinkId};
use lanyard_shared::protocol::LinkPurpose;
use lanyard_shared::time::{Millis, UnixMillis};
use rusqlite::{OptionalExtension, Row, named_params};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::store::column::{Text, Word};
use crate::store::{Tx, mails};

/// A link as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its id.
    pub id: LinkId,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Whose it is; `None` for a set-up link.
    pub account: Option<AccountId>,
    /// Goes into its secret.
    pub generation: u32,
    /// SHA-256 of its secret.
    pub secret_hash: [u8; 32],
    /// Whether it was used or replaced. Expiry is told by the time.
    pub state: StoredState,
    /// How long it lives from the moment that its life begins.
    pub life: Millis,
    /// When it stops working; `None` while its life has not begun (domain LINK-02).
    pub expires_at: Option<UnixMillis>,
    /// When it was made.
    pub created_at: UnixMillis,
    /// When its page was first looked at.
    pub opened_at: Option<UnixMillis>,
    /// The address that it leads to, where it changes one.
    pub email: Option<String>,
    /// Whether that address was confirmed before, where it puts one back.
    pub email_verified: bool,
    /// Who asked for that.
    pub asked_by: Option<AccountId>,
}

/// Whether a link was used or replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StoredState {
    /// Neither.
    Open,
    /// It was used.
    Used,
    /// A newer one took its place.
    Superseded,
}

/// A link to be stored; it is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLink {
    /// Its id.
    pub id: LinkId,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Whose it is; `None` for a set-up link.
    pub account: Option<AccountId>,
    /// Goes into its secret.
    pub generation: u32,
    /// SHA-256 of its secret.
    pub secret_hash: [u8; 32],
    /// How long it lives from the moment that its life begins.
    pub life: Millis,
    /// When it stops working; `None` while its life has not begun (domain LINK-02).
    pub expires_at: Option<UnixMillis>,
    /// When it was made.
    pub created_at: UnixMillis,
    /// The address that it leads to, where it changes one.
    pub email: Option<String>,
    /// Whether that address was confirmed before, where it puts one back.
    pub email_verified: bool,
    /// Who asked for that.
    pub asked_by: Option<AccountId>,
}

const INSERT: &str = "
    insert into links (id, purpose, account_id, generation, secret_hash, state, life, expires_at,
      created_at, used_at, email, email_verified, asked_by)
    values (:id, :purpose, :account_id, :generation, :secret_hash, 'open', :life, :expires_at,
      :created_at, null, :email, :email_verified, :asked_by)";

/// Adds a link.
pub fn insert(tx: &mut Tx<'_>, link: &NewLink) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(INSERT)?;
    statement.execute(named_params! {
        ":id": Text(link.id),
        ":purpose": Word(link.purpose),
        ":account_id": link.account.map(Text),
        ":generation": link.generation,
        ":secret_hash": link.secret_hash,
        ":life": link.life.0,
        ":expires_at": link.expires_at.map(|at| at.0),
        ":created_at": link.created_at.0,
        ":email": link.email,
        ":email_verified": link.email_verified,
        ":asked_by": link.asked_by.map(Text),
    })?;
    Ok(())
}

macro_rules! select {
    ($tail:literal) => {
        concat!(
            "select id, purpose, account_id, generation, secret_hash, state, life, expires_at,
               created_at, opened_at, email, email_verified, asked_by
             from links ",
            $tail
        )
    };
}

const FIND: &str = select!("where id = :id");

/// The link with this id.
pub fn find(tx: &Tx<'_>, id: LinkId) -> Result<Option<Link>> {
    let mut statement = tx.connection.prepare_cached(FIND)?;
    let found = statement.query_row(named_params! { ":id": Text(id) }, from_row);
    Ok(found.optional()?)
}

const NEWEST: &str = select!(
    "where account_id = :account_id and purpose = :purpose
     order by state = 'open' desc, created_at desc, id desc limit 1"
);

/// The newest link of one purpose of an account: the open one where there is one, for it has ended
/// all others.
pub fn newest(tx: &Tx<'_>, account: AccountId, purpose: LinkPurpose) -> Result<Option<Link>> {
    let mut statement = tx.connection.prepare_cached(NEWEST)?;
    let values = named_params! { ":account_id": Text(account), ":purpose": Word(purpose) };
    Ok(statement.query_row(values, from_row).optional()?)
}

const SUPERSEDE: &str = "
    update links set state = 'superseded'
    where state = 'open' and purpose = :purpose and account_id is not distinct from :account_id";

/// Ends the open links of one purpose and account, because a newer one comes (domain LINK-01).
pub fn supersede(tx: &mut Tx<'_>, purpose: LinkPurpose, account: Option<AccountId>) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(SUPERSEDE)?;
    statement.execute(named_params! {
        ":purpose": Word(purpose),
        ":account_id": account.map(Text),
    })?;
    Ok(())
}

/// Ends the open links of an account for these purposes, and the mails that would bring them.
pub fn end(tx: &mut Tx<'_>, account: AccountId, purposes: &[LinkPurpose]) -> Result<()> {
    for purpose in purposes {
        supersede(tx, *purpose, Some(account))?;
    }
    mails::cancel_dead(tx, account)
}

const SUPERSEDE_UNDO: &str = "
    update links set state = 'superseded'
    where state = 'open' and purpose = 'email-undo' and account_id = :account_id
      and email = :email";

/// Ends the links that would put the address `email` back, because a newer one comes. Those to other
/// addresses stay: whoever has taken an account over must not get rid of its owner's way back by
/// changing the address a second time.
pub fn supersede_undo(tx: &mut Tx<'_>, account: AccountId, email: &str) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(SUPERSEDE_UNDO)?;
    statement.execute(named_params! { ":account_id": Text(account), ":email": email })?;
    Ok(())
}

const SUPERSEDE_LATER_UNDO: &str = "
    update links set state = 'superseded'
    where state = 'open' and purpose = 'email-undo' and account_id = :account_id
      and created_at >= :from";

/// Ends the links that undo changes of address made at `from` or later.
pub fn supersede_later_undo(tx: &mut Tx<'_>, account: AccountId, from: UnixMillis) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(SUPERSEDE_LATER_UNDO)?;
    statement.execute(named_params! { ":account_id": Text(account), ":from": from.0 })?;
    Ok(())
}

const PROLONG_UNDO: &str = "
    update links set expires_at = :now + life
    where state = 'open' and purpose = 'email-undo' and account_id = :account_id
      and (expires_at > :now or (email = :email and expires_at is not null))";

/// Gives the links to undo a change of address their whole life again, because only now the change
/// that takes `email` away has taken effect. The one back to that address may have ended meanwhile:
/// the mail to the new one may have been days on its way.
pub fn prolong_undo(
    tx: &mut Tx<'_>,
    account: AccountId,
    email: &str,
    now: UnixMillis,
) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(PROLONG_UNDO)?;
    statement.execute(named_params! {
        ":account_id": Text(account),
        ":email": email,
        ":now": now.0,
    })?;
    Ok(())
}

const ASKED_FOR: &str = "
    select count(*) from links
    where account_id = :account_id and purpose = :purpose and asked_by = :by
      and created_at > :since";

/// How many links of one purpose `by` has asked for after a moment.
pub fn asked_for(
    tx: &Tx<'_>,
    account: AccountId,
    purpose: LinkPurpose,
    by: AccountId,
    since: UnixMillis,
) -> Result<usize> {
    let mut statement = tx.connection.prepare_cached(ASKED_FOR)?;
    let values = named_params! {
        ":account_id": Text(account),
        ":purpose": Word(purpose),
        ":by": Text(by),
        ":since": since.0,
    };
    Ok(statement.query_row(values, |row| row.get(0))?)
}

const USE_UP: &str = "update links set state = 'used', used_at = :now where id = :id";

/// Notes that a link was used.
pub fn use_up(tx: &mut Tx<'_>, id: LinkId, now: UnixMillis) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(USE_UP)?;
    statement.execute(named_params! { ":id": Text(id), ":now": now.0 })?;
    Ok(())
}

const BEGIN_LIFE: &str = "
    update links set expires_at = :now + life
    where id = :id and state = 'open' and expires_at is null";

/// Begins the life of a link, unless it has begun or the link has ended (domain LINK-02). Whether it
/// begins now.
pub fn begin_life(tx: &mut Tx<'_>, id: LinkId, now: UnixMillis) -> Result<bool> {
    let mut statement = tx.connection.prepare_cached(BEGIN_LIFE)?;
    let begun = statement.execute(named_params! { ":id": Text(id), ":now": now.0 })?;
    Ok(begun > 0)
}

const NOTE_OPENED: &str = "
    update links set opened_at = :now where id = :id and opened_at is null";

/// Notes the first look at a link's page. Nothing else changes by it (domain LINK-03).
pub fn note_opened(tx: &mut Tx<'_>, id: LinkId, now: UnixMillis) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(NOTE_OPENED)?;
    statement.execute(named_params! { ":id": Text(id), ":now": now.0 })?;
    Ok(())
}

const NOTE_SEEN: &str = "
    insert into link_sights (link_id, account_id) values (:link_id, :account_id)
    on conflict do nothing";

/// Notes that an administrator was shown a link.
pub fn note_seen(tx: &mut Tx<'_>, id: LinkId, by: AccountId) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(NOTE_SEEN)?;
    statement.execute(named_params! { ":link_id": Text(id), ":account_id": Text(by) })?;
    Ok(())
}

const SEEN_BY: &str = "
    select account_id from link_sights where link_id = :link_id order by account_id";

/// The administrators who were shown a link.
pub fn seen_by(tx: &Tx<'_>, id: LinkId) -> Result<Vec<AccountId>> {
    let mut statement = tx.connection.prepare_cached(SEEN_BY)?;
    let found = statement.query_map(named_params! { ":link_id": Text(id) }, |row| {
        row.get::<_, Text<_>>("account_id").map(|id| id.0)
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

const FORGET_ADDRESSES: &str = "update links set email = null where account_id = :account_id";

/// Forgets the addresses that links of an account lead to. The links stay: an old mail is told that its
/// account is closed.
pub fn forget_addresses(tx: &mut Tx<'_>, account: AccountId) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(FORGET_ADDRESSES)?;
    statement.execute(named_params! { ":account_id": Text(account) })?;
    Ok(())
}

const AWAITS_ACTIVATION: &str = "
    select count(*), coalesce(sum(state = 'used'), 0) from links
    where account_id = :account_id and purpose = 'activation'";

/// Whether an account was sent activation links and has used none of them.
pub fn awaits_activation(tx: &Tx<'_>, account: AccountId) -> Result<bool> {
    let mut statement = tx.connection.prepare_cached(AWAITS_ACTIVATION)?;
    let values = named_params! { ":account_id": Text(account) };
    let (sent, used): (u64, u64) =
        statement.query_row(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(sent > 0 && used == 0)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Link> {
    Ok(Link {
        id: row.get::<_, Text<_>>("id")?.0,
        purpose: row.get::<_, Word<_>>("purpose")?.0,
        account: row.get::<_, Option<Text<_>>>("account_id")?.map(|id| id.0),
        generation: row.get("generation")?,
        secret_hash: row.get("secret_hash")?,
        state: row.get::<_, Word<_>>("state")?.0,
        life: Millis(row.get("life")?),
        expires_at: row.get::<_, Option<i64>>("expires_at")?.map(UnixMillis),
        created_at: UnixMillis(row.get("created_at")?),
        opened_at: row.get::<_, Option<i64>>("opened_at")?.map(UnixMillis),
        email: row.get("email")?,
        email_verified: row.get("email_verified")?,
        asked_by: row.get::<_, Option<Text<_>>>("asked_by")?.map(|id| id.0),
    })
}
