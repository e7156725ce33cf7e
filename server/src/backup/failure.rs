//! Why a backup is not made or not put back, in words for the person at the console.

use std::io;
use std::path::PathBuf;

use crate::error::Error;
use crate::store::OpenError;
use crate::store::copy::Flaw;
use crate::store::replace::ReplaceError;

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is nothing to make one of.
    #[error("there is no data in {data}. Name the data folder with --data")]
    NoData {
        /// The folder.
        data: PathBuf,
    },
    /// The data folder cannot be opened.
    #[error("{0}")]
    Open(#[from] OpenError),
    /// A file is in the way.
    #[error(
        "{path} is there already and is not overwritten. Give the backup another name, or name a folder: then a name with the date is made up"
    )]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A file cannot be written.
    #[error("{path} cannot be written: {source}. Choose another place for the backup")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The database cannot be copied.
    #[error(
        "the database could not be copied to {to}: {source}. Nothing is left there. If the disk is full, choose another place for the backup"
    )]
    Copy {
        /// Where the backup was to be.
        to: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The copy does not hold.
    #[error(
        "the copy was written and then found useless: {flaw}. It was removed. Keep the backups that you have, try another disk, and if that does not help, restore the newest one"
    )]
    Flaw {
        /// What is wrong with it.
        flaw: Flaw,
    },
    /// The backup is there, and the database does not know.
    #[error(
        "the backup {to} is whole, but the database could not take a note of it: {source}. Make another one later, so that devices learn which edits are safe"
    )]
    Note {
        /// The backup.
        to: PathBuf,
        /// What the store gave.
        source: Error,
    },
    /// The work stopped.
    #[error("making the backup stopped: {0}")]
    Stopped(String),
}

/// Why a backup was not put back. The data is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The backup cannot be read.
    #[error(
        "the backup {from} cannot be read: {source}. Nothing was changed. Name a file that `lanyard backup` wrote"
    )]
    Read {
        /// The backup, or the file beside it.
        from: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The backup is not what it was when it was made.
    #[error(
        "the backup {from} is damaged: it does not fit its checksum in {checksum}. Nothing was changed. Take another copy of it, or an older backup"
    )]
    Checksum {
        /// The backup.
        from: PathBuf,
        /// The file that says its checksum.
        checksum: PathBuf,
    },
    /// The file beside the backup is none with a checksum.
    #[error(
        "{checksum} does not begin with a checksum. Nothing was changed. Put the file there that was written with the backup, or move this one away to do without"
    )]
    NoChecksum {
        /// The file.
        checksum: PathBuf,
    },
    /// The backup cannot be relied on.
    #[error(
        "the backup {from} cannot be used: {flaw}. Nothing was changed. Take another copy of it, or an older backup"
    )]
    Flaw {
        /// The backup.
        from: PathBuf,
        /// What is wrong with it.
        flaw: Flaw,
    },
    /// The data folder cannot be had or written.
    #[error("{0}")]
    Replace(ReplaceError),
}

impl RestoreError {
    /// Why `from` could not take the place of the database.
    pub(super) fn replacing(from: PathBuf, error: ReplaceError) -> Self {
        match error {
            ReplaceError::Flaw(flaw) => Self::Flaw { from, flaw },
            other => Self::Replace(other),
        }
    }
}
