//! The files of the repository as texts.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold what is built or fetched.
const NOT_OURS: [&str; 4] = ["target", "node_modules", "dist", "lanyard-data"];

/// One file.
pub(super) struct Source {
    /// Relative to the top folder, with `/` between the parts.
    pub(super) path: String,
    pub(super) text: String,
}

impl Source {
    /// A text made up for a test of a rule.
    pub(super) fn sample(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// Whether the whole file is compiled for tests only.
    pub(super) fn is_test(&self) -> bool {
        ["/tests", "/simulation"].iter().any(|name| {
            self.path.ends_with(&format!("{name}.rs")) || self.path.contains(&format!("{name}/"))
        })
    }

    /// The extension of the file's name.
    pub(super) fn extension(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, end)| end)
    }
}

/// The top folder.
pub(super) fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// Every text with one of the extensions below a folder, in the order of the paths.
pub(super) fn sources(below: &str, extensions: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    collect(&root().join(below), extensions, &mut found);
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// The text of one file.
pub(super) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn collect(folder: &Path, extensions: &[&str], found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}")) {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            let hidden = name.starts_with('.') && name != ".ci" && name != ".cargo";
            if !hidden && !NOT_OURS.contains(&name.as_ref()) {
                collect(&path, extensions, found);
            }
        } else if name
            .rsplit_once('.')
            .is_some_and(|(_, end)| extensions.contains(&end))
        {
            let inside = path.strip_prefix(root()).unwrap();
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            found.push(Source {
                path: parts.join("/"),
                text: fs::read_to_string(&path).unwrap(),
            });
        }
    }
}

#[test]
fn the_walk_finds_this_file_and_nothing_that_was_built() {
    let found = sources("", &["rs"]);
    assert!(
        found
            .iter()
            .any(|source| source.path == "tests/tests/tidy/source.rs")
    );
    assert!(!found.iter().any(|source| source.path.contains("target/")));
}
