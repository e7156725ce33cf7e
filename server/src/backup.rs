//! Backups of the whole database: making one while a server goes on, and putting one back. The root
//! secret is never part of one.

mod checksum;
mod failure;
mod make;
mod overdue;
mod restore;
mod unfinished;

pub use checksum::{Checksum, checksum_file};
pub use failure::{BackupError, RestoreError};
pub use make::{Made, make};
pub use overdue::{Overdue, overdue};
pub use restore::{Compared, Restored, restore};

use jiff::Timestamp;
use lanyard_shared::time::UnixMillis;

/// A point in time as a format of `strftime` says, in UTC: the person at the console may be in
/// another place than the practice.
pub(crate) fn told(at: UnixMillis, format: &str) -> String {
    let at = Timestamp::from_millisecond(at.0).unwrap_or_default();
    at.strftime(format).to_string()
}

/// The same for a person to read.
pub(crate) fn minute(at: UnixMillis) -> String {
    told(at, "%Y-%m-%d %H:%M UTC")
}

#[cfg(test)]
mod tests;
