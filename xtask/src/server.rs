//! Builds the server with the client inside.

use crate::client::{self, Bundle};
use crate::failure::Result;
use crate::step::Steps;
use crate::workspace::{cargo, target};
use std::path::PathBuf;
use std::process::Command;

/// Makes sure of the client and the server, and answers where the program is.
pub(crate) fn provide(steps: &Steps, bundle: Bundle) -> Result<PathBuf> {
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
    let (name, programs) = match bundle {
        Bundle::Release => (
            "Build the server (release)",
            ["--bin", "lanyard"].as_slice(),
        ),
        Bundle::Debug => (
            "Build the server (debug)",
            ["--bin", "lanyard", "--bin", "meddle"].as_slice(),
        ),
    };
    steps.quiet(name, build(bundle, programs))?;
    Ok(program(bundle, "lanyard"))
}

/// The program with which the browser tests change a database; debug builds have it.
pub(crate) fn meddle() -> PathBuf {
    program(Bundle::Debug, "meddle")
}

fn program(bundle: Bundle, name: &str) -> PathBuf {
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
