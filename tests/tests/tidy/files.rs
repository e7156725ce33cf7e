//! What holds for each file: how long it is, what it opens with, what it does not contain.

use super::assert_none;
use super::source::{Source, sources};

const CODE: [&str; 6] = ["rs", "ts", "js", "mjs", "css", "sql"];
const TEXT: [&str; 12] = [
    "rs",
    "ts",
    "js",
    "mjs",
    "css",
    "sql",
    "html",
    "toml",
    "ftl",
    "md",
    "json",
    "webmanifest",
];
const CEILING: usize = 400;
/// Notes to oneself. Written so that this file does not hold them.
const NOTES: [&str; 4] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X:"),
    concat!("HA", "CK:"),
];

fn too_long(file: &Source) -> Option<String> {
    let lines = file.text.lines().count();
    let code = CODE.contains(&file.extension());
    (code && lines > CEILING)
        .then(|| format!("{}: {lines} lines; {CEILING} are the ceiling", file.path))
}

fn without_header(file: &Source) -> Option<String> {
    let rust = file.extension() == "rs";
    (rust && !file.text.starts_with("//! ")).then(|| {
        format!(
            "{}: the first line is not `//!` with what the file owns",
            file.path
        )
    })
}

fn badly_named(file: &Source) -> Option<String> {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    if name == "mod.rs" {
        return Some(format!("{}: is `folder.rs` beside the folder", file.path));
    }
    let vague = [
        "utils", "util", "helpers", "helper", "manager", "common", "misc",
    ];
    (file.extension() == "rs" && vague.contains(&stem))
        .then(|| format!("{}: the name does not say what is inside", file.path))
}

fn notes(file: &Source) -> Vec<String> {
    let lines = file.text.lines().enumerate();
    lines
        .filter(|(_, line)| NOTES.iter().any(|note| line.contains(note)))
        .map(|(number, line)| format!("{}:{}: {}", file.path, number + 1, line.trim()))
        .collect()
}

fn all_of(file: &Source) -> Vec<String> {
    let once = [too_long(file), without_header(file), badly_named(file)];
    once.into_iter().flatten().chain(notes(file)).collect()
}

#[test]
fn every_file_is_short_opens_with_its_purpose_and_leaves_nothing_for_later() {
    let findings: Vec<String> = sources("", &TEXT).iter().flat_map(all_of).collect();
    assert_none(&findings);
}

#[test]
fn a_long_file_is_found() {
    let file = |lines| Source::sample("a.ts", &"x\n".repeat(lines));
    assert!(too_long(&file(CEILING)).is_none());
    assert!(too_long(&file(CEILING + 1)).is_some());
}

#[test]
fn a_missing_header_a_vague_name_and_a_note_are_found() {
    let good = Source::sample("a/staff.rs", "//! Owns the staff.\n");
    assert!(all_of(&good).is_empty());
    assert_eq!(
        all_of(&Source::sample("a/staff.rs", "fn staff() {}\n")).len(),
        1
    );
    assert_eq!(
        all_of(&Source::sample("a/utils.rs", "//! Owns much.\n")).len(),
        1
    );
    assert_eq!(
        all_of(&Source::sample("a/mod.rs", "//! Owns much.\n")).len(),
        1
    );
    let note = format!("//! Owns the staff.\n// {}: more\n", NOTES[0]);
    assert_eq!(all_of(&Source::sample("a/staff.rs", &note)).len(), 1);
}
