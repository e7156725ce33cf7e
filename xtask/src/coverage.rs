//! `cargo xtask coverage`: which tests hold which rule of the domain.
//!
//! The rules stand in `docs/domain.md`, each under an id. A test that would fail without one says so
//! above it: `// covers: NEW-07`. From both the page `docs/domain-coverage.md` is written.

mod domain;
mod judge;
mod mark;
mod report;
mod rust_tests;
mod script_tests;
mod sources;
#[cfg(test)]
mod tests;

use crate::failure::{Doing, Failure, Result};
use crate::workspace::root;
use domain::Domain;
use mark::Marks;
use std::fs;

/// The page of rules.
const DOMAIN: &str = "docs/domain.md";
/// The page that is written.
const REPORT: &str = "docs/domain-coverage.md";

/// `coverage` writes the page and says what is wrong; `coverage --check` only says it.
pub(crate) fn command(rest: &[String]) -> Result<()> {
    match rest.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {
            let found = Found::read()?;
            let page = report::page(&found.domain, &found.marks);
            fs::write(root().join(REPORT), page).doing(format!("write {REPORT}"))?;
            fail_with(&found.findings())?;
            println!("{REPORT}: {}", report::summary(&found.domain, &found.marks));
            Ok(())
        }
        ["--check"] => {
            check()?;
            println!("Every rule of a finished section of {DOMAIN} has a test.");
            Ok(())
        }
        _ => Err(Failure::new(
            "`cargo xtask coverage` takes `--check` or nothing.",
        )),
    }
}

/// Fails with everything that is wrong with the rules, the marks or the written page.
pub(crate) fn check() -> Result<()> {
    let found = Found::read()?;
    let mut findings = found.findings();
    let written = fs::read_to_string(root().join(REPORT)).unwrap_or_default();
    findings.extend(judge::stale(
        &written,
        &report::page(&found.domain, &found.marks),
    ));
    fail_with(&findings)
}

/// The rules and the marks as they are now.
struct Found {
    domain: Domain,
    marks: Marks,
}

impl Found {
    fn read() -> Result<Self> {
        let text = fs::read_to_string(root().join(DOMAIN)).doing(format!("read {DOMAIN}"))?;
        let mut marks = Marks::default();
        for (path, text) in sources::all()? {
            marks.read(&path, &text);
        }
        Ok(Self {
            domain: Domain::parse(&text),
            marks,
        })
    }

    fn findings(&self) -> Vec<String> {
        judge::findings(&self.domain, &self.marks)
    }
}

fn fail_with(findings: &[String]) -> Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    Err(Failure::new(findings.join("\n")))
}
