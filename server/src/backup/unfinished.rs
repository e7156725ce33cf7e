//! A file that is removed again unless it is finished: what fails leaves nothing behind.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// A file that was made by this command.
pub(super) struct Unfinished {
    path: PathBuf,
    finished: bool,
}

impl Unfinished {
    /// Makes a file that its owner only can read, where there was none.
    pub(super) fn new(path: PathBuf) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path)?;
        Ok(Self {
            path,
            finished: false,
        })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Waits until its content is on the disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        // Windows syncs files that are open for writing only.
        let file = OpenOptions::new().read(true).write(true).open(&self.path)?;
        file.sync_all()
    }

    /// The same file, to be read.
    pub(super) fn open(&self) -> io::Result<File> {
        File::open(&self.path)
    }

    /// Lets it stay.
    pub(super) fn finish(mut self) {
        self.finished = true;
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        let mut journal = self.path.as_os_str().to_owned();
        journal.push("-journal");
        for path in [self.path.as_path(), Path::new(&journal)] {
            // Where even that fails, the words about the first failure are told.
            let _ = fs::remove_file(path);
        }
    }
}
