//! What is set for one person beside their role, and who holds a permission (domain PERM-02).

use std::collections::BTreeMap;

use lanyard_shared::id::AccountId;
use lanyard_shared::permission::{Permission, Setting};
use lanyard_shared::record::Account;
use lanyard_shared::time::UnixMillis;
use rusqlite::named_params;

use super::row::{from_row, select};
use crate::error::Result;
use crate::store::Tx;
use crate::store::column::{Text, Word};

const OWN: &str = "select permission, setting from account_permissions where account_id = :id";

/// A person's own settings.
pub fn own_permissions(tx: &Tx<'_>, id: AccountId) -> Result<BTreeMap<Permission, Setting>> {
    let mut statement = tx.connection.prepare_cached(OWN)?;
    let found = statement.query_map(named_params! { ":id": Text(id) }, |row| {
        let permission = row.get::<_, Word<_>>("permission")?.0;
        Ok((permission, row.get::<_, Word<_>>("setting")?.0))
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

const SET_OWN: &str = "
    insert into account_permissions (account_id, permission, setting)
    values (:id, :permission, :setting)
    on conflict (account_id, permission) do update set setting = excluded.setting";

/// Sets one permission for one person. The account's row is to be touched with it.
pub fn set_own_permission(
    tx: &mut Tx<'_>,
    id: AccountId,
    permission: Permission,
    setting: Setting,
) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(SET_OWN)?;
    statement.execute(named_params! {
        ":id": Text(id),
        ":permission": Word(permission),
        ":setting": Word(setting),
    })?;
    Ok(())
}

const CLEAR_OWN: &str = "delete from account_permissions where account_id = :id";

/// Forgets what is set for one person.
pub fn clear_own_permissions(tx: &mut Tx<'_>, id: AccountId) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(CLEAR_OWN)?;
    statement.execute(named_params! { ":id": Text(id) })?;
    Ok(())
}

const HOLDERS: &str = select!(
    "left join account_permissions own
       on own.account_id = a.id and own.permission = :permission
     left join role_permissions role
       on role.role_id = a.role_id and role.permission = :permission
     where a.standing <> 'removed'
       and (own.setting = 'allow' or (own.setting is null and role.permission is not null))
     order by a.username_folded"
);

/// Every account that holds `permission`, whatever its standing unless it was removed, by username.
pub fn holders(tx: &Tx<'_>, permission: Permission) -> Result<Vec<Account>> {
    let mut statement = tx.connection.prepare_cached(HOLDERS)?;
    let found = statement.query_map(named_params! { ":permission": Word(permission) }, from_row)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

const SOMEBODY_HOLDS: &str = "
    select exists (
      select 1 from accounts a
      left join account_permissions own
        on own.account_id = a.id and own.permission = :permission
      left join role_permissions role
        on role.role_id = a.role_id and role.permission = :permission
      where a.standing = 'active' and a.ends_on is null and a.password_hash <> ''
        and (a.starts_at is null or a.starts_at <= :now)
        and (own.setting = 'allow' or (own.setting is null and role.permission is not null)))";

/// Whether somebody who can sign in now, with a password and an account that has no end, holds
/// `permission` (domain RIGHT-05).
pub fn somebody_holds(tx: &Tx<'_>, permission: Permission, now: UnixMillis) -> Result<bool> {
    let mut statement = tx.connection.prepare_cached(SOMEBODY_HOLDS)?;
    let values = named_params! { ":permission": Word(permission), ":now": now.0 };
    Ok(statement.query_row(values, |row| row.get(0))?)
}
