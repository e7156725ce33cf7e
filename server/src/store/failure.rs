//! What SQLite's errors mean.

use lanyard_shared::message::{FieldProblem, Message};
use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE;

use crate::error::{Error, Result};

/// A column that must be unique, and what its clash means to the person who typed the value.
pub(super) struct Unique {
    /// Table and column, as SQLite names them.
    pub(super) column: &'static str,
    /// The field on the wire.
    pub(super) field: &'static str,
    /// The sentence.
    pub(super) key: &'static str,
}

/// Turns a clash in one of `columns` into a problem at its field.
pub(super) fn on_constraint<T>(result: rusqlite::Result<T>, columns: &[Unique]) -> Result<T> {
    result.map_err(|error| match &error {
        rusqlite::Error::SqliteFailure(code, Some(text))
            if code.extended_code == SQLITE_CONSTRAINT_UNIQUE =>
        {
            let clash = columns.iter().find(|unique| text.ends_with(unique.column));
            clash.map_or(Error::Database(error), |unique| {
                let message = Message::new(unique.key);
                Error::invalid(vec![FieldProblem::at(unique.field, message)])
            })
        }
        _ => error.into(),
    })
}

/// Whether the engine or the disk is in trouble (full, broken, busy): the same call may succeed
/// later, so this is no verdict on what was asked for.
pub fn is_trouble(error: &Error) -> bool {
    let Error::Database(rusqlite::Error::SqliteFailure(failure, _)) = error else {
        return false;
    };
    matches!(
        failure.code,
        ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure
            | ErrorCode::OutOfMemory
            | ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::DatabaseCorrupt
            | ErrorCode::ReadOnly
            | ErrorCode::CannotOpen
            | ErrorCode::OperationAborted
            | ErrorCode::OperationInterrupted
    )
}
