//! Hashes of passwords that were used before, where the practice does not allow those again (domain
//! CRED-01).

use lanyard_shared::id::AccountId;
use lanyard_shared::time::UnixMillis;
use rusqlite::named_params;

use crate::error::Result;
use crate::store::Tx;
use crate::store::column::Text;

const KEEP: &str = "
    insert into former_passwords (account_id, password_hash, replaced_at)
    select id, password_hash, :now from accounts where id = :account_id and password_hash <> ''";

/// Keeps the present password of an account, if it has one, as one that was used before.
pub fn keep(tx: &mut Tx<'_>, account: AccountId, now: UnixMillis) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(KEEP)?;
    statement.execute(named_params! { ":account_id": Text(account), ":now": now.0 })?;
    Ok(())
}

const OF: &str = "
    select password_hash from former_passwords where account_id = :account_id order by id desc";

/// Those of an account, the newest first.
pub fn of(tx: &Tx<'_>, account: AccountId) -> Result<Vec<String>> {
    let mut statement = tx.connection.prepare_cached(OF)?;
    let values = named_params! { ":account_id": Text(account) };
    let found = statement.query_map(values, |row| row.get("password_hash"))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

const PRUNE: &str = "
    delete from former_passwords where account_id = :account_id and id not in (
      select id from former_passwords where account_id = :account_id order by id desc limit :most)";

/// Drops all but the newest `most` of an account.
pub fn prune(tx: &mut Tx<'_>, account: AccountId, most: u16) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(PRUNE)?;
    statement.execute(named_params! { ":account_id": Text(account), ":most": most })?;
    Ok(())
}

const PRUNE_ALL: &str = "
    delete from former_passwords where id not in (
      select id from (
        select id, row_number() over (partition by account_id order by id desc) as place
        from former_passwords)
      where place <= :most)";

/// The same for every account.
pub fn prune_all(tx: &mut Tx<'_>, most: u16) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(PRUNE_ALL)?;
    statement.execute(named_params! { ":most": most })?;
    Ok(())
}
