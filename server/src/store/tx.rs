//! A transaction as the table modules and services see it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rusqlite::Connection;

use crate::error::{Error, Result};

/// A read or write transaction. Who has `&mut Tx` writes, who has `&Tx` reads.
pub struct Tx<'a> {
    pub(in crate::store) connection: &'a Connection,
}

impl<'a> Tx<'a> {
    pub(in crate::store) fn new(connection: &'a Connection) -> Self {
        Self { connection }
    }

    /// Runs `act` in a savepoint: where it fails or panics, nothing of it is stored and the rest of
    /// the transaction goes on, unless [`Tx::is_over`].
    ///
    /// # Errors
    /// What `act` gives; [`Error::Internal`] when it panicked.
    pub fn attempt<T>(&mut self, act: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.is_over() {
            return Err(over());
        }
        self.mark("savepoint attempt")?;
        let result = catch_unwind(AssertUnwindSafe(|| act(self)))
            .unwrap_or_else(|panic| Err(Error::Internal(panic_text(panic.as_ref()))));
        if self.is_over() {
            return Err(result.err().unwrap_or_else(over));
        }
        match result {
            Ok(value) => {
                self.mark("release attempt")?;
                Ok(value)
            }
            Err(error) => {
                self.mark("rollback to attempt")?;
                self.mark("release attempt")?;
                Err(error)
            }
        }
    }

    /// Every intent begins and ends a savepoint, so its SQL is prepared once.
    fn mark(&self, sql: &str) -> rusqlite::Result<()> {
        self.connection.prepare_cached(sql)?.execute([])?;
        Ok(())
    }

    /// Whether SQLite itself ended the transaction (a full disk, a failed read): nothing more can
    /// be stored in it.
    pub fn is_over(&self) -> bool {
        self.connection.is_autocommit()
    }

    /// Runs SQL that only a test needs, such as a trigger that stands for a fault.
    #[cfg(test)]
    pub(crate) fn run_sql(&mut self, sql: &str) -> Result<()> {
        Ok(self.connection.execute_batch(sql)?)
    }

    /// One text value, for a test that looks at what is stored.
    #[cfg(test)]
    pub(crate) fn text(&self, sql: &str) -> Result<String> {
        Ok(self.connection.query_row(sql, [], |row| row.get(0))?)
    }
}

fn over() -> Error {
    Error::Internal("SQLite ended the transaction by itself".to_owned())
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("panicked: {}", text.unwrap_or("without words"))
}
