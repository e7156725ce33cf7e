//! Second factors: the locked seed of somebody's authenticator app, and hashes of recovery codes
//! (domain EDIT-06).

use lanyard_shared::id::AccountId;
use lanyard_shared::time::UnixMillis;
use rusqlite::{OptionalExtension, Row, named_params};

use crate::error::Result;
use crate::store::Tx;
use crate::store::column::Text;
use crate::store::sessions::TokenHash;

/// A second factor as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// The seed, locked by the root secret; `None` before the first enrolment.
    pub locked_seed: Option<Vec<u8>>,
    /// Codes of this time step and earlier ones are spent.
    pub spent_through: u64,
    /// What takes its place once it is confirmed.
    pub offered: Option<Offered>,
}

/// A seed that somebody was shown and has not confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The seed, locked by the root secret.
    pub locked_seed: Vec<u8>,
    /// When it was offered.
    pub at: UnixMillis,
    /// The session to which.
    pub to: TokenHash,
}

const OFFER: &str = "
    insert into second_factors (account_id, offered_seed, offered_at, offered_to)
    values (:account_id, :seed, :at, :to)
    on conflict (account_id) do update
      set offered_seed = excluded.offered_seed, offered_at = excluded.offered_at,
        offered_to = excluded.offered_to";

/// Writes a seed that is to count once it is confirmed; until then the one before counts.
pub fn offer(tx: &mut Tx<'_>, account: AccountId, offered: &Offered) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(OFFER)?;
    statement.execute(named_params! {
        ":account_id": Text(account),
        ":seed": offered.locked_seed,
        ":at": offered.at.0,
        ":to": offered.to,
    })?;
    Ok(())
}

const WITHDRAW: &str = "
    update second_factors set offered_seed = null, offered_at = null, offered_to = null
    where account_id = :account_id and offered_to = :to";

/// Forgets the seed that was offered to a session.
pub fn withdraw(tx: &mut Tx<'_>, account: AccountId, to: &TokenHash) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(WITHDRAW)?;
    statement.execute(named_params! { ":account_id": Text(account), ":to": to })?;
    Ok(())
}

const FIND: &str = "
    select locked_seed, spent_through, offered_seed, offered_at, offered_to
    from second_factors where account_id = :account_id";

/// The second factor of an account.
pub fn find(tx: &Tx<'_>, account: AccountId) -> Result<Option<SecondFactor>> {
    let mut statement = tx.connection.prepare_cached(FIND)?;
    let found = statement.query_row(named_params! { ":account_id": Text(account) }, |row| {
        Ok(SecondFactor {
            locked_seed: row.get("locked_seed")?,
            spent_through: row.get("spent_through")?,
            offered: offered(row)?,
        })
    });
    Ok(found.optional()?)
}

/// A seed that was offered before it was kept when and to whom has ended.
fn offered(row: &Row<'_>) -> rusqlite::Result<Option<Offered>> {
    let seed: Option<Vec<u8>> = row.get("offered_seed")?;
    let at: Option<i64> = row.get("offered_at")?;
    let to: Option<TokenHash> = row.get("offered_to")?;
    Ok(match (seed, at, to) {
        (Some(locked_seed), Some(at), Some(to)) => Some(Offered {
            locked_seed,
            at: UnixMillis(at),
            to,
        }),
        _ => None,
    })
}

const CONFIRM: &str = "
    update second_factors
    set locked_seed = offered_seed, offered_seed = null, offered_at = null, offered_to = null,
      spent_through = :step
    where account_id = :account_id and offered_seed is not null";

/// Makes the offered seed count; the code of this time step has confirmed it and is spent.
pub fn confirm(tx: &mut Tx<'_>, account: AccountId, step: u64) -> Result<()> {
    step_of(tx, CONFIRM, account, step)
}

const SPEND: &str = "
    update second_factors set spent_through = :step where account_id = :account_id";

/// Spends the codes up to a time step.
pub fn spend(tx: &mut Tx<'_>, account: AccountId, step: u64) -> Result<()> {
    step_of(tx, SPEND, account, step)
}

fn step_of(tx: &mut Tx<'_>, sql: &str, account: AccountId, step: u64) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(sql)?;
    statement.execute(named_params! { ":account_id": Text(account), ":step": step })?;
    Ok(())
}

const DELETE: &str = "delete from second_factors where account_id = :account_id";
const DELETE_CODES: &str = "delete from recovery_codes where account_id = :account_id";

/// Forgets the second factor of an account, with its recovery codes.
pub fn delete(tx: &mut Tx<'_>, account: AccountId) -> Result<()> {
    for sql in [DELETE, DELETE_CODES] {
        let mut statement = tx.connection.prepare_cached(sql)?;
        statement.execute(named_params! { ":account_id": Text(account) })?;
    }
    Ok(())
}

const INSERT_CODE: &str = "
    insert into recovery_codes (account_id, code_hash) values (:account_id, :code_hash)";

/// Writes recovery codes in place of those before.
pub fn put_codes(tx: &mut Tx<'_>, account: AccountId, hashes: &[[u8; 32]]) -> Result<()> {
    let mut clear = tx.connection.prepare_cached(DELETE_CODES)?;
    clear.execute(named_params! { ":account_id": Text(account) })?;
    let mut insert = tx.connection.prepare_cached(INSERT_CODE)?;
    for hash in hashes {
        insert.execute(named_params! { ":account_id": Text(account), ":code_hash": hash })?;
    }
    Ok(())
}

const USE_CODE: &str = "
    delete from recovery_codes where account_id = :account_id and code_hash = :code_hash";

/// Uses a recovery code up; says whether there was such a one.
pub fn use_code(tx: &mut Tx<'_>, account: AccountId, hash: &[u8; 32]) -> Result<bool> {
    let mut statement = tx.connection.prepare_cached(USE_CODE)?;
    let values = named_params! { ":account_id": Text(account), ":code_hash": hash };
    Ok(statement.execute(values)? > 0)
}
