//! `cargo xtask test`: every check there is, by stages.

use crate::browser::{self, Install};
use crate::failure::{Failure, Result};
use crate::fault;
use crate::lint;
use crate::preflight::{self, Need};
use crate::server;
use crate::simulate;
use crate::step::Steps;
use crate::tally::Tally;
use crate::workspace::{cargo, in_ci};
use std::time::Instant;

/// A part of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Lint,
    Unit,
    Api,
    Simulate,
    Fault,
    Browser,
}

impl Stage {
    const ALL: [Self; 6] = [
        Self::Lint,
        Self::Unit,
        Self::Api,
        Self::Simulate,
        Self::Fault,
        Self::Browser,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Lint => "lint",
            Self::Unit => "unit",
            Self::Api => "api",
            Self::Simulate => "simulate",
            Self::Fault => "fault",
            Self::Browser => "browser",
        }
    }

    fn need(self) -> Need {
        match self {
            Self::Lint => Need::Wasm,
            Self::Unit | Self::Api | Self::Simulate | Self::Fault => Need::Server,
            Self::Browser => Need::Client,
        }
    }

    fn run(self, steps: &Steps, install: Install) -> Outcome {
        let mut outcome = Outcome::default();
        match self {
            Self::Lint => lint::run(steps, &mut outcome),
            Self::Unit => rust_tests(steps, &mut outcome, &["--lib", "--bins"]),
            Self::Api => rust_tests(steps, &mut outcome, &["--test", "main"]),
            Self::Simulate => simulate::stage(steps, &mut outcome),
            Self::Fault => outcome.check(fault::short(steps)),
            Self::Browser => {
                // What went wrong before any test ran.
                if let Err(failure) = browser_tests(steps, &mut outcome, install) {
                    outcome.check(Err(failure));
                }
            }
        }
        outcome
    }
}

/// What the person asked for.
#[derive(Debug)]
pub(crate) struct Options {
    stages: Vec<Stage>,
    install: Install,
}

impl Options {
    pub(crate) fn parse(rest: &[String]) -> Result<Self> {
        let mut stages = Vec::new();
        let mut install = if in_ci() {
            Install::Allowed
        } else {
            Install::Refused
        };
        for argument in rest {
            match Stage::ALL
                .into_iter()
                .find(|stage| stage.name() == argument)
            {
                Some(stage) => stages.push(stage),
                None if argument == "--install" => install = Install::Allowed,
                None => {
                    return Err(Failure::new(format!(
                        "`cargo xtask test` does not know `{argument}`; \
                         the stages are lint, unit, api, simulate, fault and browser."
                    )));
                }
            }
        }
        if stages.is_empty() {
            stages.extend(Stage::ALL);
        }
        Ok(Self { stages, install })
    }
}

/// How a stage went.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    tally: Tally,
    failures: Vec<Failure>,
}

impl Outcome {
    /// Takes in something that passes or fails as a whole.
    pub(crate) fn check(&mut self, result: Result<()>) {
        self.tally.add(if result.is_ok() {
            Tally::PASSED
        } else {
            Tally::FAILED
        });
        self.failures.extend(result.err());
    }

    /// Takes in a run of tests.
    fn tests(&mut self, (tally, result): (Tally, Result<()>)) {
        self.tally.add(tally);
        if let Err(failure) = result {
            // It ended before it could count, or beside the counted tests.
            if tally.failed == 0 {
                self.tally.add(Tally::FAILED);
            }
            self.failures.push(failure);
        }
    }
}

pub(crate) fn run(options: Options) -> Result<()> {
    let Options { stages, install } = options;
    let need = stages
        .iter()
        .map(|stage| stage.need())
        .max()
        .unwrap_or(Need::Server);
    let also = if stages.contains(&Stage::Browser) {
        browser::missing(install)
    } else {
        Vec::new()
    };
    preflight::check(need, also)?;
    let steps = Steps::new();
    let mut total = Tally::default();
    let mut summary = String::new();
    let mut failures = Vec::new();
    for stage in stages {
        steps.say(&format!("\n{}", stage.name()));
        let begun = Instant::now();
        let outcome = stage.run(&steps, install);
        let word = if outcome.failures.is_empty() {
            "  ok"
        } else {
            "FAIL"
        };
        let seconds = begun.elapsed().as_secs_f32();
        summary.push_str(&format!("\n{word} {seconds:7.1} s  {}", stage.name()));
        total.add(outcome.tally);
        failures.extend(outcome.failures);
    }
    for failure in &failures {
        steps.say(&format!("\n{failure}"));
    }
    // Alone on the last line: CI reads it.
    let Tally { passed, failed } = total;
    steps.say(&format!(
        "{summary}\n\ntests: {passed} passed, {failed} failed"
    ));
    if failures.is_empty() {
        Ok(())
    } else {
        Err(Failure::told())
    }
}

/// Cargo's tests. The same packages in every stage, chosen by target: another choice of packages
/// is another choice of their features, and would build them all again.
fn rust_tests(steps: &Steps, outcome: &mut Outcome, targets: &[&str]) {
    let command = |more: &[&str]| {
        let mut test = cargo();
        test.args(["test", "--workspace"]).args(targets).args(more);
        test
    };
    if let Err(failure) = steps.quiet("Build the tests", command(&["--no-run"])) {
        outcome.check(Err(failure));
        return;
    }
    outcome.tests(steps.loud("Run the tests", command(&["--no-fail-fast"])));
}

fn browser_tests(steps: &Steps, outcome: &mut Outcome, install: Install) -> Result<()> {
    let browser = browser::provide(steps, install)?;
    let lanyard = server::provide_for_browser(steps)?;
    outcome.tests(steps.loud("Browser journeys", browser.journeys(&lanyard)));
    let smoke = browser.smoke(&lanyard);
    outcome.tests(steps.loud("A journey in the browser that people have", smoke));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Options> {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        Options::parse(&words)
    }

    #[test]
    fn without_a_name_all_stages_run() {
        assert_eq!(parse("").unwrap().stages, Stage::ALL);
        let one = parse("api --install").unwrap();
        assert_eq!(
            (one.stages, one.install),
            (vec![Stage::Api], Install::Allowed)
        );
        assert!(parse("everything").is_err());
    }

    #[test]
    fn a_run_that_ended_before_it_counted_is_a_failed_test() {
        let mut outcome = Outcome::default();
        outcome.tests((Tally::default(), Err(Failure::new("It did not compile."))));
        assert_eq!(outcome.tally, Tally::FAILED);
        let counted = Tally {
            passed: 3,
            failed: 2,
        };
        outcome.tests((counted, Err(Failure::new("Two failed."))));
        assert_eq!(
            outcome.tally,
            Tally {
                passed: 3,
                failed: 3
            }
        );
        assert_eq!(outcome.failures.len(), 2);
    }
}
