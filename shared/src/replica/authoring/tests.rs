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
            notes: Vec::new(),
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
        email: None,
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

/// A batch's appended edits, decoded.
fn appended(batch: &Batch) -> Vec<Intent> {
    let appended = batch.writes.iter().filter_map(|write| match write {
        Write::Append(envelope) => Intent::decode(envelope).ok(),
        _ => None,
    });
    appended.collect()
}

#[test]
fn an_edit_that_joined_an_item_after_its_form_was_opened_is_sent_behind_and_not_lost() {
    let made = Intent::from(Create {
        record: OFFICE,
        fields: values(json!({ "name": "North" })),
    });
    let refused = Outcome::Rejected {
        problems: Vec::new(),
    };
    let held = Outcome::Held { on: ids(&[1])[0] };
    let late = renamed("North", "South");
    let mut local = listed(&[(made.clone(), refused), (late.clone(), held.clone())]);
    let joined = local.attention.remove(&2).unwrap();
    let opened = local.attention_item(ids(&[1])[0]).unwrap().mends();
    local.attention.insert(2, joined);
    let mut unread = local.attention[&2].clone();
    unread.envelope.kind = "office.paint".to_owned();
    unread.envelope.op_id = ids(&[3])[0];
    local.attention.insert(3, unread);

    let mut next = 10;
    let mut new_id = || {
        next += 1;
        ids(&[next])[0]
    };
    let author = &mut Author {
        now: UnixMillis(0),
        new_id: &mut new_id,
    };
    let batch = local.authoring(&made, Some(&opened), author);
    assert_eq!(appended(&batch), [made, late]);
    let mut after = local.clone();
    let place = after.next_place();
    after.apply(&batch, place);
    assert_eq!((after.attention.len(), after.outbox.len()), (0, 3));
    let behind = &after.outbox[&(place + 1)].envelope;
    assert_eq!(behind.after, ids(&[11]), "it builds on the new edit");
}

#[test]
fn an_edit_names_only_the_last_of_those_that_it_builds_on() {
    let mut local = Local::default();
    let mut next = 0;
    for (was, set) in [("a", "b"), ("b", "c"), ("c", "d")] {
        let mut new_id = || {
            next += 1;
            ids(&[next])[0]
        };
        let author = &mut Author {
            now: UnixMillis(0),
            new_id: &mut new_id,
        };
        let batch = local.authoring(&renamed(was, set), None, author);
        let place = local.next_place();
        local.apply(&batch, place);
    }
    let after: Vec<_> = local
        .outbox
        .values()
        .map(|queued| queued.envelope.after.clone())
        .collect();
    assert_eq!(after, [vec![], ids(&[1]), ids(&[2])]);
}

// covers: NEW-19
#[test]
fn several_edits_are_one_batch_in_which_the_later_build_on_the_earlier() {
    let mut next = 0;
    let mut new_id = || {
        next += 1;
        ids(&[next])[0]
    };
    let author = &mut Author {
        now: UnixMillis(0),
        new_id: &mut new_id,
    };
    let edits = [renamed("a", "b"), renamed("b", "c"), renamed("c", "d")];
    let mut local = Local::default();
    let batch = local.authoring_all(&edits, author);
    assert_eq!(appended(&batch), edits);
    local.apply(&batch, local.next_place());
    let queued = local.outbox.values();
    let after: Vec<_> = queued.map(|it| it.envelope.after.clone()).collect();
    assert_eq!(after, [vec![], ids(&[1]), ids(&[2])]);
}
