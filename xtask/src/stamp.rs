//! Remembers by a hash of the inputs that something is built already.

use crate::failure::{Doing, Result};
use crate::workspace::root;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// The state of some inputs, and the file that remembers the state built last.
pub(crate) struct Stamp {
    file: PathBuf,
    now: String,
}

impl Stamp {
    /// Reads the inputs: files and folders, relative to the workspace.
    pub(crate) fn of(inputs: &[&str], file: PathBuf) -> Result<Self> {
        // Its keys are fixed. Another algorithm in a later release of Rust costs one build.
        let mut hasher = DefaultHasher::new();
        for input in inputs {
            add(&root().join(input), &mut hasher)?;
        }
        Ok(Self {
            file,
            now: format!("{:016x}", hasher.finish()),
        })
    }

    /// Were exactly these inputs built?
    pub(crate) fn is_current(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|remembered| remembered == self.now)
    }

    /// Remembers these inputs as built.
    pub(crate) fn remember(&self) -> Result<()> {
        fs::write(&self.file, &self.now).doing(format!("write {}", self.file.display()))
    }
}

/// Adds names and contents, folders in the order of their names and without build output.
fn add(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    let reading = || format!("read {}", path.display());
    path.to_string_lossy().hash(hasher);
    if !path.is_dir() {
        fs::read(path).doing(reading())?.hash(hasher);
        return Ok(());
    }
    let mut inside = Vec::new();
    for entry in fs::read_dir(path).doing(reading())? {
        let entry = entry.doing(reading())?;
        if entry.file_name() != "target" {
            inside.push(entry.path());
        }
    }
    inside.sort();
    inside.iter().try_for_each(|entry| add(entry, hasher))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_current_only_for_the_inputs_it_remembers() {
        let folder = std::env::temp_dir().join(format!("lanyard-stamp-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let input = folder.join("input").to_string_lossy().into_owned();
        let state = || Stamp::of(&[&input], folder.join("stamp")).unwrap();

        fs::write(&input, "one").unwrap();
        assert!(!state().is_current());
        state().remember().unwrap();
        assert!(state().is_current());
        fs::write(&input, "two").unwrap();
        assert!(!state().is_current());

        fs::remove_dir_all(&folder).unwrap();
    }
}
