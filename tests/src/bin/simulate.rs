//! Runs the simulation: `cargo xtask simulate`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool speaks to the person who started it"
)]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use lanyard_tests::simulation::{Counted, Ended, Total, Until, run, run_many};

const USE: &str = "\
simulate --seeds N | --minutes M   run worlds, from --start S (default 0)
simulate --replay SEED             run one world and print all that happens
simulate --mutants                 run broken variants, each of which must be noticed";

/// In a run of so many seeds each fault and verdict has to occur so often.
const MANY_SEEDS: u64 = 1_000;
const OFTEN: u64 = 100;
/// How many of its last events a failing seed prints.
const LAST: usize = 30;

/// What the person asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    Run { start: u64, until: Until },
    Replay(u64),
    Mutants,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match parse(&words) {
        Some(Wish::Run { start, until }) => many(start, until),
        Some(Wish::Replay(seed)) => replay(seed),
        Some(Wish::Mutants) => mutants(),
        None => {
            eprintln!("{USE}");
            false
        }
    };
    if done {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn parse(words: &[&str]) -> Option<Wish> {
    let mut start = 0;
    let mut until = None;
    let mut words = words;
    while let Some((word, rest)) = words.split_first() {
        if *word == "--mutants" {
            return Some(Wish::Mutants);
        }
        let (number, rest) = rest.split_first()?;
        match *word {
            "--seeds" => until = Some(Until::Seeds(number.parse().ok()?)),
            "--minutes" => {
                let minutes: f64 = number.parse().ok()?;
                let time = Duration::try_from_secs_f64(minutes * 60.0).ok()?;
                until = Some(Until::Time(time));
            }
            "--start" => start = number.parse().ok()?,
            "--replay" => return Some(Wish::Replay(number.parse().ok()?)),
            _ => return None,
        }
        words = rest;
    }
    Some(Wish::Run {
        start,
        until: until?,
    })
}

fn many(start: u64, until: Until) -> bool {
    let begun = Instant::now();
    let total = run_many(
        start,
        until,
        || {},
        |ended| {
            print_failure(ended);
            true
        },
    );
    let seconds = begun.elapsed().as_secs_f64();
    let rare = print_counts(&total);
    #[expect(clippy::cast_precision_loss, reason = "seeds are counted in thousands")]
    let pace = total.seeds as f64 / seconds.max(0.001);
    println!("from seed {start}, {seconds:.1} s, {pace:.0} seeds a second");
    for counted in &rare {
        println!("too rare: {}", counted.words());
    }
    // Alone on the last line: a program may read it.
    println!("{} seeds, {} failures", total.seeds, total.failures.len());
    total.failures.is_empty() && rare.is_empty()
}

/// Prints how often each thing occurred; gives those that occurred too rarely to have been tested.
fn print_counts(total: &Total) -> Vec<Counted> {
    for counted in Counted::ALL {
        println!("{:>9}  {}", total.counts.of(*counted), counted.words());
    }
    if total.seeds < MANY_SEEDS {
        return Vec::new();
    }
    let all = Counted::ALL.iter().copied();
    all.filter(|counted| total.counts.of(*counted) < OFTEN)
        .collect()
}

fn print_failure(ended: &Ended) {
    let Some(broken) = &ended.broken else { return };
    let first = ended.trace.len().saturating_sub(LAST);
    let last = ended.trace.get(first..).unwrap_or_default();
    println!("\nseed {} fails: {broken}", ended.seed);
    for line in last {
        println!("  {line}");
    }
    println!(
        "again, with all that happens: cargo xtask simulate --replay {}\n",
        ended.seed
    );
}

fn replay(seed: u64) -> bool {
    let ended = run(seed);
    for line in &ended.trace {
        println!("{line}");
    }
    println!("trace {:016x}", ended.hash);
    match &ended.broken {
        Some(broken) => println!("seed {seed} fails: {broken}"),
        None => println!("seed {seed} passes"),
    }
    ended.broken.is_none()
}

#[cfg(not(feature = "mutants"))]
fn mutants() -> bool {
    eprintln!("build it with the feature `mutants`: cargo xtask simulate --mutants");
    false
}

#[cfg(feature = "mutants")]
fn mutants() -> bool {
    use lanyard_shared::mutant::{self, Mutant};

    /// Each is to be noticed within so many seeds.
    const SEEDS: u64 = 400;

    let sound = run_many(
        0,
        Until::Seeds(SEEDS),
        || mutant::set(None),
        |ended| {
            print_failure(ended);
            true
        },
    );
    println!("the program as it is: {} failures", sound.failures.len());
    let mut caught = 0;
    for mutant in Mutant::ALL {
        let set = || mutant::set(Some(*mutant));
        let total = run_many(0, Until::Seeds(SEEDS), set, |_| false);
        match total.failures.first() {
            Some(Ended {
                seed,
                broken: Some(broken),
                ..
            }) => {
                caught += 1;
                let words: String = broken.0.chars().take(100).collect();
                println!("  caught {mutant:?} by seed {seed}: {words}");
            }
            _ => println!("UNSEEN  {mutant:?} in {SEEDS} seeds"),
        }
    }
    println!("{} mutants, {caught} caught", Mutant::ALL.len());
    sound.failures.is_empty() && caught == Mutant::ALL.len()
}
