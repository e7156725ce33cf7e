//! Measures how many edits a server makes durable in a second; `cargo xtask bench server`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool speaks to the person who started it"
)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use lanyard_tests::bench::{self, Plan, Report};
use lanyard_tests::load::program;

/// Measure how many edits a server makes durable in a second
#[derive(Debug, Parser)]
#[command(name = "bench_server")]
struct Options {
    /// How often each cell of the table is measured
    #[arg(long, value_name = "N", default_value_t = 5)]
    runs: usize,
    /// How long a cell is measured each time
    #[arg(long, value_name = "S", default_value_t = 5)]
    seconds: u64,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
    /// Put the figures into a section of this document as well
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
    /// Where the data folder is made; it decides which disk is measured
    #[arg(long, value_name = "DIR", default_value = "target")]
    folder: PathBuf,
    /// The program `lanyard` [default: the one beside this program]
    #[arg(long, value_name = "FILE")]
    lanyard: Option<PathBuf>,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let name = format!("bench-data-{}", std::process::id());
    let plan = Plan {
        lanyard: options.lanyard.unwrap_or_else(program::beside_this_one),
        folder: options.folder.join(name),
        runs: options.runs,
        measure: Duration::from_secs(options.seconds),
    };
    let measured = measure(&plan);
    let _ = fs::remove_dir_all(&plan.folder);
    let report = match measured {
        Ok(report) => report,
        Err(words) => return failed(&words),
    };
    if options.json {
        println!("{}", report.json());
    } else {
        println!("\n{report}");
    }
    match options.write.map(|document| write(&report, &document)) {
        None | Some(Ok(())) => ExitCode::SUCCESS,
        Some(Err(error)) => failed(&format!("the document cannot be written: {error}")),
    }
}

/// One thread: what the generator takes is then one core at most.
fn measure(plan: &Plan) -> Result<Report, String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let running = bench::run(plan, |line| eprintln!("{line}"));
    runtime.block_on(running).map_err(|error| error.to_string())
}

fn write(report: &Report, document: &Path) -> io::Result<()> {
    let text = match fs::read_to_string(document) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    fs::write(document, report.put_into(&text))
}

fn failed(words: &str) -> ExitCode {
    eprintln!("{words}");
    ExitCode::FAILURE
}
