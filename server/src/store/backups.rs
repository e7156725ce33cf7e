//! The newest verified backup of each history. Devices keep the edits that were answered until one
//! covers them.

use lanyard_shared::id::EpochId;
use lanyard_shared::protocol::Rev;
use lanyard_shared::time::UnixMillis;
use rusqlite::{OptionalExtension, named_params};

use crate::error::Result;
use crate::store::Tx;
use crate::store::column::Text;

/// A backup that was written and verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The history that it is of.
    pub epoch: EpochId,
    /// The newest revision in it.
    pub rev: Rev,
    /// When it was made.
    pub at: UnixMillis,
}

const NOTE: &str = "
    insert into backups (epoch, rev, at) values (:epoch, :rev, :at)
    on conflict (epoch) do update set rev = excluded.rev, at = excluded.at
    where excluded.rev >= backups.rev";

/// Notes a verified backup, unless one with more in it is known. It takes no revision: nothing that
/// anybody sees changes, and else no backup would ever hold the newest revision.
pub fn note(tx: &mut Tx<'_>, backup: Backup) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(NOTE)?;
    statement.execute(named_params! {
        ":epoch": Text(backup.epoch),
        ":rev": backup.rev.0,
        ":at": backup.at.0,
    })?;
    Ok(())
}

const LATEST: &str = "
    select backups.epoch, backups.rev, backups.at from backups
    join practice_head on practice_head.epoch = backups.epoch";

/// The newest verified backup of the present history. After a restore there is none until the next
/// backup, also where the one that was restored is still there.
pub fn latest(tx: &Tx<'_>) -> Result<Option<Backup>> {
    let mut statement = tx.connection.prepare_cached(LATEST)?;
    let found = statement.query_row([], |row| {
        Ok(Backup {
            epoch: row.get::<_, Text<_>>("epoch")?.0,
            rev: Rev(row.get("rev")?),
            at: UnixMillis(row.get("at")?),
        })
    });
    Ok(found.optional()?)
}

/// The newest revision of the present history that a verified backup holds.
pub fn newest(tx: &Tx<'_>) -> Result<Option<Rev>> {
    Ok(latest(tx)?.map(|backup| backup.rev))
}
