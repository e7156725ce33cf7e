//! Two people edit the same record, one of them without having seen the other's edit.

use lanyard_shared::protocol::Outcome;
use lanyard_shared::record::RecordKind;
use serde_json::json;

use super::author::{
    Author, conflict, deactivate, edit, edit_of, key, make, reactivate, rejection,
};
use super::*;
use crate::store::sessions::{self, Session};
use crate::store::{offices, records};

/// A desk where admin and clerk have both seen everything.
async fn two() -> (Desk, Author, Author) {
    let desk = Desk::new().await;
    let (mut one, mut other) = (Author::new(ADMIN, 0x41), Author::new(CLERK, 0x42));
    one.looks(&desk).await;
    other.looks(&desk).await;
    (desk, one, other)
}

async fn nurse(desk: &Desk) -> Account {
    desk.look(|tx| accounts::find(tx, NURSE)).await.unwrap()
}

#[tokio::test]
async fn edits_of_different_fields_both_take_effect() {
    let (desk, mut one, mut other) = two().await;
    let first = one
        .asks(&desk, edit(NURSE, "last_name", "Lee", "Chan"))
        .await;
    let second = other
        .asks(&desk, edit(NURSE, "home_phone", "", "+12125550147"))
        .await;
    assert_eq!((first, second), (Outcome::Applied, Outcome::Merged));
    let nurse = nurse(&desk).await;
    assert_eq!(
        (nurse.last_name.as_str(), nurse.home_phone.as_deref()),
        ("Chan", Some("+12125550147"))
    );
    assert_eq!(desk.look(audit::verify).await, None);
}

#[tokio::test]
async fn a_field_that_somebody_else_changed_is_a_conflict_with_who_and_when() {
    let (desk, mut one, mut other) = two().await;
    one.asks(&desk, edit(NURSE, "last_name", "Lee", "Chan"))
        .await;
    let rev = *desk.app.rev.borrow();
    let outcome = other
        .asks(&desk, edit(NURSE, "last_name", "Lee", "Lin"))
        .await;
    let odds = (
        "last_name".to_owned(),
        json!("Lee"),
        json!("Lin"),
        json!("Chan"),
    );
    assert_eq!(conflict(&outcome), [odds]);
    let Outcome::Conflict { fields } = outcome else {
        unreachable!()
    };
    assert_eq!((fields[0].by, fields[0].at), (Some(ADMIN), Some(MORNING)));
    assert_eq!(nurse(&desk).await.last_name, "Chan");
    let row = desk
        .look(|tx| tx.text("select max(rev) || '' from accounts"))
        .await;
    assert_eq!(row, rev.0.to_string(), "the row stays as it was");
    let log = desk
        .look(|tx| tx.text("select group_concat(detail) from audit"))
        .await;
    assert!(log.contains("last_name"));
    for name in ["Lee", "Lin", "Chan"] {
        assert!(
            !log.contains(name),
            "the audit log keeps no names of people: {name}"
        );
    }
}

#[tokio::test]
async fn the_same_edit_twice_is_no_conflict() {
    let (desk, mut one, mut other) = two().await;
    one.asks(&desk, edit(NURSE, "last_name", "Lee", "Chan"))
        .await;
    let outcome = other
        .asks(&desk, edit(NURSE, "last_name", "Lee", "Chan"))
        .await;
    assert_eq!(outcome, Outcome::Merged);
}

#[tokio::test]
async fn a_queue_of_edits_of_one_field_takes_effect_in_order() {
    let (desk, mut one, _) = two().await;
    let edits = [("Lee", "Chan"), ("Chan", "Lin"), ("Lin", "Ray")];
    let edits = edits.map(|(was, set)| one.envelope(&edit(NURSE, "last_name", was, set)));
    for verdict in one.sends(&desk, edits.to_vec()).await {
        assert_eq!(verdict.outcome, Outcome::Applied);
    }
    assert_eq!(nurse(&desk).await.last_name, "Ray");
}

#[tokio::test]
async fn a_conflict_in_one_field_leaves_the_whole_edit_without_effect() {
    let (desk, mut one, mut other) = two().await;
    one.asks(&desk, edit(NURSE, "last_name", "Lee", "Chan"))
        .await;
    let both = edit(NURSE, "last_name", "Lee", "Lin")
        .followed_by(&edit(NURSE, "first_name", "Ana", "Eva"))
        .unwrap();
    assert_eq!(conflict(&other.asks(&desk, both).await).len(), 1);
    assert_eq!(nurse(&desk).await.first_name, "Ana");
}

#[tokio::test]
async fn an_edit_of_somebody_who_was_deactivated_meanwhile_waits_for_a_second_look() {
    let (desk, mut one, mut other) = two().await;
    assert_eq!(one.asks(&desk, deactivate(NURSE)).await, Outcome::Applied);
    let outcome = other
        .asks(&desk, edit(NURSE, "last_name", "Lee", "Lin"))
        .await;
    let odds = (
        "standing".to_owned(),
        json!("active"),
        json!("active"),
        json!("deactivated"),
    );
    assert_eq!(conflict(&outcome), [odds]);
    other.looks(&desk).await;
    let seen = other
        .asks(&desk, edit(NURSE, "last_name", "Lee", "Lin"))
        .await;
    assert_eq!(seen, Outcome::Applied, "who has seen it may edit");
}

impl Desk {
    /// The nurse is signed in.
    async fn nurse_signs_in(&self) {
        self.change(|tx, _| {
            let session = Session {
                account: NURSE,
                began_at: MORNING,
                expires_at: UnixMillis(MORNING.0 + 1),
                agent: String::new(),
                must_enrol: false,
                must_renew: false,
            };
            sessions::insert(tx, &[1; 32], &session)
        })
        .await;
    }

    async fn open_sessions(&self) -> String {
        self.look(|tx| tx.text("select count(*) || '' from sessions"))
            .await
    }
}

// covers: EDIT-01
#[tokio::test]
async fn another_username_ends_the_sessions_and_one_that_differs_in_case_alone_does_not() {
    let (desk, mut one, _) = two().await;
    desk.nurse_signs_in().await;
    let renamed = |was: &str, set: &str| edit(NURSE, "username", was, set);
    let was = nurse(&desk).await.username;
    let louder = was.to_uppercase();
    let outcome = one.asks(&desk, renamed(&was, &louder)).await;
    assert_eq!(outcome, Outcome::Applied);
    assert_eq!(desk.open_sessions().await, "1");
    let outcome = one.asks(&desk, edit(NURSE, "last_name", "Lee", "Chan"));
    assert_eq!(outcome.await, Outcome::Applied);
    assert_eq!(desk.open_sessions().await, "1");
    let outcome = one.asks(&desk, renamed(&louder, "another.name")).await;
    assert_eq!(outcome, Outcome::Applied);
    assert_eq!(desk.open_sessions().await, "0");
}

// covers: EDIT-03
#[tokio::test]
async fn deactivating_wins_over_whatever_was_changed_meanwhile_and_ends_sessions() {
    let (desk, mut one, mut other) = two().await;
    desk.nurse_signs_in().await;
    one.asks(&desk, edit(NURSE, "last_name", "Lee", "Chan"))
        .await;
    assert_eq!(other.asks(&desk, deactivate(NURSE)).await, Outcome::Applied);
    assert_eq!(one.asks(&desk, deactivate(NURSE)).await, Outcome::Merged);
    assert_eq!(nurse(&desk).await.standing, Standing::Deactivated);
    assert_eq!(desk.open_sessions().await, "0");
    one.looks(&desk).await;
    assert_eq!(one.asks(&desk, reactivate(NURSE)).await, Outcome::Applied);
    assert_eq!(nurse(&desk).await.standing, Standing::Active);
}

// covers: NEW-06, NEW-07
#[tokio::test]
async fn what_is_unique_stays_so() {
    let (desk, mut one, _) = two().await;
    let outcome = one
        .asks(&desk, edit(NURSE, "username", "nurse", "CLERK"))
        .await;
    assert_eq!(rejection(&outcome), (Some("username"), "username-taken"));
    let outcome = one
        .asks(&desk, edit(NURSE, "email", "nurse@example.org", "x"))
        .await;
    assert_eq!(rejection(&outcome), (Some("email"), "email-invalid"));
}

#[tokio::test]
async fn offices_providers_and_roles_are_made_edited_and_put_out_of_use() {
    let (desk, mut one, mut other) = two().await;
    let office = key(RecordKind::Office, Uuid::from_u128(0x50));
    let provider = key(RecordKind::Provider, Uuid::from_u128(0x51));
    let role = key(RecordKind::Role, Uuid::from_u128(0x52));
    let made = [
        make(office, json!({ "name": "North" })),
        make(
            provider,
            json!({ "first_name": "Ruth", "last_name": "Okafor", "offices": [office.id] }),
        ),
        make(role, json!({ "name": "Desk", "allows": ["settings"] })),
    ];
    for intent in made {
        assert_eq!(one.asks(&desk, intent).await, Outcome::Applied);
    }
    let archive = edit_of(office, "active", true, false);
    let outcome = other.asks(&desk, archive.clone()).await;
    assert_eq!(rejection(&outcome), (Some("active"), "office-in-use"));
    let leave = edit_of(provider, "offices", json!([office.id]), json!([]));
    assert_eq!(one.asks(&desk, leave).await, Outcome::Applied);
    assert_eq!(one.asks(&desk, archive).await, Outcome::Applied);
    let found =
        desk.look(|tx| offices::find(tx, lanyard_shared::id::OfficeId(Uuid::from_u128(0x50))));
    assert!(!found.await.unwrap().active);
    let taken = make(
        key(RecordKind::Role, Uuid::from_u128(0x53)),
        json!({ "name": "DESK" }),
    );
    assert_eq!(
        rejection(&one.asks(&desk, taken).await),
        (Some("name"), "role-name-taken")
    );
    let outcome = one.asks(&desk, edit_of(office, "pager", "", "1")).await;
    assert!(
        matches!(outcome, Outcome::Unsupported { .. }),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_role_merges_by_permission() {
    let (desk, mut one, _) = two().await;
    let role = key(RecordKind::Role, Uuid::from_u128(0x52));
    one.asks(
        &desk,
        make(
            role,
            json!({ "name": "Desk", "allows": ["settings", "access-reports"] }),
        ),
    )
    .await;
    one.looks(&desk).await;
    let mut again = Author::new(ADMIN, 0x43);
    again.looks(&desk).await;
    let was = json!(["access-reports", "settings"]);
    let less = edit_of(role, "allows", was.clone(), json!(["settings"]));
    assert_eq!(one.asks(&desk, less).await, Outcome::Applied);
    let other_less = edit_of(role, "allows", was, json!(["access-reports"]));
    assert_eq!(again.asks(&desk, other_less).await, Outcome::Merged);
    let found = desk.look(move |tx| records::find(tx, role)).await.unwrap();
    assert_eq!(lanyard_shared::fields::of(&found)["allows"], json!([]));
}

#[tokio::test]
async fn what_takes_two_sides_to_break_is_a_conflict() {
    let (desk, mut one, _) = two().await;
    let practice = key(RecordKind::Practice, Uuid::nil());
    let policies = |min: u32, max: u32| json!({ "password": { "min_length": min, "max_length": max }, "first_password": "require" });
    let longer = edit_of(practice, "policies", policies(12, 128), policies(64, 128));
    assert_eq!(one.asks(&desk, longer).await, Outcome::Applied);
    let shorter = edit_of(practice, "policies", policies(12, 128), policies(12, 32));
    let mut other = Author::new(ADMIN, 0x49);
    other.looks(&desk).await;
    assert_eq!(conflict(&other.asks(&desk, shorter).await)[0].0, "policies");
    let alone = edit_of(practice, "policies", policies(64, 128), policies(64, 32));
    let outcome = one.asks(&desk, alone).await;
    assert_eq!(
        rejection(&outcome),
        (
            Some("policies.password.min_length"),
            "policy-password-lengths"
        )
    );
}

#[tokio::test]
async fn an_edit_that_builds_on_a_refused_one_is_held_and_the_rest_goes_on() {
    let (desk, mut one, _) = two().await;
    let role = key(RecordKind::Role, Uuid::from_u128(0x52));
    let refused = one.envelope(&make(role, json!({ "name": "Nurse" })));
    let after = |envelope: Envelope, earlier: &Envelope| Envelope {
        after: vec![earlier.op_id],
        ..envelope
    };
    let held = one.envelope(&edit_of(role, "name", "Nurse", "Desk"));
    let held = after(held, &refused);
    let behind = one.envelope(&edit(
        NURSE,
        "role",
        ROLE_NURSE.to_string(),
        role.id.to_string(),
    ));
    let behind = after(behind, &held);
    let other = one.envelope(&edit(NURSE, "last_name", "Lee", "Chan"));
    let ids = [refused.op_id, held.op_id];
    let verdicts = one.sends(&desk, vec![refused, held, behind, other]).await;
    let outcomes: Vec<_> = verdicts
        .into_iter()
        .map(|verdict| verdict.outcome)
        .collect();
    assert_eq!(rejection(&outcomes[0]), (Some("name"), "role-name-taken"));
    assert_eq!(outcomes[1], Outcome::Held { on: ids[0] });
    assert_eq!(outcomes[2], Outcome::Held { on: ids[1] });
    assert_eq!(outcomes[3], Outcome::Applied);
}
