//! Where the workspace is, and how its programs are called.

use crate::failure::{Doing, Failure, Result};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The top folder of the workspace.
pub(crate) fn root() -> PathBuf {
    // Compiled in: the xtask binary belongs to the checkout that built it.
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// Cargo's target folder, as the person set it or beside the workspace.
pub(crate) fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// Cargo, as if it had been called from the terminal. What the outer `cargo run` tells about the
/// xtask package would else make build scripts that look at it run again each time.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    without_xtask(&mut command);
    command.current_dir(root());
    command
}

/// Removes from a command what describes the xtask package.
pub(crate) fn without_xtask(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let told = name.to_string_lossy().into_owned();
        let about_xtask = told.starts_with("CARGO_PKG_")
            || [
                "CARGO_MANIFEST_DIR",
                "CARGO_MANIFEST_PATH",
                "CARGO_BIN_NAME",
                "CARGO_CRATE_NAME",
            ]
            .contains(&told.as_str());
        if about_xtask {
            command.env_remove(name);
        }
    }
}

/// A program of an npm package of this workspace.
pub(crate) fn node_program(name: &str) -> Command {
    let mut command = Command::new(root().join("node_modules/.bin").join(name));
    command.current_dir(root());
    command
}

/// PATH with these folders in front.
pub(crate) fn path_with(folders: &[PathBuf]) -> Result<std::ffi::OsString> {
    let old = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&old));
    env::join_paths(all).doing("put the tools on PATH")
}

/// What a command prints, or `None` where it cannot be started or fails.
pub(crate) fn output_of(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// The version of a package as `Cargo.lock` has it.
pub(crate) fn locked_version(package: &str) -> Result<String> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).doing("read Cargo.lock")?;
    let mut lines = lock.lines();
    lines
        .find(|line| *line == format!("name = \"{package}\""))
        .and_then(|_| lines.next())
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("Cargo.lock does not name {package}.")))
}

/// Is this run by a CI server?
pub(crate) fn in_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}
