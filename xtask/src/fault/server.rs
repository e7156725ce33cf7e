//! `cargo xtask fault server`: kills a real server in the middle of pushes, again and again.

use crate::client::Bundle;
use crate::failure::{Failure, Result};
use crate::preflight::{self, Need};
use crate::server;
use crate::step::Steps;
use std::process::Command;

/// How many kills are part of `cargo xtask test`.
const SHORT: u32 = 3;

/// What the person asked for.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    rounds: u32,
    seed: Option<u64>,
}

impl Options {
    fn parse(rest: &[String]) -> Result<Self> {
        let mut words = rest.iter().map(String::as_str);
        let mut options = Self {
            rounds: 100,
            seed: None,
        };
        while let Some(option) = words.next() {
            let value = words.next().unwrap_or_default();
            let wrong = || {
                Failure::new(format!(
                    "`cargo xtask fault server` knows `--rounds N` and `--seed S`, not `{option} {value}`."
                ))
            };
            match option {
                "--rounds" => options.rounds = value.parse().map_err(|_| wrong())?,
                "--seed" => options.seed = Some(value.parse().map_err(|_| wrong())?),
                _ => return Err(wrong()),
            }
        }
        Ok(options)
    }
}

/// `cargo xtask fault server [--rounds N] [--seed S]`
pub(super) fn run(rest: &[String]) -> Result<()> {
    let options = Options::parse(rest)?;
    preflight::check(Need::Server, Vec::new())?;
    perform(&Steps::new(), &options)
}

/// The few rounds of every test run.
pub(crate) fn short(steps: &Steps) -> Result<()> {
    let options = Options {
        rounds: SHORT,
        seed: None,
    };
    perform(steps, &options)
}

/// The debug build is killed: it is there after the tests, and it is slower, so that more kills
/// come between a COMMIT and its answer.
fn perform(steps: &Steps, options: &Options) -> Result<()> {
    server::provide_debug_programs(steps)?;
    let mut fault = Command::new(server::program(Bundle::Debug, "fault_server"));
    fault.args(["--rounds", &options.rounds.to_string()]);
    if let Some(seed) = options.seed {
        fault.args(["--seed", &seed.to_string()]);
    }
    let name = format!("Kill the server {} times", options.rounds);
    steps.loud(&name, fault).1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Options> {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        Options::parse(&words)
    }

    #[test]
    fn rounds_and_seed_are_read() {
        let options = parse("--seed 7 --rounds 12").unwrap();
        assert_eq!((options.rounds, options.seed), (12, Some(7)));
        let options = parse("").unwrap();
        assert_eq!((options.rounds, options.seed), (100, None));
    }

    #[test]
    fn what_is_not_known_is_named() {
        for wrong in ["client", "--rounds", "--rounds x", "--slow 1"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
