//! `cargo xtask run`: sets up, builds and serves.

mod listen;

use crate::failure::{Doing, Failure, Result};
use crate::preflight::{self, Need};
use crate::server;
use crate::step::Steps;
use crate::workspace::{root, target};
use listen::Listen;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Whose practice is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Practice {
    /// The person's own; empty at first.
    Own,
    /// One with made-up people.
    Demo,
}

/// What the person asked for.
#[derive(Debug)]
pub(crate) struct Options {
    practice: Practice,
    /// Goes to `lanyard serve` as it is.
    serve: Vec<String>,
}

impl Options {
    pub(crate) fn parse(rest: &[String]) -> Result<Self> {
        let mut parts = rest.splitn(2, |argument| argument == "--");
        let practice = match parts.next().unwrap_or_default() {
            [] => Practice::Own,
            [option] if option == "--demo" => Practice::Demo,
            [unknown, ..] => {
                return Err(Failure::new(format!(
                    "`cargo xtask run` does not know `{unknown}`. \
                     What is for `lanyard serve` stands behind `--`."
                )));
            }
        };
        let serve = parts.next().unwrap_or_default().to_vec();
        if practice == Practice::Demo && value_of("--data", &serve).is_some() {
            return Err(Failure::new(
                "`--demo` has a data folder of its own: leave one of `--demo` and `--data` out.",
            ));
        }
        Ok(Self { practice, serve })
    }
}

/// The value of an option, written as `--name value` or `--name=value`.
fn value_of<'a>(name: &str, arguments: &'a [String]) -> Option<&'a str> {
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.strip_prefix(name) {
            Some("") => return rest.next().map(String::as_str),
            Some(value) if value.starts_with('=') => return value.get(1..),
            _ => {}
        }
    }
    None
}

/// Did the person set this, as an option or in the environment?
fn setting(name: &str, variable: &str, arguments: &[String]) -> Option<String> {
    let option = value_of(name, arguments).map(str::to_owned);
    option.or_else(|| env::var(variable).ok().filter(|value| !value.is_empty()))
}

pub(crate) fn run(options: Options) -> Result<()> {
    let listen = Listen::choose(setting("--listen", "LANYARD_LISTEN", &options.serve))?;
    if options.practice == Practice::Demo {
        listen.refuse_other_machines()?;
    }
    preflight::check(Need::Client, listen.missing().into_iter().collect())?;
    let steps = Steps::new();
    let lanyard = server::provide(&steps)?;
    let mut serve = Command::new(&lanyard);
    serve.arg("serve").args(&options.serve).current_dir(root());
    if let Some(address) = listen.chosen() {
        serve.args(["--listen", &address]);
    }
    match options.practice {
        Practice::Demo => {
            serve.arg("--data").arg(provide_demo(&steps, &lanyard)?);
            forget_own_settings(&mut serve);
        }
        Practice::Own => {
            if setting("--data", "LANYARD_DATA", &options.serve).is_none() {
                serve.arg("--data").arg(root().join("lanyard-data"));
            }
        }
    }
    if let Some(moved) = listen.moved() {
        steps.say(&format!("\n{moved}"));
    }
    drop(steps);
    become_server(serve)
}

/// Makes the demonstration practice where there is none, and says how to sign in to it.
fn provide_demo(steps: &Steps, lanyard: &Path) -> Result<PathBuf> {
    let data = target().join("demo-data");
    // Beside the folder, which belongs to the server alone. Written last: a seed that was cut
    // short is made anew.
    let how_to_sign_in = target().join("demo-sign-in.txt");
    if let (true, Ok(words)) = (data.is_dir(), fs::read_to_string(&how_to_sign_in)) {
        steps.there_already("Demonstration practice");
        steps.say(&format!("\n{words}"));
        return Ok(data);
    }
    let key = data.with_extension("key");
    if data.is_dir() {
        fs::remove_dir_all(&data).doing(format!("clear {}", data.display()))?;
    }
    if key.is_file() {
        fs::remove_file(&key).doing(format!("remove {}", key.display()))?;
    }
    let mut seed = Command::new(lanyard);
    seed.args(["seed", "--demo", "--data"])
        .arg(&data)
        .current_dir(root());
    forget_own_settings(&mut seed);
    let words = steps.text("Make up a practice", seed)?;
    fs::write(&how_to_sign_in, &words).doing(format!("write {}", how_to_sign_in.display()))?;
    steps.say(&format!("\n{words}"));
    Ok(data)
}

/// What a person has set up for their own practice is not for made-up people, least of all the
/// mail server.
fn forget_own_settings(lanyard: &mut Command) {
    for variable in [
        "LANYARD_DATA",
        "LANYARD_KEY_FILE",
        "LANYARD_PUBLIC_URL",
        "LANYARD_SMTP_URL",
    ] {
        lanyard.env_remove(variable);
    }
}

/// The server takes this program's place: it has the terminal, and a signal reaches it alone.
#[cfg(unix)]
fn become_server(mut serve: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(serve.exec()).doing("start the server")
}

#[cfg(not(unix))]
fn become_server(mut serve: Command) -> Result<()> {
    let ended = serve.status().doing("start the server")?;
    if ended.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("The server ended: {ended}.")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn what_stands_behind_two_dashes_goes_to_the_server() {
        let options = Options::parse(&words("--demo -- --listen [::1]:9000 -- x")).unwrap();
        assert_eq!(options.practice, Practice::Demo);
        assert_eq!(options.serve, words("--listen [::1]:9000 -- x"));
        assert!(Options::parse(&words("--listen [::1]:9000")).is_err());
    }

    #[test]
    fn the_demonstration_has_its_own_data_folder() {
        assert!(Options::parse(&words("--demo -- --data elsewhere")).is_err());
        assert!(Options::parse(&words("-- --data elsewhere")).is_ok());
    }

    #[test]
    fn an_option_is_found_in_both_ways_of_writing() {
        assert_eq!(value_of("--data", &words("--x --data here")), Some("here"));
        assert_eq!(value_of("--data", &words("--data=here")), Some("here"));
        assert_eq!(value_of("--data", &words("--data-more=here --data")), None);
    }
}
