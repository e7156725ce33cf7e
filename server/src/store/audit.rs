//! The audit log: append-only and hash-chained. Its entries are numbered by the revision counter,
//! so that each audited act has exactly one revision.

use lanyard_shared::id::{AccountId, EpochId};
use lanyard_shared::mutant::{self, Mutant};
use lanyard_shared::protocol::{Rev, Seen};
use lanyard_shared::record::{RecordKey, RecordKind};
use lanyard_shared::time::UnixMillis;
use rusqlite::{OptionalExtension, Row, named_params};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::store::column::Text;
use crate::store::{Tx, history};

mod recorded;

pub use recorded::{Recorded, since};

/// What is written down about an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Who did it; `None` for the server itself and for the console.
    pub actor: Option<AccountId>,
    /// What was done, such as `staff.create`.
    pub action: &'static str,
    /// What it was done to.
    pub target: Option<RecordKey>,
    /// Keys and arguments; never sentences, secrets or personal data.
    pub detail: Value,
}

impl AuditEntry {
    /// An entry about an account, without detail.
    pub fn about(account: AccountId, action: &'static str) -> Self {
        Self {
            actor: None,
            action,
            target: Some(RecordKey {
                kind: RecordKind::Account,
                id: account.0,
            }),
            detail: Value::Null,
        }
    }

    /// An entry about nothing in particular, without detail.
    pub fn general(action: &'static str) -> Self {
        Self {
            actor: None,
            action,
            target: None,
            detail: Value::Null,
        }
    }

    /// The same entry, done by `actor`.
    #[must_use]
    pub fn by(self, actor: AccountId) -> Self {
        Self {
            actor: Some(actor),
            ..self
        }
    }

    /// The same entry with detail.
    #[must_use]
    pub fn with(self, detail: Value) -> Self {
        Self { detail, ..self }
    }
}

/// The one row that every write leans on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The history.
    pub epoch: EpochId,
    /// The newest revision.
    pub rev: Rev,
    /// The audit chain's head at that revision.
    pub hash: [u8; 32],
}

impl Head {
    /// What somebody has seen who has seen everything.
    pub fn seen(&self) -> Seen {
        Seen {
            epoch: self.epoch,
            rev: self.rev,
            tag: tag_of(&self.hash),
        }
    }
}

/// The head of a chain that has no entry yet. It takes the id of the first history: the chain goes
/// on when a restore begins another one.
pub(super) fn beginning(epoch: EpochId) -> [u8; 32] {
    Sha256::new()
        .chain_update(b"lanyard audit 1")
        .chain_update(epoch.0.as_bytes())
        .finalize()
        .into()
}

const HEAD: &str = "select epoch, rev, audit_head from practice_head where id = 1";

/// Where the history stands.
pub fn head(tx: &Tx<'_>) -> Result<Head> {
    let mut statement = tx.connection.prepare_cached(HEAD)?;
    Ok(statement.query_row([], |row| {
        Ok(Head {
            epoch: row.get::<_, Text<_>>("epoch")?.0,
            rev: Rev(row.get("rev")?),
            hash: row.get("audit_head")?,
        })
    })?)
}

const HASH_AT: &str = "select hash from audit where rev = :rev";

/// The tag of a revision: the first 8 bytes of the chain's head at it, in hex. `None` for a
/// revision that this history does not have.
pub fn tag(tx: &Tx<'_>, rev: Rev) -> Result<Option<String>> {
    let hash: Option<[u8; 32]> = if rev == Rev(0) {
        Some(beginning(history::first(tx)?))
    } else {
        let mut statement = tx.connection.prepare_cached(HASH_AT)?;
        let found = statement.query_row(named_params! { ":rev": rev.0 }, |row| row.get(0));
        found.optional()?
    };
    Ok(hash.map(|hash| tag_of(&hash)))
}

fn tag_of(hash: &[u8; 32]) -> String {
    let bytes = hash.iter().take(8);
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

/// Whether what somebody has seen is part of this history.
pub fn has(tx: &Tx<'_>, seen: &Seen) -> Result<bool> {
    let head = head(tx)?;
    Ok(seen.epoch == head.epoch
        && seen.rev <= head.rev
        && (tag(tx, seen.rev)?.as_ref() == Some(&seen.tag) || mutant::is(Mutant::TagIgnored)))
}

const ADVANCE: &str = "
    update practice_head set rev = rev + 1 where id = 1
    returning rev, audit_head";

const INSERT: &str = "
    insert into audit (rev, at, actor_id, action, target_kind, target_id, detail, hash)
    values (:rev, :at, :actor_id, :action, :target_kind, :target_id, :detail, :hash)";

const SET_HEAD: &str = "update practice_head set audit_head = :hash where id = 1";

impl Tx<'_> {
    /// Takes the next revision and appends the audit entry that belongs to it. Every row that the
    /// act changes gets this revision.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub fn bump(&mut self, at: UnixMillis, entry: &AuditEntry) -> Result<Rev> {
        let mut advance = self.connection.prepare_cached(ADVANCE)?;
        let (rev, head): (u64, [u8; 32]) =
            advance.query_row([], |row| Ok((row.get("rev")?, row.get("audit_head")?)))?;
        let stored = Stored {
            rev,
            at: at.0,
            actor: entry.actor.map(|id| id.to_string()),
            action: entry.action.to_owned(),
            target_kind: entry.target.map(|key| key.kind.as_str().to_owned()),
            target: entry.target.map(|key| key.id.to_string()),
            detail: entry.detail.to_string(),
        };
        let hash = stored.hash(&head)?;
        let mut insert = self.connection.prepare_cached(INSERT)?;
        insert.execute(named_params! {
            ":rev": stored.rev,
            ":at": stored.at,
            ":actor_id": stored.actor,
            ":action": stored.action,
            ":target_kind": stored.target_kind,
            ":target_id": stored.target,
            ":detail": stored.detail,
            ":hash": hash,
        })?;
        let mut set_head = self.connection.prepare_cached(SET_HEAD)?;
        set_head.execute(named_params! { ":hash": hash })?;
        Ok(Rev(rev))
    }
}

/// An entry as it is stored; the hash covers exactly this.
struct Stored {
    rev: u64,
    at: i64,
    actor: Option<String>,
    action: String,
    target_kind: Option<String>,
    target: Option<String>,
    detail: String,
}

impl Stored {
    /// SHA-256 over the head before and the entry as a JSON array.
    fn hash(&self, head: &[u8; 32]) -> Result<[u8; 32]> {
        let entry = (
            self.rev,
            self.at,
            &self.actor,
            &self.action,
            &self.target_kind,
            &self.target,
            &self.detail,
        );
        let entry = serde_json::to_vec(&entry).map_err(|error| {
            Error::Internal(format!("an audit entry cannot be written: {error}"))
        })?;
        let hash = Sha256::new().chain_update(head).chain_update(entry);
        Ok(hash.finalize().into())
    }
}

const ALL: &str = "
    select rev, at, actor_id, action, target_kind, target_id, detail, hash
    from audit order by rev";

/// Checks the whole chain. `Some` is the first revision whose entry is missing or was changed.
pub fn verify(tx: &Tx<'_>) -> Result<Option<Rev>> {
    let end = head(tx)?;
    let mut hash = beginning(history::first(tx)?);
    let mut expected = 1;
    let mut statement = tx.connection.prepare_cached(ALL)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let stored = from_row(row)?;
        let told: [u8; 32] = row.get("hash")?;
        hash = stored.hash(&hash)?;
        if stored.rev != expected || told != hash {
            return Ok(Some(Rev(expected)));
        }
        expected += 1;
    }
    let whole = Rev(expected - 1) == end.rev && hash == end.hash;
    Ok(if whole { None } else { Some(Rev(expected)) })
}

const NEWEST_AT: &str = "select max(at) from audit where rev = (select max(rev) from audit)";

/// When the newest entry was written; `None` while there is none.
pub fn newest_at(tx: &Tx<'_>) -> Result<Option<UnixMillis>> {
    let mut statement = tx.connection.prepare_cached(NEWEST_AT)?;
    let at: Option<i64> = statement.query_row([], |row| row.get(0))?;
    Ok(at.map(UnixMillis))
}

#[cfg(test)]
const NEWEST: &str = "
    select action || iif(actor_id is null, ' by nobody', ' by somebody')
      || iif(target_id is null, ' about nothing ', ' about an account ') || detail
    from audit order by rev desc limit 1";

/// The newest entry in a line, for tests: its action, whether it has an actor and a target, detail.
#[cfg(test)]
pub(crate) fn newest(tx: &Tx<'_>) -> Result<String> {
    tx.text(NEWEST)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored {
        rev: row.get("rev")?,
        at: row.get("at")?,
        actor: row.get("actor_id")?,
        action: row.get("action")?,
        target_kind: row.get("target_kind")?,
        target: row.get("target_id")?,
        detail: row.get("detail")?,
    })
}
