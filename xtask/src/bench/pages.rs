//! `cargo xtask bench pages`: how long each page takes to open, and each act in it.

use super::DOCUMENT;
use crate::browser::{self, Install};
use crate::failure::{Doing, Failure, Result};
use crate::preflight::{self, Need};
use crate::server;
use crate::step::Steps;
use crate::workspace::root;

/// How many people the practice has where nothing else is asked for.
const STAFF: u32 = 10_000;

/// How many people the practice is to have.
fn staff(rest: &[String]) -> Result<u32> {
    let words: Vec<&str> = rest.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => Ok(STAFF),
        ["--staff", count] => count.parse().doing(format!("read the number `{count}`")),
        _ => Err(Failure::new(
            "`cargo xtask bench pages` knows only the option `--staff N`.",
        )),
    }
}

pub(super) fn run(rest: &[String]) -> Result<()> {
    let staff = staff(rest)?;
    preflight::check(Need::Client, browser::missing(Install::Refused))?;
    let steps = Steps::new();
    let browser = browser::provide(&steps, Install::Refused)?;
    let lanyard = server::provide_for_browser(&steps)?;
    let mut bench = browser.bench(&lanyard);
    bench.env("LANYARD_BENCH_STAFF", staff.to_string());
    bench.env("LANYARD_BENCH_DOCUMENT", root().join(DOCUMENT));
    let (_, passed) = steps.loud("Open every page", bench);
    passed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<u32> {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        staff(&words)
    }

    #[test]
    fn the_number_of_people_is_read() {
        assert_eq!(parse("").unwrap(), STAFF);
        assert_eq!(parse("--staff 500").unwrap(), 500);
    }

    #[test]
    fn what_is_not_known_is_named() {
        for wrong in ["--staff", "--staff many", "--json"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
