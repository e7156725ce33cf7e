//! The authoritative store: SQLite. Only this module and those below it hold SQL.

use std::path::Path;

use crate::error::Result;

/// The store. Writes go one after the other through one thread; reads run beside them.
pub struct Store {}

/// A read or write transaction.
pub struct Tx<'a> {
    pub(crate) connection: &'a rusqlite::Connection,
}

/// Why a store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be made or written.
    #[error("the data folder {folder} cannot be written: {source}")]
    Folder {
        /// The folder.
        folder: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A newer version of the program wrote it.
    #[error("the data was written by a newer version of Lanyard (schema {found}, this program knows {known}). Start that version, or a newer one")]
    Newer {
        /// The schema version found.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// SQLite failed.
    #[error("the database cannot be opened: {0}")]
    Database(#[from] rusqlite::Error),
}

impl Store {
    /// Opens the database in `folder`, making it where there is none, and brings it to the newest
    /// schema.
    ///
    /// # Errors
    /// [`OpenError`], in words for the person who starts the server.
    pub fn open(_folder: &Path) -> std::result::Result<Self, OpenError> {
        todo!()
    }

    /// A store in memory, for tests.
    ///
    /// # Errors
    /// [`OpenError`] when SQLite fails.
    pub fn in_memory() -> std::result::Result<Self, OpenError> {
        todo!()
    }

    /// Runs `act` in a write transaction. It may run more than once (another member of its group
    /// may end the transaction), so it changes nothing but what is in `tx`. Answers after COMMIT.
    ///
    /// # Errors
    /// What `act` gives; nothing of it is stored then.
    pub async fn write<T: Send + 'static>(
        &self,
        _act: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        todo!()
    }

    /// Runs `look` in a read transaction: all that it sees is of one moment.
    ///
    /// # Errors
    /// What `look` gives.
    pub async fn read<T: Send + 'static>(
        &self,
        _look: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        todo!()
    }
}
