//! `cargo xtask bench`: programs that measure, each of which writes its section of
//! `docs/benchmarks.md`.

use crate::failure::{Failure, Result};

mod pages;
mod server;

/// Where the figures are kept.
const DOCUMENT: &str = "docs/benchmarks.md";

/// `cargo xtask bench server [--json]`, `cargo xtask bench pages [--staff N]`
pub(crate) fn run(rest: &[String]) -> Result<()> {
    match rest.split_first() {
        Some((what, rest)) if what == "server" => server::run(rest),
        Some((what, rest)) if what == "pages" => pages::run(rest),
        _ => Err(Failure::new(
            "What is measured is named: `cargo xtask bench server` or `cargo xtask bench pages`.",
        )),
    }
}
