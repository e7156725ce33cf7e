//! The practice and its policies: who changes them, and what the server makes of them.

use lanyard_shared::protocol::Outcome;
use lanyard_shared::record::RecordKind;
use serde_json::{Value, json};

use super::author::{Author, edit, edit_of, key, rejection};
use super::*;
use crate::service::passwords;
use crate::store::accounts::ChosenBy;
use crate::store::former_passwords;

fn policy(name: &str, was: Value, set: Value) -> Intent {
    let practice = key(RecordKind::Practice, Uuid::nil());
    edit_of(
        practice,
        "policies",
        json!({ name: was }),
        json!({ name: set }),
    )
}

async fn two() -> (Desk, Author, Author) {
    let desk = Desk::new().await;
    let (mut one, mut other) = (Author::new(ADMIN, 0x41), Author::new(CLERK, 0x42));
    one.looks(&desk).await;
    other.looks(&desk).await;
    (desk, one, other)
}

// covers: D-01, CRED-04, CRED-06
#[tokio::test]
async fn two_policies_that_are_changed_at_one_time_merge() {
    let (desk, mut one, _) = two().await;
    let mut again = Author::new(ADMIN, 0x43);
    again.looks(&desk).await;
    let idle = policy("idle_minutes", json!(15), json!(30));
    assert_eq!(one.asks(&desk, idle).await, Outcome::Applied);
    let days = policy("offline_days", json!(14), json!(7));
    assert_eq!(again.asks(&desk, days).await, Outcome::Merged);
    let found = desk.look(practice::find).await.unwrap().policies;
    assert_eq!((found.idle_minutes, found.offline_days), (30, 7));
    let wrong = policy("offline_days", json!(7), json!(0));
    let outcome = one.asks(&desk, wrong).await;
    assert_eq!(
        rejection(&outcome),
        (Some("policies.offline_days"), "policy-offline")
    );
}

// covers: D-08
#[tokio::test]
async fn no_edit_changes_the_plan() {
    let (desk, mut one, _) = two().await;
    let practice = key(RecordKind::Practice, Uuid::nil());
    let smaller = edit_of(practice, "plan", json!("invoiced"), json!("non-invoiced"));
    let outcome = one.asks(&desk, smaller).await;
    assert!(
        matches!(outcome, Outcome::Unsupported { .. }),
        "{outcome:?}"
    );
    let found = desk.look(practice::find).await.unwrap();
    assert_eq!(found.plan, Plan::Invoiced);
}

// covers: RIGHT-01
#[tokio::test]
async fn policies_take_manage_permissions_beside_manage_accounts() {
    let (desk, _, mut clerk) = two().await;
    let idle = policy("idle_minutes", json!(15), json!(30));
    assert_eq!(
        rejection(&clerk.asks(&desk, idle).await).1,
        "problem-forbidden"
    );
}

// covers: NEW-06
#[tokio::test]
async fn addresses_are_of_the_practices_domains_where_it_names_some() {
    let (desk, mut one, _) = two().await;
    let domains = policy("email_domains", json!([]), json!(["@Clinic.example"]));
    assert_eq!(one.asks(&desk, domains).await, Outcome::Applied);
    let before = desk.look(|tx| accounts::find(tx, NURSE)).await.unwrap();
    let email = |set: &str| edit(NURSE, "email", before.email.as_str(), set);
    let outcome = one.asks(&desk, email("nurse@elsewhere.example")).await;
    assert_eq!(rejection(&outcome), (Some("email"), "email-domain"));
    let other = edit(NURSE, "last_name", "Lee", "Chan");
    assert_eq!(one.asks(&desk, other).await, Outcome::Applied);
    let outcome = one.asks(&desk, email("nurse@CLINIC.example")).await;
    assert_eq!(outcome, Outcome::Applied);
}

// covers: CRED-01
#[tokio::test]
async fn what_the_practice_does_not_forbid_any_more_is_not_remembered() {
    let (desk, mut one, _) = two().await;
    let remembered = |was: u16, set: u16| {
        let of = |most: u16| json!({ "remembered": most });
        policy("password", of(was), of(set))
    };
    let former = async || desk.look(|tx| former_passwords::of(tx, NURSE)).await;
    assert_eq!(one.asks(&desk, remembered(0, 3)).await, Outcome::Applied);
    for n in 0..5 {
        desk.change(move |tx, rev| {
            let hash = format!("hash {n}");
            passwords::replace(tx, NURSE, &hash, ChosenBy::Owner, (rev, MORNING))
        })
        .await;
    }
    assert_eq!(former().await, ["hash 3", "hash 2", "hash 1"]);
    assert_eq!(one.asks(&desk, remembered(3, 2)).await, Outcome::Applied);
    assert_eq!(former().await, ["hash 3", "hash 2"]);
    assert_eq!(one.asks(&desk, remembered(2, 0)).await, Outcome::Applied);
    assert!(former().await.is_empty());
}
