//! Mails as files, while there is no mail server. A file holds a link in clear, so it is its
//! owner's only, and it goes when the link dies.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use lanyard_shared::id::MailId;

const ENDING: &str = "eml";

/// Writes a mail as a whole file or none, and gives its path.
///
/// # Errors
/// What the system says.
pub(super) async fn write(folder: PathBuf, id: MailId, text: Vec<u8>) -> io::Result<PathBuf> {
    blocking(move || {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder)?;
        let path = folder.join(format!("{id}.{ENDING}"));
        let new = path.with_extension("new");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&new)?;
        file.write_all(&text)?;
        file.sync_all()?;
        fs::rename(&new, &path)?;
        Ok(path)
    })
    .await
}

/// Removes the files of all mails but the `live` ones, and what a crash left of others.
///
/// # Errors
/// What the system says.
pub(super) async fn sweep(folder: PathBuf, live: Vec<MailId>) -> io::Result<()> {
    blocking(move || {
        let live: BTreeSet<_> = live.into_iter().collect();
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let path = entry?.path();
            if is_dead(&path, &live) {
                fs::remove_file(&path)?;
                tracing::info!(file = %path.display(), "a mail's link has died, its file is gone");
            }
        }
        Ok(())
    })
    .await
}

/// Files that the server did not write are left alone.
fn is_dead(path: &Path, live: &BTreeSet<MailId>) -> bool {
    let text =
        |part: Option<&std::ffi::OsStr>| part.and_then(|part| part.to_str().map(str::to_owned));
    let id = text(path.file_stem()).and_then(|stem| stem.parse::<MailId>().ok());
    match (id, text(path.extension()).as_deref()) {
        (Some(id), Some(ENDING)) => !live.contains(&id),
        (Some(_), Some("new")) => true,
        _ => false,
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await?
}
