//! The browser that the tests drive, and how Playwright is called with it.

use crate::failure::{Failure, Result};
use crate::preflight::Missing;
use crate::server;
use crate::step::Steps;
use crate::tools;
use crate::workspace::{node_program, output_of};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The names that these browsers have on the systems where Lanyard is built.
const NAMES: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chrome",
];
/// Where macOS keeps them.
const APPLICATIONS: [&str; 3] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];
/// Chromium without what draws a window, as Debian packs it: the same engine, and the journeys take a
/// quarter less time in it.
const SHELL: &str = "chromium-headless-shell";
/// Puts the local authority of the https journey into a browser profile.
const CERTUTIL: &str = "certutil";
const INSTALL: &str = "apt-get update -qq && apt-get install -y -qq chromium chromium-headless-shell \
     libnss3-tools fonts-liberation";

/// May packages of the system be installed?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Install {
    Allowed,
    Refused,
}

/// A browser for the tests.
pub(crate) struct Browser {
    /// As people have it.
    program: PathBuf,
    /// In which most journeys are made.
    quick: PathBuf,
}

/// What a person must install before the browser tests can run.
pub(crate) fn missing(install: Install) -> Vec<Missing> {
    let certutil = on_path(CERTUTIL).is_none().then(|| Missing {
        what: "certutil is missing (the tests trust a certificate with it).".to_owned(),
        mend: "Debian, Ubuntu: sudo apt-get install libnss3-tools; macOS: brew install nss",
    });
    let missing: Vec<Missing> = browser_missing().into_iter().chain(certutil).collect();
    if install == Install::Allowed && can_install() {
        Vec::new()
    } else {
        missing
    }
}

/// Makes sure of a browser and of Playwright.
pub(crate) fn provide(steps: &Steps, install: Install) -> Result<Browser> {
    let complete = || find().filter(|_| on_path(CERTUTIL).is_some());
    let lacking = complete().is_none() || (asked().is_none() && shell().is_none());
    if lacking && install == Install::Allowed && can_install() {
        let mut apt = Command::new("sh");
        apt.args(["-c", INSTALL])
            .env("DEBIAN_FRONTEND", "noninteractive");
        let installed = steps.quiet("Install a browser", apt);
        // Without the quick one the journeys are made in the other.
        if complete().is_none() {
            installed?;
        }
    }
    tools::provide_packages(steps)?;
    match complete() {
        Some(program) => {
            steps.there_already(&format!("Browser: {}", program.display()));
            let quick = shell().unwrap_or_else(|| program.clone());
            Ok(Browser { program, quick })
        }
        None => Err(Failure::new("There is no browser for the tests.")),
    }
}

impl Browser {
    /// The journeys of `tests/browser` against this build of the server, quickly.
    pub(crate) fn journeys(&self, lanyard: &Path) -> Command {
        let mut journeys = self.playwright(lanyard, "journeys");
        journeys.env("LANYARD_BROWSER", &self.quick);
        journeys
    }

    /// A journey from an empty folder to a member who signs in, in the browser that people have.
    pub(crate) fn smoke(&self, lanyard: &Path) -> Command {
        let mut smoke = self.playwright(lanyard, "journeys");
        smoke.args(["--grep", "@smoke"]);
        smoke
    }

    /// The pictures of every page.
    pub(crate) fn shots(&self, lanyard: &Path) -> Command {
        self.playwright(lanyard, "shots")
    }

    /// The conflict storm in its full size.
    pub(crate) fn storm(&self, lanyard: &Path) -> Command {
        self.playwright(lanyard, "storm")
    }

    /// How long every page takes.
    pub(crate) fn bench(&self, lanyard: &Path) -> Command {
        self.playwright(lanyard, "bench")
    }

    fn playwright(&self, lanyard: &Path, project: &str) -> Command {
        let mut playwright = node_program("playwright");
        playwright
            .args([
                "test",
                "--config",
                "tests/browser",
                "--project",
                project,
                "--reporter",
                "list",
            ])
            .env("LANYARD_BROWSER", &self.program)
            .env("LANYARD_WINDOW", &self.program)
            .env("LANYARD_BIN", lanyard)
            .env("LANYARD_MEDDLE", server::meddle());
        playwright
    }
}

fn browser_missing() -> Option<Missing> {
    if find().is_some() {
        return None;
    }
    let what = match env::var("LANYARD_BROWSER") {
        Ok(asked) => format!("LANYARD_BROWSER names {asked}, and there is no such program."),
        Err(_) => "A browser for the tests is missing.".to_owned(),
    };
    let mend = "Install Chromium, Chrome or Edge, or let LANYARD_BROWSER name one; \
                Debian: sudo apt-get install chromium, or add `--install` as root";
    Some(Missing { what, mend })
}

/// What `LANYARD_BROWSER` names, if anything.
fn asked() -> Option<String> {
    let asked = env::var_os("LANYARD_BROWSER").filter(|asked| !asked.is_empty());
    asked.map(|asked| asked.to_string_lossy().into_owned())
}

/// The quick one, unless another is asked for.
fn shell() -> Option<PathBuf> {
    match asked() {
        Some(_) => None,
        None => on_path(SHELL),
    }
}

/// The one that `LANYARD_BROWSER` names, else the first that is there.
fn find() -> Option<PathBuf> {
    if let Some(asked) = asked() {
        return on_path(&asked);
    }
    let applications = APPLICATIONS
        .iter()
        .map(PathBuf::from)
        .filter(|program| program.is_file());
    NAMES
        .iter()
        .find_map(|name| on_path(name))
        .or_else(|| applications.into_iter().next())
}

/// Where the program is; a name with a slash is a path already.
fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    // Joining an absolute path gives that path.
    let folders: Vec<PathBuf> = if program.contains('/') {
        vec![crate::workspace::root()]
    } else {
        env::split_paths(&path).collect()
    };
    folders
        .into_iter()
        .map(|folder| folder.join(program))
        .find(|program| program.is_file())
}

/// On Debian as root; Ubuntu's package of this name only points to another store.
fn can_install() -> bool {
    let debian = std::fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line == "ID=debian"));
    debian && output_of(Command::new("id").arg("-u")).is_some_and(|id| id == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_found_by_name_and_by_path() {
        let shell = on_path("sh").unwrap();
        assert!(shell.is_absolute());
        assert_eq!(on_path(&shell.to_string_lossy()), Some(shell));
        assert_eq!(on_path("no-such-program"), None);
        assert_eq!(on_path("/no/such/program"), None);
    }
}
