//! Rules about the repository itself that no compiler checks. Each rule is a function from texts
//! to findings, and is tried on a text that breaks it.

mod files;
mod language;
mod markup;
mod migrations;
mod modules;
mod paths;
mod routes;
mod rust;
mod source;
mod sql;

/// Fails with everything that was found.
#[track_caller]
fn assert_none(findings: &[String]) {
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}
