//! Records that are gone.

use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{RecordKey, RecordKind};
use lanyard_shared::time::UnixMillis;
use rusqlite::named_params;

use crate::error::Result;
use crate::store::Tx;
use crate::store::column::{Text, Word};

/// A record that is gone since a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// The record.
    pub record: RecordKey,
    /// The revision that deleted it.
    pub rev: Rev,
}

const INSERT: &str = "
    insert into tombstones (kind, record_id, rev, at)
    values (:kind, :record_id, :rev, :at)";

/// Notes that a record is gone.
pub fn insert(tx: &mut Tx<'_>, record: RecordKey, rev: Rev, at: UnixMillis) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(INSERT)?;
    statement.execute(named_params! {
        ":kind": Word(record.kind),
        ":record_id": Text(record.id),
        ":rev": rev.0,
        ":at": at.0,
    })?;
    Ok(())
}

const SINCE: &str = "
    select kind, record_id, rev from tombstones
    where rev > :rev order by rev limit :limit";

/// The records that went after `rev`, in the order in which they went, at most `limit`.
pub fn since(tx: &Tx<'_>, rev: Rev, limit: usize) -> Result<Vec<Tombstone>> {
    let mut statement = tx.connection.prepare_cached(SINCE)?;
    let found = statement.query_map(named_params! { ":rev": rev.0, ":limit": limit }, |row| {
        Ok(Tombstone {
            record: RecordKey {
                kind: row.get::<_, Word<RecordKind>>("kind")?.0,
                id: row.get::<_, Text<_>>("record_id")?.0,
            },
            rev: Rev(row.get("rev")?),
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

const IS_GONE: &str = "
    select count(*) from tombstones where kind = :kind and record_id = :record_id";

/// Whether a record was there and is gone.
pub fn is_gone(tx: &Tx<'_>, record: RecordKey) -> Result<bool> {
    let mut statement = tx.connection.prepare_cached(IS_GONE)?;
    let values = named_params! { ":kind": Word(record.kind), ":record_id": Text(record.id) };
    let found: u64 = statement.query_row(values, |row| row.get(0))?;
    Ok(found > 0)
}

const FROM: &str = "select tombstones_from from practice_head where id = 1";

/// A replica that has seen this revision can be told of everything that went, or left its reader's
/// sight; one that has not needs a snapshot.
pub fn known_from(tx: &Tx<'_>) -> Result<Rev> {
    let mut statement = tx.connection.prepare_cached(FROM)?;
    Ok(Rev(statement.query_row([], |row| row.get(0))?))
}

const NEWEST_BEFORE: &str = "select max(rev) from tombstones where at < :before";
const DROP: &str = "delete from tombstones where at < :before";
const SET_FROM: &str = "
    update practice_head set tombstones_from = max(tombstones_from, :rev) where id = 1";

/// Drops the tombstones from before a moment.
pub fn drop_before(tx: &mut Tx<'_>, before: UnixMillis) -> Result<()> {
    let values = named_params! { ":before": before.0 };
    let mut newest = tx.connection.prepare_cached(NEWEST_BEFORE)?;
    let newest: Option<u64> = newest.query_row(values, |row| row.get(0))?;
    let Some(newest) = newest else {
        return Ok(());
    };
    let values = named_params! { ":before": before.0 };
    tx.connection.prepare_cached(DROP)?.execute(values)?;
    forget_through(tx, Rev(newest))
}

/// Notes that traces up to a revision are gone: of records that went, or of who changed what.
pub(super) fn forget_through(tx: &mut Tx<'_>, rev: Rev) -> Result<()> {
    let values = named_params! { ":rev": rev.0 };
    tx.connection.prepare_cached(SET_FROM)?.execute(values)?;
    Ok(())
}
