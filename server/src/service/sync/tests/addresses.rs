//! Another e-mail address, asked for by an edit of the account's fields (domain LINK-09).

use lanyard_shared::intent::SetFields;
use lanyard_shared::message::Message;
use lanyard_shared::permission::ROLE_STAFF;
use lanyard_shared::protocol::{Activate, LinkPurpose, LinkToken, MailKind, Outcome};
use lanyard_shared::record::RecordKind;
use serde_json::json;

use super::author::{Author, deactivate, edit, key, reactivate, reactivate_at, rejection};
use super::*;
use crate::service::{emails, links, mails};
use crate::store::accounts::password_hash;
use crate::store::links as stored_links;
use crate::store::pins::{self, PinKind};

const USER1: AccountId = AccountId(Uuid::from_u128(0x1001));

fn address(account: AccountId, was: &str, set: &str) -> Intent {
    edit(account, "email", was, set)
}

impl Desk {
    async fn found(&self, account: AccountId) -> Account {
        let found = self.look(move |tx| accounts::find(tx, account)).await;
        found.unwrap()
    }

    /// The mails that wait, with the tokens of their links.
    async fn waiting(&self) -> Vec<(MailKind, String, LinkToken)> {
        let due = mails::due(&self.app, 10).await.unwrap().into_iter();
        due.filter_map(|mail| {
            let token = mail.link?.token(&self.app.secret);
            Some((mail.kind, mail.recipient, LinkToken { token }))
        })
        .collect()
    }

    /// Who is told that an account has another address than theirs.
    async fn told_of_another_address(&self) -> Vec<String> {
        let due = mails::due(&self.app, 10).await.unwrap().into_iter();
        let told = due.filter(|mail| mail.kind == MailKind::EmailReplaced);
        told.map(|mail| mail.recipient).collect()
    }
}

async fn admin(desk: &Desk) -> Author {
    let mut admin = Author::new(ADMIN, 0x41);
    admin.looks(desk).await;
    admin
}

// covers: LINK-09, EDIT-01
#[tokio::test]
async fn another_address_of_somebody_active_is_asked_for_and_the_other_fields_change() {
    let desk = Desk::new().await;
    let mut admin = admin(&desk).await;
    let changes = json!({
        "email": { "was": "nurse@example.org", "set": " Nora@new.example " },
        "first_name": { "was": "Ana", "set": "Nora" },
    });
    let both = Intent::from(SetFields {
        record: key(RecordKind::Account, NURSE.0),
        changes: serde_json::from_value(changes).unwrap(),
    });
    let envelope = admin.envelope(&both);
    let verdict = admin.sends(&desk, vec![envelope.clone()]).await.remove(0);
    assert_eq!(verdict.outcome, Outcome::Applied);
    let note = Message::new("note-email-asked").with("email", "Nora@new.example");
    assert_eq!(verdict.notes, [note]);
    assert_eq!(admin.sends(&desk, vec![envelope]).await, [verdict]);
    let nurse = desk.found(NURSE).await;
    assert_eq!(
        (
            nurse.first_name.as_str(),
            nurse.email.as_str(),
            nurse.email_verified
        ),
        ("Nora", "nurse@example.org", true)
    );
    let mut waiting = desk.waiting().await;
    waiting.sort_by_key(|(kind, ..)| *kind as u8);
    let told: Vec<_> = waiting.iter().map(|(kind, to, _)| (*kind, &**to)).collect();
    assert_eq!(
        told,
        [
            (MailKind::EmailChange, "Nora@new.example"),
            (MailKind::EmailNotice, "nurse@example.org"),
        ]
    );
    emails::confirm(&desk.app, waiting[0].2.clone())
        .await
        .unwrap();
    assert_eq!(desk.found(NURSE).await.email, "Nora@new.example");
    emails::undo(&desk.app, waiting[1].2.clone()).await.unwrap();
    assert_eq!(desk.found(NURSE).await.email, "nurse@example.org");
}

// covers: LINK-09
#[tokio::test]
async fn ones_own_address_takes_ones_own_password() {
    let desk = Desk::new().await;
    let mut admin = admin(&desk).await;
    let own = address(ADMIN, "admin@example.org", "new@example.org");
    let outcome = admin.asks(&desk, own).await;
    assert_eq!(rejection(&outcome), (Some("email"), "email-own"));
    assert!(desk.waiting().await.is_empty());
    assert_eq!(desk.found(ADMIN).await.email, "admin@example.org");
}

// covers: LINK-09, LINK-01
#[tokio::test]
async fn a_pending_account_gets_another_address_at_once_and_a_new_activation_link() {
    let desk = Desk::new().await;
    // Both in one push, as when the address is mended before the account was sent.
    let mut admin = admin(&desk).await;
    let made = Intent::decode(&desk.create(1)).unwrap();
    let mended = address(USER1, "user1@example.org", "bea@example.org");
    let both = [made, mended].map(|intent| admin.envelope(&intent));
    let verdicts = admin.sends(&desk, both.into()).await;
    assert_eq!(verdicts[1].outcome, Outcome::Applied);
    let note = &verdicts[1].notes[0];
    assert_eq!(note.key, "note-activation-sent");
    assert_eq!(note.args["email"], "bea@example.org".into());
    let made = desk.found(USER1).await;
    assert_eq!(made.email, "bea@example.org");
    assert!(made.activation.is_some());
    let waiting = desk.waiting().await;
    let told: Vec<_> = waiting.iter().map(|(kind, to, _)| (*kind, &**to)).collect();
    assert_eq!(told, [(MailKind::Activation, "bea@example.org")]);
    links::activate(&desk.app, waiting[0].2.clone())
        .await
        .unwrap();
}

// covers: LINK-01
#[tokio::test]
async fn the_link_that_went_to_a_mistyped_address_dies() {
    let desk = Desk::new().await;
    desk.push(vec![desk.create(1)]).await;
    let old = desk.waiting().await.remove(0).2;
    let mut admin = admin(&desk).await;
    let mended = address(USER1, "user1@example.org", "bea@example.org");
    assert_eq!(admin.asks(&desk, mended).await, Outcome::Applied);
    let refused = links::activate(&desk.app, old).await.unwrap_err();
    assert_eq!(refusal(refused).message.key, "link-superseded");
}

// covers: LINK-09
#[tokio::test]
async fn a_closed_account_gets_no_other_address() {
    let desk = Desk::new().await;
    let mut admin = admin(&desk).await;
    for standing in [Standing::Deactivated, Standing::Locked] {
        desk.change(move |tx, rev| {
            let nurse = accounts::find(tx, NURSE)?.unwrap();
            accounts::update(tx, &Account { standing, ..nurse }, rev)
        })
        .await;
        admin.looks(&desk).await;
        let other = address(NURSE, "nurse@example.org", "thief@example.org");
        let outcome = admin.asks(&desk, other).await;
        assert_eq!(rejection(&outcome), (Some("email"), "email-of-closed"));
        assert!(desk.waiting().await.is_empty());
    }
}

/// The nurse is deactivated, and her administrator has seen it.
async fn without_nurse() -> (Desk, Author) {
    let desk = Desk::new().await;
    let mut admin = admin(&desk).await;
    assert_eq!(admin.asks(&desk, deactivate(NURSE)).await, Outcome::Applied);
    admin.looks(&desk).await;
    (desk, admin)
}

// covers: EDIT-03, LINK-01
#[tokio::test]
async fn whoever_comes_back_with_another_address_is_pending_and_activates_there() {
    let (desk, mut admin) = without_nurse().await;
    let envelope = admin.envelope(&reactivate_at(NURSE, " nora@new.example "));
    let verdict = admin.sends(&desk, vec![envelope]).await.remove(0);
    assert_eq!(verdict.outcome, Outcome::Applied);
    let note = Message::new("note-activation-sent").with("name", "Ana Lee");
    assert_eq!(verdict.notes, [note.with("email", "nora@new.example")]);
    let nurse = desk.found(NURSE).await;
    assert_eq!(
        (nurse.standing, nurse.email.as_str(), nurse.email_verified),
        (Standing::Pending, "nora@new.example", false)
    );
    let waiting = desk.waiting().await;
    let told: Vec<_> = waiting.iter().map(|(kind, to, _)| (*kind, &**to)).collect();
    assert_eq!(told, [(MailKind::Activation, "nora@new.example")]);
    let activate = Activate {
        token: waiting[0].2.token.clone(),
        password: Some(PASSWORD.to_owned()),
    };
    links::activate(&desk.app, activate).await.unwrap();
    let nurse = desk.found(NURSE).await;
    assert_eq!(
        (nurse.standing, nurse.email_verified),
        (Standing::Active, true)
    );
}

// covers: EDIT-03
#[tokio::test]
async fn the_old_address_is_told_that_the_account_came_back_with_another_one() {
    let (desk, mut admin) = without_nurse().await;
    assert!(desk.told_of_another_address().await.is_empty());
    let back = reactivate_at(NURSE, "nora@new.example");
    assert_eq!(admin.asks(&desk, back).await, Outcome::Applied);
    assert_eq!(desk.told_of_another_address().await, ["nurse@example.org"]);
}

// covers: EDIT-03
#[tokio::test]
async fn whoever_comes_back_as_before_or_never_came_leaves_no_address_behind() {
    let (desk, mut admin) = without_nurse().await;
    assert_eq!(admin.asks(&desk, reactivate(NURSE)).await, Outcome::Applied);
    desk.push(vec![desk.create(1)]).await;
    for intent in [deactivate(USER1), reactivate_at(USER1, "user1@new.example")] {
        admin.looks(&desk).await;
        assert_eq!(admin.asks(&desk, intent).await, Outcome::Applied);
    }
    assert!(desk.told_of_another_address().await.is_empty());
}

// covers: EDIT-03
#[tokio::test]
async fn who_read_the_mails_of_the_old_address_has_no_way_in_any_more() {
    let desk = Desk::new().await;
    let mut admin = admin(&desk).await;
    let moved = address(NURSE, "nurse@example.org", "nora@old.example");
    assert_eq!(admin.asks(&desk, moved).await, Outcome::Applied);
    let mut mails = desk.waiting().await;
    mails.retain(|(kind, ..)| *kind == MailKind::EmailNotice);
    let (_, _, undo) = mails.remove(0);
    let pin = |tx: &Tx<'_>| pins::find(tx, NURSE, PinKind::Support);
    let before = desk.look(pin).await;
    assert_eq!(admin.asks(&desk, deactivate(NURSE)).await, Outcome::Applied);
    admin.looks(&desk).await;
    let back = reactivate_at(NURSE, "nora@new.example");
    assert_eq!(admin.asks(&desk, back).await, Outcome::Applied);
    assert_eq!(desk.look(|tx| password_hash(tx, NURSE)).await, None);
    assert_ne!(desk.look(pin).await, before);
    let refused = emails::undo(&desk.app, undo).await.unwrap_err();
    assert_eq!(refusal(refused).message.key, "link-superseded");
}

// covers: EDIT-03, NEW-06, NEW-07
#[tokio::test]
async fn the_address_of_whoever_comes_back_is_checked() {
    let (desk, mut admin) = without_nurse().await;
    for (typed, key) in [
        ("nora", "email-invalid"),
        ("nurse@example.org", "email-same"),
        ("CLERK@example.org", "email-taken"),
    ] {
        let outcome = admin.asks(&desk, reactivate_at(NURSE, typed)).await;
        assert_eq!(rejection(&outcome), (Some("email"), key));
    }
    let mut found = desk.look(practice::find).await.unwrap();
    found.policies.email_domains = ["example.org".to_owned()].into();
    desk.change(move |tx, rev| practice::put(tx, &found, rev))
        .await;
    let outcome = admin
        .asks(&desk, reactivate_at(NURSE, "nora@new.example"))
        .await;
    assert_eq!(rejection(&outcome), (Some("email"), "email-domain"));
    assert_eq!(desk.found(NURSE).await.standing, Standing::Deactivated);
    assert!(desk.waiting().await.is_empty());
}

// covers: EDIT-03
#[tokio::test]
async fn another_address_for_somebody_who_is_back_already_is_not_lost_without_a_word() {
    let (desk, mut admin) = without_nurse().await;
    let first = reactivate_at(NURSE, "nora@new.example");
    assert_eq!(admin.asks(&desk, first).await, Outcome::Applied);
    let second = reactivate_at(NURSE, "nora@other.example");
    let told = admin.asks(&desk, second).await;
    assert_eq!(rejection(&told), (Some("email"), "reactivated-already"));
    for same in [reactivate_at(NURSE, " nora@new.example"), reactivate(NURSE)] {
        assert_eq!(admin.asks(&desk, same).await, Outcome::Merged);
    }
}

// covers: LINK-09, RIGHT-03
#[tokio::test]
async fn whoever_may_not_change_it_asks_for_nothing() {
    let desk = Desk::new().await;
    let mut clerk = Author::new(CLERK, 0x43);
    clerk.looks(&desk).await;
    let stronger = address(ADMIN, "admin@example.org", "thief@example.org");
    let outcome = clerk.asks(&desk, stronger).await;
    assert_eq!(rejection(&outcome), (Some("email"), "account-stronger"));
    let taken = address(NURSE, "nurse@example.org", "CLERK@example.org");
    clerk.looks(&desk).await;
    let outcome = clerk.asks(&desk, taken).await;
    assert_eq!(rejection(&outcome), (Some("email"), "email-taken"));
    assert!(desk.waiting().await.is_empty());
}

// covers: LINK-09
#[tokio::test]
async fn a_role_that_is_refused_takes_the_wish_for_an_address_with_it() {
    let desk = Desk::new().await;
    let mut admin = admin(&desk).await;
    let changes = json!({
        "email": { "was": "nurse@example.org", "set": "nora@new.example" },
        "role": { "was": ROLE_NURSE, "set": Uuid::from_u128(0xdead) },
    });
    let both = Intent::from(SetFields {
        record: key(RecordKind::Account, NURSE.0),
        changes: serde_json::from_value(changes).unwrap(),
    });
    let outcome = admin.asks(&desk, both).await;
    assert_eq!(rejection(&outcome), (Some("role"), "role-unknown"));
    let newest = desk.look(|tx| stored_links::newest(tx, NURSE, LinkPurpose::EmailChange));
    assert_eq!(newest.await, None);
    let staff = edit(
        NURSE,
        "role",
        ROLE_NURSE.to_string(),
        ROLE_STAFF.to_string(),
    );
    assert_eq!(admin.asks(&desk, staff).await, Outcome::Applied);
}
