//! The practice: one row.

use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{self, Practice, Record};
use rusqlite::{OptionalExtension, Row, named_params};

use crate::error::Result;
use crate::store::Tx;
use crate::store::changes::{self, Page};
use crate::store::column::{Json, Word};

const FIND: &str = "
    select name, time_zone, plan, public_url, policies, rev
    from practice where id = 1";

/// The practice; `None` before set-up.
pub fn find(tx: &Tx<'_>) -> Result<Option<Practice>> {
    let mut statement = tx.connection.prepare_cached(FIND)?;
    Ok(statement.query_row([], from_row).optional()?)
}

const PUT: &str = "
    insert into practice (id, name, time_zone, plan, public_url, policies, rev)
    values (1, :name, :time_zone, :plan, :public_url, :policies, :rev)
    on conflict (id) do update set
      name = excluded.name, time_zone = excluded.time_zone, plan = excluded.plan,
      public_url = excluded.public_url, policies = excluded.policies, rev = excluded.rev";

/// Writes the practice.
pub fn put(tx: &mut Tx<'_>, practice: &Practice, rev: Rev) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(PUT)?;
    statement.execute(named_params! {
        ":name": practice.name,
        ":time_zone": practice.time_zone,
        ":plan": Word(practice.plan),
        ":public_url": practice.public_url,
        ":policies": Json(&practice.policies),
        ":rev": rev.0,
    })?;
    Ok(())
}

const IS_DEMO: &str = "select demo from practice_head where id = 1";

/// Whether this is a demonstration, whose passwords everybody knows.
pub fn is_demo(tx: &Tx<'_>) -> Result<bool> {
    let mut statement = tx.connection.prepare_cached(IS_DEMO)?;
    Ok(statement.query_row([], |row| row.get("demo"))?)
}

const MARK_DEMO: &str = "update practice_head set demo = 1 where id = 1";

/// Marks the store as a demonstration, for good.
pub fn mark_demo(tx: &mut Tx<'_>) -> Result<()> {
    tx.connection.prepare_cached(MARK_DEMO)?.execute([])?;
    Ok(())
}

const AFTER: &str = "
    select name, time_zone, plan, public_url, policies, rev
    from practice where id = 1 and :from = '' limit :limit";

const SINCE: &str = "
    select name, time_zone, plan, public_url, policies, rev
    from practice where id = 1 and rev > :from limit :limit";

pub(super) fn page(tx: &Tx<'_>, page: &Page) -> Result<Vec<record::Row>> {
    let mut statement = tx.connection.prepare_cached(page.choose(AFTER, SINCE))?;
    changes::rows(&mut statement, page, |row| {
        from_row(row).map(Record::Practice)
    })
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Practice> {
    Ok(Practice {
        name: row.get("name")?,
        time_zone: row.get("time_zone")?,
        plan: row.get::<_, Word<_>>("plan")?.0,
        public_url: row.get("public_url")?,
        policies: row.get::<_, Json<_>>("policies")?.0,
    })
}
