//! `cargo xtask fresh`: both commands on a clean copy, as on a machine that has only Rust and Node.

use crate::failure::{Doing, Failure, Result};
use crate::step::{Steps, Then};
use crate::workspace::{output_of, root};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// What the server says when it answers.
const READY: &str = "Lanyard is ready at ";

pub(crate) fn run(rest: &[String]) -> Result<()> {
    crate::expect_nothing("fresh", rest)?;
    let steps = Steps::new();
    let machine = Machine::new(&steps)?;
    let first = machine.time_to_serve(&steps, "The first `cargo xtask run`")?;
    let second = machine.time_to_serve(&steps, "The second `cargo xtask run`")?;
    let begun = Instant::now();
    let (_, tested) = steps.loud("cargo xtask test", machine.xtask(&["test"]));
    let tests = begun.elapsed();
    steps.say(&format!(
        "\nOn a clean copy: first run {}, second run {}, tests {}.",
        minutes(first),
        minutes(second),
        minutes(tests)
    ));
    match tested {
        Ok(()) => machine.clear(),
        Err(failure) => Err(Failure::new(format!(
            "{failure}\nThe copy is kept: {}",
            machine.folder.display()
        ))),
    }
}

/// A copy of the committed state with homes and caches of its own.
struct Machine {
    folder: PathBuf,
}

impl Machine {
    fn new(steps: &Steps) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("lanyard-fresh-{}", std::process::id()));
        for inside in ["home", "cache", "cargo"] {
            let inside = folder.join(inside);
            fs::create_dir_all(&inside).doing(format!("make {}", inside.display()))?;
        }
        let changed = output_of(
            Command::new("git")
                .args(["status", "--porcelain"])
                .current_dir(root()),
        );
        if changed.is_some_and(|changed| !changed.is_empty()) {
            steps.say("What is not committed is not in the copy.");
        }
        let mut clone = Command::new("git");
        clone
            .args(["clone", "--quiet", "--no-hardlinks"])
            .arg(root())
            .arg(folder.join("lanyard"));
        steps.quiet(&format!("Clone into {}", folder.display()), clone)?;
        let machine = Self { folder };
        machine.keep_the_way_to_the_registries()?;
        Ok(machine)
    }

    /// A mirror or a proxy belongs to the machine, not to what a person has built on it.
    fn keep_the_way_to_the_registries(&self) -> Result<()> {
        let Some(cargo_home) = home_of("CARGO_HOME", ".cargo") else {
            return Ok(());
        };
        let settings = cargo_home.join("config.toml");
        if settings.is_file() {
            let copy = self.folder.join("cargo/config.toml");
            fs::copy(&settings, copy).doing(format!("copy {}", settings.display()))?;
        }
        Ok(())
    }

    fn xtask(&self, arguments: &[&str]) -> Command {
        let mut xtask = Command::new("cargo");
        xtask
            .arg("xtask")
            .args(arguments)
            .current_dir(self.folder.join("lanyard"));
        crate::workspace::without_xtask(&mut xtask);
        for name in ["CARGO", "CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"] {
            xtask.env_remove(name);
        }
        // Rust and npm's settings stay those of the person.
        if let Some(rustup) = home_of("RUSTUP_HOME", ".rustup") {
            xtask.env("RUSTUP_HOME", rustup);
        }
        if let Some(settings) = home_of("NPM_CONFIG_USERCONFIG", ".npmrc") {
            xtask.env("NPM_CONFIG_USERCONFIG", settings);
        }
        xtask
            .env("HOME", self.folder.join("home"))
            .env("XDG_CACHE_HOME", self.folder.join("cache"))
            .env("LANYARD_TOOLS", self.folder.join("cache/tools"))
            .env("CARGO_HOME", self.folder.join("cargo"));
        xtask
    }

    /// Starts the server by the README's first command, asks it for the page, and ends it.
    fn time_to_serve(&self, steps: &Steps, name: &str) -> Result<Duration> {
        let begun = Instant::now();
        let mut served = None;
        steps.watch(name, self.xtask(&["run"]), |line| {
            match line.split_once(READY) {
                Some((_, address)) => {
                    served = Some((begun.elapsed(), has_page(address.trim())));
                    Then::Interrupt
                }
                None => Then::GoOn,
            }
        })?;
        match served {
            Some((time, Ok(()))) => Ok(time),
            Some((_, Err(failure))) => Err(failure),
            None => Err(Failure::new("The server ended before it was ready.")),
        }
    }

    fn clear(&self) -> Result<()> {
        fs::remove_dir_all(&self.folder).doing(format!("remove {}", self.folder.display()))
    }
}

/// The folder or file that a variable names, else the usual one in the home folder.
fn home_of(variable: &str, usual: &str) -> Option<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from);
    named
        .or_else(|| Some(std::env::home_dir()?.join(usual)))
        .filter(|path| Path::exists(path))
}

/// The client is inside the server that answers at `address`.
fn has_page(address: &str) -> Result<()> {
    let asking = || format!("ask {address} for the page");
    let host = address.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host).doing(asking())?;
    let request =
        format!("GET / HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).doing(asking())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).doing(asking())?;
    let answer = String::from_utf8_lossy(&answer);
    if answer.starts_with("HTTP/1.1 200") && answer.contains("lanyard-web") {
        return Ok(());
    }
    let head: String = answer.lines().take(20).collect::<Vec<_>>().join("\n");
    Err(Failure::new(format!(
        "The server answers, but not with the client:\n{head}"
    )))
}

fn minutes(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;
    use std::thread;

    fn answering(answer: &'static str) -> Result<()> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 1024];
            let _ = stream.read(&mut request).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
        });
        let result = has_page(&address);
        server.join().unwrap();
        result
    }

    #[test]
    fn only_an_answer_with_the_client_will_do() {
        assert!(answering("HTTP/1.1 200 OK\r\n\r\n<script>/lanyard-web-1.js</script>").is_ok());
        assert!(answering("HTTP/1.1 200 OK\r\n\r\nThere is no client.").is_err());
        assert!(answering("HTTP/1.1 500 Oh\r\n\r\nlanyard-web").is_err());
    }

    #[test]
    fn times_are_told_in_minutes() {
        assert_eq!(minutes(Duration::from_millis(125_900)), "2 min 05 s");
    }
}
