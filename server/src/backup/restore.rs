//! `lanyard restore`: a backup takes the place of the database, and begins a history of its own.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use lanyard_shared::id::EpochId;

use super::checksum::{Checksum, checksum_file};
use super::failure::RestoreError;
use super::told;
use crate::effects::Effects;
use crate::store::copy::Contents;
use crate::store::replace::{ReplaceError, Replacement, log_of};

/// A backup that was put back.
#[derive(Debug)]
pub struct Restored {
    /// What the backup holds.
    pub contents: Contents,
    /// Where the database is kept that was in the folder before.
    pub kept: Option<PathBuf>,
    /// Whether the backup was compared with a checksum.
    pub compared: Compared,
}

/// Whether a backup was compared with the checksum that was written with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// It was, and it fits.
    Fits,
    /// There was no checksum.
    NoChecksum,
}

/// Puts the backup `from` into the data folder `data`, which no server may run on. All that was in
/// the folder is kept. The restored database begins a new history, so that devices notice.
///
/// # Errors
/// [`RestoreError`]; the data is as it was before then.
pub fn restore(data: &Path, effects: &Effects, from: &Path) -> Result<Restored, RestoreError> {
    let backup = open(from)?;
    let replacing = |error| RestoreError::replacing(from.to_owned(), error);
    let replacement = Replacement::begin(data).map_err(|error| replacing(error.into()))?;
    let compared = copy(backup, from, &replacement)?;
    let now = effects.now();
    let epoch = EpochId(uuid::Builder::from_random_bytes(effects.random()).into_uuid());
    let contents = replacement.renew(epoch, now).map_err(replacing)?;
    let stem = format!("lanyard-before-restore-{}", told(now, "%Y-%m-%dT%H%M%SZ"));
    let names = std::iter::once(format!("{stem}.db"))
        .chain((2_u32..).map(move |n| format!("{stem}-{n}.db")));
    let kept = replacement.finish(names).map_err(replacing)?;
    Ok(Restored {
        contents,
        kept,
        compared,
    })
}

fn open(from: &Path) -> Result<File, RestoreError> {
    let file = File::open(from).map_err(unreadable(from))?;
    if file.metadata().is_ok_and(|file| file.is_dir()) {
        let source = io::Error::other("it is a folder; name one of the files in it");
        return Err(unreadable(from)(source));
    }
    Ok(file)
}

/// Copies the backup to where it is made ready, and compares what was copied with the checksum.
fn copy(
    mut backup: File,
    from: &Path,
    replacement: &Replacement,
) -> Result<Compared, RestoreError> {
    let mut new = replacement.file().map_err(RestoreError::Replace)?;
    let copied = Checksum::copying(&mut backup, &mut new);
    let (sum, _) = copied.map_err(|source| uncopied(from, source))?;
    let checksum = checksum_file(from);
    match fs::read_to_string(&checksum) {
        Ok(text) => match sum.agrees(&text) {
            Some(true) => Ok(Compared::Fits),
            Some(false) => Err(RestoreError::Checksum {
                from: from.to_owned(),
                checksum,
            }),
            None => Err(RestoreError::NoChecksum { checksum }),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            copy_log(from, replacement)?;
            Ok(Compared::NoChecksum)
        }
        Err(source) => Err(unreadable(&checksum)(source)),
    }
}

/// A database that was not made by `lanyard backup`, such as one that an earlier restore kept, may
/// have a log beside it that is part of it. No checksum of ours covers one.
fn copy_log(from: &Path, replacement: &Replacement) -> Result<(), RestoreError> {
    let from = log_of(from);
    let mut log = match File::open(&from) {
        Ok(log) => log,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(unreadable(&from)(source)),
    };
    let mut new = replacement.log().map_err(RestoreError::Replace)?;
    let copied = io::copy(&mut log, &mut new);
    copied.map_err(|source| uncopied(&from, source))?;
    Ok(())
}

fn uncopied(from: &Path, source: io::Error) -> RestoreError {
    RestoreError::Replace(ReplaceError::Copy {
        from: from.to_owned(),
        source,
    })
}

fn unreadable(from: &Path) -> impl FnOnce(io::Error) -> RestoreError {
    let from = from.to_owned();
    |source| RestoreError::Read { from, source }
}
