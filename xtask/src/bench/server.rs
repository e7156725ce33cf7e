//! `cargo xtask bench server`: how many edits a server makes durable in a second.

use super::DOCUMENT;
use crate::client::Bundle;
use crate::failure::{Doing, Failure, Result};
use crate::preflight::{self, Need};
use crate::server;
use crate::step::Steps;
use crate::workspace::{cargo, root, target};
use std::process::Command;

pub(super) fn run(rest: &[String]) -> Result<()> {
    let words: Vec<&str> = rest.iter().map(String::as_str).collect();
    let json = match words.as_slice() {
        [] => false,
        ["--json"] => true,
        _ => {
            return Err(Failure::new(
                "`cargo xtask bench server` knows only the option `--json`.",
            ));
        }
    };
    preflight::check(Need::Server, Vec::new())?;
    let steps = Steps::new();
    let mut build = cargo();
    build.args(["build", "--release", "--package", "lanyard-server"]);
    build.args([
        "--package",
        "lanyard-tests",
        "--bin",
        "lanyard",
        "--bin",
        "bench_server",
    ]);
    steps.quiet("Build the server and its benchmark (release)", build)?;
    drop(steps);
    // Directly on the terminal: nothing but what is measured runs meanwhile.
    let mut bench = Command::new(server::program(Bundle::Release, "bench_server"));
    bench.arg("--folder").arg(target());
    bench.arg("--write").arg(root().join(DOCUMENT));
    if json {
        bench.arg("--json");
    }
    let ended = bench.status().doing("start the benchmark")?;
    if ended.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("The benchmark ended: {ended}.")))
    }
}
