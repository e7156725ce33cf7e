//! Changes the database of a stopped server behind its back, for the browser tests: what otherwise
//! only time, or a page that is not there yet, brings about.

use std::env;
use std::path::Path;
use std::process::ExitCode;

use rusqlite::{Connection, OpenFlags};

const USE: &str = "meddle DATA age-links | age-removals | ask-no-second-factor | deactivate USERNAME | take ROLE PERMISSION";

/// Every link, and the mail that carried it, becomes four days older: past the life of each.
const AGE_LINKS: &str = "
    update links set created_at = created_at - 345600000, expires_at = expires_at - 345600000;
    update mails set created_at = created_at - 345600000, sent_at = sent_at - 345600000;";

/// Every removal becomes thirty days older: the server erases the accounts when it starts.
const AGE_REMOVALS: &str = "
    update accounts set erase_at = erase_at - 2592000000 where erase_at is not null;";

/// The practice that is about to be set up asks nobody for a second factor: journeys about other things
/// sign in by passwords alone. This works on a running server, which reads its policies each time.
const ASK_NO_SECOND_FACTOR: &str = "
    create trigger ask_no_second_factor after insert on practice begin
      update practice set policies = json_set(new.policies, '$.two_factor', 'off');
    end;";

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
        [data, "age-links"] => open(data)?.execute_batch(AGE_LINKS).map_err(told),
        [data, "age-removals"] => open(data)?.execute_batch(AGE_REMOVALS).map_err(told),
        [data, "ask-no-second-factor"] => {
            let statement = ASK_NO_SECOND_FACTOR;
            open(data)?.execute_batch(statement).map_err(told)
        }
        [data, "deactivate", username] => {
            let sql = "update accounts set standing = 'deactivated' where username = ?1";
            match open(data)?.execute(sql, [username]).map_err(told)? {
                1 => Ok(()),
                _ => Err(format!("nobody is called {username}")),
            }
        }
        [data, "take", role, permission] => {
            let sql = "delete from role_permissions where permission = ?2
                       and role_id = (select id from roles where name = ?1)";
            match open(data)?.execute(sql, [role, permission]).map_err(told)? {
                1 => Ok(()),
                _ => Err(format!("{role} does not hold {permission}")),
            }
        }
        _ => Err(USE.to_owned()),
    }
}

fn open(data: &str) -> Result<Connection, String> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    Connection::open_with_flags(Path::new(data).join("lanyard.db"), flags).map_err(told)
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in `map_err`")]
fn told(trouble: rusqlite::Error) -> String {
    trouble.to_string()
}
