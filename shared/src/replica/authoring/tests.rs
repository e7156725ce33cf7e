//! What a person can do about edits that wait for them.

use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::fields::make;
use crate::id::AccountId;
use crate::intent::{Create, StaffReactivate};
use crate::merge::{Changes, Values};
use crate::protocol::{Outcome, Rev, Verdict};
use crate::record::{RecordKey, RecordKind, Row};
use crate::replica::Answered;

fn values(json: serde_json::Value) -> Values {
    serde_json::from_value(json).unwrap()
}

const OFFICE: RecordKey = RecordKey {
    kind: RecordKind::Office,
    id: Uuid::from_u128(1),
};

fn renamed(was: &str, set: &str) -> Intent {
    Intent::from(SetFields {
        record: OFFICE,
        changes: Changes::from([(
            "name".to_owned(),
            merge::Change {
                was: json!(was),
                set: json!(set),
            },
        )]),
    })
}

/// A device with the office *Harbor* and these edits on its list.
fn listed(edits: &[(Intent, Outcome)]) -> Local {
    let mut local = Local::default();
    let record = make(OFFICE, values(json!({ "name": "Harbor" }))).unwrap();
    local.rows.insert(
        OFFICE,
        Row {
            rev: Rev(1),
            record,
        },
    );
    for (place, (intent, outcome)) in (1_u64..).zip(edits) {
        let op_id = OpId(Uuid::from_u128(u128::from(place)));
        let verdict = Verdict {
            op_id,
            seq: place,
            outcome: outcome.clone(),
            rev: Rev(2),
            at: UnixMillis(0),
        };
        let envelope = intent.envelope(op_id, UnixMillis(0));
        local
            .attention
            .insert(place, Answered { envelope, verdict });
    }
    local
}

fn conflict() -> Outcome {
    Outcome::Conflict { fields: Vec::new() }
}

fn ids(places: &[u128]) -> Vec<OpId> {
    let ids = places.iter().map(|place| OpId(Uuid::from_u128(*place)));
    ids.collect()
}

#[test]
fn an_item_tells_what_the_server_holds() {
    let local = listed(&[(renamed("North", "South"), conflict())]);
    let [item] = &attention::of(&local)[..] else {
        panic!("one item");
    };
    let held = item.held.as_ref().unwrap();
    assert_eq!(held.get("name"), Some(&json!("Harbor")));
}

#[test]
fn ones_own_values_are_asked_for_upon_what_the_server_holds() {
    let local = listed(&[(renamed("North", "South"), conflict())]);
    let item = &attention::of(&local)[0];
    assert_eq!(local.upon_theirs(item), Some(renamed("Harbor", "South")));
}

#[test]
fn nothing_is_asked_for_where_the_server_holds_it_already() {
    let local = listed(&[(renamed("North", "Harbor"), conflict())]);
    let item = &attention::of(&local)[0];
    assert_eq!(local.upon_theirs(item), None);
}

#[test]
fn an_act_and_an_edit_of_a_lost_record_are_asked_for_as_they_are() {
    let reactivate = Intent::StaffReactivate(StaffReactivate {
        account: AccountId(Uuid::from_u128(7)),
    });
    let mut local = listed(&[
        (reactivate.clone(), conflict()),
        (renamed("North", "South"), conflict()),
    ]);
    local.rows.clear();
    let wanted: Vec<_> = attention::of(&local)
        .iter()
        .map(|item| local.upon_theirs(item))
        .collect();
    assert_eq!(wanted, [Some(reactivate), Some(renamed("North", "South"))]);
}

#[test]
fn one_click_sends_only_what_makes_nothing_and_builds_on_nothing_undone() {
    let made = Intent::from(Create {
        record: OFFICE,
        fields: values(json!({ "name": "North" })),
    });
    let edit = renamed("North", "South");
    let together = listed(&[
        (made, Outcome::Applied),
        (edit.clone(), Outcome::Applied),
        (edit.clone(), conflict()),
    ]);
    assert_eq!(plain(&attention::of(&together)), []);
    let alone = listed(&[(edit.clone(), Outcome::Applied), (edit, Outcome::Merged)]);
    assert_eq!(plain(&attention::of(&alone)), ids(&[1, 2]));
}
