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
