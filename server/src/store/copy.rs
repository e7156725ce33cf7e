//! Copies of the whole database: writing one while a server goes on, and finding out whether one is
//! whole.

use std::path::Path;

use lanyard_shared::id::EpochId;
use lanyard_shared::protocol::Rev;
use lanyard_shared::time::UnixMillis;
use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, Result};
use crate::store::folder::database_in;
use crate::store::{OpenError, Tx, audit, database, schema};

/// What a copy holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The history that it is of.
    pub epoch: EpochId,
    /// The newest revision.
    pub rev: Rev,
    /// When that was made; `None` where nothing was ever done.
    pub at: Option<UnixMillis>,
}

/// Why a file is not a database that can be relied on.
#[derive(Debug, thiserror::Error)]
pub enum Flaw {
    /// SQLite cannot read it.
    #[error("it cannot be read as a database: {0}")]
    Unreadable(#[from] rusqlite::Error),
    /// SQLite can read it and finds damage.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// Another program made it.
    #[error("it is no database of Lanyard")]
    Foreign,
    /// A newer program made it.
    #[error(
        "a newer version of Lanyard wrote it (schema {found}, this program knows {known}): use that version, or a newer one"
    )]
    Newer {
        /// The schema version found.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// The audit chain does not hold.
    #[error("its audit log is not whole: the entry of revision {} was changed or is missing", .0.0)]
    Audit(Rev),
    /// Looking at it failed in another way.
    #[error("it cannot be checked: {0}")]
    Unchecked(String),
}

const WRITE: &str = "vacuum into ?1";

/// Writes a copy of the database in the data folder `folder` into the empty file at `to`.
///
/// `VACUUM INTO` reads in one transaction of its own, so that the copy is of one moment and nobody
/// who writes meanwhile waits. The other way, SQLite's backup interface, copies pages as they are:
/// with what was deleted long ago, and as a database that wants a log beside it. A copy by VACUUM
/// is one file that holds what is there now and nothing else.
///
/// # Errors
/// What SQLite gives, also for a full disk. The file is then of no use.
pub fn write(folder: &Path, to: &Path) -> rusqlite::Result<()> {
    let name = to.to_str();
    let name = name.ok_or_else(|| rusqlite::Error::InvalidPath(to.to_owned()))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(database_in(folder), flags)?;
    database::settle(&connection)?;
    connection.execute(WRITE, [name])?;
    Ok(())
}

/// Finds out whether the copy at `file` is whole, by a connection that changes nothing.
///
/// # Errors
/// [`Flaw`].
pub fn check(file: &Path) -> std::result::Result<Contents, Flaw> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    database::settle(&connection)?;
    check_engine(&connection)?;
    database::read(&connection, |tx| Ok(check_history(tx))).map_err(unchecked)?
}

/// Looks whether the database in the data folder `folder` is whole, also while a server writes to it,
/// and says what it holds.
///
/// # Errors
/// [`Flaw`].
pub fn check_live(folder: &Path) -> std::result::Result<Contents, Flaw> {
    check(&database_in(folder))
}

const FIRST_DAMAGE: &str = "pragma integrity_check(1)";
const FIRST_ORPHAN: &str = "select \"table\" from pragma_foreign_key_check limit 1";

/// What SQLite can tell: pages, indexes, references, and whose database it is, of whatever version.
pub(super) fn check_engine(connection: &Connection) -> std::result::Result<(), Flaw> {
    let text = |row: &rusqlite::Row<'_>| row.get::<_, String>(0);
    let found = connection.query_row(FIRST_DAMAGE, [], text)?;
    if found != "ok" {
        return Err(Flaw::Damaged(found));
    }
    match connection.query_row(FIRST_ORPHAN, [], text) {
        Err(rusqlite::Error::QueryReturnedNoRows) => {}
        Err(error) => return Err(error.into()),
        Ok(table) => {
            let words = format!("a row in {table} refers to one that is not there");
            return Err(Flaw::Damaged(words));
        }
    }
    match schema::is_ours(connection) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Flaw::Foreign),
        Err(OpenError::Newer { found, known }) => Err(Flaw::Newer { found, known }),
        Err(OpenError::Database(error)) => Err(error.into()),
        Err(error) => Err(Flaw::Unchecked(error.to_string())),
    }
}

/// What only we can tell: that the audit chain is whole up to the head, in the newest schema.
pub(super) fn check_history(tx: &Tx<'_>) -> std::result::Result<Contents, Flaw> {
    if let Some(rev) = audit::verify(tx).map_err(unchecked)? {
        return Err(Flaw::Audit(rev));
    }
    contents(tx).map_err(unchecked)
}

fn contents(tx: &Tx<'_>) -> Result<Contents> {
    let head = audit::head(tx)?;
    Ok(Contents {
        epoch: head.epoch,
        rev: head.rev,
        at: audit::newest_at(tx)?,
    })
}

fn unchecked(error: Error) -> Flaw {
    match error {
        Error::Database(error) => Flaw::Unreadable(error),
        other => Flaw::Unchecked(other.to_string()),
    }
}
