//! Sessions: who is signed in. Only the hashes of their tokens are stored.

use lanyard_shared::id::AccountId;
use lanyard_shared::time::UnixMillis;
use rusqlite::{OptionalExtension, Row, named_params};

use crate::error::Result;
use crate::store::Tx;
use crate::store::column::Text;

/// The SHA-256 of a token.
pub type TokenHash = [u8; 32];

/// A session as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whose it is.
    pub account: AccountId,
    /// When it began.
    pub began_at: UnixMillis,
    /// When it ends.
    pub expires_at: UnixMillis,
    /// Browser and system, as far as they said.
    pub agent: String,
    /// A second factor is to be enrolled before anything else (domain EDIT-06).
    pub must_enrol: bool,
    /// It began with a password that was too old (domain CRED-01).
    pub must_renew: bool,
}

const INSERT: &str = "
    insert into sessions (token_hash, account_id, created_at, expires_at, agent, must_enrol,
      must_renew)
    values (:token, :account_id, :began_at, :expires_at, :agent, :must_enrol, :must_renew)";

/// Adds a session.
pub fn insert(tx: &mut Tx<'_>, token: &TokenHash, session: &Session) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(INSERT)?;
    statement.execute(named_params! {
        ":token": token,
        ":account_id": Text(session.account),
        ":began_at": session.began_at.0,
        ":expires_at": session.expires_at.0,
        ":agent": session.agent,
        ":must_enrol": session.must_enrol,
        ":must_renew": session.must_renew,
    })?;
    Ok(())
}

const FIND: &str = "
    select account_id, created_at, expires_at, agent, must_enrol, must_renew from sessions
    where token_hash = :token";

/// The session with this token, also one whose time is over.
pub fn find(tx: &Tx<'_>, token: &TokenHash) -> Result<Option<Session>> {
    let mut statement = tx.connection.prepare_cached(FIND)?;
    let found = statement.query_row(named_params! { ":token": token }, from_row);
    Ok(found.optional()?)
}

const OF: &str = "
    select token_hash, account_id, created_at, expires_at, agent, must_enrol, must_renew
    from sessions
    where account_id = :account_id and expires_at > :now order by created_at desc, token_hash";

/// The sessions of an account that go on, the newest first.
pub fn of(tx: &Tx<'_>, account: AccountId, now: UnixMillis) -> Result<Vec<(TokenHash, Session)>> {
    let mut statement = tx.connection.prepare_cached(OF)?;
    let values = named_params! { ":account_id": Text(account), ":now": now.0 };
    let found = statement.query_map(values, |row| Ok((row.get("token_hash")?, from_row(row)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        account: row.get::<_, Text<_>>("account_id")?.0,
        began_at: UnixMillis(row.get("created_at")?),
        expires_at: UnixMillis(row.get("expires_at")?),
        agent: row.get("agent")?,
        must_enrol: row.get("must_enrol")?,
        must_renew: row.get("must_renew")?,
    })
}

const DELETE: &str = "delete from sessions where token_hash = :token";

/// Ends one session.
pub fn delete(tx: &mut Tx<'_>, token: &TokenHash) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(DELETE)?;
    statement.execute(named_params! { ":token": token })?;
    Ok(())
}

const DELETE_ALL: &str = "
    delete from sessions where account_id = :account_id and token_hash is distinct from :except";

/// Ends every session of an account, but perhaps one.
pub fn delete_all(tx: &mut Tx<'_>, account: AccountId, except: Option<&TokenHash>) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(DELETE_ALL)?;
    statement.execute(named_params! { ":account_id": Text(account), ":except": except })?;
    Ok(())
}

const DELETE_EVERY: &str = "delete from sessions";

/// Ends every session of everybody.
pub fn delete_every(tx: &mut Tx<'_>) -> Result<()> {
    tx.connection.prepare_cached(DELETE_EVERY)?.execute([])?;
    Ok(())
}

const PRUNE: &str = "delete from sessions where expires_at <= :now";

/// Removes the sessions whose time is over.
pub fn prune(tx: &mut Tx<'_>, now: UnixMillis) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(PRUNE)?;
    statement.execute(named_params! { ":now": now.0 })?;
    Ok(())
}
