//! Holds what the connections counted against what the server stored.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::bench::editor::Editor;
use crate::load::trouble::{Doing, Result, Trouble};

const DECIDED: &str = "
    select count(*) from ledger where json_extract(verdict, '$.outcome.result') = 'applied'";

/// How many intents the ledger says have taken effect.
pub(super) fn decided(database: &Path) -> Result<u64> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = Connection::open_with_flags(database, flags).doing("open the database")?;
    let count = connection.query_row(DECIDED, [], |row| row.get(0));
    count.doing("read the ledger")
}

/// Fails where an edit was counted that is not stored, or stored that was not counted.
pub(super) async fn check(database: &Path, before: u64, editors: &mut [Editor]) -> Result<()> {
    let counted: u64 = editors.iter().map(Editor::sent).sum();
    let stored = decided(database)? - before;
    if counted != stored {
        let words = format!("{counted} edits were answered and {stored} are in the ledger");
        return Err(Trouble::Failed(words));
    }
    let mut missing = 0;
    for editor in editors {
        missing += editor.missing().await?;
    }
    if missing > 0 {
        let words = format!("{missing} people have not the number that they were given last");
        return Err(Trouble::Failed(words));
    }
    Ok(())
}
