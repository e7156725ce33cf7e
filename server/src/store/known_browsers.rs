//! Browsers that an account has signed in from: they do not wait for strangers' wrong passwords
//! (domain CRED-03).

use lanyard_shared::id::AccountId;
use lanyard_shared::time::UnixMillis;
use rusqlite::named_params;

use crate::error::Result;
use crate::store::Tx;
use crate::store::column::Text;
use crate::store::sessions::TokenHash;

const PUT: &str = "
    insert into known_browsers (account_id, token_hash, last_seen_at)
    values (:account_id, :token, :now)
    on conflict (account_id, token_hash) do update set last_seen_at = excluded.last_seen_at";

/// Remembers that the account has signed in from this browser.
pub fn put(
    tx: &mut Tx<'_>,
    account: AccountId,
    browser: &TokenHash,
    now: UnixMillis,
) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(PUT)?;
    statement.execute(named_params! {
        ":account_id": Text(account),
        ":token": browser,
        ":now": now.0,
    })?;
    Ok(())
}

const HAS: &str = "
    select exists (select 1 from known_browsers
      where account_id = :account_id and token_hash = :token)";

/// Whether the account has signed in from this browser.
pub fn has(tx: &Tx<'_>, account: AccountId, browser: &TokenHash) -> Result<bool> {
    let mut statement = tx.connection.prepare_cached(HAS)?;
    let values = named_params! { ":account_id": Text(account), ":token": browser };
    Ok(statement.query_row(values, |row| row.get(0))?)
}

const IS_KNOWN: &str = "
    select exists (select 1 from known_browsers where token_hash = :token)";

/// Whether anybody has signed in from this browser.
pub fn is_known(tx: &Tx<'_>, browser: &TokenHash) -> Result<bool> {
    let mut statement = tx.connection.prepare_cached(IS_KNOWN)?;
    Ok(statement.query_row(named_params! { ":token": browser }, |row| row.get(0))?)
}

const OF: &str = "
    select token_hash from known_browsers where account_id = :account_id order by token_hash";

/// The browsers that the account has signed in from.
pub fn of(tx: &Tx<'_>, account: AccountId) -> Result<Vec<TokenHash>> {
    let mut statement = tx.connection.prepare_cached(OF)?;
    let values = named_params! { ":account_id": Text(account) };
    let found = statement.query_map(values, |row| row.get("token_hash"))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

const FORGET_ALL: &str = "delete from known_browsers where account_id = :account_id";

/// Forgets every browser that the account has signed in from.
pub fn forget_all(tx: &mut Tx<'_>, account: AccountId) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(FORGET_ALL)?;
    statement.execute(named_params! { ":account_id": Text(account) })?;
    Ok(())
}

const PRUNE: &str = "delete from known_browsers where last_seen_at < :before";

/// Forgets the browsers that were not seen since `before`.
pub fn prune(tx: &mut Tx<'_>, before: UnixMillis) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(PRUNE)?;
    statement.execute(named_params! { ":before": before.0 })?;
    Ok(())
}
