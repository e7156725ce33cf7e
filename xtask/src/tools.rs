//! The build tools of exact versions, built once and shared by every clone.

use crate::failure::{Doing, Failure, Result};
use crate::preflight::{WASM, has_wasm};
use crate::stamp::Stamp;
use crate::step::Steps;
use crate::workspace::{cargo, locked_version, output_of, root};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// A program that `cargo install` builds.
pub(crate) struct Tool {
    package: &'static str,
    /// The name of the program and of its folder in the cache.
    program: &'static str,
    version: String,
    options: &'static [&'static str],
}

impl Tool {
    /// Must be of the version of the wasm-bindgen that the client is compiled with.
    pub(crate) fn wasm_bindgen() -> Result<Self> {
        Ok(Self {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: locked_version("wasm-bindgen")?,
            // Its own lock file has named versions that a registry no longer had.
            options: &[],
        })
    }

    pub(crate) fn trunk() -> Self {
        Self {
            package: "trunk",
            program: "trunk",
            version: "0.21.14".to_owned(),
            options: &["--locked", "--no-default-features", "--features", "rustls"],
        }
    }

    pub(crate) fn cargo_deny() -> Self {
        let (package, version) = ("cargo-deny", "0.20.2".to_owned());
        Self {
            package,
            program: package,
            version,
            options: &["--locked"],
        }
    }

    pub(crate) fn cargo_machete() -> Self {
        let (package, version) = ("cargo-machete", "0.9.2".to_owned());
        Self {
            package,
            program: package,
            version,
            options: &["--locked"],
        }
    }

    /// Makes sure of the tool, and answers the folder of its program. `None` is the PATH.
    pub(crate) fn provide(&self, steps: &Steps) -> Result<Option<PathBuf>> {
        let name = format!("{} {}", self.program, self.version);
        if self.is_right(Path::new(self.program)) {
            steps.there_already(&format!("{name} (the one on PATH)"));
            return Ok(None);
        }
        let home = cache()?.join(format!("{}-{}", self.program, self.version));
        let folder = home.join("bin");
        if self.is_right(&folder.join(self.program)) {
            steps.there_already(&name);
            return Ok(Some(folder));
        }
        self.install(steps, &name, &home)?;
        Ok(Some(folder))
    }

    /// Builds into a folder beside the final one, so that a build cut short leaves no half tool.
    fn install(&self, steps: &Steps, name: &str, home: &Path) -> Result<()> {
        let partial = home.with_extension(format!("partial-{}", std::process::id()));
        let mut install = cargo();
        install
            .args(["install", self.package, "--version", &self.version])
            .args(self.options)
            .arg("--root")
            .arg(&partial)
            .current_dir(env::temp_dir())
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("CARGO_BUILD_TARGET_DIR")
            // A tool's own release settings take minutes more to build it, and save nothing here.
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        steps.quiet(&format!("Build {name}"), install)?;
        // A folder that is there now is of another clone that was quicker, or of a broken install.
        if !self.is_right(&home.join("bin").join(self.program)) {
            let _ = fs::remove_dir_all(home);
            fs::rename(&partial, home).doing(format!("move {name} to {}", home.display()))?;
        }
        let _ = fs::remove_dir_all(&partial);
        Ok(())
    }

    fn is_right(&self, program: &Path) -> bool {
        output_of(Command::new(program).arg("--version"))
            .is_some_and(|text| text.split_whitespace().any(|word| word == self.version))
    }
}

/// Where tools are kept for every clone of this person.
fn cache() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("LANYARD_TOOLS") {
        return Ok(root().join(folder));
    }
    let home = |below: &str| env::home_dir().map(|home| home.join(below));
    let caches = match env::var_os("XDG_CACHE_HOME").filter(|folder| !folder.is_empty()) {
        Some(folder) => Some(PathBuf::from(folder)),
        None if cfg!(target_os = "macos") => home("Library/Caches"),
        None => home(".cache"),
    };
    caches
        .map(|folder| folder.join("lanyard/tools"))
        .ok_or_else(|| Failure::new("There is no home folder; let LANYARD_TOOLS name a folder."))
}

/// Adds the WebAssembly target to the toolchain; the preflight made sure that rustup is there.
pub(crate) fn provide_wasm(steps: &Steps) -> Result<()> {
    if has_wasm() {
        steps.there_already(WASM);
        return Ok(());
    }
    let mut add = Command::new("rustup");
    add.args(["target", "add", WASM]).current_dir(root());
    steps.quiet(&format!("Add {WASM}"), add)
}

/// Installs the npm packages of the lock file, once for each lock file.
pub(crate) fn provide_packages(steps: &Steps) -> Result<()> {
    let stamp = Stamp::of(
        &["package.json", "package-lock.json"],
        root().join("node_modules/.lanyard-stamp"),
    )?;
    if stamp.is_current() {
        steps.there_already("npm packages");
        return Ok(());
    }
    let mut install = Command::new("npm");
    install
        // No package's own script runs: none is needed, and Playwright's would fetch browsers.
        .args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .current_dir(root());
    steps.quiet("Install npm packages", install)?;
    stamp.remember()
}
