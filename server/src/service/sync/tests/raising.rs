//! Nobody gets a right by accident (domain RIGHT-01 to RIGHT-05, RIGHT-07).

use lanyard_shared::intent::RoleDelete;
use lanyard_shared::permission::{ROLE_BTG_ADMIN, ROLE_PROVIDER, ROLE_STAFF};
use lanyard_shared::protocol::Outcome;
use lanyard_shared::record::{RecordKey, RecordKind};
use serde_json::json;

use super::author::{
    Author, conflict, deactivate, edit, edit_of, key, make, reactivate, rejection,
};
use super::*;
use crate::store::tombstones;

const DESK: RecordKey = RecordKey {
    kind: RecordKind::Role,
    id: Uuid::from_u128(0x52),
};

fn role_of(was: impl ToString, set: impl ToString) -> Intent {
    edit(NURSE, "role", was.to_string(), set.to_string())
}

fn allows(was: &[&str], set: &[&str]) -> Intent {
    edit_of(DESK, "allows", json!(was), json!(set))
}

/// A practice with the custom role Desk, which allows Settings; admin on two devices has seen it.
async fn with_role() -> (Desk, Author, Author) {
    let desk = Desk::new().await;
    let (mut one, mut other) = (Author::new(ADMIN, 0x41), Author::new(ADMIN, 0x42));
    one.looks(&desk).await;
    let made = make(DESK, json!({ "name": "Desk", "allows": ["settings"] }));
    assert_eq!(one.asks(&desk, made).await, Outcome::Applied);
    one.looks(&desk).await;
    other.looks(&desk).await;
    (desk, one, other)
}

#[tokio::test]
async fn a_role_that_grew_meanwhile_is_not_given_unseen() {
    let (desk, mut one, mut other) = with_role().await;
    let grown = one
        .asks(
            &desk,
            allows(&["settings"], &["settings", "export-patients"]),
        )
        .await;
    assert_eq!(grown, Outcome::Applied);
    let outcome = other.asks(&desk, role_of(ROLE_NURSE, DESK.id)).await;
    assert_eq!(conflict(&outcome)[0].0, "role");
    other.looks(&desk).await;
    assert_eq!(
        other.asks(&desk, role_of(ROLE_NURSE, DESK.id)).await,
        Outcome::Applied
    );
}

#[tokio::test]
async fn a_new_account_with_a_role_that_grew_meanwhile_waits_for_a_second_look() {
    let (desk, mut one, mut other) = with_role().await;
    one.asks(
        &desk,
        allows(&["settings"], &["settings", "export-patients"]),
    )
    .await;
    let create = desk.create_with(9, |create| create.fields.role.0 = DESK.id);
    let stale = other.envelope(&Intent::decode(&create).unwrap());
    let verdicts = other.sends(&desk, vec![stale]).await;
    assert_eq!(conflict(&verdicts[0].outcome)[0].0, "role");
}

#[tokio::test]
async fn the_authors_own_earlier_edits_are_no_surprise_to_them() {
    let (desk, mut one, _) = with_role().await;
    let grown = one.envelope(&allows(&["settings"], &["settings", "export-patients"]));
    let given = one.envelope(&role_of(ROLE_NURSE, DESK.id));
    for verdict in one.sends(&desk, vec![grown, given]).await {
        assert_eq!(verdict.outcome, Outcome::Applied);
    }
}

#[tokio::test]
async fn who_does_not_say_what_they_have_seen_has_seen_nothing() {
    let (desk, mut one, _) = with_role().await;
    one.asks(
        &desk,
        allows(&["settings"], &["settings", "export-patients"]),
    )
    .await;
    let mut old = Author::new(ADMIN, 0x44);
    let outcome = old.asks(&desk, role_of(ROLE_NURSE, DESK.id)).await;
    assert_eq!(conflict(&outcome)[0].0, "role");
    let mut elsewhere = Author::new(ADMIN, 0x45);
    elsewhere.looks(&desk).await;
    let mut foreign = elsewhere.envelope(&role_of(ROLE_NURSE, DESK.id));
    if let Some(seen) = &mut foreign.seen {
        seen.epoch = EpochId(Uuid::from_u128(0xdead));
    }
    let verdicts = elsewhere.sends(&desk, vec![foreign]).await;
    assert_eq!(conflict(&verdicts[0].outcome)[0].0, "role");
}

#[tokio::test]
async fn taking_rights_away_wins_and_giving_them_does_not() {
    let (desk, mut one, mut other) = with_role().await;
    assert_eq!(
        one.asks(&desk, role_of(ROLE_NURSE, ROLE_PROVIDER)).await,
        Outcome::Applied
    );
    let outcome = other.asks(&desk, role_of(ROLE_NURSE, DESK.id)).await;
    assert_eq!(outcome, Outcome::Merged, "Desk is less than Provider");
    let mut third = Author::new(CLERK, 0x46);
    let outcome = third.asks(&desk, role_of(ROLE_NURSE, ROLE_STAFF)).await;
    assert_eq!(conflict(&outcome)[0].0, "role", "Staff is more than Desk");
}

#[tokio::test]
async fn fewer_offices_win_over_others_that_were_given_meanwhile() {
    let (desk, mut one, mut other) = with_role().await;
    let [main, north, south] = [0x61, 0x62, 0x63].map(|id| RecordKey {
        kind: RecordKind::Office,
        id: Uuid::from_u128(id),
    });
    for (office, name) in [(main, "Main"), (north, "North"), (south, "South")] {
        let made = one.asks(&desk, make(office, json!({ "name": name }))).await;
        assert_eq!(made, Outcome::Applied);
    }
    other.looks(&desk).await;
    let offices = |keys: &[RecordKey]| json!(keys.iter().map(|key| key.id).collect::<Vec<_>>());
    let only = |keys: &[RecordKey]| edit(NURSE, "offices", json!(null), offices(keys));
    let given = one.asks(&desk, only(&[main, north])).await;
    assert_eq!(given, Outcome::Applied);
    let outcome = other.asks(&desk, only(&[main])).await;
    assert_eq!(outcome, Outcome::Merged, "Main is less than Main and North");
    let mut third = Author::new(ADMIN, 0x47);
    let outcome = third.asks(&desk, only(&[main, south])).await;
    assert_eq!(
        conflict(&outcome)[0].0,
        "offices",
        "South was not among them"
    );
}

// covers: RIGHT-01
#[tokio::test]
async fn each_act_takes_its_permission() {
    let desk = Desk::new().await;
    let mut nurse = Author::new(NURSE, 0x41);
    let mut clerk = Author::new(CLERK, 0x42);
    nurse.looks(&desk).await;
    clerk.looks(&desk).await;
    for intent in [
        edit(CLERK, "last_name", "Lee", "x"),
        deactivate(CLERK),
        reactivate(CLERK),
    ] {
        let outcome = nurse.asks(&desk, intent).await;
        assert_eq!(rejection(&outcome), (None, "problem-forbidden"));
    }
    let delete = Intent::RoleDelete(RoleDelete { role: ROLE_NURSE });
    for intent in [make(DESK, json!({ "name": "Desk" })), delete] {
        let outcome = clerk.asks(&desk, intent).await;
        assert_eq!(rejection(&outcome), (None, "problem-forbidden"));
    }
}

// covers: RIGHT-02
#[tokio::test]
async fn nobody_hands_out_a_guarded_permission_they_lack_or_takes_one() {
    let desk = Desk::new().await;
    let mut clerk = Author::new(CLERK, 0x42);
    clerk.looks(&desk).await;
    let outcome = clerk
        .asks(&desk, role_of(ROLE_NURSE, ROLE_OFFICE_MANAGER))
        .await;
    assert_eq!(rejection(&outcome), (Some("role"), "role-out-of-reach"));
    let mut admin = Author::new(ADMIN, 0x41);
    admin.looks(&desk).await;
    let own = edit(
        ADMIN,
        "role",
        ROLE_OFFICE_MANAGER.to_string(),
        ROLE_BTG_ADMIN.to_string(),
    );
    let outcome = admin.asks(&desk, own).await;
    assert!(
        matches!(rejection(&outcome).1, "last-manager" | "own-rights"),
        "{outcome:?}"
    );
}

// covers: RIGHT-03
#[tokio::test]
async fn nobody_touches_the_credentials_of_somebody_stronger() {
    let desk = Desk::new().await;
    let mut clerk = Author::new(CLERK, 0x42);
    clerk.looks(&desk).await;
    let outcome = clerk
        .asks(&desk, edit(ADMIN, "email", "admin@example.org", "e@x.org"))
        .await;
    assert_eq!(rejection(&outcome), (Some("email"), "account-stronger"));
    let outcome = clerk
        .asks(&desk, edit(ADMIN, "username", "admin", "gone"))
        .await;
    assert_eq!(rejection(&outcome), (Some("username"), "account-stronger"));
    let outcome = clerk.asks(&desk, deactivate(ADMIN)).await;
    assert_eq!(rejection(&outcome), (None, "account-stronger"));
    let outcome = clerk
        .asks(&desk, edit(ADMIN, "last_name", "Lee", "Chan"))
        .await;
    assert_eq!(outcome, Outcome::Applied, "a name is no credential");
}

// covers: RIGHT-05
#[tokio::test]
async fn the_last_who_can_manage_stays() {
    let desk = Desk::new().await;
    let mut admin = Author::new(ADMIN, 0x41);
    admin.looks(&desk).await;
    let rev = *desk.app.rev.borrow();
    let outcome = admin.asks(&desk, deactivate(ADMIN)).await;
    assert_eq!(rejection(&outcome), (None, "last-manager"));
    let own = edit(
        ADMIN,
        "role",
        ROLE_OFFICE_MANAGER.to_string(),
        ROLE_NURSE.to_string(),
    );
    let outcome = admin.asks(&desk, own).await;
    assert_eq!(rejection(&outcome), (None, "last-manager"));
    let found = desk.look(|tx| accounts::find(tx, ADMIN)).await.unwrap();
    assert_eq!(
        (found.standing, found.role),
        (Standing::Active, ROLE_OFFICE_MANAGER)
    );
    assert_eq!(
        desk.rev_of(ADMIN).await,
        1,
        "nothing of it stays after {rev:?}"
    );
    assert_eq!(desk.look(audit::verify).await, None);
}

// covers: D-08, EDIT-03
#[tokio::test]
async fn reactivating_asks_for_a_seat_and_for_having_seen_the_rights() {
    let (desk, mut one, mut other) = with_role().await;
    one.asks(&desk, role_of(ROLE_NURSE, DESK.id)).await;
    one.asks(&desk, deactivate(NURSE)).await;
    other.looks(&desk).await;
    one.asks(
        &desk,
        allows(&["settings"], &["settings", "export-patients"]),
    )
    .await;
    assert_eq!(
        conflict(&other.asks(&desk, reactivate(NURSE)).await)[0].0,
        "standing"
    );
    desk.change(|tx, rev| put_practice(tx, Plan::NonInvoiced, rev))
        .await;
    let made = desk.push(vec![desk.create(1)]).await;
    assert_eq!(made[0].outcome, Outcome::Applied);
    other.looks(&desk).await;
    let outcome = other.asks(&desk, reactivate(NURSE)).await;
    assert_eq!(rejection(&outcome), (None, "seats-full"));
}

// covers: D-05
#[tokio::test]
async fn a_role_goes_when_nobody_has_it_and_its_id_never_comes_back() {
    let (desk, mut one, _) = with_role().await;
    let delete = Intent::RoleDelete(RoleDelete {
        role: lanyard_shared::id::RoleId(DESK.id),
    });
    one.asks(&desk, role_of(ROLE_NURSE, DESK.id)).await;
    assert_eq!(
        rejection(&one.asks(&desk, delete.clone()).await),
        (None, "role-in-use")
    );
    one.asks(&desk, role_of(DESK.id, ROLE_NURSE)).await;
    assert_eq!(one.asks(&desk, delete).await, Outcome::Applied);
    assert!(desk.look(|tx| tombstones::is_gone(tx, DESK)).await);
    let again = make(DESK, json!({ "name": "Desk" }));
    assert_eq!(
        rejection(&one.asks(&desk, again).await),
        (None, "record-exists")
    );
    let named = edit_of(key(RecordKind::Role, ROLE_NURSE.0), "name", "Nurse", "x");
    let deleted = [ROLE_NURSE, ROLE_BTG_ADMIN].map(|role| Intent::RoleDelete(RoleDelete { role }));
    for of_system in deleted.into_iter().chain([named]) {
        let outcome = one.asks(&desk, of_system).await;
        assert_eq!(rejection(&outcome), (None, "role-system"));
    }
}

#[tokio::test]
async fn rights_that_end_in_the_middle_of_a_push_are_gone_for_the_rest_of_it() {
    let desk = Desk::new().await;
    let mut clerk = Author::new(CLERK, 0x47);
    clerk.looks(&desk).await;
    let name = |was: &str, set: &str| edit(NURSE, "first_name", was, set);
    let push = [
        clerk.envelope(&name("Ana", "Bea")),
        clerk.envelope(&deactivate(CLERK)),
        clerk.envelope(&name("Bea", "Cleo")),
    ];
    let verdicts = clerk.sends(&desk, push.to_vec()).await;
    assert_eq!(verdicts[0].outcome, Outcome::Applied);
    assert_eq!(verdicts[1].outcome, Outcome::Applied);
    let told = rejection(&verdicts[2].outcome);
    assert_eq!(told, (None, "problem-forbidden"));
}

#[tokio::test]
async fn an_element_that_stands_twice_takes_no_right_away_unseen() {
    let (desk, mut one, _) = with_role().await;
    let both = allows(&["settings"], &["settings", "manage-permissions"]);
    assert_eq!(
        rejection_or_applied(&one.asks(&desk, both).await),
        "applied"
    );
    let was = ["manage-permissions", "settings"];
    let doubled = allows(&was, &["settings", "settings"])
        .followed_by(&edit_of(DESK, "name", "Desk", "Front"))
        .unwrap();
    assert_eq!(one.asks(&desk, doubled).await, Outcome::Applied);
    let noted = "select iif(max(c.rev) = h.rev, 'noted', 'not noted')
      from field_changes c, practice_head h where c.field = 'allows'";
    assert_eq!(desk.look(|tx| tx.text(noted)).await, "noted");
}

fn rejection_or_applied(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Applied => "applied",
        other => rejection(other).1,
    }
}

#[tokio::test]
async fn nobody_weakens_somebody_stronger_to_act_upon_them() {
    let desk = Desk::new().await;
    let mut clerk = Author::new(CLERK, 0x42);
    clerk.looks(&desk).await;
    let role = edit(
        ADMIN,
        "role",
        ROLE_OFFICE_MANAGER.to_string(),
        ROLE_STAFF.to_string(),
    );
    let outcome = clerk.asks(&desk, role).await;
    assert_eq!(rejection(&outcome), (Some("role"), "account-stronger"));
}

#[tokio::test]
async fn where_links_point_and_the_rules_for_passwords_take_manage_permissions() {
    let desk = Desk::new().await;
    let mut clerk = Author::new(CLERK, 0x42);
    clerk.looks(&desk).await;
    let practice = key(RecordKind::Practice, Uuid::nil());
    let url = edit_of(
        practice,
        "public_url",
        "https://desk.example.org",
        "https://evil.example",
    );
    assert_eq!(
        rejection(&clerk.asks(&desk, url).await),
        (None, "problem-forbidden")
    );
    let name = edit_of(practice, "name", "Hillside", "Hilltop");
    assert_eq!(clerk.asks(&desk, name).await, Outcome::Applied);
    let elsewhere = key(RecordKind::Practice, Uuid::from_u128(9));
    let outcome = clerk
        .asks(&desk, edit_of(elsewhere, "name", "Hilltop", "x"))
        .await;
    assert_eq!(
        rejection(&outcome),
        (None, "record-gone"),
        "there is one practice"
    );
}

#[tokio::test]
async fn what_somebody_without_rights_sends_does_not_fill_the_log() {
    let desk = Desk::new().await;
    let mut nurse = Author::new(NURSE, 0x41);
    nurse.looks(&desk).await;
    let long = "x".repeat(100_000);
    let outcome = nurse.asks(&desk, edit_of(DESK, &long, "a", "b")).await;
    assert_eq!(rejection(&outcome), (None, "problem-forbidden"));
    let length = desk
        .look(|tx| tx.text("select max(length(detail)) || '' from audit"))
        .await;
    assert!(length.parse::<usize>().unwrap() < 1_000, "{length}");
}
