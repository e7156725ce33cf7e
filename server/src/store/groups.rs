//! Groups and who is in them.

use std::collections::BTreeSet;

use lanyard_shared::id::{AccountId, GroupId};
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{self, Group, Record};
use rusqlite::{OptionalExtension, Row, named_params};

use crate::error::Result;
use crate::store::changes::{self, Page};
use crate::store::column::Text;
use crate::store::{Tx, names};

const FIND: &str = "select id, name, archived, rev from staff_groups where id = :id";

/// The group with this id.
pub fn find(tx: &Tx<'_>, id: GroupId) -> Result<Option<Group>> {
    let mut statement = tx.connection.prepare_cached(FIND)?;
    let found = statement.query_row(named_params! { ":id": Text(id) }, |row| from_row(tx, row));
    Ok(found.optional()?)
}

const INSERT: &str = "
    insert into staff_groups (id, name, archived, rev)
    values (:id, :name, :archived, :rev)";

/// Adds a group. Its members are there already.
pub fn insert(tx: &mut Tx<'_>, group: &Group, rev: Rev) -> Result<()> {
    write(tx, INSERT, group, rev)
}

const UPDATE: &str = "
    update staff_groups set name = :name, archived = :archived, rev = :rev where id = :id";

/// Writes a group's fields. Its members are there already.
pub fn update(tx: &mut Tx<'_>, group: &Group, rev: Rev) -> Result<()> {
    write(tx, UPDATE, group, rev)
}

fn write(tx: &mut Tx<'_>, sql: &str, group: &Group, rev: Rev) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(sql)?;
    statement.execute(named_params! {
        ":id": Text(group.id),
        ":name": group.name,
        ":archived": group.archived,
        ":rev": rev.0,
    })?;
    set_members(tx, group)
}

const CLEAR_MEMBERS: &str = "delete from group_members where group_id = :group_id";

const INSERT_MEMBER: &str = "
    insert into group_members (group_id, account_id)
    values (:group_id, :account_id)";

fn set_members(tx: &mut Tx<'_>, group: &Group) -> Result<()> {
    let mut clear = tx.connection.prepare_cached(CLEAR_MEMBERS)?;
    clear.execute(named_params! { ":group_id": Text(group.id) })?;
    let mut statement = tx.connection.prepare_cached(INSERT_MEMBER)?;
    for member in &group.members {
        statement.execute(named_params! {
            ":group_id": Text(group.id),
            ":account_id": Text(member),
        })?;
    }
    Ok(())
}

const NAMES: &str = "select id, name from staff_groups where archived = 0 order by id";

/// Another group in use of this name, in any case.
pub fn find_by_name(tx: &Tx<'_>, name: &str, except: GroupId) -> Result<Option<GroupId>> {
    names::find_other(tx, NAMES, name, except)
}

const TOUCH: &str = "
    update staff_groups set rev = :rev
    where id in (select group_id from group_members where account_id = :account_id)";

/// Has everybody pull the groups that somebody is in once more: who sees their members has changed.
pub fn touch_of(tx: &mut Tx<'_>, account: AccountId, rev: Rev) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(TOUCH)?;
    statement.execute(named_params! { ":account_id": Text(account), ":rev": rev.0 })?;
    Ok(())
}

const LEAVE_ALL: &str = "delete from group_members where account_id = :account_id";

/// Takes somebody out of every group; each gets the revision `rev`.
pub fn leave_all(tx: &mut Tx<'_>, account: AccountId, rev: Rev) -> Result<()> {
    touch_of(tx, account, rev)?;
    let mut statement = tx.connection.prepare_cached(LEAVE_ALL)?;
    statement.execute(named_params! { ":account_id": Text(account) })?;
    Ok(())
}

const MEMBERS: &str = "select account_id from group_members where group_id = :group_id";

fn members(tx: &Tx<'_>, id: GroupId) -> rusqlite::Result<BTreeSet<AccountId>> {
    let mut statement = tx.connection.prepare_cached(MEMBERS)?;
    let found = statement.query_map(named_params! { ":group_id": Text(id) }, |row| {
        row.get::<_, Text<_>>("account_id").map(|id| id.0)
    })?;
    found.collect()
}

const AFTER: &str = "
    select id, name, archived, rev
    from staff_groups where id > :from order by id limit :limit";

const SINCE: &str = "
    select id, name, archived, rev
    from staff_groups where rev > :from order by rev, id limit :limit";

pub(super) fn page(tx: &Tx<'_>, page: &Page) -> Result<Vec<record::Row>> {
    let mut statement = tx.connection.prepare_cached(page.choose(AFTER, SINCE))?;
    changes::rows(&mut statement, page, |row| {
        from_row(tx, row).map(Record::Group)
    })
}

fn from_row(tx: &Tx<'_>, row: &Row<'_>) -> rusqlite::Result<Group> {
    let id = row.get::<_, Text<_>>("id")?.0;
    Ok(Group {
        id,
        name: row.get("name")?,
        members: members(tx, id)?,
        archived: row.get("archived")?,
    })
}
