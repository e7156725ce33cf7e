//! Builds the server with the client inside.

use crate::client::{self, Bundle};
use crate::failure::Result;
use crate::step::Steps;
use crate::workspace::{cargo, target};
use std::path::PathBuf;
use std::process::Command;

/// Makes sure of the client and the server that people get, and answers where the program is.
pub(crate) fn provide(steps: &Steps) -> Result<PathBuf> {
    let bundle = Bundle::Release;
    if client::is_built(bundle)? {
        steps.there_already(&client::step_name(bundle));
    } else {
        // The table of the client's files is included by the server's package itself, so that
        // what takes the time, the packages below it, need not wait for the client.
        steps.side_by_side(
            || client::provide(steps, bundle),
            || {
                steps.quiet(
                    "Build what the server is made of",
                    build(bundle, &["--lib"]),
                )
            },
        )?;
    }
    steps.quiet(
        "Build the server (release)",
        build(bundle, &["--bin", "lanyard"]),
    )?;
    Ok(program(bundle, "lanyard"))
}

/// The same, with the program that changes a database behind the server's back.
pub(crate) fn provide_for_browser(steps: &Steps) -> Result<PathBuf> {
    provide_debug_programs(steps)?;
    provide(steps)
}

/// Builds what tests start, with the client that is there now or without one.
pub(crate) fn provide_debug_programs(steps: &Steps) -> Result<()> {
    let programs = ["lanyard", "meddle", "fault_server"];
    let programs: Vec<&str> = programs.iter().flat_map(|name| ["--bin", name]).collect();
    steps.quiet("Build the server (debug)", build(Bundle::Debug, &programs))
}

/// The program with which the browser tests change a database; debug builds have it.
pub(crate) fn meddle() -> PathBuf {
    program(Bundle::Debug, "meddle")
}

/// Where a program of a build is.
pub(crate) fn program(bundle: Bundle, name: &str) -> PathBuf {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    target().join(bundle.name()).join(file)
}

fn build(bundle: Bundle, what: &[&str]) -> Command {
    let mut build = cargo();
    build.arg("build").args(what);
    match bundle {
        Bundle::Release => build.args(["--release", "--package", "lanyard-server"]),
        // There are no examples. Asked for them, cargo builds the packages below with the same
        // features as for the Rust tests; else it would build half of them a second time.
        Bundle::Debug => build.args(["--workspace", "--examples"]),
    };
    build
}
