//! `cargo xtask fault storm`: five browsers edit the same people without the server, and come back
//! at once.

use crate::browser::{self, Install};
use crate::failure::{Doing, Failure, Result};
use crate::preflight::{self, Need};
use crate::server;
use crate::step::Steps;
use crate::workspace::target;
use std::fs;

/// What the person asked for.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    seed: Option<u64>,
}

impl Options {
    fn parse(rest: &[String]) -> Result<Self> {
        let mut options = Self { seed: None };
        let mut words = rest.iter().map(String::as_str);
        while let Some(option) = words.next() {
            match option {
                "--seed" => {
                    let value = words.next().unwrap_or_default();
                    let seed = value.parse();
                    options.seed = Some(seed.doing(format!("read the seed `{value}`"))?);
                }
                _ => {
                    return Err(Failure::new(format!(
                        "`cargo xtask fault storm` knows only `--seed S`, not `{option}`."
                    )));
                }
            }
        }
        Ok(options)
    }
}

pub(super) fn run(rest: &[String]) -> Result<()> {
    let options = Options::parse(rest)?;
    preflight::check(Need::Client, browser::missing(Install::Refused))?;
    let steps = Steps::new();
    let browser = browser::provide(&steps, Install::Refused)?;
    let lanyard = server::provide_for_browser(&steps)?;
    let report = target().join("storm.txt");
    // Of an earlier storm.
    let _ = fs::remove_file(&report);
    let mut storm = browser.storm(&lanyard);
    storm.env("LANYARD_STORM_REPORT", &report);
    if let Some(seed) = options.seed {
        storm.env("LANYARD_STORM_SEED", seed.to_string());
    }
    let (_, passed) = steps.loud("Raise the storm", storm);
    // Alone on the last line.
    if let Ok(told) = fs::read_to_string(&report) {
        steps.say(&format!("\n{told}"));
    }
    passed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Options> {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        Options::parse(&words)
    }

    #[test]
    fn the_seed_is_read() {
        assert_eq!(parse("--seed 7").unwrap().seed, Some(7));
        assert_eq!(parse("").unwrap().seed, None);
    }

    #[test]
    fn what_is_not_known_is_named() {
        for wrong in ["--seed", "--seed x", "--release", "5"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
