//! `….set_fields`: changed fields of a record, each with what its author had before them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::DecodeError;
use crate::fields;
use crate::id::AccountId;
use crate::merge::{Change, Changes};
use crate::record::{Group, RecordKey, RecordKind};

/// Most parts of a value in one change; no record comes near it, and comparing them is bounded.
const MAX_PARTS: usize = 500;

/// Asks for other values in some fields of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetFields {
    /// The record.
    pub record: RecordKey,
    /// What is to be changed.
    pub changes: Changes,
}

/// As it travels; the kind of the record stands in the kind of the intent.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    record: Uuid,
    changes: Changes,
}

/// Whether a value holds no more parts than a record's can, at any depth.
fn is_small(value: &Value) -> bool {
    fn parts(value: &Value) -> usize {
        match value {
            Value::Array(all) => all.iter().map(parts).sum::<usize>() + 1,
            Value::Object(all) => all.values().map(parts).sum::<usize>() + 1,
            _ => 1,
        }
    }
    parts(value) <= MAX_PARTS
}

impl SetFields {
    pub(super) fn of(kind: RecordKind, body: Body) -> Result<Self, DecodeError> {
        let mut changes = body.changes.values();
        if !changes.all(|change| is_small(&change.was) && is_small(&change.set)) {
            return Err(DecodeError::Malformed);
        }
        let record = RecordKey {
            kind,
            id: body.record,
        };
        Ok(Self {
            record,
            changes: body.changes,
        })
    }

    pub(super) fn body(&self) -> Body {
        Body {
            record: self.record.id,
            changes: self.changes.clone(),
        }
    }

    /// Asks that exactly these be in a group.
    pub fn members(group: &Group, set: &BTreeSet<AccountId>) -> Self {
        let change = Change {
            was: json!(group.members),
            set: json!(set),
        };
        Self {
            record: RecordKey {
                kind: RecordKind::Group,
                id: group.id.0,
            },
            changes: Changes::from([("members".to_owned(), change)]),
        }
    }

    /// Whether it changes one of these fields.
    pub fn touches(&self, fields: &[&str]) -> bool {
        fields.iter().any(|field| self.changes.contains_key(*field))
    }

    /// Whether it could give somebody rights, or the means to sign in as somebody else.
    pub fn is_sensitive(&self) -> bool {
        let kind = self.record.kind;
        self.touches(fields::of_rights(kind)) || self.touches(fields::of_credentials(kind))
    }

    pub(super) fn refers_to(&self) -> Vec<RecordKey> {
        let changes = self.changes.iter();
        changes
            .flat_map(|(field, change)| fields::references(self.record.kind, field, &change.set))
            .collect()
    }
}
