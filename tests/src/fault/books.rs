//! Looks into the database itself: what took effect and how often, the audit chain, the file.

use std::collections::BTreeMap;
use std::path::Path;

use lanyard_server::store::audit;
use lanyard_server::store::database::Database;
use lanyard_shared::id::EpochId;
use rusqlite::{Connection, OpenFlags};
use uuid::Uuid;

use crate::fault::desk::Desk;
use crate::fault::tally::Tally;
use crate::load::trouble::{Doing, Result};

/// Checks everything that the file can tell.
pub(super) fn check(database: &Path, desks: &[Desk], tally: &mut Tally) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = Connection::open_with_flags(database, flags).doing("open the database")?;
    let whole = integrity(&connection)?;
    if whole != "ok" {
        tally.note("the file is damaged", whole);
    }
    let effects = effects(&connection)?;
    for (op_id, count) in effects.iter().filter(|(_, count)| **count > 1) {
        tally.twice += 1;
        tally.note(
            "an intent took effect more than once",
            format!("{op_id}: {count}"),
        );
    }
    for (op_id, takes_effect) in desks.iter().flat_map(Desk::answered) {
        let found = effects.contains_key(&op_id.to_string());
        if takes_effect && !found {
            let words = op_id.to_string();
            tally.lose("an effect that was acknowledged has no audit entry", words);
        } else if found && !takes_effect {
            let words = op_id.to_string();
            tally.note("an intent that was refused took effect", words);
        }
    }
    tally.chain_whole = is_chain_whole(database, tally)?;
    Ok(())
}

fn integrity(connection: &Connection) -> Result<String> {
    let result = connection.query_row("pragma integrity_check", [], |row| row.get(0));
    result.doing("check the file")
}

const EFFECTS: &str = "
    select json_extract(detail, '$.op'), count(*) from audit
    where json_extract(detail, '$.outcome.result') in ('applied', 'merged')
    group by 1";

/// How often each intent took effect, by the audit log.
fn effects(connection: &Connection) -> Result<BTreeMap<String, u64>> {
    let read = || -> rusqlite::Result<BTreeMap<String, u64>> {
        let mut statement = connection.prepare(EFFECTS)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect()
    };
    read().doing("read the audit log")
}

/// Asks the server's own code.
fn is_chain_whole(database: &Path, tally: &mut Tally) -> Result<bool> {
    // The epoch is for a new file; this one has its own.
    let database = Database::open(database, EpochId(Uuid::nil())).doing("open the database")?;
    let broken = database
        .read(audit::verify)
        .doing("verify the audit chain")?;
    if let Some(rev) = broken {
        tally.note(
            "the audit chain is broken",
            format!("at revision {}", rev.0),
        );
    }
    Ok(broken.is_none())
}
