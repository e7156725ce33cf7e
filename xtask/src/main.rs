//! The project's chores: `cargo xtask run` and `cargo xtask test` do everything.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool speaks to the person who started it"
)]

mod audit;
mod bench;
mod browser;
mod client;
mod coverage;
mod failure;
mod fault;
mod fresh;
mod lint;
mod preflight;
mod run;
mod server;
mod shots;
mod simulate;
mod stamp;
mod step;
mod tally;
mod test;
mod tools;
mod workspace;

use failure::{Failure, Result};
use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  run [--demo] [-- ARGS]     set up, build and serve Lanyard; ARGS go to `lanyard serve`
                             --demo serves a practice with made-up people, on this machine only
  test [STAGE] [--install]   check everything, or one stage: lint, unit, api, simulate, fault, browser
                             --install lets it install a browser by apt-get (CI=true does too)
  client [--debug]           build only the client, into dist/
  shots                      take pictures of every page, into target/shots
  simulate                   devices, tabs and people against the server, by seed:
    --seeds N | --minutes M    so many worlds, or for so long; --start S begins at seed S
    --replay SEED              one world, with all that happens in it
    --mutants                  broken variants of the program, each of which must be noticed
  fault server [--rounds N] [--seed S]
                             kill a server in the middle of pushes, N times (default: 100), and look
                             whether anything is lost or done twice
  bench server [--json]      measure how many edits a server makes durable in a second, and write
                             the figures into docs/benchmarks.md
  bench pages [--staff N]    measure how long every page and what people do in it takes, in a
                             practice of N people (default: 10000), and write the figures there too
  fault storm [--seed S]
                             five browsers edit the same people offline and come back at once: look
                             whether anything is lost
  coverage [--check]         write docs/domain-coverage.md: which tests hold which rule of the domain
                             --check writes nothing and says what is wrong (`test lint` does it too)
  audit                      look for known weaknesses in the dependencies (needs the network)
  fresh                      do `run` and `test` on a clean copy, and tell how long they take

Environment
  LANYARD_TOOLS              where tools are kept (default: lanyard/tools in the cache folder)
  LANYARD_BROWSER            the browser for the tests (default: the first of Chromium, Chrome, Edge)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.is_told() {
                eprintln!("\n{failure}");
            }
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    match command {
        "run" => run::run(run::Options::parse(rest)?),
        "test" => test::run(test::Options::parse(rest)?),
        "client" => client::command(rest),
        "shots" => shots::run(rest),
        "simulate" => simulate::command(rest),
        "fault" => fault::run(rest),
        "bench" => bench::run(rest),
        "coverage" => coverage::command(rest),
        "audit" => audit::run(rest),
        "fresh" => fresh::run(rest),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        other => Err(Failure::new(format!(
            "There is no command `{other}`.\n\n{USAGE}"
        ))),
    }
}

/// The commands that take no options say so when they get one.
fn expect_nothing(command: &str, rest: &[String]) -> Result<()> {
    match rest.first() {
        None => Ok(()),
        Some(unknown) => Err(Failure::new(format!(
            "`cargo xtask {command}` does not know `{unknown}`."
        ))),
    }
}
