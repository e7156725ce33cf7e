//! Verdicts: how each intent ends, durable on both sides and the same on every retry.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Rev;
use crate::id::{AccountId, OpId};
use crate::message::{FieldProblem, Message};
use crate::time::UnixMillis;

/// How one intent ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The intent.
    pub op_id: OpId,
    /// Its place in the author's queue.
    pub seq: u64,
    /// The end.
    pub outcome: Outcome,
    /// The revision of the audit entry that was written with it.
    pub rev: Rev,
    /// When it was decided, by the server's clock.
    pub at: UnixMillis,
    /// What else came of it that its author should know, such as a mail to somebody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Message>,
}

/// The seven ends of an intent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "kebab-case")]
pub enum Outcome {
    /// It took effect as asked.
    Applied,
    /// It took effect beside changes that others made meanwhile.
    Merged,
    /// Somebody else changed the same field meanwhile; theirs stands.
    Conflict {
        /// The fields in question.
        fields: Vec<FieldConflict>,
    },
    /// A rule forbids it.
    Rejected {
        /// Which rule, at which field.
        problems: Vec<FieldProblem>,
    },
    /// It builds on an intent that did not take effect.
    Held {
        /// That intent.
        on: OpId,
    },
    /// The server failed at it; the fault is ours.
    Failed {
        /// Names the failure in the server's log.
        request_id: String,
    },
    /// The server does not know this kind or version of intent.
    Unsupported {
        /// What to do.
        message: Message,
    },
}

/// One field that two people changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldConflict {
    /// The field's name.
    pub field: String,
    /// What the author had before them.
    pub was: Value,
    /// What the author wanted.
    pub mine: Value,
    /// What the server holds.
    pub theirs: Value,
    /// Who changed it last; `None` where that was the server itself or is not known any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<AccountId>,
    /// When, by the server's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<UnixMillis>,
}

impl Verdict {
    /// Forgets what it says of people: the values of a conflict, and notes with names and addresses.
    /// How the intent ended, and at which fields, stays (domain EDIT-04). Whether it said anything.
    pub fn forget_values(&mut self) -> bool {
        let mut said = !self.notes.is_empty();
        self.notes.clear();
        if let Outcome::Conflict { fields } = &mut self.outcome {
            said |= !fields.is_empty();
            for conflict in fields {
                (conflict.was, conflict.mine, conflict.theirs) = Default::default();
            }
        }
        said
    }
}

impl Outcome {
    /// Whether the intent took effect.
    pub const fn took_effect(&self) -> bool {
        matches!(self, Self::Applied | Self::Merged)
    }
}
