//! Builds the server with the client inside.

use crate::client::{self, Bundle};
use crate::failure::Result;
use crate::step::Steps;
use crate::workspace::{cargo, target};
use std::path::PathBuf;
use std::process::Command;

const PACKAGE: &str = "lanyard-server";

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
    let name = match bundle {
        Bundle::Release => "Build the server (release)",
        Bundle::Debug => "Build the server (debug)",
    };
    steps.quiet(name, build(bundle, &["--bin", "lanyard"]))?;
    Ok(target()
        .join(bundle.name())
        .join(format!("lanyard{}", std::env::consts::EXE_SUFFIX)))
}

fn build(bundle: Bundle, what: &[&str]) -> Command {
    let mut build = cargo();
    build.args(["build", "--package", PACKAGE]).args(what);
    if bundle == Bundle::Release {
        build.arg("--release");
    }
    build
}
