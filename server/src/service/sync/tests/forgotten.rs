//! Passwords that are forgotten because somebody gets more rights: who is told, and who can still
//! sign in (domain RIGHT-02, RIGHT-05).

use lanyard_shared::message::Message;
use lanyard_shared::permission::{ROLE_OFFICE_MANAGER, ROLE_STAFF};
use lanyard_shared::protocol::{LinkToken, MailKind, OfAccount, Outcome, ResetPassword, ShownLink};
use lanyard_shared::record::RecordKind;
use serde_json::json;

use super::author::{Author, deactivate, edit, edit_of, key, make, reactivate, rejection};
use super::*;
use crate::service::{links, mails};
use crate::store::accounts::{ChosenBy, password_hash, set_password};

const USER1: AccountId = AccountId(Uuid::from_u128(0x1001));

fn manager(account: AccountId, was: RoleId) -> Intent {
    let (was, set) = (was.to_string(), ROLE_OFFICE_MANAGER.to_string());
    edit(account, "role", was, set)
}

impl Desk {
    /// Another person gives the account a password.
    async fn gives_password(&self, account: AccountId) {
        self.change(move |tx, rev| {
            set_password(tx, account, "given", ChosenBy::Another, (rev, MORNING))
        })
        .await;
    }

    async fn due(&self) -> Vec<mails::DueMail> {
        mails::due(&self.app, 10).await.unwrap()
    }
}

async fn admin(desk: &Desk) -> Author {
    let mut admin = Author::new(ADMIN, 0x41);
    admin.looks(desk).await;
    admin
}

// covers: RIGHT-02
#[tokio::test]
async fn whoever_loses_a_given_password_is_sent_a_link_and_the_author_is_told() {
    let desk = Desk::new().await;
    desk.gives_password(NURSE).await;
    let mut admin = admin(&desk).await;
    let envelope = admin.envelope(&manager(NURSE, ROLE_NURSE));
    let verdict = admin.sends(&desk, vec![envelope]).await.remove(0);
    assert_eq!(verdict.outcome, Outcome::Applied);
    let note = Message::new("note-password-forgotten").with("name", "Ana Lee");
    assert_eq!(verdict.notes, [note]);
    let due = desk.due().await;
    let told: Vec<_> = due
        .iter()
        .map(|mail| (mail.kind, &*mail.recipient))
        .collect();
    assert_eq!(told, [(MailKind::Reset, "nurse@example.org")]);
    let newest = desk.look(audit::newest).await;
    assert!(
        newest.starts_with("password.forget by somebody"),
        "{newest}"
    );
    let reset = ResetPassword {
        token: due[0].link.unwrap().token(&desk.app.secret),
        password: PASSWORD.to_owned(),
    };
    links::reset(&desk.app, reset).await.unwrap();
    assert!(desk.look(|tx| password_hash(tx, NURSE)).await.is_some());
}

// covers: RIGHT-02
#[tokio::test]
async fn a_pending_account_is_sent_a_new_activation_and_asked_for_a_password_there() {
    let desk = Desk::new().await;
    desk.push(vec![desk.create(1)]).await;
    let mut admin = admin(&desk).await;
    let outcome = admin.asks(&desk, manager(USER1, ROLE_NURSE)).await;
    assert_eq!(outcome, Outcome::Applied);
    let due = desk.due().await;
    assert_eq!(due.len(), 1, "the older mail is cancelled");
    assert_eq!(due[0].kind, MailKind::Activation);
    assert_eq!(due[0].password, mails::PasswordOf::Nobody);
    let token = LinkToken {
        token: due[0].link.unwrap().token(&desk.app.secret),
    };
    let look = links::look(&desk.app, token).await.unwrap();
    assert!(look.password_needed);
}

// covers: RIGHT-02
#[tokio::test]
async fn a_role_that_grows_tells_how_many_lost_a_password() {
    let desk = Desk::new().await;
    let custom = key(RecordKind::Role, Uuid::from_u128(0x52));
    let mut admin = admin(&desk).await;
    let made = make(custom, json!({ "name": "Desk", "allows": ["settings"] }));
    assert_eq!(admin.asks(&desk, made).await, Outcome::Applied);
    for n in 1..3 {
        let create = desk.create_with(n, |create| create.fields.role = RoleId(custom.id));
        desk.push(vec![create]).await;
    }
    admin.looks(&desk).await;
    let grown = ["settings", "manage-accounts"];
    let grown = edit_of(custom, "allows", json!(["settings"]), json!(grown));
    let envelope = admin.envelope(&grown);
    let verdict = admin.sends(&desk, vec![envelope]).await.remove(0);
    let note = Message::new("note-passwords-forgotten").with("count", 2_usize);
    assert_eq!(verdict.notes, [note]);
}

// covers: RIGHT-05
#[tokio::test]
async fn who_has_no_password_does_not_count_among_those_who_can_manage() {
    let desk = Desk::new().await;
    desk.gives_password(NURSE).await;
    let mut admin = admin(&desk).await;
    let outcome = admin.asks(&desk, manager(NURSE, ROLE_NURSE)).await;
    assert_eq!(outcome, Outcome::Applied);
    // The nurse manages from now on, but cannot sign in before she has chosen a password.
    admin.looks(&desk).await;
    let (was, set) = (ROLE_OFFICE_MANAGER.to_string(), ROLE_STAFF.to_string());
    let steps_down = || edit(ADMIN, "role", was.clone(), set.clone());
    let outcome = admin.asks(&desk, steps_down()).await;
    assert_eq!(rejection(&outcome), (None, "last-manager"));
    desk.change(|tx, rev| set_password(tx, NURSE, "own", ChosenBy::Owner, (rev, MORNING)))
        .await;
    assert_eq!(admin.asks(&desk, steps_down()).await, Outcome::Applied);
}

// covers: RIGHT-02, LINK-06
#[tokio::test]
async fn a_password_that_was_set_by_a_link_which_somebody_was_shown_is_forgotten_too() {
    let desk = Desk::new().await;
    let of_nurse = OfAccount { account: NURSE };
    let ShownLink { url, .. } = links::show(&desk.app, &actor(CLERK), of_nurse)
        .await
        .unwrap();
    let (_, token) = url.split_once('#').unwrap();
    let reset = ResetPassword {
        token: token.to_owned(),
        password: PASSWORD.to_owned(),
    };
    links::reset(&desk.app, reset).await.unwrap();
    let nurse = desk.look(|tx| accounts::find(tx, NURSE)).await.unwrap();
    assert!(nurse.password_set_by_another);
    let mut admin = admin(&desk).await;
    let outcome = admin.asks(&desk, manager(NURSE, ROLE_NURSE)).await;
    assert_eq!(outcome, Outcome::Applied);
    assert_eq!(desk.look(|tx| password_hash(tx, NURSE)).await, None);
}

// covers: RIGHT-02, EDIT-03
#[tokio::test]
async fn whoever_comes_back_without_a_password_is_sent_a_link() {
    let desk = Desk::new().await;
    desk.gives_password(NURSE).await;
    let mut admin = admin(&desk).await;
    assert_eq!(admin.asks(&desk, deactivate(NURSE)).await, Outcome::Applied);
    // The account gets more rights while it is closed, and nobody is sent anything.
    let outcome = admin.asks(&desk, manager(NURSE, ROLE_NURSE)).await;
    assert_eq!(outcome, Outcome::Applied);
    assert_eq!(desk.look(|tx| password_hash(tx, NURSE)).await, None);
    assert!(desk.due().await.is_empty());
    admin.looks(&desk).await;
    let envelope = admin.envelope(&reactivate(NURSE));
    let verdict = admin.sends(&desk, vec![envelope]).await.remove(0);
    assert_eq!(verdict.outcome, Outcome::Applied);
    let note = Message::new("note-password-missing").with("name", "Ana Lee");
    assert_eq!(verdict.notes, [note.with("email", "nurse@example.org")]);
    let told = desk.due().await;
    let told: Vec<_> = told.iter().map(|mail| mail.kind).collect();
    assert_eq!(told, [MailKind::Reset]);
}

#[tokio::test]
async fn whoever_comes_back_with_a_password_is_sent_nothing() {
    let desk = Desk::new().await;
    let mut admin = admin(&desk).await;
    assert_eq!(admin.asks(&desk, deactivate(NURSE)).await, Outcome::Applied);
    admin.looks(&desk).await;
    assert_eq!(admin.asks(&desk, reactivate(NURSE)).await, Outcome::Applied);
    assert!(desk.due().await.is_empty());
}
