//! Builds the client with Trunk, and packs it for the server.

use crate::failure::{Doing, Failure, Result};
use crate::preflight::{self, Need};
use crate::stamp::Stamp;
use crate::step::Steps;
use crate::tools::{self, Tool};
use crate::workspace::{path_with, root, without_xtask};
use std::fs::{self, File, TryLockError};
use std::path::PathBuf;
use std::process::Command;

/// What the built client depends on.
const INPUTS: [&str; 10] = [
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "index.html",
    "package-lock.json",
    "shared/Cargo.toml",
    "shared/data",
    "shared/locales",
    "shared/src",
    "web",
];

/// The two builds of the client. The folder of each pack is where `server/build.rs` looks for it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bundle {
    /// Made small, for people.
    Release,
    /// Built quickly, for whoever works on it; embedded into debug builds of the server.
    Debug,
}

impl Bundle {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Debug => "debug",
        }
    }

    /// Where Trunk puts the files.
    fn dist(self) -> PathBuf {
        match self {
            Self::Release => root().join("dist"),
            Self::Debug => root().join("target/client/dist-debug"),
        }
    }
}

/// `cargo xtask client [--debug]`
pub(crate) fn command(rest: &[String]) -> Result<()> {
    let bundle = match rest {
        [] => Bundle::Release,
        [option] if option == "--debug" => Bundle::Debug,
        _ => {
            return Err(Failure::new(
                "`cargo xtask client` knows only the option `--debug`.",
            ));
        }
    };
    preflight::check(Need::Client, Vec::new())?;
    let steps = Steps::new();
    if is_built(bundle)? {
        steps.there_already(&step_name(bundle));
        return Ok(());
    }
    provide(&steps, bundle)
}

/// Is the bundle there, made of exactly what is in the workspace now?
pub(crate) fn is_built(bundle: Bundle) -> Result<bool> {
    Ok(stamp(bundle)?.is_current() && packs().join(bundle.name()).join("table.rs").is_file())
}

/// Makes sure of the tools, and builds the bundle with them.
pub(crate) fn provide(steps: &Steps, bundle: Bundle) -> Result<()> {
    let tools = provide_tools(steps)?;
    let _alone = alone(steps)?;
    if is_built(bundle)? {
        steps.there_already(&step_name(bundle));
        return Ok(());
    }
    // Taken before the build: what is edited meanwhile belongs to the next one.
    let stamp = stamp(bundle)?;
    steps.quiet(&step_name(bundle), trunk(bundle, &tools)?)?;
    stamp.remember()
}

/// Two builds at once would clear away each other's files: the second waits until the returned
/// lock of the first is dropped.
fn alone(steps: &Steps) -> Result<File> {
    let packs = packs();
    let locking = || format!("lock {}", packs.display());
    fs::create_dir_all(&packs).doing(locking())?;
    let lock = File::create(packs.join("lock")).doing(locking())?;
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => {
            steps.task("Wait for another build of the client", |_| {
                lock.lock().doing(locking())
            })?;
        }
        other => other.doing(locking())?,
    }
    Ok(lock)
}

/// What a build of the bundle is called.
pub(crate) fn step_name(bundle: Bundle) -> String {
    format!("Build the client ({})", bundle.name())
}

/// Makes sure of all that a build of the client needs; answers the folders for its PATH.
fn provide_tools(steps: &Steps) -> Result<Vec<PathBuf>> {
    tools::provide_wasm(steps)?;
    tools::provide_packages(steps)?;
    let folders = [
        Tool::wasm_bindgen()?.provide(steps)?,
        Tool::trunk().provide(steps)?,
    ];
    let packages = root().join("node_modules/.bin");
    Ok(folders.into_iter().flatten().chain([packages]).collect())
}

fn packs() -> PathBuf {
    root().join("target/client")
}

fn stamp(bundle: Bundle) -> Result<Stamp> {
    Stamp::of(&INPUTS, packs().join(format!("{}.stamp", bundle.name())))
}

fn trunk(bundle: Bundle, tools: &[PathBuf]) -> Result<Command> {
    let mut trunk = Command::new("trunk");
    trunk
        .args(["build", "--color", "never", "--dist"])
        .arg(bundle.dist());
    trunk.env("PATH", path_with(tools)?).current_dir(root());
    // Trunk reads NO_COLOR as a setting of its own and accepts only `true` and `false`.
    trunk.env_remove("NO_COLOR");
    without_xtask(&mut trunk);
    if bundle == Bundle::Release {
        trunk.arg("--release");
    }
    Ok(trunk)
}
