//! `lanyard backup`: a copy of the running database that is known to be whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use lanyard_shared::time::UnixMillis;

use super::checksum::{Checksum, checksum_file};
use super::failure::BackupError;
use super::told;
use super::unfinished::Unfinished;
use crate::effects::Effects;
use crate::store::backups::{self, Backup};
use crate::store::copy::{self, Contents};
use crate::store::replace::sync_folder;
use crate::store::{Store, holds_data};

/// A backup that was made.
pub struct Made {
    /// Where it lies.
    pub path: PathBuf,
    /// What is in it.
    pub contents: Contents,
    /// Its size in bytes.
    pub size: u64,
    /// Its checksum, which is also in the file beside it.
    pub checksum: Checksum,
}

/// Writes a backup of the data folder `data` to the file `to`, or under a name with the date into
/// the folder `to`, while a server may run. It appears there when it is on the disk and was found
/// whole, with its checksum beside it; then the database takes a note of it. Nothing is overwritten.
///
/// # Errors
/// [`BackupError`]; but for [`BackupError::Note`], nothing is left behind then.
pub async fn make(data: &Path, effects: &Effects, to: &Path) -> Result<Made, BackupError> {
    if !holds_data(data) {
        let data = data.to_owned();
        return Err(BackupError::NoData { data });
    }
    let store = Store::open_beside(data)?;
    let now = effects.now();
    let (from, to) = (data.to_owned(), to.to_owned());
    let written = tokio::task::spawn_blocking(move || write(&from, &to, now)).await;
    let made = written.map_err(|stopped| BackupError::Stopped(stopped.to_string()))??;
    let backup = Backup {
        epoch: made.contents.epoch,
        rev: made.contents.rev,
        at: now,
    };
    let noted = store.write(move |tx| backups::note(tx, backup)).await;
    noted.map_err(|source| BackupError::Note {
        to: made.path.clone(),
        source,
    })?;
    Ok(made)
}

fn write(data: &Path, to: &Path, now: UnixMillis) -> Result<Made, BackupError> {
    let into_folder = to.is_dir();
    let near = if into_folder {
        to.join("lanyard")
    } else {
        free(to)?;
        to.to_owned()
    };
    let part = with_end(&near, &format!(".{}.part", std::process::id()));
    // One that was killed under the same process number may have left it.
    let _ = fs::remove_file(&part);
    let copy = Unfinished::new(part).map_err(failed(to))?;
    copy::write(data, copy.path()).map_err(|source| BackupError::Copy {
        to: to.to_owned(),
        source,
    })?;
    copy.sync().map_err(failed(copy.path()))?;
    let contents = copy::check(copy.path()).map_err(|flaw| BackupError::Flaw { flaw })?;
    let path = if into_folder {
        to.join(name(now, contents))
    } else {
        near
    };
    let hashed = copy
        .open()
        .and_then(|mut file| Checksum::copying(&mut file, &mut io::sink()));
    let (checksum, size) = hashed.map_err(failed(copy.path()))?;
    publish(copy, &path, checksum)?;
    Ok(Made {
        path,
        contents,
        size,
        checksum,
    })
}

/// A name that tells when the backup was made and how far it goes.
fn name(now: UnixMillis, contents: Contents) -> String {
    let at = told(now, "%Y-%m-%dT%H%M%SZ");
    format!("lanyard-{at}-rev{}.db", contents.rev.0)
}

/// Gives the copy its name, after its checksum: a backup is never seen without.
fn publish(copy: Unfinished, path: &Path, checksum: Checksum) -> Result<(), BackupError> {
    let beside = unfinished(checksum_file(path))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    fs::write(beside.path(), checksum.line(&name))
        .and_then(|()| beside.sync())
        .map_err(failed(beside.path()))?;
    // A rename would replace a file that came meanwhile; this one is ours.
    let place = unfinished(path.to_owned())?;
    fs::rename(copy.path(), path).map_err(failed(path))?;
    // From here the copy has its name, and only a sync is left.
    copy.finish();
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    sync_folder(folder).map_err(failed(folder))?;
    place.finish();
    beside.finish();
    Ok(())
}

fn free(path: &Path) -> Result<(), BackupError> {
    let taken = [path.to_owned(), checksum_file(path)];
    let taken = taken.into_iter().find(|path| path.exists());
    taken.map_or(Ok(()), |path| Err(BackupError::Exists { path }))
}

fn unfinished(path: PathBuf) -> Result<Unfinished, BackupError> {
    Unfinished::new(path.clone()).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => BackupError::Exists { path },
        _ => BackupError::File { path, source },
    })
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> BackupError {
    let path = path.to_owned();
    |source| BackupError::File { path, source }
}
