//! Kills a server in the middle of pushes and looks what is lost; `cargo xtask fault server`.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool speaks to the person who started it"
)]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use lanyard_tests::fault::{self, Plan};
use lanyard_tests::load::program;

/// Kill a server in the middle of pushes, and look whether anything is lost or done twice
#[derive(Debug, Parser)]
#[command(name = "fault_server")]
struct Options {
    /// How many times
    #[arg(long, value_name = "N", default_value_t = 100)]
    rounds: u32,
    /// Draw the same edits and moments again [default: another one each time]
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// The program `lanyard` [default: the one beside this program]
    #[arg(long, value_name = "FILE")]
    lanyard: Option<PathBuf>,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let folder = std::env::temp_dir().join(format!("lanyard-fault-{}", std::process::id()));
    let plan = Plan {
        lanyard: options.lanyard.unwrap_or_else(program::beside_this_one),
        folder: folder.clone(),
        rounds: options.rounds,
        seed: options.seed.unwrap_or_else(any_seed),
    };
    println!("seed {}", plan.seed);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.to_string(), &plan),
    };
    match runtime.block_on(fault::run(&plan, |line| println!("{line}"))) {
        Ok(tally) if tally.passes() => {
            let _ = std::fs::remove_dir_all(&folder);
            println!("{tally}");
            ExitCode::SUCCESS
        }
        Ok(tally) => failed(&tally.to_string(), &plan),
        Err(trouble) => failed(&trouble.to_string(), &plan),
    }
}

fn failed(words: &str, plan: &Plan) -> ExitCode {
    let folder = plan.folder.display();
    eprintln!("seed {}; what is left is in {folder}\n{words}", plan.seed);
    ExitCode::FAILURE
}

/// Short enough to be typed.
fn any_seed() -> u64 {
    let mut bytes = [0; 4];
    // Without randomness from the system the seed is 0, which is as good as any.
    let _ = getrandom::fill(&mut bytes);
    u32::from_be_bytes(bytes).into()
}
