//! What an account says beside name and role, and what follows from it: offices that bound what an
//! administrator reaches (domain RIGHT-04), first and last day (domain NEW-16).

use lanyard_shared::id::OfficeId;
use lanyard_shared::protocol::{MailKind, Outcome};
use lanyard_shared::record::{CareTeamIdentifier, Office, RecordKey, RecordKind};
use serde_json::{Value, json};

use super::author::{Author, conflict, deactivate, edit, edit_of, key, reactivate, rejection};
use super::retention::ask;
use super::*;
use crate::service::{mails, upkeep};
use crate::store::{changes, offices};

pub(super) const NORTH: OfficeId = OfficeId(Uuid::from_u128(0x60));
pub(super) const SOUTH: OfficeId = OfficeId(Uuid::from_u128(0x61));

/// A practice with two offices whose clerk is restricted to the northern one.
pub(super) async fn two_offices() -> (Desk, Author, Author) {
    let desk = Desk::new().await;
    desk.change(|tx, rev| {
        for (id, name) in [(NORTH, "North"), (SOUTH, "South")] {
            let office = Office {
                id,
                name: name.to_owned(),
                address: String::new(),
                phone: None,
                active: true,
            };
            offices::insert(tx, &office, rev)?;
        }
        Ok(())
    })
    .await;
    let mut admin = Author::new(ADMIN, 0x41);
    admin.looks(&desk).await;
    let restricted = edit(CLERK, "offices", Value::Null, json!([NORTH]));
    assert_eq!(admin.asks(&desk, restricted).await, Outcome::Applied);
    admin.looks(&desk).await;
    let mut clerk = Author::new(CLERK, 0x42);
    clerk.looks(&desk).await;
    (desk, admin, clerk)
}

fn offices_of(account: AccountId, was: Value, set: Value) -> Intent {
    edit(account, "offices", was, set)
}

// covers: NEW-04, NEW-05, NEW-13
#[tokio::test]
async fn particulars_are_checked_stored_and_read_back() {
    let (desk, mut admin, _) = two_offices().await;
    let nurse = json!({ "code": "224535009", "term": "whatever was typed" });
    let both = edit(NURSE, "care_team_role", Value::Null, nurse)
        .followed_by(&edit(
            NURSE,
            "care_team_identifier",
            Value::Null,
            json!({ "kind": "ncsbn", "value": "12345678" }),
        ))
        .and_then(|both| both.followed_by(&edit(NURSE, "daily_report", true, false)))
        .unwrap();
    assert_eq!(admin.asks(&desk, both).await, Outcome::Applied);
    let found = desk
        .look(|tx| accounts::find(tx, NURSE))
        .await
        .unwrap()
        .particulars;
    assert_eq!(
        found.care_team_role.unwrap().term,
        "Registered nurse (occupation)"
    );
    let identifier = CareTeamIdentifier::Ncsbn("12345678".to_owned());
    assert_eq!(found.care_team_identifier, Some(identifier));
    assert!(!found.daily_report && found.email_update);
    let wrong = json!({ "kind": "npi", "value": "1234567890" });
    let now = json!({ "kind": "ncsbn", "value": "12345678" });
    let outcome = admin
        .asks(&desk, edit(NURSE, "care_team_identifier", now, wrong))
        .await;
    assert_eq!(
        rejection(&outcome),
        (Some("care_team_identifier"), "npi-invalid")
    );
    let outcome = admin
        .asks(&desk, offices_of(NURSE, Value::Null, json!([])))
        .await;
    assert_eq!(rejection(&outcome), (Some("offices"), "offices-none"));
    let nowhere = json!([Uuid::from_u128(0xdead)]);
    let outcome = admin
        .asks(&desk, offices_of(NURSE, Value::Null, nowhere))
        .await;
    assert_eq!(rejection(&outcome), (Some("offices"), "office-unknown"));
}

// covers: RIGHT-04
#[tokio::test]
async fn who_is_restricted_edits_people_of_their_own_offices_only() {
    let (desk, mut admin, mut clerk) = two_offices().await;
    let outcome = clerk
        .asks(&desk, edit(NURSE, "last_name", "Lee", "Chan"))
        .await;
    assert_eq!(
        rejection(&outcome),
        (None, "account-out-of-reach"),
        "she is in all offices"
    );
    assert_eq!(
        rejection(&clerk.asks(&desk, deactivate(NURSE)).await).1,
        "account-out-of-reach"
    );
    admin
        .asks(&desk, offices_of(NURSE, Value::Null, json!([NORTH])))
        .await;
    let outcome = clerk
        .asks(&desk, edit(NURSE, "last_name", "Lee", "Chan"))
        .await;
    assert_eq!(outcome, Outcome::Merged);
    for more in [json!([NORTH, SOUTH]), Value::Null] {
        let outcome = clerk
            .asks(&desk, offices_of(NURSE, json!([NORTH]), more))
            .await;
        assert_eq!(
            rejection(&outcome),
            (Some("offices"), "offices-out-of-reach")
        );
    }
    let create = desk.create_with(9, |create| {
        create.fields.particulars.offices = Some([SOUTH].into());
    });
    let create = clerk.envelope(&Intent::decode(&create).unwrap());
    let verdicts = clerk.sends(&desk, vec![create]).await;
    assert_eq!(
        rejection(&verdicts[0].outcome),
        (Some("offices"), "offices-out-of-reach")
    );
    let own = offices_of(CLERK, json!([NORTH]), Value::Null);
    assert_eq!(
        rejection(&clerk.asks(&desk, own).await).1,
        "offices-out-of-reach"
    );
}

// covers: NEW-13, RIGHT-04, RIGHT-06
#[tokio::test]
async fn who_leaves_the_offices_of_a_restricted_reader_leaves_their_sight() {
    let (desk, mut admin, _) = two_offices().await;
    let before = ask(&desk, CLERK, None).await;
    let sees = |rows: &[lanyard_shared::record::Row]| {
        rows.iter()
            .any(|row| row.record.key() == key(RecordKind::Account, NURSE.0))
    };
    assert!(before.snapshot && sees(&before.rows));
    admin
        .asks(&desk, offices_of(NURSE, Value::Null, json!([SOUTH])))
        .await;
    let after = ask(&desk, CLERK, Some(before.cursor)).await;
    assert_eq!(after.gone, [key(RecordKind::Account, NURSE.0)]);
    assert!(!after.snapshot && !sees(&after.rows));
    admin
        .asks(&desk, edit(NURSE, "last_name", "Lee", "Chan"))
        .await;
    let later = ask(&desk, CLERK, Some(after.cursor)).await;
    assert_eq!(
        (later.gone.len(), later.rows.len()),
        (0, 0),
        "of strangers nothing is told"
    );
    assert!(!sees(&ask(&desk, CLERK, None).await.rows));
}

// covers: D-08, RIGHT-04
#[tokio::test]
async fn who_is_restricted_is_told_how_many_seats_people_out_of_sight_take() {
    let (desk, mut admin, _) = two_offices().await;
    let told = async |who| ask(&desk, who, None).await.seats_out_of_sight;
    assert!(told(CLERK).await.is_empty(), "any number is free");
    desk.change(|tx, rev| put_practice(tx, Plan::Asclepius, rev))
        .await;
    assert!(told(CLERK).await.is_empty(), "who may be anywhere is seen");
    admin
        .asks(&desk, offices_of(NURSE, Value::Null, json!([SOUTH])))
        .await;
    let taken = told(CLERK).await;
    assert_eq!((taken.taken, taken.pending), (1, 0));
    assert!(told(ADMIN).await.is_empty(), "sees everybody");
    assert!(told(NURSE).await.is_empty(), "makes no accounts");
    admin.asks(&desk, deactivate(NURSE)).await;
    assert!(told(CLERK).await.is_empty(), "the seat is free");
}

#[tokio::test]
async fn more_offices_are_more_rights() {
    let (desk, mut admin, _) = two_offices().await;
    let mut stale = Author::new(ADMIN, 0x43);
    stale.looks(&desk).await;
    admin
        .asks(
            &desk,
            edit(
                NURSE,
                "role",
                ROLE_NURSE.to_string(),
                ROLE_OFFICE_MANAGER.to_string(),
            ),
        )
        .await;
    admin
        .asks(&desk, offices_of(NURSE, Value::Null, json!([NORTH])))
        .await;
    let mut third = Author::new(ADMIN, 0x44);
    third.looks(&desk).await;
    let more = offices_of(NURSE, json!([NORTH]), json!([NORTH, SOUTH]));
    assert_eq!(
        conflict(&stale.asks(&desk, more.clone()).await)[0].0,
        "offices"
    );
    assert_eq!(third.asks(&desk, more).await, Outcome::Applied);
}

#[tokio::test]
async fn an_office_with_people_stays_in_use() {
    let (desk, mut admin, _) = two_offices().await;
    let archive = edit_of(key(RecordKind::Office, NORTH.0), "active", true, false);
    let outcome = admin.asks(&desk, archive).await;
    assert_eq!(rejection(&outcome), (Some("active"), "office-has-people"));
}

// covers: NEW-16
#[tokio::test]
async fn first_and_last_day_are_days_of_the_practice() {
    let (desk, mut admin, _) = two_offices().await;
    let days = edit(NURSE, "starts_on", Value::Null, "2026-03-08")
        .followed_by(&edit(NURSE, "ends_on", Value::Null, "2026-03-08"))
        .unwrap();
    assert_eq!(admin.asks(&desk, days).await, Outcome::Applied);
    let found = desk.look(|tx| accounts::find(tx, NURSE)).await.unwrap();
    // In New York clocks are put on that night: the day has 23 hours, from 05:00Z to 04:00Z.
    let begins = UnixMillis(1_772_946_000_000);
    assert_eq!(found.starts_at, Some(begins));
    assert_eq!(found.ends_at, Some(begins.plus(Millis::hours(23))));
    let outcome = admin
        .asks(&desk, edit(NURSE, "ends_on", "2026-03-08", "2026-03-07"))
        .await;
    assert_eq!(rejection(&outcome), (Some("ends_on"), "ends-before-start"));
    let outcome = admin
        .asks(&desk, edit(NURSE, "ends_on", "2026-03-08", "2026-02-30"))
        .await;
    assert_eq!(rejection(&outcome), (None, "intent-malformed"));
}

// covers: NEW-16
#[tokio::test]
async fn days_move_with_the_clocks_of_the_practice() {
    let (desk, mut admin, _) = two_offices().await;
    let ends = edit(NURSE, "ends_on", Value::Null, "2026-03-02");
    assert_eq!(admin.asks(&desk, ends).await, Outcome::Applied);
    let nurse = async || desk.look(|tx| accounts::find(tx, NURSE)).await.unwrap();
    let ends_at = nurse().await.ends_at.unwrap();
    let practice = key(RecordKind::Practice, Uuid::nil());
    let zone = edit_of(
        practice,
        "time_zone",
        json!("America/New_York"),
        json!("America/Los_Angeles"),
    );
    assert_eq!(admin.asks(&desk, zone).await, Outcome::Applied);
    assert_eq!(nurse().await.ends_at, Some(ends_at.plus(Millis::hours(3))));
    let told = desk.look(|tx| {
        let before = Rev(audit::head(tx)?.rev.0 - 1);
        changes::since(tx, before, 10)
    });
    let told: Vec<RecordKey> = told.await.iter().map(|row| row.record.key()).collect();
    assert_eq!(told, [practice, key(RecordKind::Account, NURSE.0)]);
}

// covers: NEW-16, RIGHT-05
#[tokio::test]
async fn no_clocks_put_off_the_first_day_of_the_last_who_can_manage() {
    let (desk, mut admin, _) = two_offices().await;
    let today = edit(ADMIN, "starts_on", Value::Null, "2026-03-02");
    assert_eq!(admin.asks(&desk, today).await, Outcome::Applied);
    let found = async || desk.look(|tx| accounts::find(tx, ADMIN)).await.unwrap();
    let before = found().await.starts_at;
    let practice = key(RecordKind::Practice, Uuid::nil());
    let zone = |set: &str| edit_of(practice, "time_zone", json!("America/New_York"), json!(set));
    // There it is still the day before.
    let outcome = admin.asks(&desk, zone("Pacific/Honolulu")).await;
    assert_eq!(rejection(&outcome), (None, "last-manager"));
    assert_eq!(found().await.starts_at, before);
    let outcome = admin.asks(&desk, zone("America/Chicago")).await;
    assert_eq!(outcome, Outcome::Applied);
}

// covers: NEW-16, RIGHT-05
#[tokio::test]
async fn at_the_end_of_the_last_day_an_account_is_deactivated() {
    let (desk, mut admin, _) = two_offices().await;
    let ends = edit(NURSE, "ends_on", Value::Null, "2026-03-02");
    assert_eq!(admin.asks(&desk, ends).await, Outcome::Applied);
    let elsewhere = offices_of(NURSE, Value::Null, json!([SOUTH]));
    assert_eq!(admin.asks(&desk, elsewhere).await, Outcome::Applied);
    upkeep::tidy(&desk.app).await.unwrap();
    let standing = async |who| {
        let found = desk.look(move |tx| accounts::find(tx, who)).await;
        found.unwrap().standing
    };
    assert_eq!(standing(NURSE).await, Standing::Active);
    assert_eq!(told(&desk).await, [""; 0]);
    desk.days(1).await;
    assert_eq!(standing(NURSE).await, Standing::Deactivated);
    // The clerk has no office with the nurse. One letter goes out, however often upkeep looks.
    assert_eq!(told(&desk).await, ["admin@example.org: Ana Lee"]);
    upkeep::tidy(&desk.app).await.unwrap();
    assert_eq!(told(&desk).await.len(), 1);
    assert_eq!(desk.look(audit::verify).await, None);
    admin.looks(&desk).await;
    let again = admin.asks(&desk, reactivate(NURSE)).await;
    assert_eq!(rejection(&again), (Some("ends_on"), "ends-in-the-past"));
}

// covers: NEW-16, RIGHT-04
#[tokio::test]
async fn everybody_is_told_of_a_last_day_who_manages_accounts_and_sees_the_person() {
    let (desk, mut admin, _) = two_offices().await;
    let ends = edit(NURSE, "ends_on", Value::Null, "2026-03-02");
    assert_eq!(admin.asks(&desk, ends).await, Outcome::Applied);
    desk.days(1).await;
    let both = ["admin@example.org: Ana Lee", "clerk@example.org: Ana Lee"];
    assert_eq!(told(&desk).await, both);
}

/// Who is told that somebody's last day is over, and whose.
async fn told(desk: &Desk) -> Vec<String> {
    let due = mails::due(&desk.app, 10).await.unwrap();
    let last_days = due.iter().filter(|mail| mail.kind == MailKind::LastDay);
    let told = last_days.map(|mail| {
        let about = mail.about.as_deref().unwrap_or_default();
        format!("{}: {about}", mail.recipient)
    });
    let mut told: Vec<String> = told.collect();
    told.sort();
    told
}

#[tokio::test]
async fn days_shut_nobody_out_who_must_stay() {
    let (desk, mut admin, _) = two_offices().await;
    for (field, day) in [
        ("ends_on", "2030-01-01"),
        ("ends_on", "2026-03-01"),
        ("starts_on", "2099-01-01"),
    ] {
        let outcome = admin
            .asks(&desk, edit(ADMIN, field, Value::Null, day))
            .await;
        assert_eq!(rejection(&outcome), (None, "last-manager"), "{field} {day}");
    }
    let mut clerk = Author::new(CLERK, 0x48);
    admin
        .asks(&desk, offices_of(CLERK, json!([NORTH]), Value::Null))
        .await;
    clerk.looks(&desk).await;
    let outcome = clerk
        .asks(&desk, edit(ADMIN, "ends_on", Value::Null, "2026-03-01"))
        .await;
    assert_eq!(rejection(&outcome), (Some("ends_on"), "account-stronger"));
}

#[tokio::test]
async fn a_longer_stay_is_a_right_that_must_have_been_seen() {
    let (desk, mut admin, _) = two_offices().await;
    let mut stale = Author::new(ADMIN, 0x43);
    stale.looks(&desk).await;
    admin
        .asks(
            &desk,
            edit(
                NURSE,
                "role",
                ROLE_NURSE.to_string(),
                ROLE_OFFICE_MANAGER.to_string(),
            ),
        )
        .await;
    admin
        .asks(&desk, edit(NURSE, "ends_on", Value::Null, "2026-04-01"))
        .await;
    let longer = edit(NURSE, "ends_on", "2026-04-01", Value::Null);
    assert_eq!(
        conflict(&stale.asks(&desk, longer.clone()).await)[0].0,
        "ends_on"
    );
    admin.looks(&desk).await;
    assert_eq!(admin.asks(&desk, longer).await, Outcome::Applied);
}
