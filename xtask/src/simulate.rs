//! `cargo xtask simulate`: devices, tabs and people against the real server, by seed.

use crate::failure::{Doing, Failure, Result};
use crate::preflight::{self, Need};
use crate::step::Steps;
use crate::test::Outcome;
use crate::workspace::{cargo, output_of, root, target};
use std::path::PathBuf;
use std::process::Command;

/// How long `cargo xtask test` lets it run.
const MINUTES: &str = "3";
/// So many hex digits of the commit make a seed.
const SEED_DIGITS: usize = 8;

/// Whether broken variants of the program are built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mutants {
    BuiltIn,
    LeftOut,
}

pub(crate) fn command(rest: &[String]) -> Result<()> {
    preflight::check(Need::Server, Vec::new())?;
    let mutants = if rest.iter().any(|word| word == "--mutants") {
        Mutants::BuiltIn
    } else {
        Mutants::LeftOut
    };
    let program = provide(&Steps::new(), mutants)?;
    // Not as a step: its own last line is to be the last.
    let ended = Command::new(program)
        .args(rest)
        .current_dir(root())
        .status()
        .doing("start the simulation")?;
    if ended.success() {
        Ok(())
    } else {
        Err(Failure::told())
    }
}

/// The stage of `cargo xtask test`: other seeds for each commit, and every mutant. One program does both:
/// without `--mutants` every mutant in it is off, and building another would take longer than a minute.
pub(crate) fn stage(steps: &Steps, outcome: &mut Outcome) {
    let program = match provide(steps, Mutants::BuiltIn) {
        Ok(program) => program,
        Err(failure) => return outcome.check(Err(failure)),
    };
    let start = start_of(&commit()).to_string();
    let seeds = ["--minutes", MINUTES, "--start", &start];
    for arguments in [&seeds[..], &["--mutants"]] {
        let mut simulation = Command::new(&program);
        simulation.args(arguments).current_dir(root());
        outcome.check(steps.loud("Simulate", simulation).1);
    }
}

/// Builds the program. It is optimised as the server is that ships, and shares what that is made of.
fn provide(steps: &Steps, mutants: Mutants) -> Result<PathBuf> {
    let mut build = cargo();
    build.args(["build", "--release", "--package", "lanyard-tests"]);
    build.args(["--bin", "simulate"]);
    let name = match mutants {
        Mutants::LeftOut => "Build the simulation",
        Mutants::BuiltIn => {
            build.args(["--features", "mutants"]);
            "Build the simulation with mutants"
        }
    };
    steps.quiet(name, build)?;
    let file = format!("simulate{}", std::env::consts::EXE_SUFFIX);
    Ok(target().join("release").join(file))
}

/// The commit's name; empty where there is none.
fn commit() -> String {
    let mut git = Command::new("git");
    git.args(["rev-parse", "HEAD"]).current_dir(root());
    output_of(&mut git).unwrap_or_default()
}

/// The first seed for a commit.
fn start_of(commit: &str) -> u64 {
    let digits = commit.get(..SEED_DIGITS).unwrap_or_default();
    u64::from_str_radix(digits, 16).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_names_its_first_seed() {
        assert_eq!(start_of("0000001f5d8c"), 31);
        assert_eq!(start_of(""), 0);
    }
}
