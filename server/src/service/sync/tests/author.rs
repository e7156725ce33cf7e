//! Somebody who edits on a device of their own.

use lanyard_shared::intent::{
    Create, SetFields, StaffDeactivate, StaffLock, StaffReactivate, StaffSendLink, StaffUnlock,
};
use lanyard_shared::protocol::{LinkPurpose, Outcome, Seen};
use lanyard_shared::record::{RecordKey, RecordKind};
use serde_json::{Value, json};

use super::*;

/// A person on a device, with what they have seen.
pub(super) struct Author {
    who: AccountId,
    device: DeviceId,
    seq: u64,
    seen: Option<Seen>,
}

pub(super) fn key(kind: RecordKind, id: Uuid) -> RecordKey {
    RecordKey { kind, id }
}

/// An edit of one field of an account.
pub(super) fn edit(
    account: AccountId,
    field: &str,
    was: impl Into<Value>,
    set: impl Into<Value>,
) -> Intent {
    edit_of(key(RecordKind::Account, account.0), field, was, set)
}

/// An edit of one field of a record.
pub(super) fn edit_of(
    record: RecordKey,
    field: &str,
    was: impl Into<Value>,
    set: impl Into<Value>,
) -> Intent {
    let changes = json!({ field: { "was": was.into(), "set": set.into() } });
    Intent::from(SetFields {
        record,
        changes: serde_json::from_value(changes).unwrap(),
    })
}

pub(super) fn make(record: RecordKey, fields: Value) -> Intent {
    Intent::from(Create {
        record,
        fields: serde_json::from_value(fields).unwrap(),
    })
}

pub(super) fn deactivate(account: AccountId) -> Intent {
    Intent::StaffDeactivate(StaffDeactivate { account })
}

pub(super) fn reactivate(account: AccountId) -> Intent {
    let email = None;
    Intent::StaffReactivate(StaffReactivate { account, email })
}

pub(super) fn lock(account: AccountId) -> Intent {
    Intent::StaffLock(StaffLock { account })
}

pub(super) fn unlock(account: AccountId) -> Intent {
    Intent::StaffUnlock(StaffUnlock { account })
}

/// As [`reactivate`], with another address.
pub(super) fn reactivate_at(account: AccountId, email: &str) -> Intent {
    let email = Some(email.to_owned());
    Intent::StaffReactivate(StaffReactivate { account, email })
}

pub(super) fn send_link(account: AccountId) -> Intent {
    let purpose = LinkPurpose::Reset;
    Intent::StaffSendLink(StaffSendLink { account, purpose })
}

/// The fields at odds with their three values.
pub(super) fn conflict(outcome: &Outcome) -> Vec<(String, Value, Value, Value)> {
    let Outcome::Conflict { fields } = outcome else {
        panic!("{outcome:?}");
    };
    let fields = fields.iter().cloned();
    fields
        .map(|odds| (odds.field, odds.was, odds.mine, odds.theirs))
        .collect()
}

/// The first field at fault and its sentence.
pub(super) fn rejection(outcome: &Outcome) -> (Option<&str>, &str) {
    let Outcome::Rejected { problems } = outcome else {
        panic!("{outcome:?}");
    };
    (problems[0].field.as_deref(), &problems[0].message.key)
}

impl Author {
    pub(super) fn new(who: AccountId, device: u128) -> Self {
        Self {
            who,
            device: DeviceId(Uuid::from_u128(device)),
            seq: 0,
            seen: None,
        }
    }

    /// The same person's device has pulled everything.
    pub(super) async fn looks(&mut self, desk: &Desk) {
        self.seen = Some(desk.look(audit::head).await.seen());
    }

    pub(super) fn envelope(&mut self, intent: &Intent) -> Envelope {
        self.seq += 1;
        let op_id = OpId(Uuid::from_u128(
            self.device.0.as_u128() << 32 | u128::from(self.seq),
        ));
        Envelope {
            seq: self.seq,
            seen: self.seen.clone(),
            ..intent.envelope(op_id, MORNING)
        }
    }

    pub(super) async fn sends(&self, desk: &Desk, intents: Vec<Envelope>) -> Vec<Verdict> {
        let request = desk.request(intents);
        let answer = push(&desk.app, &actor(self.who), self.device, request).await;
        answer.unwrap().verdicts
    }

    /// Sends one edit and gives its end.
    pub(super) async fn asks(&mut self, desk: &Desk, intent: Intent) -> Outcome {
        let envelope = self.envelope(&intent);
        let verdicts = self.sends(desk, vec![envelope]).await;
        verdicts[0].outcome.clone()
    }
}
