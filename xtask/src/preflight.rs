//! Looks in a moment for all that a build needs, and names everything that is missing at once.

use crate::failure::{Failure, Result};
use crate::workspace::{output_of, root, target};
use std::path::Path;
use std::process::Command;
use std::thread;

const NODE_AT_LEAST: u32 = 20;
/// A first build of tools, server and client takes about this much.
const DISK_KIB: u64 = 6 * 1024 * 1024;

/// The WebAssembly target that the client is built for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// What a command needs beside cargo; each holds the ones before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// To build the server.
    Server,
    /// To compile Rust for the browser.
    Wasm,
    /// To bundle the client, or to drive a browser.
    Client,
}

/// Something that is missing, with the command that mends it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Missing {
    pub(crate) what: String,
    pub(crate) mend: &'static str,
}

/// Fails with the whole list when anything is missing; `also` is what the caller itself misses.
pub(crate) fn check(need: Need, also: Vec<Missing>) -> Result<()> {
    let mut checks: Vec<fn() -> Option<Missing>> = vec![c_compiler, disk];
    if need >= Need::Wasm {
        checks.push(wasm);
    }
    if need >= Need::Client {
        checks.extend([node as fn() -> _, npm]);
    }
    // Each asks other programs, npm takes most of a second: all of them at once.
    let missing: Vec<Missing> = thread::scope(|scope| {
        let asked: Vec<_> = checks.into_iter().map(|check| scope.spawn(check)).collect();
        let answers = asked
            .into_iter()
            .filter_map(|thread| thread.join().ok().flatten());
        answers.chain(also).collect()
    });
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::new(list(&missing)))
}

fn list(missing: &[Missing]) -> String {
    let lines = missing
        .iter()
        .map(|missing| format!("\n  {}\n      {}", missing.what, missing.mend));
    format!("Before this can start:\n{}", lines.collect::<String>())
}

/// Is the WebAssembly target's standard library installed for this toolchain?
pub(crate) fn has_wasm() -> bool {
    let print = ["--print", "target-libdir", "--target", WASM];
    output_of(Command::new("rustc").args(print).current_dir(root()))
        .is_some_and(|folder| Path::new(&folder).is_dir())
}

fn has_rustup() -> bool {
    output_of(Command::new("rustup").arg("--version")).is_some()
}

fn c_compiler() -> Option<Missing> {
    let found = ["cc", "gcc", "clang"]
        .iter()
        .any(|compiler| output_of(Command::new(compiler).arg("--version")).is_some());
    (!found).then(|| Missing {
        what: "A C compiler is missing (SQLite is built from its source).".to_owned(),
        mend: "Debian, Ubuntu: sudo apt-get install build-essential; macOS: xcode-select --install",
    })
}

fn node() -> Option<Missing> {
    let mend = "Install Node.js 20 or newer: https://nodejs.org, or your system's package `nodejs`";
    let Some(version) = output_of(Command::new("node").arg("--version")) else {
        return Some(Missing {
            what: "Node.js is missing.".to_owned(),
            mend,
        });
    };
    if major(&version).is_some_and(|major| major >= NODE_AT_LEAST) {
        return None;
    }
    Some(Missing {
        what: format!("Node.js {version} is too old."),
        mend,
    })
}

fn npm() -> Option<Missing> {
    output_of(Command::new("npm").arg("--version"))
        .is_none()
        .then(|| Missing {
            what: "npm is missing.".to_owned(),
            mend: "It comes with Node.js; Debian, Ubuntu: sudo apt-get install npm",
        })
}

/// With rustup the target is added on the way; without it a person must.
fn wasm() -> Option<Missing> {
    (!has_wasm() && !has_rustup()).then(|| Missing {
        what: format!("Rust's standard library for {WASM} is missing."),
        mend: "With rustup: rustup target add wasm32-unknown-unknown; \
               Debian, Ubuntu: sudo apt-get install libstd-rust-dev-wasm32",
    })
}

fn disk() -> Option<Missing> {
    let report = output_of(Command::new("df").arg("-Pk").arg(root()))?;
    let free = report
        .lines()
        .nth(1)?
        .split_whitespace()
        .nth(3)?
        .parse::<u64>()
        .ok()?;
    let built = target().join("release").is_dir();
    (free < DISK_KIB && !built).then(|| Missing {
        what: format!(
            "Only {} MiB of disk are free; a first build takes {} MiB.",
            free / 1024,
            DISK_KIB / 1024
        ),
        mend: "Make room, or let CARGO_TARGET_DIR name a folder on another disk",
    })
}

fn major(version: &str) -> Option<u32> {
    version
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_missing_is_named_at_once_with_its_command() {
        let missing = |what: &str, mend| Missing {
            what: what.to_owned(),
            mend,
        };
        let text = list(&[missing("No cup.", "buy cup"), missing("No tea.", "buy tea")]);
        assert_eq!(
            text,
            "Before this can start:\n\n  No cup.\n      buy cup\n  No tea.\n      buy tea"
        );
    }

    #[test]
    fn what_the_caller_misses_stops_it_too() {
        let port = Missing {
            what: "No port.".to_owned(),
            mend: "free one",
        };
        let failure = check(Need::Server, vec![port]).unwrap_err();
        assert!(failure.to_string().contains("No port.\n      free one"));
    }

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("nonsense"), None);
    }
}
