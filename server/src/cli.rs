//! The commands of the program `lanyard`. What goes wrong is told in one sentence on the error
//! stream.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};
use tracing_subscriber::filter::LevelFilter;

use crate::assets::File;
use crate::backup::{BackupError, RestoreError};
use crate::serve::{self, StartError};
use crate::tls::authority::AuthorityError;

mod admin;
mod backup;
mod demo;
mod doctor;
mod plan;
mod restore;
mod run;
mod tls_init;

/// The staff-account desk of a medical practice
#[derive(Debug, Parser)]
#[command(name = "lanyard", version)]
struct Cli {
    /// How much is logged: off, error, warn, info, debug or trace
    #[arg(
        long,
        global = true,
        value_name = "LEVEL",
        env = "LANYARD_LOG",
        default_value = "info"
    )]
    log: LevelFilter,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve Lanyard
    Serve(serve::Options),
    /// Print a new set-up link, while there is no administrator
    SetupLink(admin::Console),
    /// Help an administrator who cannot sign in
    #[command(subcommand)]
    Admin(admin::Command),
    /// The plan of the practice, which says how many staff accounts there may be
    #[command(subcommand)]
    Plan(plan::Command),
    /// Look whether everything is in order
    Doctor(admin::Console),
    /// Make certificates for https
    #[command(subcommand)]
    Tls(tls_init::Command),
    /// Write a backup, also while the server runs
    Backup(backup::Options),
    /// Put a backup back, while the server is stopped
    Restore(restore::Options),
    /// Fill an empty data folder with made-up people
    Seed(demo::Options),
}

/// Why a command did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}")]
    Start(#[from] StartError),
    #[error("{0}")]
    Service(#[from] crate::error::Error),
    #[error("{0}")]
    Authority(#[from] AuthorityError),
    #[error("{0}")]
    Backup(#[from] BackupError),
    #[error("{0}")]
    Restore(#[from] RestoreError),
    #[error("the answer cannot be written: {0}")]
    Output(#[from] io::Error),
    #[error("{0}")]
    Words(String),
}

/// Runs the command that the process was called with; `client` is the built client to serve.
pub fn main(client: &'static [File]) -> ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .with_max_level(cli.log)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr)
        .init();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return told(&Failure::Output(error)),
    };
    let done = runtime.block_on(perform(cli.command, client));
    // Hashing that nobody waits for any more does not hold the process.
    runtime.shutdown_timeout(Duration::from_secs(1));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => told(&failure),
    }
}

async fn perform(command: Command, client: &'static [File]) -> Result<(), Failure> {
    match command {
        Command::Serve(options) => run::serve(&options, client).await,
        Command::SetupLink(console) => admin::setup_link(&console).await,
        Command::Admin(command) => admin::admin(command).await,
        Command::Plan(command) => plan::plan(command).await,
        Command::Doctor(console) => doctor::doctor(&console).await,
        Command::Tls(command) => tls_init::tls(command),
        Command::Backup(options) => backup::backup(&options).await,
        Command::Restore(options) => restore::restore(&options),
        Command::Seed(options) => demo::seed(options).await,
    }
}

fn told(failure: &Failure) -> ExitCode {
    // Where not even the error stream can be written, the exit code is left.
    let _ = writeln!(io::stderr(), "lanyard: {failure}");
    match failure {
        Failure::Start(error) => ExitCode::from(error.exit_code()),
        _ => ExitCode::FAILURE,
    }
}

/// Writes lines to the output stream.
fn say(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}

#[cfg(test)]
mod tests;
