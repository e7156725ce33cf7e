//! Who asks for something, what they had before them when they did, and what others have changed
//! since.

use std::sync::Arc;

use lanyard_shared::fields;
use lanyard_shared::mutant::{self, Mutant};
use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::{FieldConflict, Outcome, Rev, Seen};
use lanyard_shared::record::RecordKey;
use lanyard_shared::visibility::Viewer;
use serde_json::Value;

use crate::error::Result;
use crate::store::devices::Queue;
use crate::store::field_changes::{self, Hands};
use crate::store::{Tx, audit, tombstones};

/// An intent's author at the moment that it is judged.
pub struct Case {
    /// What they may do and see now.
    pub viewer: Arc<Viewer>,
    hands: Hands,
    /// What they had seen when they asked; `None` where that is not known.
    seen: Option<Rev>,
}

/// Two values of a field that are at odds.
pub struct AtOdds {
    /// The field, or a part of it by its path.
    pub field: String,
    /// What the author had before them.
    pub was: Value,
    /// What the author wants.
    pub mine: Value,
    /// What the server holds.
    pub theirs: Value,
}

impl Case {
    /// The case of an intent in `queue` whose author is `viewer` now and had `seen` so much.
    pub fn of(tx: &Tx<'_>, queue: Queue, viewer: Arc<Viewer>, seen: Option<&Seen>) -> Result<Self> {
        Ok(Self {
            viewer,
            hands: Hands {
                account: queue.account,
                device: queue.device,
            },
            seen: seen.map_or(Ok(None), |seen| known(tx, seen).map(Some))?,
        })
    }

    /// Whose hands it comes from.
    pub const fn hands(&self) -> Hands {
        self.hands
    }

    /// Whether the author holds a permission.
    pub fn may(&self, permission: Permission) -> bool {
        self.viewer.permissions.contains(&permission)
    }

    /// The fields of a record that others have changed since the author looked; none where it is
    /// not known when that was.
    pub fn changed_since(&self, tx: &Tx<'_>, record: RecordKey) -> Result<Vec<String>> {
        match self.seen {
            Some(rev) => field_changes::by_others_since(tx, record, rev, self.hands),
            None => Ok(Vec::new()),
        }
    }

    /// Whether others have changed rights in one of these records since the author looked. Where it
    /// is not known when that was, every change counts: who raises rights must have seen what they
    /// raise.
    pub fn rights_moved(&self, tx: &Tx<'_>, records: &[RecordKey]) -> Result<bool> {
        if mutant::is(Mutant::RaiseIgnoresSaw) {
            return Ok(false);
        }
        let rev = self.seen.unwrap_or_default();
        if self.seen.is_some() && rev < tombstones::known_from(tx)? {
            // Who changed what is not known any more from so long ago.
            return Ok(true);
        }
        for record in records {
            let changed = field_changes::by_others_since(tx, *record, rev, self.hands)?;
            let of_rights = fields::of_rights(record.kind);
            if changed
                .iter()
                .any(|field| of_rights.contains(&field.as_str()))
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The revision that somebody has seen, where it is one of this history. A revision of another one
/// says nothing: its number may stand for something else here.
fn known(tx: &Tx<'_>, seen: &Seen) -> Result<Rev> {
    Ok(if audit::has(tx, seen)? {
        seen.rev
    } else {
        Rev(0)
    })
}

/// A conflict about fields of `record`, with who changed each last.
pub fn conflict(tx: &Tx<'_>, record: RecordKey, at_odds: Vec<AtOdds>) -> Result<Outcome> {
    let mut conflicts = Vec::new();
    for odds in at_odds {
        let field = odds.field.split('.').next().unwrap_or_default();
        let last = field_changes::last(tx, record, field)?;
        conflicts.push(FieldConflict {
            by: last.and_then(|last| last.by),
            at: last.map(|last| last.at),
            field: odds.field,
            was: odds.was,
            mine: odds.mine,
            theirs: odds.theirs,
        });
    }
    Ok(Outcome::Conflict { fields: conflicts })
}
