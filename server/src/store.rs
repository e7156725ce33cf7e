//! The authoritative store: SQLite. Only this module and those below it hold SQL.
//!
//! Layout: [`database`] is the engine's core, one connection and no thread, which a simulation can
//! drive by itself; `writer`, [`worker`] and `readers` put it behind async calls; `folder` and
//! `schema` open it. One module for each table, and [`changes`] for what a pull reads across tables.
//! [`copy`] and [`replace`] are the database's part of backup and restore.

use std::path::Path;

use lanyard_shared::id::EpochId;
use lanyard_shared::protocol::Rev;
use tokio::sync::watch;

use crate::error::{Error, Result};
use crate::store::database::{Database, Shared};
use crate::store::folder::Folder;
use crate::store::readers::Readers;
use crate::store::worker::Worker;
use crate::store::writer::Writer;

pub mod accounts;
pub mod acknowledgements;
pub mod audit;
pub mod backups;
pub mod changes;
pub mod column;
pub mod copy;
pub mod database;
pub mod devices;
mod failure;
pub mod field_changes;
mod folder;
pub mod former_passwords;
pub mod groups;
pub mod history;
pub mod image;
pub mod known_browsers;
pub mod ledger;
pub mod links;
pub mod mails;
mod names;
pub mod offices;
pub mod pins;
pub mod practice;
pub mod providers;
mod readers;
pub mod records;
pub mod replace;
pub mod roles;
mod schema;
pub mod second_factors;
pub mod sessions;
pub mod sign_in_failures;
pub mod tombstones;
mod tx;
pub mod worker;
mod writer;

pub use failure::is_trouble;
pub use folder::holds_data;
pub use tx::Tx;

/// The store. Writes go one after the other through one thread; reads run beside them.
pub struct Store {
    writer: Writer,
    reads: Reads,
    rev: watch::Sender<Rev>,
}

/// How reads are done.
enum Reads {
    /// By connections of their own.
    Beside(Readers),
    /// By the one that writes, when it does not write: a store in memory has no other.
    Between(Shared),
}

/// Why a store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be made or written.
    #[error("the data folder {folder} cannot be written: {source}. Choose another one with --data")]
    Folder {
        /// The folder.
        folder: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another server has the folder open.
    #[error(
        "the data folder {folder} is in use by another Lanyard server. Stop that one, or choose another folder with --data"
    )]
    InUse {
        /// The folder.
        folder: String,
    },
    /// A newer version of the program wrote it.
    #[error(
        "the data was written by a newer version of Lanyard (schema {found}, this program knows {known}). Start that version, or a newer one"
    )]
    Newer {
        /// The schema version found.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// SQLite failed.
    #[error(
        "the database in the data folder cannot be opened: {0}. Put a backup in its place, or choose another folder with --data"
    )]
    Database(#[from] rusqlite::Error),
}

impl Store {
    /// Opens the database in `folder` for a server, making it where there is none, and brings it to
    /// the newest schema. No other server can open the folder until this store is dropped.
    ///
    /// # Errors
    /// [`OpenError`], in words for the person who starts the server.
    pub fn open(folder: &Path) -> std::result::Result<Self, OpenError> {
        Self::in_folder(Folder::claim(folder)?)
    }

    /// Opens the database in `folder` for a short command at the console, beside a server that may
    /// be running.
    ///
    /// # Errors
    /// [`OpenError`]; [`OpenError::InUse`] only where the schema is old and a server runs on it.
    pub fn open_beside(folder: &Path) -> std::result::Result<Self, OpenError> {
        Self::in_folder(Folder::visit(folder)?)
    }

    fn in_folder(folder: Folder) -> std::result::Result<Self, OpenError> {
        let path = folder.database();
        let database = Shared::new(Database::open(&path, random_epoch())?);
        let rev = newest(&database);
        Ok(Self {
            writer: Writer::start(database, Some(folder), rev.clone()),
            reads: Reads::Beside(Readers::new(path)),
            rev,
        })
    }

    /// A store in memory, for tests.
    ///
    /// # Errors
    /// [`OpenError`] when SQLite fails.
    pub fn in_memory() -> std::result::Result<Self, OpenError> {
        let database = Shared::new(Database::in_memory(random_epoch())?);
        let rev = newest(&database);
        Ok(Self {
            writer: Writer::start(database.clone(), None, rev.clone()),
            reads: Reads::Between(database),
            rev,
        })
    }

    /// A store without a thread over a database in memory, for simulations: writes wait until the
    /// worker is told to commit them, and are lost with it.
    pub fn driven(database: Shared) -> (Self, Worker) {
        let rev = newest(&database);
        let (writer, worker) = Writer::new(database.clone(), rev.clone());
        let store = Self {
            writer,
            reads: Reads::Between(database),
            rev,
        };
        (store, worker)
    }

    /// The newest revision: it changes after the COMMIT of a write that made one.
    pub fn rev(&self) -> &watch::Sender<Rev> {
        &self.rev
    }

    /// Runs `act` in a write transaction. It may run more than once (another member of its group
    /// may end the transaction), so it changes nothing but what is in `tx`. Answers after COMMIT.
    ///
    /// # Errors
    /// What `act` gives; nothing of it is stored then. [`Error::Database`] when SQLite fails.
    pub async fn write<T: Send + 'static>(
        &self,
        act: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.writer.write(act).await
    }

    /// Runs `look` in a read transaction: all that it sees is of one moment.
    ///
    /// # Errors
    /// What `look` gives. [`Error::Database`] when SQLite fails.
    pub async fn read<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        match &self.reads {
            Reads::Beside(readers) => readers.read(look).await,
            Reads::Between(database) => database.lock().read(look),
        }
    }

    /// The bytes of a store in memory, for a test that searches them.
    #[cfg(test)]
    pub(crate) fn image(&self) -> Vec<u8> {
        match &self.reads {
            Reads::Between(database) => database.lock().image().unwrap(),
            Reads::Beside(_) => panic!("it is in a folder"),
        }
    }
}

/// Where the newest revision is told.
fn newest(database: &Shared) -> watch::Sender<Rev> {
    watch::Sender::new(database.lock().rev().unwrap_or_default())
}

/// The name of a new history. It is no secret; it only has to differ from all others.
fn random_epoch() -> EpochId {
    let mut bytes = [0; 16];
    // Without randomness from the system the nil name is left, which a fresh folder can bear: the
    // keys, which cannot, are made elsewhere and fail loudly.
    let _ = getrandom::fill(&mut bytes);
    EpochId(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

fn closed() -> Error {
    Error::Internal("the store is closed".to_owned())
}

#[cfg(test)]
mod tests;
