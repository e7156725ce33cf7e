//! Who changed which field of which record last, and when: the newest change from each pair of hands.

use std::collections::BTreeSet;

use lanyard_shared::id::{AccountId, DeviceId};
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::RecordKey;
use lanyard_shared::time::UnixMillis;
use rusqlite::{OptionalExtension, named_params};

use crate::error::Result;
use crate::store::Tx;
use crate::store::column::Text;
use crate::store::tombstones;

/// Whose hands an act came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hands {
    /// The author.
    pub account: AccountId,
    /// On this device.
    pub device: DeviceId,
}

/// The last change of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastChange {
    /// Who; `None` for the server itself.
    pub by: Option<AccountId>,
    /// When.
    pub at: UnixMillis,
}

const NOTE: &str = "
    insert into field_changes (kind, record_id, field, rev, at, account_id, device_id)
    values (:kind, :record_id, :field, :rev, :at, :account_id, :device_id)
    on conflict (kind, record_id, field, account_id, device_id) do update set
      rev = excluded.rev, at = excluded.at";

/// Notes that these fields were changed at a revision; without hands it was the server itself.
pub fn note(
    tx: &mut Tx<'_>,
    record: RecordKey,
    fields: &[String],
    rev: Rev,
    at: UnixMillis,
    hands: Option<Hands>,
) -> Result<()> {
    let (account, device) = (hands.map(|it| it.account), hands.map(|it| it.device));
    insert(tx, record, fields, (rev, at), account, device)
}

/// Notes that somebody changed a field by a call of their own, from no queue.
pub fn note_by(
    tx: &mut Tx<'_>,
    record: RecordKey,
    field: &str,
    rev: Rev,
    at: UnixMillis,
    by: AccountId,
) -> Result<()> {
    insert(tx, record, &[field.to_owned()], (rev, at), Some(by), None)
}

fn insert(
    tx: &mut Tx<'_>,
    record: RecordKey,
    fields: &[String],
    (rev, at): (Rev, UnixMillis),
    account: Option<AccountId>,
    device: Option<DeviceId>,
) -> Result<()> {
    let account = account.map_or_else(String::new, |id| id.to_string());
    let device = device.map_or_else(String::new, |id| id.to_string());
    let mut statement = tx.connection.prepare_cached(NOTE)?;
    for field in fields {
        statement.execute(named_params! {
            ":kind": record.kind.as_str(),
            ":record_id": Text(record.id),
            ":field": field,
            ":rev": rev.0,
            ":at": at.0,
            ":account_id": account,
            ":device_id": device,
        })?;
    }
    Ok(())
}

const LAST: &str = "
    select nullif(account_id, '') as account_id, at from field_changes
    where kind = :kind and record_id = :record_id and field = :field
    order by rev desc limit 1";

/// The last change of a field; `None` where none is known, or not any more.
pub fn last(tx: &Tx<'_>, record: RecordKey, field: &str) -> Result<Option<LastChange>> {
    let mut statement = tx.connection.prepare_cached(LAST)?;
    let found = statement.query_row(
        named_params! {
            ":kind": record.kind.as_str(),
            ":record_id": Text(record.id),
            ":field": field,
        },
        |row| {
            Ok(LastChange {
                by: row.get::<_, Option<Text<_>>>("account_id")?.map(|id| id.0),
                at: UnixMillis(row.get("at")?),
            })
        },
    );
    Ok(found.optional()?)
}

const BY_OTHERS: &str = "
    select field from field_changes
    where kind = :kind and record_id = :record_id and rev > :rev
      and (account_id <> :account_id or device_id <> :device_id)";

/// The fields of a record that were changed after `rev` by other hands than these.
pub fn by_others_since(
    tx: &Tx<'_>,
    record: RecordKey,
    rev: Rev,
    hands: Hands,
) -> Result<Vec<String>> {
    let mut statement = tx.connection.prepare_cached(BY_OTHERS)?;
    let found = statement.query_map(
        named_params! {
            ":kind": record.kind.as_str(),
            ":record_id": Text(record.id),
            ":rev": rev.0,
            ":account_id": Text(hands.account),
            ":device_id": Text(hands.device),
        },
        |row| row.get("field"),
    )?;
    // There are few, and each once: a set here costs less than a table of SQLite's for each look.
    let fields: BTreeSet<String> = found.collect::<rusqlite::Result<_>>()?;
    Ok(fields.into_iter().collect())
}

const CHANGED_SINCE: &str = "
    select exists (
      select 1 from field_changes
      where kind = :kind and record_id = :record_id and field = :field and rev > :rev)";

/// Whether a field was changed after `rev`, by whomever.
pub fn changed_since(tx: &Tx<'_>, record: RecordKey, field: &str, rev: Rev) -> Result<bool> {
    let mut statement = tx.connection.prepare_cached(CHANGED_SINCE)?;
    let values = named_params! {
        ":kind": record.kind.as_str(),
        ":record_id": Text(record.id),
        ":field": field,
        ":rev": rev.0,
    };
    Ok(statement.query_row(values, |row| row.get(0))?)
}

const NEWEST_BEFORE: &str = "select max(rev) from field_changes where at < :before";
const DROP: &str = "delete from field_changes where at < :before";

/// Drops what was noted before a moment.
pub fn drop_before(tx: &mut Tx<'_>, before: UnixMillis) -> Result<()> {
    let mut newest = tx.connection.prepare_cached(NEWEST_BEFORE)?;
    let newest: Option<u64> =
        newest.query_row(named_params! { ":before": before.0 }, |row| row.get(0))?;
    if let Some(newest) = newest {
        tombstones::forget_through(tx, Rev(newest))?;
    }
    let mut statement = tx.connection.prepare_cached(DROP)?;
    statement.execute(named_params! { ":before": before.0 })?;
    Ok(())
}
