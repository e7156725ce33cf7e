//! Wrong passwords in a row, by subject: a username, or a username on a browser that it knows.

use lanyard_shared::time::UnixMillis;
use rusqlite::{OptionalExtension, named_params};

use crate::error::Result;
use crate::store::Tx;

/// What a subject has done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Failures {
    /// Wrong passwords in a row.
    pub count: u32,
    /// No try before this moment.
    pub blocked_until: UnixMillis,
}

const FIND: &str = "select count, blocked_until from sign_in_failures where subject = :subject";

/// What a subject has done so far.
pub fn find(tx: &Tx<'_>, subject: &str) -> Result<Failures> {
    let mut statement = tx.connection.prepare_cached(FIND)?;
    let found = statement.query_row(named_params! { ":subject": subject }, |row| {
        Ok(Failures {
            count: row.get("count")?,
            blocked_until: UnixMillis(row.get("blocked_until")?),
        })
    });
    Ok(found.optional()?.unwrap_or_default())
}

const PUT: &str = "
    insert into sign_in_failures (subject, count, blocked_until)
    values (:subject, :count, :blocked_until)
    on conflict (subject) do update
      set count = excluded.count, blocked_until = excluded.blocked_until";

/// Stores what a subject has done.
pub fn put(tx: &mut Tx<'_>, subject: &str, failures: Failures) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(PUT)?;
    statement.execute(named_params! {
        ":subject": subject,
        ":count": failures.count,
        ":blocked_until": failures.blocked_until.0,
    })?;
    Ok(())
}

const DELETE: &str = "delete from sign_in_failures where subject = :subject";

/// Forgets what a subject has done.
pub fn delete(tx: &mut Tx<'_>, subject: &str) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(DELETE)?;
    statement.execute(named_params! { ":subject": subject })?;
    Ok(())
}

const PRUNE: &str = "delete from sign_in_failures where blocked_until < :before";

/// Forgets what was long ago, so that names which nobody has do not fill the table.
pub fn prune(tx: &mut Tx<'_>, before: UnixMillis) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(PRUNE)?;
    statement.execute(named_params! { ":before": before.0 })?;
    Ok(())
}
