//! The PINs of accounts, locked by the root secret (domain NEW-11, NEW-12).

use lanyard_shared::id::AccountId;
use lanyard_shared::time::UnixMillis;
use rusqlite::{OptionalExtension, named_params};
use serde::Serialize;

use crate::error::Result;
use crate::store::Tx;
use crate::store::column::{Text, Word};

/// The kinds of PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PinKind {
    /// Four digits for the practice's companion programs and the idle lock.
    AppUnlock,
    /// Proves who somebody is to the help desk.
    Support,
}

const PUT: &str = "
    insert into pins (account_id, kind, locked, set_at)
    values (:account_id, :kind, :locked, :now)
    on conflict (account_id, kind) do update
      set locked = excluded.locked, set_at = excluded.set_at";

/// Writes a PIN in place of the one before.
pub fn put(
    tx: &mut Tx<'_>,
    account: AccountId,
    kind: PinKind,
    locked: &[u8],
    now: UnixMillis,
) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(PUT)?;
    statement.execute(named_params! {
        ":account_id": Text(account),
        ":kind": Word(kind),
        ":locked": locked,
        ":now": now.0,
    })?;
    Ok(())
}

const DELETE_ALL: &str = "delete from pins where account_id = :account_id";

/// Forgets every PIN of an account.
pub fn delete_all(tx: &mut Tx<'_>, account: AccountId) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(DELETE_ALL)?;
    statement.execute(named_params! { ":account_id": Text(account) })?;
    Ok(())
}

const FIND: &str = "select locked from pins where account_id = :account_id and kind = :kind";

/// A PIN as it is locked.
pub fn find(tx: &Tx<'_>, account: AccountId, kind: PinKind) -> Result<Option<Vec<u8>>> {
    let mut statement = tx.connection.prepare_cached(FIND)?;
    let values = named_params! { ":account_id": Text(account), ":kind": Word(kind) };
    let found = statement.query_row(values, |row| row.get("locked"));
    Ok(found.optional()?)
}
