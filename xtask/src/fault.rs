//! `cargo xtask fault`: trouble made on purpose, and a look at what is left afterwards.

use crate::failure::{Failure, Result};

mod server;
mod storm;

pub(crate) use server::short;

/// `cargo xtask fault server …`, `cargo xtask fault storm …`
pub(crate) fn run(rest: &[String]) -> Result<()> {
    match rest.split_first() {
        Some((what, rest)) if what == "server" => server::run(rest),
        Some((what, rest)) if what == "storm" => storm::run(rest),
        _ => Err(Failure::new(
            "What is to happen is named: `cargo xtask fault server` or `cargo xtask fault storm`.",
        )),
    }
}
