//! Roles and the permissions that they allow.

use std::collections::BTreeSet;

use lanyard_shared::id::RoleId;
use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{self, Record, Role};
use rusqlite::{OptionalExtension, Row, named_params};

use crate::error::Result;
use crate::store::changes::{self, Page};
use crate::store::column::{Text, Word};
use crate::store::{Tx, names};

const FIND: &str = "
    select id, name, description, system, rev
    from roles where id = :id";

/// The role with this id.
pub fn find(tx: &Tx<'_>, id: RoleId) -> Result<Option<Role>> {
    let mut statement = tx.connection.prepare_cached(FIND)?;
    let found = statement.query_row(named_params! { ":id": Text(id) }, |row| from_row(tx, row));
    Ok(found.optional()?)
}

const INSERT: &str = "
    insert into roles (id, name, description, system, rev)
    values (:id, :name, :description, :system, :rev)";

const INSERT_PERMISSION: &str = "
    insert into role_permissions (role_id, permission)
    values (:role_id, :permission)";

/// Adds a role.
pub fn insert(tx: &mut Tx<'_>, role: &Role, rev: Rev) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(INSERT)?;
    statement.execute(named_params! {
        ":id": Text(role.id),
        ":name": role.name,
        ":description": role.description,
        ":system": role.system,
        ":rev": rev.0,
    })?;
    set_permissions(tx, role)
}

const UPDATE: &str = "
    update roles set name = :name, description = :description, rev = :rev where id = :id";

/// Writes a role's fields.
pub fn update(tx: &mut Tx<'_>, role: &Role, rev: Rev) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(UPDATE)?;
    statement.execute(named_params! {
        ":id": Text(role.id),
        ":name": role.name,
        ":description": role.description,
        ":rev": rev.0,
    })?;
    set_permissions(tx, role)
}

const CLEAR_PERMISSIONS: &str = "delete from role_permissions where role_id = :role_id";
const DELETE: &str = "delete from roles where id = :role_id";

/// Removes a role that nobody has. Its tombstone is a row of its own.
pub fn delete(tx: &mut Tx<'_>, id: RoleId) -> Result<()> {
    for sql in [CLEAR_PERMISSIONS, DELETE] {
        let mut statement = tx.connection.prepare_cached(sql)?;
        statement.execute(named_params! { ":role_id": Text(id) })?;
    }
    Ok(())
}

fn set_permissions(tx: &mut Tx<'_>, role: &Role) -> Result<()> {
    let mut clear = tx.connection.prepare_cached(CLEAR_PERMISSIONS)?;
    clear.execute(named_params! { ":role_id": Text(role.id) })?;
    let mut statement = tx.connection.prepare_cached(INSERT_PERMISSION)?;
    for permission in &role.allows {
        statement.execute(named_params! {
            ":role_id": Text(role.id),
            ":permission": Word(permission),
        })?;
    }
    Ok(())
}

const HELD_BY: &str = "select count(*) from accounts where role_id = :role_id";

/// How many accounts have a role, whatever their standing.
pub fn held_by(tx: &Tx<'_>, id: RoleId) -> Result<usize> {
    let mut statement = tx.connection.prepare_cached(HELD_BY)?;
    Ok(statement.query_row(named_params! { ":role_id": Text(id) }, |row| row.get(0))?)
}

const NAMES: &str = "select id, name from roles order by id";

/// Another role of this name, in any case.
pub fn find_by_name(tx: &Tx<'_>, name: &str, except: RoleId) -> Result<Option<RoleId>> {
    names::find_other(tx, NAMES, name, except)
}

const PERMISSIONS: &str = "select permission from role_permissions where role_id = :role_id";

fn permissions(tx: &Tx<'_>, id: RoleId) -> rusqlite::Result<BTreeSet<Permission>> {
    let mut statement = tx.connection.prepare_cached(PERMISSIONS)?;
    let found = statement.query_map(named_params! { ":role_id": Text(id) }, |row| {
        row.get::<_, Word<_>>("permission").map(|word| word.0)
    })?;
    found.collect()
}

const AFTER: &str = "
    select id, name, description, system, rev
    from roles where id > :from order by id limit :limit";

const SINCE: &str = "
    select id, name, description, system, rev
    from roles where rev > :from order by rev, id limit :limit";

pub(super) fn page(tx: &Tx<'_>, page: &Page) -> Result<Vec<record::Row>> {
    let mut statement = tx.connection.prepare_cached(page.choose(AFTER, SINCE))?;
    changes::rows(&mut statement, page, |row| {
        from_row(tx, row).map(Record::Role)
    })
}

fn from_row(tx: &Tx<'_>, row: &Row<'_>) -> rusqlite::Result<Role> {
    let id = row.get::<_, Text<_>>("id")?.0;
    Ok(Role {
        id,
        name: row.get("name")?,
        description: row.get("description")?,
        system: row.get("system")?,
        allows: permissions(tx, id)?,
    })
}
