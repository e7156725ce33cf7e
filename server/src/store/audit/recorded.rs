//! Entries of the audit log, read back.

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::RecordKey;
use lanyard_shared::time::UnixMillis;
use rusqlite::named_params;
use serde_json::Value;

use crate::error::Result;
use crate::store::Tx;
use crate::store::audit::tag_of;
use crate::store::column::{Json, Text, Word};

/// An entry as it is read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its number.
    pub rev: Rev,
    /// When it was written, by the server's clock.
    pub at: UnixMillis,
    /// Who did it.
    pub actor: Option<AccountId>,
    /// What was done.
    pub action: String,
    /// What it was done to.
    pub target: Option<RecordKey>,
    /// Keys and arguments.
    pub detail: Value,
    /// The beginning of the chain's head at it.
    pub tag: String,
}

const SINCE: &str = "
    select rev, at, actor_id, action, target_kind, target_id, detail, hash
    from audit where rev > :rev order by rev limit :limit";

/// The entries after `rev`, at most `limit`.
pub fn since(tx: &Tx<'_>, rev: Rev, limit: usize) -> Result<Vec<Recorded>> {
    let mut statement = tx.connection.prepare_cached(SINCE)?;
    let found = statement.query_map(named_params! { ":rev": rev.0, ":limit": limit }, |row| {
        let kind = row.get::<_, Option<Word<_>>>("target_kind")?;
        let id = row.get::<_, Option<Text<_>>>("target_id")?;
        let target = kind.zip(id).map(|(kind, id)| RecordKey {
            kind: kind.0,
            id: id.0,
        });
        Ok(Recorded {
            rev: Rev(row.get("rev")?),
            at: UnixMillis(row.get("at")?),
            actor: row.get::<_, Option<Text<_>>>("actor_id")?.map(|id| id.0),
            action: row.get("action")?,
            target,
            detail: row.get::<_, Json<_>>("detail")?.0,
            tag: tag_of(&row.get("hash")?),
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}
