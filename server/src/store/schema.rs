//! The schema's versions: numbered files, embedded, each applied once and never changed after its
//! release.

use std::path::Path;

use lanyard_shared::id::EpochId;
use rusqlite::{Connection, TransactionBehavior, named_params};

use crate::store::OpenError;
use crate::store::audit;
use crate::store::column::Text;

/// The n-th file brings the schema from version n - 1 to n.
const MIGRATIONS: [&str; 14] = [
    include_str!("migrations/0001_practice.sql"),
    include_str!("migrations/0002_merging.sql"),
    include_str!("migrations/0003_backups.sql"),
    include_str!("migrations/0004_particulars.sql"),
    include_str!("migrations/0005_letters.sql"),
    include_str!("migrations/0006_credentials.sql"),
    include_str!("migrations/0007_proofs.sql"),
    include_str!("migrations/0008_groups.sql"),
    include_str!("migrations/0009_newest_changes.sql"),
    include_str!("migrations/0010_removals.sql"),
    include_str!("migrations/0011_mails_about.sql"),
    include_str!("migrations/0012_spent.sql"),
    include_str!("migrations/0013_logins.sql"),
    include_str!("migrations/0014_passwords.sql"),
];

/// The newest version that this program knows.
const KNOWN: i64 = MIGRATIONS.len() as i64;

/// Every version has this table.
const OUR_TABLE: &str = "select count(*) from sqlite_schema where name = 'practice_head'";

const BEGIN_HISTORY: &str = "
    insert into practice_head (id, epoch, rev, audit_head, demo)
    values (1, :epoch, 0, :audit_head, 0)
    on conflict (id) do nothing";

/// The first history of a new database, and of one that is older than the list of histories.
const LIST_HISTORY: &str = "
    insert into epochs (epoch, began_at_rev)
    select epoch, 0 from practice_head where not exists (select 1 from epochs)";

/// Brings a database to the newest version. An empty one begins the history `epoch`.
///
/// # Errors
/// [`OpenError::Newer`] when a newer program wrote it; nothing is changed then.
pub(super) fn migrate(connection: &mut Connection, epoch: EpochId) -> Result<(), OpenError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&transaction)?;
    if found > KNOWN {
        return Err(OpenError::Newer {
            found,
            known: KNOWN,
        });
    }
    if found == KNOWN {
        return Ok(());
    }
    let done = usize::try_from(found).unwrap_or(0);
    for migration in MIGRATIONS.iter().skip(done) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", KNOWN)?;
    let values = named_params! { ":epoch": Text(epoch), ":audit_head": audit::beginning(epoch) };
    transaction.execute(BEGIN_HISTORY, values)?;
    transaction.execute(LIST_HISTORY, [])?;
    transaction.commit()?;
    Ok(())
}

/// Whether the file at `path` has the newest version.
///
/// # Errors
/// [`OpenError::Newer`], [`OpenError::Database`].
pub(super) fn is_current(path: &Path) -> Result<bool, OpenError> {
    let found = version(&Connection::open(path)?)?;
    if found > KNOWN {
        return Err(OpenError::Newer {
            found,
            known: KNOWN,
        });
    }
    Ok(found == KNOWN)
}

/// Whether this program, or an older one, made the database.
///
/// # Errors
/// [`OpenError::Newer`] when a newer program wrote it; [`OpenError::Database`].
pub(super) fn is_ours(connection: &Connection) -> Result<bool, OpenError> {
    let tables: i64 = connection.query_row(OUR_TABLE, [], |row| row.get(0))?;
    let found = version(connection)?;
    if tables == 0 || found == 0 {
        return Ok(false);
    }
    if found > KNOWN {
        return Err(OpenError::Newer {
            found,
            known: KNOWN,
        });
    }
    Ok(true)
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// An empty database in memory as an older version of this program left it, for tests.
#[cfg(test)]
pub(super) fn older(version: usize) -> rusqlite::Result<Connection> {
    let connection = Connection::open_in_memory()?;
    for migration in MIGRATIONS.iter().take(version) {
        connection.execute_batch(migration)?;
    }
    connection.pragma_update(None, "user_version", version)?;
    Ok(connection)
}
