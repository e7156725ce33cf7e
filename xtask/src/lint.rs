//! The checks that read the source without running it.

use crate::coverage;
use crate::preflight::WASM;
use crate::step::Steps;
use crate::test::Outcome;
use crate::tools::{self, Tool};
use crate::workspace::{cargo, path_with};

/// Runs every one of them, so that one round of mending is enough.
pub(crate) fn run(steps: &Steps, outcome: &mut Outcome) {
    let mut check = |name: &str, arguments: &[&str]| {
        let mut command = cargo();
        command.args(arguments);
        // Read by `cargo doc` alone.
        command.env("RUSTDOCFLAGS", "-D warnings");
        outcome.check(steps.quiet(name, command));
    };
    check("Format", &["fmt", "--all", "--check"]);
    check(
        "Clippy",
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
    );
    check(
        "Documentation",
        &[
            "doc",
            "--workspace",
            "--no-deps",
            "--document-private-items",
        ],
    );
    match tools::provide_wasm(steps) {
        Ok(()) => check(
            "Clippy for the browser",
            &[
                "clippy",
                "--package",
                "lanyard-web",
                "--target",
                WASM,
                "--",
                "-D",
                "warnings",
            ],
        ),
        Err(failure) => outcome.check(Err(failure)),
    }
    outcome.check(steps.task("Tests of the domain's rules", |_| coverage::check()));
    let deny = [
        "deny",
        "--log-level",
        "error",
        "check",
        "bans",
        "licenses",
        "sources",
    ];
    with_tool(
        steps,
        outcome,
        "Licences and origins of crates",
        &Tool::cargo_deny(),
        &deny,
    );
    with_tool(
        steps,
        outcome,
        "Unused dependencies",
        &Tool::cargo_machete(),
        &["machete"],
    );
}

fn with_tool(steps: &Steps, outcome: &mut Outcome, name: &str, tool: &Tool, arguments: &[&str]) {
    let result = tool.provide(steps).and_then(|folder| {
        let mut command = cargo();
        command
            .args(arguments)
            .env("PATH", path_with(folder.as_slice())?);
        steps.quiet(name, command)
    });
    outcome.check(result);
}
