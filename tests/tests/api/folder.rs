//! Folders for tests that start whole servers.

use std::fs;
use std::path::{Path, PathBuf};

/// An empty folder, gone with its contents when it is dropped.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// A folder whose name holds `name`, which no other test uses.
    pub(super) fn new(name: &str) -> Self {
        let folder = format!("lanyard-api-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// A text in which this folder is called FOLDER.
    pub(super) fn hide_in(&self, text: &str) -> String {
        text.replace(&self.0.display().to_string(), "FOLDER")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
