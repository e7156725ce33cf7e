//! Offices.

use lanyard_shared::id::OfficeId;
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{self, Office, Record};
use rusqlite::{OptionalExtension, Row, named_params};

use crate::error::Result;
use crate::store::Tx;
use crate::store::changes::{self, Page};
use crate::store::column::Text;

const FIND: &str = "
    select id, name, address, phone, active, rev
    from offices where id = :id";

/// The office with this id.
pub fn find(tx: &Tx<'_>, id: OfficeId) -> Result<Option<Office>> {
    let mut statement = tx.connection.prepare_cached(FIND)?;
    let found = statement.query_row(named_params! { ":id": Text(id) }, from_row);
    Ok(found.optional()?)
}

const INSERT: &str = "
    insert into offices (id, name, address, phone, active, rev)
    values (:id, :name, :address, :phone, :active, :rev)";

/// Adds an office.
pub fn insert(tx: &mut Tx<'_>, office: &Office, rev: Rev) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(INSERT)?;
    statement.execute(named_params! {
        ":id": Text(office.id),
        ":name": office.name,
        ":address": office.address,
        ":phone": office.phone,
        ":active": office.active,
        ":rev": rev.0,
    })?;
    Ok(())
}

const UPDATE: &str = "
    update offices set name = :name, address = :address, phone = :phone, active = :active, rev = :rev
    where id = :id";

/// Writes an office's fields.
pub fn update(tx: &mut Tx<'_>, office: &Office, rev: Rev) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(UPDATE)?;
    statement.execute(named_params! {
        ":id": Text(office.id),
        ":name": office.name,
        ":address": office.address,
        ":phone": office.phone,
        ":active": office.active,
        ":rev": rev.0,
    })?;
    Ok(())
}

const PROVIDERS_IN: &str = "
    select count(*) from provider_offices o join providers p on p.id = o.provider_id
    where o.office_id = :id and p.active = 1";

/// How many active providers work in an office.
pub fn providers_in(tx: &Tx<'_>, id: OfficeId) -> Result<usize> {
    let mut statement = tx.connection.prepare_cached(PROVIDERS_IN)?;
    Ok(statement.query_row(named_params! { ":id": Text(id) }, |row| row.get(0))?)
}

const PEOPLE_IN: &str = "
    select count(*) from account_offices o join accounts a on a.id = o.account_id
    where o.office_id = :id and a.standing not in ('deactivated', 'removed')";

/// How many people are restricted to an office, perhaps among others.
pub fn people_in(tx: &Tx<'_>, id: OfficeId) -> Result<usize> {
    let mut statement = tx.connection.prepare_cached(PEOPLE_IN)?;
    Ok(statement.query_row(named_params! { ":id": Text(id) }, |row| row.get(0))?)
}

const AFTER: &str = "
    select id, name, address, phone, active, rev
    from offices where id > :from order by id limit :limit";

const SINCE: &str = "
    select id, name, address, phone, active, rev
    from offices where rev > :from order by rev, id limit :limit";

pub(super) fn page(tx: &Tx<'_>, page: &Page) -> Result<Vec<record::Row>> {
    let mut statement = tx.connection.prepare_cached(page.choose(AFTER, SINCE))?;
    changes::rows(&mut statement, page, |row| {
        from_row(row).map(Record::Office)
    })
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Office> {
    Ok(Office {
        id: row.get::<_, Text<_>>("id")?.0,
        name: row.get("name")?,
        address: row.get("address")?,
        phone: row.get("phone")?,
        active: row.get("active")?,
    })
}
