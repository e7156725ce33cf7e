//! The data folder: made for its owner only, and held by one server at a time.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::store::{OpenError, schema};

/// The database's file in the data folder.
const DATABASE: &str = "lanyard.db";
/// The file whose lock says that a server runs on the folder.
const LOCK: &str = "lanyard.lock";

/// A data folder that can be written.
pub(super) struct Folder {
    path: PathBuf,
    /// Closing the file gives the lock back, also when the process is killed.
    _lock: Option<File>,
}

impl Folder {
    /// Takes the folder for a server, making it where there is none.
    ///
    /// # Errors
    /// [`OpenError::Folder`], or [`OpenError::InUse`] while another server has it.
    pub(super) fn claim(path: &Path) -> Result<Self, OpenError> {
        let folder = Self::hold(path)?;
        owners_file(&folder.database()).map_err(|source| failed(path, source))?;
        Ok(folder)
    }

    /// Takes the folder as for a server, but makes no database in it.
    ///
    /// # Errors
    /// As [`Folder::claim`].
    pub(super) fn hold(path: &Path) -> Result<Self, OpenError> {
        make(path).map_err(|source| failed(path, source))?;
        let lock = owners_file(&path.join(LOCK)).map_err(|source| failed(path, source))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_owned(),
                _lock: Some(lock),
            }),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse {
                folder: path.display().to_string(),
            }),
            Err(TryLockError::Error(source)) => Err(failed(path, source)),
        }
    }

    /// Uses the folder beside a server that may be running. Where the schema has to be changed
    /// first, the folder is taken as for a server.
    ///
    /// # Errors
    /// As [`Folder::claim`].
    pub(super) fn visit(path: &Path) -> Result<Self, OpenError> {
        make(path).map_err(|source| failed(path, source))?;
        let folder = Self {
            path: path.to_owned(),
            _lock: None,
        };
        owners_file(&folder.database()).map_err(|source| failed(path, source))?;
        if schema::is_current(&folder.database())? {
            Ok(folder)
        } else {
            Self::claim(path)
        }
    }

    /// Where the database lies.
    pub(super) fn database(&self) -> PathBuf {
        database_in(&self.path)
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

/// Where the database of a data folder lies.
pub(super) fn database_in(folder: &Path) -> PathBuf {
    folder.join(DATABASE)
}

/// Whether there is a database in `folder` that something was written to.
pub fn holds_data(folder: &Path) -> bool {
    fs::metadata(database_in(folder)).is_ok_and(|file| file.len() > 0)
}

fn failed(folder: &Path, source: io::Error) -> OpenError {
    OpenError::Folder {
        folder: folder.display().to_string(),
        source,
    }
}

/// Makes the folder, for its owner only.
fn make(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Opens a file that its owner only can read, making it where there is none. A database is made
/// this way before SQLite opens it, which gives its other files the same mode.
pub(super) fn owners_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
