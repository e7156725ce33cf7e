//! Groups: what merges, what is refused, who sees them (domain D-07).

use std::collections::BTreeSet;

use lanyard_shared::protocol::{Outcome, PullAnswer};
use lanyard_shared::record::{Group, Record, RecordKey, RecordKind};
use serde_json::{Value, json};

use super::author::{Author, conflict, deactivate, edit, edit_of, key, make, rejection};
use super::particulars::{NORTH, SOUTH, two_offices};
use super::retention::ask;
use super::*;
use crate::store::records;

const GROUP: RecordKey = RecordKey {
    kind: RecordKind::Group,
    id: Uuid::from_u128(0x70),
};

/// Two people who have seen a group with one of them in it.
async fn two_with_a_group() -> (Desk, Author, Author) {
    let desk = Desk::new().await;
    let (mut one, mut other) = (Author::new(ADMIN, 0x41), Author::new(CLERK, 0x42));
    one.looks(&desk).await;
    let made = make(
        GROUP,
        json!({ "name": " Night shift ", "members": [ADMIN] }),
    );
    assert_eq!(one.asks(&desk, made).await, Outcome::Applied);
    one.looks(&desk).await;
    other.looks(&desk).await;
    (desk, one, other)
}

async fn group(desk: &Desk) -> Group {
    match desk.look(|tx| records::find(tx, GROUP)).await {
        Some(Record::Group(group)) => group,
        other => panic!("{other:?}"),
    }
}

fn members(was: Value, set: Value) -> Intent {
    edit_of(GROUP, "members", was, set)
}

// covers: D-07
#[tokio::test]
async fn members_that_two_people_change_merge_one_by_one() {
    let (desk, mut one, mut other) = two_with_a_group().await;
    let added = members(json!([ADMIN]), json!([ADMIN, NURSE]));
    assert_eq!(one.asks(&desk, added).await, Outcome::Applied);
    let swapped = members(json!([ADMIN]), json!([CLERK]));
    assert_eq!(other.asks(&desk, swapped).await, Outcome::Merged);
    let found = group(&desk).await;
    assert_eq!(found.name, "Night shift");
    assert_eq!(found.members, [CLERK, NURSE].into());
}

// covers: D-07
#[tokio::test]
async fn a_name_is_taken_in_any_case_unless_its_group_is_archived() {
    let (desk, mut one, _) = two_with_a_group().await;
    let second = key(RecordKind::Group, Uuid::from_u128(0x71));
    let named = |name: &str| make(second, json!({ "name": name }));
    let outcome = one.asks(&desk, named("NIGHT shift")).await;
    assert_eq!(rejection(&outcome), (Some("name"), "group-name-taken"));
    let outcome = one.asks(&desk, named(" ")).await;
    assert_eq!(rejection(&outcome), (Some("name"), "field-required"));
    let outcome = one.asks(&desk, named(&"x".repeat(101))).await;
    assert_eq!(rejection(&outcome), (Some("name"), "field-too-long"));
    let archived = edit_of(GROUP, "archived", false, true);
    assert_eq!(one.asks(&desk, archived).await, Outcome::Applied);
    assert_eq!(
        one.asks(&desk, named("NIGHT shift")).await,
        Outcome::Applied
    );
    let back = edit_of(GROUP, "archived", true, false);
    let outcome = one.asks(&desk, back).await;
    assert_eq!(rejection(&outcome), (Some("name"), "group-name-taken"));
}

// covers: D-07
#[tokio::test]
async fn whoever_was_deactivated_stays_a_member_and_nobody_unknown_becomes_one() {
    let (desk, mut one, _) = two_with_a_group().await;
    let added = members(json!([ADMIN]), json!([ADMIN, NURSE]));
    assert_eq!(one.asks(&desk, added).await, Outcome::Applied);
    assert_eq!(one.asks(&desk, deactivate(NURSE)).await, Outcome::Applied);
    assert!(group(&desk).await.members.contains(&NURSE));
    let unknown = json!([ADMIN, NURSE, Uuid::from_u128(0xdead)]);
    let outcome = one
        .asks(&desk, members(json!([ADMIN, NURSE]), unknown))
        .await;
    assert_eq!(rejection(&outcome), (Some("members"), "member-unknown"));
    let many: Vec<Uuid> = (0..401).map(Uuid::from_u128).collect();
    let outcome = one
        .asks(&desk, members(json!([ADMIN, NURSE]), json!(many)))
        .await;
    assert_eq!(rejection(&outcome), (Some("members"), "group-too-many"));
}

// covers: D-07
#[tokio::test]
async fn an_edit_of_a_group_that_was_archived_meanwhile_waits_for_a_second_look() {
    let (desk, mut one, mut other) = two_with_a_group().await;
    one.asks(&desk, edit_of(GROUP, "archived", false, true))
        .await;
    let outcome = other.asks(&desk, members(json!([ADMIN]), json!([]))).await;
    assert_eq!(conflict(&outcome)[0].0, "archived");
}

/// A group of the administrator and of a nurse who works in offices that are not the clerk's.
async fn with_somebody_out_of_sight() -> (Desk, Author, Author) {
    let (desk, mut one, mut other) = two_offices().await;
    let made = json!({ "name": "Night shift", "members": [ADMIN, NURSE] });
    assert_eq!(one.asks(&desk, make(GROUP, made)).await, Outcome::Applied);
    let moved = edit(NURSE, "offices", Value::Null, json!([SOUTH]));
    assert_eq!(one.asks(&desk, moved).await, Outcome::Applied);
    one.looks(&desk).await;
    other.looks(&desk).await;
    (desk, one, other)
}

/// The members of the group in an answer to a pull.
fn told(answer: &PullAnswer) -> Option<BTreeSet<AccountId>> {
    let mut rows = answer.rows.iter();
    rows.find_map(|row| match &row.record {
        Record::Group(group) => Some(group.members.clone()),
        _ => None,
    })
}

// covers: D-07, RIGHT-04, RIGHT-06
#[tokio::test]
async fn a_restricted_administrator_is_told_nothing_of_members_out_of_sight() {
    let (desk, mut one, _) = two_offices().await;
    let made = json!({ "name": "Night shift", "members": [ADMIN, NURSE] });
    assert_eq!(one.asks(&desk, make(GROUP, made)).await, Outcome::Applied);
    let before = ask(&desk, CLERK, None).await;
    assert_eq!(told(&before), Some([ADMIN, NURSE].into()));
    let moved = edit(NURSE, "offices", Value::Null, json!([SOUTH]));
    assert_eq!(one.asks(&desk, moved).await, Outcome::Applied);
    let after = ask(&desk, CLERK, Some(before.cursor)).await;
    assert!(!after.snapshot);
    assert_eq!(told(&after), Some([ADMIN].into()));
    assert_eq!(told(&ask(&desk, CLERK, None).await), Some([ADMIN].into()));
    assert_eq!(
        told(&ask(&desk, ADMIN, None).await),
        Some([ADMIN, NURSE].into())
    );
    let back = edit(NURSE, "offices", json!([SOUTH]), json!([SOUTH, NORTH]));
    assert_eq!(one.asks(&desk, back).await, Outcome::Applied);
    let again = ask(&desk, CLERK, Some(after.cursor)).await;
    assert_eq!(told(&again), Some([ADMIN, NURSE].into()));
}

// covers: D-07, RIGHT-04
#[tokio::test]
async fn members_out_of_sight_stay_where_a_restricted_administrator_edits_the_others() {
    let (desk, _, mut other) = with_somebody_out_of_sight().await;
    let renamed = edit_of(GROUP, "name", "Night shift", "Nights");
    assert_eq!(other.asks(&desk, renamed).await, Outcome::Applied);
    let swapped = members(json!([ADMIN]), json!([CLERK]));
    assert_eq!(other.asks(&desk, swapped).await, Outcome::Applied);
    assert_eq!(group(&desk).await.members, [CLERK, NURSE].into());
    // Who has been seen before does not make an act of now: what counts is what is seen now.
    let old = members(json!([CLERK, NURSE]), json!([CLERK]));
    assert_eq!(other.asks(&desk, old).await, Outcome::Applied);
    assert_eq!(group(&desk).await.members, [CLERK, NURSE].into());
}

// covers: D-07, RIGHT-06
#[tokio::test]
async fn nobody_out_of_sight_is_added_and_no_clash_tells_of_one() {
    let (desk, mut one, mut other) = with_somebody_out_of_sight().await;
    let nurse_out = members(json!([ADMIN, NURSE]), json!([ADMIN]));
    let odd = members(Value::Null, json!([CLERK]));
    let outcome = other.asks(&desk, odd).await;
    assert_eq!(conflict(&outcome)[0].3, json!([ADMIN]));
    assert_eq!(one.asks(&desk, nurse_out).await, Outcome::Applied);
    other.looks(&desk).await;
    let added = members(json!([ADMIN]), json!([ADMIN, NURSE]));
    let outcome = other.asks(&desk, added).await;
    assert_eq!(rejection(&outcome), (Some("members"), "member-unknown"));
}

// covers: D-07, RIGHT-06
#[tokio::test]
async fn groups_are_for_those_who_manage_accounts() {
    let (desk, mut one, _) = two_with_a_group().await;
    let sees =
        |rows: &[lanyard_shared::record::Row]| rows.iter().any(|row| row.record.key() == GROUP);
    assert!(sees(&ask(&desk, ADMIN, None).await.rows));
    assert!(!sees(&ask(&desk, NURSE, None).await.rows));
    let mut nurse = Author::new(NURSE, 0x43);
    nurse.looks(&desk).await;
    let outcome = nurse.asks(&desk, members(json!([ADMIN]), json!([]))).await;
    assert_eq!(rejection(&outcome).1, "problem-forbidden");
    assert_eq!(
        one.asks(&desk, members(json!([ADMIN]), json!([]))).await,
        Outcome::Applied
    );
}
