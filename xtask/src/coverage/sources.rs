//! The files that hold tests of the product. Those of the chores themselves test no rule of it.

use crate::failure::{Doing, Result};
use crate::workspace::root;
use std::fs;
use std::path::Path;

const FOLDERS: [&str; 6] = [
    "server/src",
    "shared/src",
    "tests/browser",
    "tests/src",
    "tests/tests",
    "web/src",
];

/// Path and text of each file with Rust or TypeScript, in the order of the paths.
pub(super) fn all() -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for folder in FOLDERS {
        collect(&root().join(folder), &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<(String, String)>) -> Result<()> {
    let reading = |path: &Path| format!("read {}", path.display());
    for entry in fs::read_dir(folder).doing(reading(folder))? {
        let path = entry.doing(reading(folder))?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else if path
            .extension()
            .is_some_and(|end| end == "rs" || end == "ts")
        {
            let inside = path.strip_prefix(root()).unwrap_or(&path);
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            let text = fs::read_to_string(&path).doing(reading(&path))?;
            found.push((parts.join("/"), text));
        }
    }
    Ok(())
}
