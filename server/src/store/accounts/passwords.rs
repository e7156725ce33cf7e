//! The hash of an account's password, and whether its owner chose it.

use lanyard_shared::id::{AccountId, RoleId};
use lanyard_shared::protocol::Rev;
use lanyard_shared::time::UnixMillis;
use rusqlite::{OptionalExtension, named_params};

use crate::error::Result;
use crate::store::Tx;
use crate::store::column::Text;

/// Who chose a password (domain LINK-06).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChosenBy {
    /// The person whose account it is.
    Owner,
    /// Somebody else, such as the admin who made the account.
    Another,
}

/// Stands for the hash of an account whose owner has yet to choose a password (domain NEW-08).
pub const NO_PASSWORD: &str = "";

const HASH: &str = "select nullif(password_hash, '') from accounts where id = :id";

/// The hash of an account's password, in PHC string format; `None` where it has none.
pub fn password_hash(tx: &Tx<'_>, id: AccountId) -> Result<Option<String>> {
    let mut statement = tx.connection.prepare_cached(HASH)?;
    let found = statement.query_row(named_params! { ":id": Text(id) }, |row| row.get(0));
    Ok(found.optional()?.flatten())
}

const GIVEN: &str = "
    select id from accounts where role_id = :role_id and password_set_by_another order by id";

/// The accounts with a role whose password another person chose.
pub fn with_given_password(tx: &Tx<'_>, role: RoleId) -> Result<Vec<AccountId>> {
    let mut statement = tx.connection.prepare_cached(GIVEN)?;
    let found = statement.query_map(named_params! { ":role_id": Text(role) }, |row| {
        row.get::<_, Text<_>>("id").map(|id| id.0)
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

const CLEAR: &str = "
    update accounts
    set password_hash = '', password_set_by_another = 0, password_set_at = null, rev = :rev
    where id = :id";

/// Forgets the password of an account: its owner is to choose one.
pub fn clear_password(tx: &mut Tx<'_>, id: AccountId, rev: Rev) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(CLEAR)?;
    statement.execute(named_params! { ":id": Text(id), ":rev": rev.0 })?;
    Ok(())
}

const SET: &str = "
    update accounts
    set password_hash = :hash, password_set_by_another = :by_another, password_set_at = :now,
      rev = :rev
    where id = :id";

/// Writes the hash of a new password.
pub fn set_password(
    tx: &mut Tx<'_>,
    id: AccountId,
    hash: &str,
    chosen: ChosenBy,
    (rev, now): (Rev, UnixMillis),
) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(SET)?;
    statement.execute(named_params! {
        ":id": Text(id),
        ":hash": hash,
        ":by_another": chosen == ChosenBy::Another,
        ":now": now.0,
        ":rev": rev.0,
    })?;
    Ok(())
}

const SET_SINCE: &str = "
    select coalesce(password_set_at > :since, 0) from accounts where id = :id";

/// Whether the password of an account was set after a moment.
pub fn password_set_since(tx: &Tx<'_>, id: AccountId, since: UnixMillis) -> Result<bool> {
    let mut statement = tx.connection.prepare_cached(SET_SINCE)?;
    let values = named_params! { ":id": Text(id), ":since": since.0 };
    Ok(statement.query_row(values, |row| row.get(0))?)
}

const SET_AT: &str = "select coalesce(password_set_at, created_at) from accounts where id = :id";

/// When the password of an account was set; where that is not known, when the account was made.
pub fn password_set_at(tx: &Tx<'_>, id: AccountId) -> Result<UnixMillis> {
    let mut statement = tx.connection.prepare_cached(SET_AT)?;
    let values = named_params! { ":id": Text(id) };
    Ok(UnixMillis(statement.query_row(values, |row| row.get(0))?))
}
