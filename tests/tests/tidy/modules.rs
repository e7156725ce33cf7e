//! Every Rust file is part of a program: one that no `mod` names is never compiled, and nobody
//! would notice.

use std::collections::BTreeSet;

use super::assert_none;
use super::source::{Source, sources};

/// Where cargo begins to read.
fn is_entry(path: &str) -> bool {
    let ends = ["/src/main.rs", "/src/lib.rs", "/build.rs", "/tests/main.rs"];
    ends.iter().any(|end| path.ends_with(end))
        || ["/src/bin/", "/examples/"]
            .iter()
            .any(|part| path.contains(part))
}

/// The files that the `mod name;` lines of `file` lead to.
fn named_by(file: &Source) -> impl Iterator<Item = String> {
    let whole = file.path.strip_suffix(".rs").unwrap_or(&file.path);
    let parent = whole.rsplit_once('/').map_or("", |(parent, _)| parent);
    let folder = if is_entry(&file.path) { parent } else { whole };
    file.text.lines().filter_map(move |line| {
        let (before, name) = line.trim().strip_suffix(';')?.rsplit_once("mod ")?;
        let declares = before.is_empty() || before.trim_end().starts_with("pub");
        declares.then(|| format!("{folder}/{name}.rs"))
    })
}

fn orphans(files: &[Source]) -> Vec<String> {
    let named: BTreeSet<String> = files.iter().flat_map(named_by).collect();
    files
        .iter()
        .filter(|file| !is_entry(&file.path) && !named.contains(&file.path))
        .map(|file| format!("{}: no `mod` names it", file.path))
        .collect()
}

#[test]
fn every_rust_file_is_part_of_a_program() {
    assert_none(&orphans(&sources("", &["rs"])));
}

#[test]
fn a_file_that_nothing_names_is_found() {
    let files = [
        Source::sample("a/src/lib.rs", "//! A.\npub mod staff;\n"),
        Source::sample(
            "a/src/staff.rs",
            "//! Staff.\nmod row;\n#[cfg(test)]\nmod tests;\n",
        ),
        Source::sample("a/src/staff/row.rs", "//! A row. // mod gone;\n"),
        Source::sample("a/src/staff/tests.rs", "//! Tests.\n"),
        Source::sample("a/src/staff/gone.rs", "//! Was forgotten.\n"),
    ];
    assert_eq!(orphans(&files), ["a/src/staff/gone.rs: no `mod` names it"]);
}
