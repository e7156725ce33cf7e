//! The paths that the documents name exist.

use super::assert_none;
use super::source::{Source, read, root};
use std::path::Path;

const DOCUMENTS: [&str; 3] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];
/// What only a build or a run makes.
const MADE: [&str; 4] = ["target", "dist", "node_modules", "lanyard-data"];
/// Marks of a name that the reader is to choose.
const PLACEHOLDERS: [&str; 5] = ["<", "*", "…", "NAME", "NNNN"];

/// What a document names as a path: in code spans those that begin with a folder at the top, or
/// are a file there; and all link targets that are not addresses.
fn named(text: &str, top: &[String]) -> Vec<String> {
    let spans = text.split('`').skip(1).step_by(2).map(str::trim);
    let spans = spans.filter(|span| !span.contains(char::is_whitespace) && is_below(span, top));
    let targets = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'));
    let targets = targets
        .map(|(target, _)| target.split('#').next().unwrap_or_default())
        .filter(|target| {
            !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:")
        });
    spans.chain(targets).map(str::to_owned).collect()
}

fn is_below(span: &str, top: &[String]) -> bool {
    match span.split_once('/') {
        Some((first, _)) => top.iter().any(|name| name == first),
        None => {
            let extensions = ["md", "toml", "json", "html", "lock"];
            span.rsplit_once('.')
                .is_some_and(|(stem, end)| !stem.is_empty() && extensions.contains(&end))
        }
    }
}

fn exists(named: &str, root: &Path) -> bool {
    let mut path = root.to_path_buf();
    for part in named.split('/').filter(|part| !part.is_empty()) {
        if PLACEHOLDERS.iter().any(|mark| part.contains(mark)) {
            return path.is_dir();
        }
        path.push(part);
    }
    path.exists()
}

fn missing(document: &Source, root: &Path, top: &[String]) -> Vec<String> {
    named(&document.text, top)
        .into_iter()
        .filter(|path| !MADE.contains(&path.split('/').next().unwrap_or_default()))
        .filter(|path| !exists(path, root))
        .map(|path| format!("{}: {path} does not exist", document.path))
        .collect()
}

fn top() -> Vec<String> {
    let entries = std::fs::read_dir(root()).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn the_paths_that_the_documents_name_exist() {
    let (root, top) = (root(), top());
    let documents: Vec<Source> = DOCUMENTS
        .iter()
        .map(|path| Source::sample(path, &read(path)))
        .collect();
    let findings: Vec<String> = documents
        .iter()
        .flat_map(|document| missing(document, &root, &top))
        .collect();
    assert_none(&findings);
    for document in documents {
        assert!(
            !named(&document.text, &top).is_empty(),
            "{} names no path",
            document.path
        );
    }
}

#[test]
fn a_path_that_is_not_there_is_found() {
    let text = "See `tests/tests/tidy.rs` and `tests/tests/untidy.rs`, [rules](CONTRIBUTED.md#a), \
                `tests/src/NAME.rs`, `tests/none/<name>.rs`, `cargo xtask run`, `/api/session`, \
                `target/release/lanyard`, <https://example.org>, [site](https://example.org/x), \
                `PRIVACY.md` and `role.set`.";
    let document = Source::sample("README.md", text);
    assert_eq!(
        missing(&document, &root(), &top()),
        [
            "README.md: tests/tests/untidy.rs does not exist",
            "README.md: tests/none/<name>.rs does not exist",
            "README.md: PRIVACY.md does not exist",
            "README.md: CONTRIBUTED.md does not exist",
        ]
    );
}
