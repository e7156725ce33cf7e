//! What a pull reads: the records of all kinds, by key for a snapshot, by revision for a delta.

use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{Record, RecordKey, RecordKind, Row};
use lanyard_shared::replica::SNAPSHOT_ORDER;
use rusqlite::{Statement, named_params};

use crate::error::Result;
use crate::store::{Tx, accounts, groups, offices, practice, providers, roles};

/// Which records of one kind: those with a greater id, or those with a greater revision.
pub(super) enum Page {
    /// By id, from the one after this; empty for the first.
    After { id: String, limit: usize },
    /// By revision, from the one after this.
    Since { rev: Rev, limit: usize },
}

/// The records after `after` in the order of a snapshot, at most `limit`.
pub fn snapshot(tx: &Tx<'_>, after: Option<RecordKey>, limit: usize) -> Result<Vec<Row>> {
    let place = |kind: RecordKind| SNAPSHOT_ORDER.iter().position(|other| *other == kind);
    let mut rows = Vec::new();
    for kind in SNAPSHOT_ORDER {
        let id = match after {
            Some(after) if place(kind) < place(after.kind) => continue,
            Some(after) if kind == after.kind => after.id.to_string(),
            _ => String::new(),
        };
        let limit = limit.saturating_sub(rows.len());
        if limit == 0 {
            break;
        }
        rows.extend(read(tx, kind, &Page::After { id, limit })?);
    }
    Ok(rows)
}

/// The records that changed after `rev`, in the order of their revisions, at most `limit`.
pub fn since(tx: &Tx<'_>, rev: Rev, limit: usize) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for kind in SNAPSHOT_ORDER {
        rows.extend(read(tx, kind, &Page::Since { rev, limit })?);
    }
    // The sort is stable: records of one revision stay in the order of a snapshot.
    rows.sort_by_key(|row| row.rev);
    rows.truncate(limit);
    Ok(rows)
}

fn read(tx: &Tx<'_>, kind: RecordKind, page: &Page) -> Result<Vec<Row>> {
    match kind {
        RecordKind::Practice => practice::page(tx, page),
        RecordKind::Office => offices::page(tx, page),
        RecordKind::Provider => providers::page(tx, page),
        RecordKind::Role => roles::page(tx, page),
        RecordKind::Account => accounts::page(tx, page),
        RecordKind::Group => groups::page(tx, page),
    }
}

/// Runs one kind's statement for a page. Both statements of a kind name the parameters `:from`, an
/// id or a revision, and `:limit`.
pub(super) fn rows(
    statement: &mut Statement<'_>,
    page: &Page,
    record: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<Record>,
) -> Result<Vec<Row>> {
    let row = |row: &rusqlite::Row<'_>| {
        Ok(Row {
            rev: Rev(row.get("rev")?),
            record: record(row)?,
        })
    };
    let rows = match page {
        Page::After { id, limit } => statement
            .query_map(named_params! { ":from": id, ":limit": limit }, row)?
            .collect::<rusqlite::Result<_>>()?,
        Page::Since { rev, limit } => statement
            .query_map(named_params! { ":from": rev.0, ":limit": limit }, row)?
            .collect::<rusqlite::Result<_>>()?,
    };
    Ok(rows)
}

impl Page {
    /// The statement that goes with this page.
    pub(super) const fn choose(&self, by_id: &'static str, by_rev: &'static str) -> &'static str {
        match self {
            Self::After { .. } => by_id,
            Self::Since { .. } => by_rev,
        }
    }
}
