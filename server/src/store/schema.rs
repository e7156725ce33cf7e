//! The schema's versions: numbered files, embedded, each applied once and never changed after its
//! release.

use std::path::Path;

use lanyard_shared::id::EpochId;
use rusqlite::{Connection, TransactionBehavior, named_params};

use crate::store::OpenError;
use crate::store::audit;
use crate::store::column::Text;

/// The n-th file brings the schema from version n - 1 to n.
const MIGRATIONS: [&str; 2] = [
    include_str!("migrations/0001_practice.sql"),
    include_str!("migrations/0002_merging.sql"),
];

/// The newest version that this program knows.
const KNOWN: i64 = MIGRATIONS.len() as i64;

const BEGIN_HISTORY: &str = "
    insert into practice_head (id, epoch, rev, audit_head, demo)
    values (1, :epoch, 0, :audit_head, 0)
    on conflict (id) do nothing";

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

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}
