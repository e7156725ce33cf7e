//! Every intent is read as it was written.

use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::id::{AccountId, RoleId};
use crate::protocol::LinkPurpose;
use crate::seal::Sealed;

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
    let pin = Sealed {
        key: "key".to_owned(),
        sealed: "sealed".to_owned(),
    };
    let acts = [
        Intent::StaffSetPin(StaffSetPin {
            account: AccountId(id),
            pin,
        }),
        Intent::StaffDeactivate(StaffDeactivate {
            account: AccountId(id),
        }),
        Intent::StaffLock(StaffLock {
            account: AccountId(id),
        }),
        Intent::StaffUnlock(StaffUnlock {
            account: AccountId(id),
        }),
        Intent::StaffReactivate(StaffReactivate {
            account: AccountId(id),
            email: None,
        }),
        Intent::RoleDelete(RoleDelete { role: RoleId(id) }),
        Intent::StaffSendLink(StaffSendLink {
            account: AccountId(id),
            purpose: LinkPurpose::Activation,
        }),
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
    assert_eq!(names.len(), 17, "each has a name of its own: {names:?}");
}

// covers: EDIT-03
#[test]
fn a_reactivation_with_another_address_is_a_version_of_its_own() {
    let account = AccountId(Uuid::from_u128(7));
    let back = |email: Option<&str>| {
        let email = email.map(str::to_owned);
        Intent::StaffReactivate(StaffReactivate { account, email })
    };
    let (plain, readdressed) = (back(None), back(Some("bea@new.example")));
    let first = enveloped(&plain);
    assert_eq!(
        (first.version, &first.body),
        (1, &json!({ "account": account }))
    );
    let second = enveloped(&readdressed);
    assert_eq!(second.version, 2);
    assert_eq!(Intent::decode(&second), Ok(readdressed));
}

#[test]
fn another_version_or_kind_is_unknown_and_another_shape_malformed() {
    for intent in every_kind() {
        let newer = Envelope {
            version: 3,
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

// covers: D-03
#[test]
fn only_the_third_version_makes_a_login_of_a_provider() {
    let staff = create(first_version(|_| {}), 1).unwrap();
    let own = StaffCreate {
        own_login: true,
        ..staff.clone()
    };
    assert_eq!(enveloped(&Intent::from(staff.clone())).version, 2);
    let third = enveloped(&Intent::from(own.clone()));
    assert_eq!(third.version, 3);
    assert_eq!(create(third.clone(), 3), Ok(own));
    assert_eq!(create(third, 2), Ok(staff));
}

/// The first version's `staff.create`, as it lies in queues.
fn first_version(change: impl FnOnce(&mut Value)) -> Envelope {
    let mut body = json!({
        "account": Uuid::from_u128(7), "first_name": "Bea", "last_name": "Lindt",
        "primary_provider": Uuid::from_u128(1), "role": Uuid::from_u128(2),
        "email": "bea@example.org", "username": "bea",
        "password": { "key": "key", "sealed": "sealed" },
    });
    change(&mut body);
    Envelope {
        body,
        ..enveloped(&every_kind()[0])
    }
}

fn create(envelope: Envelope, version: u16) -> Result<StaffCreate, DecodeError> {
    let envelope = Envelope {
        kind: "staff.create".to_owned(),
        version,
        ..envelope
    };
    match Intent::decode(&envelope)? {
        Intent::StaffCreate(create) => Ok(*create),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_first_version_of_a_new_account_means_what_it_meant() {
    let read = create(first_version(|_| {}), 1).unwrap();
    assert!(read.password.is_some() && read.app_unlock_pin.is_none());
    assert!(read.account(UnixMillis(0)).password_set_by_another);
    let without = first_version(|body| {
        body.as_object_mut().unwrap().remove("password");
    });
    assert_eq!(create(without, 1), Err(DecodeError::Malformed));
    // It knew no PIN, so one that stands there is nothing that anybody asked for.
    let with_pin = first_version(|body| body["app_unlock_pin"] = body["password"].clone());
    assert_eq!(create(with_pin, 1).unwrap().app_unlock_pin, None);
}

// covers: NEW-08
#[test]
fn the_second_version_may_leave_the_password_to_its_owner() {
    let without = first_version(|body| {
        let password = body.as_object_mut().unwrap().remove("password").unwrap();
        body["app_unlock_pin"] = password;
    });
    let read = create(without, 2).unwrap();
    assert!(read.password.is_none() && read.app_unlock_pin.is_some());
    assert!(!read.account(UnixMillis(0)).password_set_by_another);
    assert_eq!(Intent::from(read.clone()).sealed(), 0);
    let written = enveloped(&Intent::from(read.clone()));
    assert_eq!(
        (written.kind.as_str(), written.version),
        ("staff.create", 2)
    );
    assert_eq!(create(written, 2), Ok(read));
    assert_eq!(create(first_version(|_| {}), 4), Err(DecodeError::Unknown));
}
