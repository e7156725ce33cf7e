//! Every intent is read as it was written.

use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::id::{AccountId, RoleId};

fn every_kind() -> Vec<Intent> {
    let id = Uuid::from_u128(7);
    let key = |kind| RecordKey { kind, id };
    let set = SET_FIELDS.map(|(kind, _)| {
        Intent::from(SetFields {
            record: key(kind),
            changes: serde_json::from_value(json!({ "name": { "was": 1, "set": 2 } })).unwrap(),
        })
    });
    let make = CREATE.map(|(kind, _)| {
        Intent::from(Create {
            record: key(kind),
            fields: serde_json::from_value(json!({ "name": "North" })).unwrap(),
        })
    });
    let acts = [
        Intent::StaffDeactivate(StaffDeactivate {
            account: AccountId(id),
        }),
        Intent::StaffReactivate(StaffReactivate {
            account: AccountId(id),
        }),
        Intent::RoleDelete(RoleDelete { role: RoleId(id) }),
    ];
    set.into_iter().chain(make).chain(acts).collect()
}

fn enveloped(intent: &Intent) -> Envelope {
    intent.envelope(OpId(Uuid::nil()), UnixMillis(0))
}

#[test]
fn every_intent_is_read_as_it_was_written() {
    let mut names = Vec::new();
    for intent in every_kind() {
        let envelope = enveloped(&intent);
        assert_eq!(Intent::decode(&envelope), Ok(intent));
        names.push(envelope.kind);
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 11, "each has a name of its own: {names:?}");
}

#[test]
fn another_version_or_kind_is_unknown_and_another_shape_malformed() {
    for intent in every_kind() {
        let newer = Envelope {
            version: 2,
            ..enveloped(&intent)
        };
        assert_eq!(Intent::decode(&newer), Err(DecodeError::Unknown));
        let shapeless = Envelope {
            body: json!([]),
            ..enveloped(&intent)
        };
        assert_eq!(Intent::decode(&shapeless), Err(DecodeError::Malformed));
        let other = Envelope {
            kind: "staff.promote".to_owned(),
            ..enveloped(&intent)
        };
        assert_eq!(Intent::decode(&other), Err(DecodeError::Unknown));
    }
}

#[test]
fn a_set_of_absurd_size_is_malformed() {
    let set: Vec<u32> = (0..501).collect();
    let body = json!({ "record": Uuid::nil(), "changes": { "allows": { "was": [], "set": set } } });
    let large = Envelope {
        body,
        ..enveloped(&every_kind()[3])
    };
    assert_eq!(Intent::decode(&large), Err(DecodeError::Malformed));
}

#[test]
fn an_envelope_from_before_there_were_dependencies_is_read() {
    let old = json!({
        "op_id": Uuid::nil(), "seq": 3, "kind": "staff.create", "version": 1, "authored_at": 5,
        "body": {},
    });
    let read: Envelope = serde_json::from_value(old.clone()).unwrap();
    assert_eq!((read.seen.clone(), read.after.len()), (None, 0));
    assert_eq!(serde_json::to_value(read).unwrap(), old);
}
