//! Changes the database of a stopped server behind its back, for the browser tests: what otherwise
//! only time, or a page that is not there yet, brings about.

use std::env;
use std::path::Path;
use std::process::ExitCode;

use rusqlite::{Connection, params};

const USE: &str = "meddle DATA expire-links | deactivate USERNAME";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match meddle(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            #[expect(clippy::print_stderr, reason = "a test reads it")]
            {
                eprintln!("{trouble}");
            }
            ExitCode::FAILURE
        }
    }
}

fn meddle(words: &[&str]) -> Result<(), String> {
    match words {
        [data, "expire-links"] => change(
            data,
            "update links set expires_at = 1 where state = 'open'",
            None,
        ),
        [data, "deactivate", username] => change(
            data,
            "update accounts set standing = 'deactivated' where username = ?1",
            Some(username),
        ),
        _ => Err(USE.to_owned()),
    }
}

/// Runs one statement, which must change something.
fn change(data: &str, sql: &str, argument: Option<&str>) -> Result<(), String> {
    let file = Path::new(data).join("lanyard.db");
    let run = || {
        let database = Connection::open(&file)?;
        match argument {
            Some(argument) => database.execute(sql, params![argument]),
            None => database.execute(sql, []),
        }
    };
    match run() {
        Ok(0) => Err(format!("{} holds no such thing.", file.display())),
        Ok(_) => Ok(()),
        Err(trouble) => Err(format!("{}: {trouble}", file.display())),
    }
}
