//! Folders for tests.

use std::fs;
use std::path::{Path, PathBuf};

/// An empty folder, gone with its contents when it is dropped.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// A folder whose name holds `name`, which no other test uses.
    pub(crate) fn new(name: &str) -> Self {
        let folder = format!("lanyard-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
