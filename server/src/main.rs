//! The program `lanyard`: the server with the client inside.

use std::process::ExitCode;

use lanyard_server::assets::File;

/// The built client; empty where none was built before this program.
const CLIENT: &[File] = include!(env!("LANYARD_CLIENT"));

fn main() -> ExitCode {
    lanyard_server::cli::main(CLIENT)
}
