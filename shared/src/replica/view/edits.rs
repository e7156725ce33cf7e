//! The edits of this device as pages list them: those that wait to be decided, and what came of others.

use crate::id::OpId;
use crate::intent::Intent;
use crate::message::Message;
use crate::replica::local::{Local, Sending};
use crate::time::UnixMillis;

/// An edit without a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// The edit.
    pub op_id: OpId,
    /// What it asks for; `None` when this version of the program cannot read it.
    pub intent: Option<Intent>,
    /// When it was made, by this device's clock.
    pub authored_at: UnixMillis,
    /// Whether it may have reached the server.
    pub sending: Sending,
}

/// What else came of an edit that took effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The edit.
    pub op_id: OpId,
    /// What it asked for; `None` when this version of the program cannot read it.
    pub intent: Option<Intent>,
    /// When it was decided, by the server's clock.
    pub at: UnixMillis,
    /// What came of it.
    pub notes: Vec<Message>,
}

/// The edits without a verdict, in the order in which they were made.
pub(super) fn unsent(local: &Local) -> Vec<Unsent> {
    let queued = local.outbox.values();
    queued
        .map(|queued| Unsent {
            op_id: queued.envelope.op_id,
            intent: Intent::decode(&queued.envelope).ok(),
            authored_at: queued.envelope.authored_at,
            sending: queued.sending,
        })
        .collect()
}

/// The edits of which more came than they asked for, the newest first.
pub(super) fn remarks(local: &Local) -> Vec<Remark> {
    let told = local.answered.values().rev();
    let told = told.filter(|answered| !answered.verdict.notes.is_empty());
    told.map(|answered| Remark {
        op_id: answered.verdict.op_id,
        intent: Intent::decode(&answered.envelope).ok(),
        at: answered.verdict.at,
        notes: answered.verdict.notes.clone(),
    })
    .collect()
}
