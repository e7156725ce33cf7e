//! The core of the store: one connection that runs groups of writes, each group in one transaction.
//! No thread, no async: a worker drives it, on a thread or in a simulation.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lanyard_shared::id::EpochId;
use lanyard_shared::mutant::{self, Mutant};
use lanyard_shared::protocol::Rev;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Error, Result};
use crate::store::{OpenError, Tx, audit, schema};

/// How long a write waits for a command at the console that writes beside the server.
const BUSY: Duration = Duration::from_secs(5);

/// One connection that writes.
pub struct Database {
    pub(in crate::store) connection: Connection,
}

/// The same database for the one that writes and, between its groups, for others.
#[derive(Clone)]
pub struct Shared(Arc<Mutex<Database>>);

impl Shared {
    /// Lets others use `database`.
    pub fn new(database: Database) -> Self {
        Self(Arc::new(Mutex::new(database)))
    }

    /// The database, alone until the guard is dropped.
    pub fn lock(&self) -> MutexGuard<'_, Database> {
        // Acts that panic are caught in their savepoint, so the database is whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A write that waits to be run in a group.
pub trait Member {
    /// Runs it in a savepoint of its own and keeps the result. May be called again: then the
    /// earlier run has left nothing.
    fn run(&mut self, tx: &mut Tx<'_>);
    /// Puts `error` in place of the result: the transaction did not hold.
    fn fail(&mut self, error: Error);
}

/// A closure as a [`Member`].
pub struct Act<T, F> {
    act: F,
    result: Option<Result<T>>,
}

impl<T, F: Fn(&mut Tx<'_>) -> Result<T>> Act<T, F> {
    /// The closure, not yet run.
    pub fn new(act: F) -> Self {
        Self { act, result: None }
    }

    /// What came of it.
    ///
    /// # Errors
    /// What the closure or the database gave.
    pub fn into_result(self) -> Result<T> {
        self.result
            .unwrap_or_else(|| Err(Error::Internal("the write did not run".to_owned())))
    }
}

impl<T, F: Fn(&mut Tx<'_>) -> Result<T>> Member for Act<T, F> {
    fn run(&mut self, tx: &mut Tx<'_>) {
        self.result = Some(tx.attempt(&self.act));
    }

    fn fail(&mut self, error: Error) {
        self.result = Some(Err(error));
    }
}

impl Database {
    /// Opens the file at `path`, making it where there is none, and brings it to the newest schema.
    /// A new one begins the history `epoch`.
    ///
    /// # Errors
    /// [`OpenError::Newer`] or [`OpenError::Database`].
    pub fn open(path: &Path, epoch: EpochId) -> std::result::Result<Self, OpenError> {
        let connection = Connection::open(path)?;
        connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", "full")?;
        // Each intent has a savepoint of its own. What savepoints keep for going back lay in a file
        // otherwise, three times as much as the log of what is written.
        connection.pragma_update(None, "temp_store", "memory")?;
        // In pages. A group of large pushes writes a thousand or two: copying them into the database
        // after each group would cost a second wait for the disk.
        connection.pragma_update(None, "wal_autocheckpoint", 8_192)?;
        // In KiB. People are edited in no order: the rows and indexes of a large practice fit.
        connection.pragma_update(None, "cache_size", -65_536)?;
        Self::of(connection, epoch)
    }

    /// A database in memory, at the beginning of the history `epoch`.
    ///
    /// # Errors
    /// [`OpenError::Database`].
    pub fn in_memory(epoch: EpochId) -> std::result::Result<Self, OpenError> {
        Self::of(Connection::open_in_memory()?, epoch)
    }

    pub(in crate::store) fn of(
        mut connection: Connection,
        epoch: EpochId,
    ) -> std::result::Result<Self, OpenError> {
        settle(&connection)?;
        // What is deleted, such as what an account said of somebody, is overwritten in its page.
        connection.pragma_update(None, "secure_delete", "fast")?;
        schema::migrate(&mut connection, epoch)?;
        Ok(Self { connection })
    }

    /// Closes it as one file that is whole by itself, without a write-ahead log beside it.
    ///
    /// # Errors
    /// What SQLite gives; then the log is still needed.
    pub fn close_as_one_file(self) -> rusqlite::Result<()> {
        one_file(&self.connection)?;
        self.connection.close().map_err(|(_, error)| error)
    }

    /// Runs the members in one transaction, each in a savepoint: one that fails leaves nothing and
    /// does not hurt the others. Where the transaction as a whole does not hold, because SQLite
    /// ended it or COMMIT failed, each member runs again in a transaction of its own.
    pub fn run(&mut self, members: &mut [&mut dyn Member]) {
        let Err(error) = self.together(members) else {
            return;
        };
        if mutant::is(Mutant::AnswersWithoutCommit) {
            return;
        }
        if let [member] = members {
            member.fail(error.into());
            return;
        }
        for member in members {
            if let Err(error) = self.together(&mut [&mut **member]) {
                member.fail(error.into());
            }
        }
    }

    /// BEGIN IMMEDIATE is the lock on the one row that every write leans on: from here to COMMIT
    /// nobody else writes.
    fn together(&mut self, members: &mut [&mut dyn Member]) -> rusqlite::Result<()> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for member in members {
            member.run(&mut Tx::new(&transaction));
            if transaction.is_autocommit() {
                return Err(rusqlite::Error::SqliteFailure(
                    rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_ABORT),
                    Some("SQLite ended the transaction by itself".to_owned()),
                ));
            }
        }
        transaction.commit()
    }

    /// Runs one write in a transaction of its own.
    ///
    /// # Errors
    /// What `act` gives; [`Error::Database`] when the transaction did not hold.
    pub fn write<T>(&mut self, act: impl Fn(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        let mut member = Act::new(act);
        self.run(&mut [&mut member]);
        member.into_result()
    }

    /// Runs `look` in a read transaction.
    ///
    /// # Errors
    /// What `look` gives.
    pub fn read<T>(&self, look: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<T> {
        read(&self.connection, look)
    }

    /// The newest revision.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn rev(&self) -> Result<Rev> {
        self.read(|tx| Ok(audit::head(tx)?.rev))
    }
}

/// Settings that every connection has, reading or writing.
pub(in crate::store) fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // Otherwise SQLite prepares some statements anew whenever another value is bound to them, to see
    // whether another plan would fit better. That took half of the time of a write.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// Takes everything into the database's one file. Fails as busy while anybody else has it open.
pub(in crate::store) fn one_file(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))
}

/// Runs `look` in a transaction of `connection` that ends without a trace.
pub(in crate::store) fn read<T>(
    connection: &Connection,
    look: impl FnOnce(&Tx<'_>) -> Result<T>,
) -> Result<T> {
    let transaction = connection.unchecked_transaction()?;
    look(&Tx::new(&transaction))
}
