//! `cargo xtask fault`: trouble made on purpose, and a look at what is left afterwards.

use crate::failure::{Failure, Result};

mod storm;

/// `cargo xtask fault storm [--seed S] [--release]`
pub(crate) fn run(rest: &[String]) -> Result<()> {
    match rest.split_first() {
        Some((what, rest)) if what == "storm" => storm::run(rest),
        _ => Err(Failure::new(
            "What is to happen is named: `cargo xtask fault storm`.",
        )),
    }
}
