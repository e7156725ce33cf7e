//! Putting another database into a data folder that nobody serves. The new one is made ready beside
//! the old one and takes its place in one step; the old one is kept.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use lanyard_shared::id::EpochId;
use lanyard_shared::time::UnixMillis;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::error::Error;
use crate::store::copy::{self, Contents, Flaw};
use crate::store::database::{self, Database};
use crate::store::folder::{Folder, owners_file};
use crate::store::{OpenError, history};

/// What the new database is called until it takes the old one's place.
const NEW: &str = "lanyard.db.restoring";
/// What SQLite may have put beside a database.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// A data folder that no server can open meanwhile, and the database that is to come into it.
/// Dropped before [`Replacement::finish`], it leaves everything as it was.
pub struct Replacement {
    folder: Folder,
    new: PathBuf,
}

/// Why a database was not replaced.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// The folder cannot be had.
    #[error("{0}")]
    Open(#[from] OpenError),
    /// The new database cannot be relied on.
    #[error("{0}")]
    Flaw(#[from] Flaw),
    /// A command has the old database open.
    #[error("another command uses the database {path}. Run this one again when it has ended")]
    Busy {
        /// The database.
        path: PathBuf,
    },
    /// A file cannot be copied into the data folder.
    #[error(
        "{from} cannot be copied into the data folder: {source}. Nothing was changed. If the disk is full, make room and try again"
    )]
    Copy {
        /// The file.
        from: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file cannot be written or moved.
    #[error(
        "{path} cannot be written: {source}. Make sure that the disk has room and that the folder is yours"
    )]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The new history could not be begun.
    #[error("{0}")]
    Store(#[from] Error),
}

impl Replacement {
    /// Takes the folder, making it where there is none.
    ///
    /// # Errors
    /// [`OpenError`], such as [`OpenError::InUse`] while a server runs on the folder.
    pub fn begin(folder: &Path) -> Result<Self, OpenError> {
        let folder = Folder::hold(folder)?;
        let new = folder.path().join(NEW);
        let replacement = Self { folder, new };
        // A command that was killed may have left some.
        replacement.clear();
        Ok(replacement)
    }

    /// The new database's file, empty, for its owner only.
    ///
    /// # Errors
    /// [`ReplaceError::File`].
    pub fn file(&self) -> Result<File, ReplaceError> {
        owners_file(&self.new).map_err(failed(&self.new))
    }

    /// The file of the log beside the new database, for a copy that has one.
    ///
    /// # Errors
    /// [`ReplaceError::File`].
    pub fn log(&self) -> Result<File, ReplaceError> {
        let log = log_of(&self.new);
        owners_file(&log).map_err(failed(&log))
    }

    /// Checks what was written into the new database, brings it to the newest schema, and begins
    /// the history `epoch` in it. Gives what it held before.
    ///
    /// # Errors
    /// [`ReplaceError::Flaw`] for one that cannot be relied on.
    pub fn renew(&self, epoch: EpochId, now: UnixMillis) -> Result<Contents, ReplaceError> {
        {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(&self.new, flags).map_err(Flaw::from)?;
            database::settle(&connection).map_err(Flaw::from)?;
            copy::check_engine(&connection)?;
        }
        let mut database = Database::open(&self.new, epoch)?;
        let contents = database.read(|tx| Ok(copy::check_history(tx)))??;
        database.write(|tx| history::begin(tx, epoch, now))?;
        let closed = database.close_as_one_file();
        closed.map_err(|error| ReplaceError::Store(error.into()))?;
        Ok(contents)
    }

    /// Puts the new database into its place. Where there was one before, `named` gives names for
    /// it, of which the first that is free is taken, and it is kept under that.
    ///
    /// # Errors
    /// [`ReplaceError::Busy`], [`ReplaceError::File`]; the old database is in its place then, or
    /// kept.
    pub fn finish(
        self,
        named: impl Iterator<Item = String>,
    ) -> Result<Option<PathBuf>, ReplaceError> {
        let place = self.folder.database();
        let new = File::open(&self.new).and_then(|file| file.sync_all());
        new.map_err(failed(&self.new))?;
        let kept = if is_empty(&place) {
            None
        } else {
            fold(&place)?;
            let mut free = named
                .map(|name| self.folder.path().join(name))
                .filter(|path| !path.exists());
            free.next().map(|kept| keep(&place, kept)).transpose()?
        };
        fs::rename(&self.new, &place).map_err(failed(&place))?;
        sync_folder(self.folder.path()).map_err(failed(self.folder.path()))?;
        Ok(kept)
    }

    fn clear(&self) {
        let beside = BESIDE.iter().map(|suffix| with_suffix(&self.new, suffix));
        for path in beside.chain([self.new.clone()]) {
            // What is not there needs no removing.
            let _ = fs::remove_file(path);
        }
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        self.clear();
    }
}

/// The log that a database may have beside it, and that belongs to it.
pub fn log_of(database: &Path) -> PathBuf {
    with_suffix(database, "-wal")
}

/// Makes what was renamed or removed in a folder last.
///
/// # Errors
/// What the system says.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows opens no folders, and keeps their order by itself.
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn is_empty(database: &Path) -> bool {
    let nothing = |path: &Path| fs::metadata(path).map_or(true, |file| file.len() == 0);
    nothing(database) && nothing(&log_of(database))
}

/// Takes the log of the old database into its file, so that one step replaces both. One that is too
/// damaged for that is kept with the files beside it as they are.
fn fold(place: &Path) -> Result<(), ReplaceError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let folded = Connection::open_with_flags(place, flags).and_then(|connection| {
        // Else SQLite removes a log that it cannot use, when it closes the file.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        database::one_file(&connection)
    });
    match folded
        .as_ref()
        .err()
        .and_then(rusqlite::Error::sqlite_error_code)
    {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Err(ReplaceError::Busy {
            path: place.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Keeps the old database as `kept`. A second name for the file leaves no moment without a database;
/// not every file system has such, and there it is renamed.
fn keep(place: &Path, kept: PathBuf) -> Result<PathBuf, ReplaceError> {
    if fs::hard_link(place, &kept).is_err() {
        rename_found(place, &kept)?;
    }
    for suffix in BESIDE {
        rename_found(&with_suffix(place, suffix), &with_suffix(&kept, suffix))?;
    }
    Ok(kept)
}

/// Renames a file where there is one.
fn rename_found(from: &Path, to: &Path) -> Result<(), ReplaceError> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(to)(error)),
        _ => Ok(()),
    }
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> ReplaceError {
    let path = path.to_owned();
    |source| ReplaceError::File { path, source }
}
