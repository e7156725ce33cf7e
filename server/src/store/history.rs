//! The histories of the database. A restore begins a new one, so that a device that has seen more
//! than the backup holds notices; the audit chain goes on through all of them.

use lanyard_shared::id::EpochId;
use lanyard_shared::protocol::Rev;
use lanyard_shared::time::UnixMillis;
use rusqlite::named_params;
use serde_json::json;

use crate::error::Result;
use crate::store::audit::AuditEntry;
use crate::store::column::Text;
use crate::store::{Tx, audit, sessions};

const FIRST: &str = "select epoch from epochs order by began_at_rev limit 1";

/// The history in which the audit chain began.
pub fn first(tx: &Tx<'_>) -> Result<EpochId> {
    let mut statement = tx.connection.prepare_cached(FIRST)?;
    Ok(statement
        .query_row([], |row| row.get::<_, Text<_>>("epoch"))?
        .0)
}

const SET_EPOCH: &str = "update practice_head set epoch = :epoch where id = 1";

const INSERT: &str = "insert into epochs (epoch, began_at_rev) values (:epoch, :rev)";

/// Begins the history `epoch` in a database that is about to take the place of one that went
/// further: an audit entry says from where, and everybody has to sign in again.
///
/// Nothing else is cancelled. A mail that waited when the backup was made may have been sent since
/// and is sent again, which does no harm: the secret of a link comes from its id and generation, so
/// both mails carry the same link. Dropping it could leave somebody without any.
pub fn begin(tx: &mut Tx<'_>, epoch: EpochId, now: UnixMillis) -> Result<Rev> {
    let former = audit::head(tx)?;
    let detail = json!({ "epoch": former.epoch, "rev": former.rev });
    let rev = tx.bump(now, &AuditEntry::general("practice.restored").with(detail))?;
    let mut set_epoch = tx.connection.prepare_cached(SET_EPOCH)?;
    set_epoch.execute(named_params! { ":epoch": Text(epoch) })?;
    let mut insert = tx.connection.prepare_cached(INSERT)?;
    insert.execute(named_params! { ":epoch": Text(epoch), ":rev": rev.0 })?;
    sessions::delete_every(tx)?;
    Ok(rev)
}
