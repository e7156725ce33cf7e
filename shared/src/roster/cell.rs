//! What a cell holds: text that no spreadsheet runs as a formula, lists of names, yes and no.

/// What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection).
const FORMULA: [char; 11] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];
/// What is put before such a cell; spreadsheets take it for *this is text*.
const GUARD: char = '\'';

/// A cell as it stands in a file. What begins like a formula gets an apostrophe put before; so does what
/// begins like that behind apostrophes of its own, so that [`bared`] knows what was there.
pub(super) fn guarded(text: &str) -> String {
    match is_formula(text) {
        true => format!("{GUARD}{text}"),
        false => text.to_owned(),
    }
}

/// The text of a cell without the apostrophe of [`guarded`].
pub(super) fn bared(cell: &str) -> &str {
    match cell.strip_prefix(GUARD) {
        Some(text) if is_formula(text) => text,
        _ => cell,
    }
}

fn is_formula(text: &str) -> bool {
    text.trim_start_matches(GUARD).starts_with(FORMULA)
}

/// Several names in one cell: between semicolons or, where a name has one in it, in lines of their own.
/// No name has a line break in it.
pub(super) fn list(names: &[String]) -> String {
    let in_lines = names.len() > 1 && names.iter().any(|name| name.contains(';'));
    names.join(if in_lines { "\n" } else { "; " })
}

/// The names of a list. A cell that `is_one` name is never taken apart.
pub(super) fn names(cell: &str, is_one: impl Fn(&str) -> bool) -> Vec<&str> {
    let cell = cell.trim();
    let parts: Vec<&str> = if cell.contains('\n') {
        cell.lines().collect()
    } else if is_one(cell) {
        vec![cell]
    } else {
        cell.split(';').collect()
    };
    let parts = parts.into_iter().map(str::trim);
    parts.filter(|name| !name.is_empty()).collect()
}

/// Yes or no as a cell.
pub(super) fn yes_no(on: bool) -> String {
    if on { "yes" } else { "no" }.to_owned()
}

/// What a cell says, or `None` where it says neither.
pub(super) fn said(cell: &str) -> Option<bool> {
    match cell.to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" => Some(true),
        "no" | "false" | "0" => Some(false),
        _ => None,
    }
}
