//! The moment at which the server is killed.

use std::fmt;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rusqlite::{Connection, OpenFlags};

use crate::load::edits::below;
use crate::load::trouble::{Doing, Result};

/// No kill comes later than this after the first push of a round.
const LATEST: Duration = Duration::from_secs(5);
/// The longest time from the first push to a kill by the clock: a few pushes.
const BY_CLOCK_MICROS: u64 = 150_000;
/// How many COMMITs a round goes through at most.
const COMMITS: u64 = 12;
/// The longest time from a COMMIT to its kill: about what an answer takes to leave.
const AFTER_COMMIT_MICROS: u64 = 100;

/// When the kill comes, counted from the first push of a round.
#[derive(Clone, Copy, Debug)]
pub(super) enum Moment {
    /// By the clock: wherever the server is then.
    Clock(Duration),
    /// So long after the COMMIT of this number can be seen: an answer is about to leave.
    Commit(u64, Duration),
}

impl Moment {
    /// One or the other.
    pub(super) fn draw(rng: &mut StdRng) -> Self {
        if below(rng, 2) == 0 {
            Self::Clock(Duration::from_micros(below(rng, BY_CLOCK_MICROS)))
        } else {
            let number = 1 + below(rng, COMMITS);
            let micros = below(rng, AFTER_COMMIT_MICROS);
            Self::Commit(number, Duration::from_micros(micros))
        }
    }

    /// Waits for the moment on a thread of its own.
    pub(super) fn wait(self, watch: &Watch) -> Result<()> {
        let begun = Instant::now();
        match self {
            Self::Clock(after) => pass(begun + after),
            Self::Commit(number, after) => {
                watch.commits(number, begun + LATEST)?;
                pass(Instant::now() + after);
            }
        }
        Ok(())
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clock(after) => write!(f, "killed after {} ms", after.as_millis()),
            Self::Commit(number, after) => {
                write!(f, "killed {} µs after COMMIT {number}", after.as_micros())
            }
        }
    }
}

/// The short times here are below what a sleeping thread can keep.
fn pass(until: Instant) {
    while let Some(left) = until.checked_duration_since(Instant::now()) {
        if left > Duration::from_millis(2) {
            thread::park_timeout(left - Duration::from_millis(1));
        } else {
            std::hint::spin_loop();
        }
    }
}

/// Sees from outside that something was committed. It must be gone before the server starts again:
/// while a connection is open, SQLite takes its log for one that is in use, and recovers nothing.
pub(super) struct Watch(Connection);

impl Watch {
    /// Looks at the database of a running server. Read-only, so that closing it cleans nothing up.
    pub(super) fn open(database: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let connection = Connection::open_with_flags(database, flags);
        Ok(Self(connection.doing("watch the database")?))
    }

    /// Waits until others have committed so many times.
    fn commits(&self, number: u64, latest: Instant) -> Result<()> {
        let mut version = self.version()?;
        let mut seen = 0;
        while seen < number && Instant::now() < latest {
            let now = self.version()?;
            if now != version {
                version = now;
                seen += 1;
            }
        }
        Ok(())
    }

    /// Changes with each COMMIT of another connection (SQLite's `data_version`).
    fn version(&self) -> Result<i64> {
        let mut statement = self.0.prepare_cached("pragma data_version");
        let statement = statement.as_mut().map_err(|error| error.to_string());
        let version = statement.and_then(|statement| {
            let version = statement.query_row([], |row| row.get(0));
            version.map_err(|error| error.to_string())
        });
        version.doing("watch the database")
    }
}
