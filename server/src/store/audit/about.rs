//! What the log says about one record.

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::RecordKey;
use lanyard_shared::time::UnixMillis;
use rusqlite::named_params;
use serde_json::Value;

use crate::error::Result;
use crate::store::Tx;
use crate::store::column::{Json, Text};

/// An entry as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its revision.
    pub rev: Rev,
    /// When it was written.
    pub at: UnixMillis,
    /// Who did it; `None` for the server itself and for the console.
    pub actor: Option<AccountId>,
    /// What was done.
    pub action: String,
    /// Keys and arguments.
    pub detail: Value,
}

/// No list is longer: what lies behind is no page of it.
const LONGEST: usize = 1_000_000_000;

const ABOUT: &str = "
    select rev, at, actor_id, action, detail from audit
    where target_id = :target_id and target_kind = :target_kind
    order by rev desc limit :limit offset :offset";

/// A page of the entries about a record, counted from 0, the newest first.
pub fn about(tx: &Tx<'_>, target: RecordKey, page: usize, per_page: usize) -> Result<Vec<Told>> {
    let mut statement = tx.connection.prepare_cached(ABOUT)?;
    let found = statement.query_map(
        named_params! {
            ":target_id": Text(target.id),
            ":target_kind": target.kind.as_str(),
            ":limit": per_page,
            ":offset": page.saturating_mul(per_page).min(LONGEST),
        },
        |row| {
            Ok(Told {
                rev: Rev(row.get("rev")?),
                at: UnixMillis(row.get("at")?),
                actor: row.get::<_, Option<Text<_>>>("actor_id")?.map(|id| id.0),
                action: row.get("action")?,
                detail: row.get::<_, Json<_>>("detail")?.0,
            })
        },
    )?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

const COUNT: &str = "
    select count(*) from audit where target_id = :target_id and target_kind = :target_kind";

/// How many entries there are about a record.
pub fn count_about(tx: &Tx<'_>, target: RecordKey) -> Result<usize> {
    let mut statement = tx.connection.prepare_cached(COUNT)?;
    let values = named_params! {
        ":target_id": Text(target.id),
        ":target_kind": target.kind.as_str(),
    };
    Ok(statement.query_row(values, |row| row.get(0))?)
}
