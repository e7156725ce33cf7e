//! What is wrong: where it is, what it is, and what to do.

use super::domain::Domain;
use super::mark::Marks;
use super::{DOMAIN, REPORT};

/// Everything that is wrong with the rules and the marks.
pub(super) fn findings(domain: &Domain, marks: &Marks) -> Vec<String> {
    let mut findings = domain.findings.clone();
    findings.extend(marks.findings.iter().cloned());
    findings.extend(unknown(domain, marks));
    findings.extend(without_test(domain, marks));
    findings
}

fn unknown(domain: &Domain, marks: &Marks) -> impl Iterator<Item = String> {
    let unknown = marks
        .covered
        .iter()
        .filter(|covered| !domain.rules.iter().any(|rule| rule.id == covered.id));
    unknown.map(|covered| {
        format!(
            "{}:{}: {} is no rule of {DOMAIN}; correct the id, or write the rule down there",
            covered.path, covered.line, covered.id
        )
    })
}

fn without_test(domain: &Domain, marks: &Marks) -> impl Iterator<Item = String> {
    let untested = domain
        .rules
        .iter()
        .filter(|rule| domain.is_finished(rule) && marks.of(&rule.id).is_empty());
    untested.map(|rule| {
        format!(
            "{DOMAIN}:{}: no test covers {} ({}), but section {} is marked finished; write \
             `// covers: {}` above a test that fails without the rule",
            rule.line, rule.id, rule.title, rule.section, rule.id
        )
    })
}

/// The written page, when it is not what would be written now.
pub(super) fn stale(written: &str, now: &str) -> Option<String> {
    // A checkout may have other line ends than what we write.
    if written.lines().eq(now.lines()) {
        return None;
    }
    let line = written
        .lines()
        .zip(now.lines())
        .take_while(|(old, new)| old == new)
        .count()
        + 1;
    Some(format!(
        "{REPORT}:{line}: the page is not up to date; run `cargo xtask coverage` and commit it"
    ))
}
