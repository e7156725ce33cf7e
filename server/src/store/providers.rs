//! Providers and the offices where they work.

use lanyard_shared::id::{OfficeId, ProviderId};
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{self, Provider, Record};
use rusqlite::{OptionalExtension, Row, named_params};

use crate::error::Result;
use crate::store::Tx;
use crate::store::changes::{self, Page};
use crate::store::column::Text;

const FIND: &str = "
    select id, first_name, last_name, npi, specialty, email, active, rev
    from providers where id = :id";

/// The provider with this id.
pub fn find(tx: &Tx<'_>, id: ProviderId) -> Result<Option<Provider>> {
    let mut statement = tx.connection.prepare_cached(FIND)?;
    let found = statement.query_row(named_params! { ":id": Text(id) }, |row| from_row(tx, row));
    Ok(found.optional()?)
}

const INSERT: &str = "
    insert into providers (id, first_name, last_name, npi, specialty, email, active, rev)
    values (:id, :first_name, :last_name, :npi, :specialty, :email, :active, :rev)";

const INSERT_OFFICE: &str = "
    insert into provider_offices (provider_id, office_id)
    values (:provider_id, :office_id)";

/// Adds a provider. Their offices are there already.
pub fn insert(tx: &mut Tx<'_>, provider: &Provider, rev: Rev) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(INSERT)?;
    statement.execute(named_params! {
        ":id": Text(provider.id),
        ":first_name": provider.first_name,
        ":last_name": provider.last_name,
        ":npi": provider.npi,
        ":specialty": provider.specialty,
        ":email": provider.email,
        ":active": provider.active,
        ":rev": rev.0,
    })?;
    set_offices(tx, provider)
}

const UPDATE: &str = "
    update providers set first_name = :first_name, last_name = :last_name, npi = :npi,
      specialty = :specialty, email = :email, active = :active, rev = :rev
    where id = :id";

/// Writes a provider's fields. Their offices are there already.
pub fn update(tx: &mut Tx<'_>, provider: &Provider, rev: Rev) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(UPDATE)?;
    statement.execute(named_params! {
        ":id": Text(provider.id),
        ":first_name": provider.first_name,
        ":last_name": provider.last_name,
        ":npi": provider.npi,
        ":specialty": provider.specialty,
        ":email": provider.email,
        ":active": provider.active,
        ":rev": rev.0,
    })?;
    set_offices(tx, provider)
}

const CLEAR_OFFICES: &str = "delete from provider_offices where provider_id = :provider_id";

fn set_offices(tx: &mut Tx<'_>, provider: &Provider) -> Result<()> {
    let mut clear = tx.connection.prepare_cached(CLEAR_OFFICES)?;
    clear.execute(named_params! { ":provider_id": Text(provider.id) })?;
    let mut statement = tx.connection.prepare_cached(INSERT_OFFICE)?;
    for office in &provider.offices {
        statement.execute(named_params! {
            ":provider_id": Text(provider.id),
            ":office_id": Text(office),
        })?;
    }
    Ok(())
}

const PEOPLE_OF: &str = "
    select count(*) from accounts
    where provider_id = :id and standing not in ('deactivated', 'removed')";

/// How many accounts work in a provider's name: their own and those of their staff.
pub fn people_of(tx: &Tx<'_>, id: ProviderId) -> Result<usize> {
    let mut statement = tx.connection.prepare_cached(PEOPLE_OF)?;
    Ok(statement.query_row(named_params! { ":id": Text(id) }, |row| row.get(0))?)
}

const OFFICES: &str = "
    select office_id from provider_offices
    where provider_id = :provider_id order by office_id";

fn offices(tx: &Tx<'_>, id: ProviderId) -> rusqlite::Result<Vec<OfficeId>> {
    let mut statement = tx.connection.prepare_cached(OFFICES)?;
    let found = statement.query_map(named_params! { ":provider_id": Text(id) }, |row| {
        row.get::<_, Text<_>>("office_id").map(|id| id.0)
    })?;
    found.collect()
}

const AFTER: &str = "
    select id, first_name, last_name, npi, specialty, email, active, rev
    from providers where id > :from order by id limit :limit";

const SINCE: &str = "
    select id, first_name, last_name, npi, specialty, email, active, rev
    from providers where rev > :from order by rev, id limit :limit";

pub(super) fn page(tx: &Tx<'_>, page: &Page) -> Result<Vec<record::Row>> {
    let mut statement = tx.connection.prepare_cached(page.choose(AFTER, SINCE))?;
    changes::rows(&mut statement, page, |row| {
        from_row(tx, row).map(Record::Provider)
    })
}

fn from_row(tx: &Tx<'_>, row: &Row<'_>) -> rusqlite::Result<Provider> {
    let id = row.get::<_, Text<_>>("id")?.0;
    Ok(Provider {
        id,
        first_name: row.get("first_name")?,
        last_name: row.get("last_name")?,
        npi: row.get("npi")?,
        specialty: row.get("specialty")?,
        email: row.get("email")?,
        offices: offices(tx, id)?,
        active: row.get("active")?,
    })
}
