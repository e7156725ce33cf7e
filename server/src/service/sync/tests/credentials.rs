//! Passwords that their owners choose, and App Unlock PINs that were set offline.

use lanyard_shared::intent::StaffSetPin;
use lanyard_shared::permission::{ROLE_BTG_ADMIN, ROLE_OFFICE_MANAGER, ROLE_PROVIDER, ROLE_STAFF};
use lanyard_shared::protocol::Outcome;
use lanyard_shared::record::RecordKind;
use serde_json::json;

use super::author::{Author, conflict, edit, edit_of, key, make, rejection};
use super::*;
use crate::secret::Kept;
use crate::store::accounts::password_hash;
use crate::store::pins::{self, PinKind};

const USER1: AccountId = AccountId(Uuid::from_u128(0x1001));

impl Desk {
    fn sealed_pin(&self, account: AccountId, pin: &str) -> seal::Sealed {
        let place = Place {
            account,
            field: "app_unlock_pin",
        };
        let key = self.app.secret.opening_key();
        seal::seal(pin, place, key.public(), &mut Repeated).unwrap()
    }

    fn pin(&self, account: AccountId, pin: &str) -> Intent {
        Intent::StaffSetPin(StaffSetPin {
            account,
            pin: self.sealed_pin(account, pin),
        })
    }

    /// The App Unlock PIN as it can be opened.
    async fn stored_pin(&self, account: AccountId) -> Option<String> {
        let locked = self.look(move |tx| pins::find(tx, account, PinKind::AppUnlock));
        let opened = self
            .app
            .secret
            .unlock(Kept::AppUnlockPin, account, &locked.await?);
        opened.map(|pin| String::from_utf8(pin).unwrap())
    }

    async fn outcome(&self, create: Envelope) -> Outcome {
        self.push(vec![create]).await[0].outcome.clone()
    }
}

// covers: NEW-08, NEW-11, NEW-12
#[tokio::test]
async fn a_new_account_may_come_without_a_password_and_with_a_pin() {
    let desk = Desk::new().await;
    let create = desk.create_with(1, |create| {
        create.password = None;
        create.app_unlock_pin = Some(desk.sealed_pin(USER1, "4711"));
    });
    assert_eq!(desk.outcome(create).await, Outcome::Applied);
    assert_eq!(desk.look(|tx| password_hash(tx, USER1)).await, None);
    assert_eq!(desk.stored_pin(USER1).await.as_deref(), Some("4711"));
    let made = desk.look(|tx| accounts::find(tx, USER1)).await.unwrap();
    assert!(!made.password_set_by_another);
    let support = desk
        .look(|tx| pins::find(tx, USER1, PinKind::Support))
        .await;
    let opened = desk
        .app
        .secret
        .unlock(Kept::SupportPin, USER1, &support.unwrap());
    assert_eq!(opened.unwrap().len(), 6);
}

// covers: NEW-11
#[tokio::test]
async fn a_bad_pin_of_a_new_account_is_told_at_its_field() {
    let desk = Desk::new().await;
    for (n, pin, key) in [
        (1, "1234", "pin-trivial"),
        (2, "47110", "pin-shape"),
        (3, "", "pin-shape"),
    ] {
        let create = desk.create_with(n, |create| {
            create.app_unlock_pin = Some(desk.sealed_pin(create.account, pin));
        });
        let outcome = desk.outcome(create).await;
        assert_eq!(rejection(&outcome), (Some("app_unlock_pin"), key));
    }
    let moved = desk.create_with(4, |create| {
        create.app_unlock_pin = Some(desk.sealed_pin(NURSE, "4711"));
    });
    let outcome = desk.outcome(moved).await;
    assert_eq!(
        rejection(&outcome),
        (Some("app_unlock_pin"), "pin-unreadable")
    );
}

// covers: RIGHT-02
#[tokio::test]
async fn who_gets_a_guarded_permission_that_the_maker_lacks_chooses_their_own_password() {
    let desk = Desk::new().await;
    let reviewer = |create: &mut StaffCreate| create.fields.role = ROLE_BTG_ADMIN;
    let given = desk.create_with(1, |create| {
        reviewer(create);
        create.app_unlock_pin = Some(desk.sealed_pin(USER1, "4711"));
    });
    let Outcome::Rejected { problems } = desk.outcome(given).await else {
        panic!("it was made");
    };
    let told: Vec<_> = problems
        .iter()
        .map(|problem| (problem.field.as_deref(), problem.message.key.as_str()))
        .collect();
    let expected = ["password", "app_unlock_pin"];
    assert_eq!(
        told,
        expected.map(|field| (Some(field), "secret-of-stronger"))
    );
    let chosen = desk.create_with(2, |create| {
        reviewer(create);
        create.password = None;
    });
    assert_eq!(desk.outcome(chosen).await, Outcome::Applied);
}

// covers: RIGHT-02
#[tokio::test]
async fn a_password_that_somebody_was_given_is_forgotten_when_they_become_stronger() {
    let desk = Desk::new().await;
    let create = desk.create(1);
    assert_eq!(desk.outcome(create).await, Outcome::Applied);
    let mut admin = Author::new(ADMIN, 0x41);
    let role = |was: RoleId, set: RoleId| edit(USER1, "role", was.to_string(), set.to_string());
    admin.looks(&desk).await;
    let outcome = admin.asks(&desk, role(ROLE_NURSE, ROLE_STAFF)).await;
    assert_eq!(outcome, Outcome::Applied);
    assert!(desk.look(|tx| password_hash(tx, USER1)).await.is_some());
    admin.looks(&desk).await;
    // The admin holds all of it; whoever chose the password may not.
    let outcome = admin
        .asks(&desk, role(ROLE_STAFF, ROLE_OFFICE_MANAGER))
        .await;
    assert_eq!(outcome, Outcome::Applied);
    assert_eq!(desk.look(|tx| password_hash(tx, USER1)).await, None);
}

// covers: RIGHT-02
#[tokio::test]
async fn a_given_password_is_forgotten_when_the_role_of_its_account_becomes_stronger() {
    let desk = Desk::new().await;
    let custom = key(RecordKind::Role, Uuid::from_u128(0x52));
    let mut admin = Author::new(ADMIN, 0x41);
    let made = make(custom, json!({ "name": "Desk", "allows": ["settings"] }));
    assert_eq!(admin.asks(&desk, made).await, Outcome::Applied);
    admin.looks(&desk).await;
    let create = desk.create_with(1, |create| create.fields.role = RoleId(custom.id));
    assert_eq!(desk.outcome(create).await, Outcome::Applied);
    let grown = async |admin: &mut Author, was: &[&str], set: &[&str]| {
        admin.looks(&desk).await;
        let edit = edit_of(custom, "allows", json!(was), json!(set));
        assert_eq!(admin.asks(&desk, edit).await, Outcome::Applied);
        desk.look(|tx| password_hash(tx, USER1)).await
    };
    let more = ["settings", "export-patients"];
    assert!(grown(&mut admin, &["settings"], &more).await.is_some());
    let guarded = ["settings", "export-patients", "manage-accounts"];
    assert_eq!(grown(&mut admin, &more, &guarded).await, None);
}

// covers: NEW-11, EDIT-02
#[tokio::test]
async fn a_pin_is_set_by_its_owner_and_by_who_manages_accounts() {
    let desk = Desk::new().await;
    let mut nurse = Author::new(NURSE, 0x42);
    assert_eq!(
        nurse.asks(&desk, desk.pin(NURSE, "4711")).await,
        Outcome::Applied
    );
    assert_eq!(desk.stored_pin(NURSE).await.as_deref(), Some("4711"));
    let rev = desk.rev_of(NURSE).await;
    let mut admin = Author::new(ADMIN, 0x41);
    admin.looks(&desk).await;
    let outcome = admin.asks(&desk, desk.pin(NURSE, "8052")).await;
    assert_eq!(outcome, Outcome::Applied);
    assert_eq!(desk.stored_pin(NURSE).await.as_deref(), Some("8052"));
    assert_eq!(
        desk.rev_of(NURSE).await,
        rev,
        "the record says nothing of it"
    );
}

// covers: RIGHT-01, RIGHT-03
#[tokio::test]
async fn a_pin_is_not_set_by_others_nor_for_somebody_stronger() {
    let desk = Desk::new().await;
    let mut nurse = Author::new(NURSE, 0x42);
    let outcome = nurse.asks(&desk, desk.pin(ADMIN, "4711")).await;
    assert_eq!(rejection(&outcome), (None, "problem-forbidden"));
    let mut clerk = Author::new(CLERK, 0x43);
    clerk.looks(&desk).await;
    let outcome = clerk.asks(&desk, desk.pin(ADMIN, "4711")).await;
    assert_eq!(
        rejection(&outcome),
        (Some("app_unlock_pin"), "account-stronger")
    );
    let unknown = AccountId(Uuid::from_u128(0xdead));
    let outcome = clerk.asks(&desk, desk.pin(unknown, "4711")).await;
    assert_eq!(rejection(&outcome), (None, "record-gone"));
    let outcome = clerk.asks(&desk, desk.pin(NURSE, "1212")).await;
    assert_eq!(rejection(&outcome), (Some("app_unlock_pin"), "pin-trivial"));
    for account in [ADMIN, NURSE] {
        assert_eq!(desk.stored_pin(account).await, None);
    }
}

// covers: RIGHT-07
#[tokio::test]
async fn a_pin_is_not_set_for_somebody_whose_rights_moved_unseen() {
    let desk = Desk::new().await;
    let (mut one, mut other) = (Author::new(ADMIN, 0x41), Author::new(ADMIN, 0x42));
    one.looks(&desk).await;
    other.looks(&desk).await;
    let raised = edit(
        NURSE,
        "role",
        ROLE_NURSE.to_string(),
        ROLE_PROVIDER.to_string(),
    );
    assert_eq!(one.asks(&desk, raised).await, Outcome::Applied);
    let outcome = other.asks(&desk, desk.pin(NURSE, "4711")).await;
    assert_eq!(conflict(&outcome)[0].0, "app_unlock_pin");
    assert_eq!(desk.stored_pin(NURSE).await, None);
    other.looks(&desk).await;
    let outcome = other.asks(&desk, desk.pin(NURSE, "4711")).await;
    assert_eq!(outcome, Outcome::Applied);
}
