//! Histories of the database. A restored backup begins a new one, so that every device notices.

use lanyard_shared::id::EpochId;
use lanyard_shared::protocol::Rev;
use lanyard_shared::time::UnixMillis;
use rusqlite::{OptionalExtension, named_params};
use serde_json::json;

use crate::error::Result;
use crate::store::Tx;
use crate::store::audit::{self, AuditEntry};
use crate::store::column::Text;

const SET_EPOCH: &str = "update practice_head set epoch = :epoch where id = 1";

/// Begins the history `epoch` where another one stands. The audit chain goes on.
pub fn begin_history(tx: &mut Tx<'_>, epoch: EpochId, now: UnixMillis) -> Result<Rev> {
    let from = audit::head(tx)?.epoch;
    let entry = AuditEntry::general("history.begin").with(json!({ "from": from, "to": epoch }));
    let rev = tx.bump(now, &entry)?;
    let mut statement = tx.connection.prepare_cached(SET_EPOCH)?;
    statement.execute(named_params! { ":epoch": Text(epoch) })?;
    Ok(rev)
}

const FIRST: &str = "
    select detail ->> 'from' as epoch from audit
    where action = 'history.begin' order by rev limit 1";

/// The history in which the audit chain begins.
pub(super) fn first(tx: &Tx<'_>) -> Result<EpochId> {
    let mut statement = tx.connection.prepare_cached(FIRST)?;
    let found = statement.query_row([], |row| row.get::<_, Text<_>>("epoch"));
    match found.optional()? {
        Some(Text(epoch)) => Ok(epoch),
        None => Ok(audit::head(tx)?.epoch),
    }
}
