//! Fields are checked, stored and made as they should be.

use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::message::Message;
use crate::permission::{Permission, ROLE_NURSE};

fn key(kind: RecordKind) -> RecordKey {
    RecordKey {
        kind,
        id: Uuid::from_u128(7),
    }
}

fn values(json: Value) -> Values {
    serde_json::from_value(json).unwrap()
}

// covers: D-02
#[test]
fn a_made_record_has_its_fields_as_they_are_stored() {
    let typed = json!({ "name": " North ", "phone": "(212) 555-0147" });
    let record = make(key(RecordKind::Office), values(typed)).unwrap();
    let stored = json!({
        "name": "North", "address": "", "phone": "+12125550147", "active": true,
    });
    assert_eq!(of(&record), values(stored));
    assert_eq!(record.key(), key(RecordKind::Office));
}

#[test]
fn what_is_stored_passes_its_own_checks_unchanged() {
    let office = Uuid::from_u128(9).to_string();
    let made = [
        (
            RecordKind::Office,
            json!({ "name": "North", "address": "1 Road\nTown" }),
        ),
        (
            RecordKind::Provider,
            json!({
                "first_name": "Ruth", "last_name": "Okafor", "npi": "1234567893", "offices": [office],
            }),
        ),
        (
            RecordKind::Role,
            json!({ "name": "Desk", "allows": ["settings"] }),
        ),
    ];
    for (kind, fields) in made {
        let record = make(key(kind), values(fields)).unwrap();
        assert_eq!(put(&record, of(&record)), Ok(record));
    }
}

#[test]
fn each_field_at_fault_is_told() {
    let wrong =
        json!({ "first_name": "", "last_name": "x".repeat(101), "npi": "1", "email": "pat@" });
    let Err(Refusal::Invalid(problems)) = make(key(RecordKind::Provider), values(wrong)) else {
        panic!("four fields are wrong");
    };
    let fields: Vec<_> = problems
        .iter()
        .filter_map(|problem| problem.field.as_deref())
        .collect();
    assert_eq!(fields, ["first_name", "last_name", "npi", "email"]);
    assert_eq!(problems[0].message, Message::new("field-required"));
}

#[test]
fn another_shape_is_no_record() {
    let shapes = [
        (RecordKind::Office, json!({ "name": 7 })),
        (
            RecordKind::Role,
            json!({ "name": "Desk", "allows": ["fly"] }),
        ),
        (RecordKind::Account, json!({})),
        (RecordKind::Practice, json!({ "name": "Clinic" })),
    ];
    for (kind, fields) in shapes {
        assert_eq!(
            make(key(kind), values(fields)),
            Err(Refusal::Malformed),
            "{kind:?}"
        );
    }
}

#[test]
fn references_name_what_a_field_points_at() {
    let role = json!(ROLE_NURSE);
    let found = references(RecordKind::Account, "role", &role);
    assert_eq!(
        found,
        [RecordKey {
            kind: RecordKind::Role,
            id: ROLE_NURSE.0
        }]
    );
    let offices = json!([Uuid::from_u128(1), Uuid::from_u128(2)]);
    assert_eq!(
        references(RecordKind::Provider, "offices", &offices).len(),
        2
    );
    assert!(references(RecordKind::Account, "first_name", &json!("Ann")).is_empty());
}

#[test]
fn every_record_is_edited_by_a_permission_that_is_guarded() {
    for kind in crate::replica::SNAPSHOT_ORDER {
        assert!(Permission::GUARDED.contains(&Permission::to_edit(kind)));
    }
}
