//! An account is locked for a while, and unlocked (domain D-10).

use lanyard_shared::permission::{ROLE_BTG_ADMIN, Setting};
use lanyard_shared::protocol::{LinkPurpose, Outcome};
use lanyard_shared::record::AccountState;

use super::author::{Author, conflict, deactivate, lock, reactivate, rejection, send_link, unlock};
use super::*;
use crate::service::mails;
use crate::store::accounts::{clear_password, password_hash, seats_taken};
use crate::store::links as stored_links;
use crate::store::sessions::{self, Session};

async fn looking(desk: &Desk, who: AccountId) -> Author {
    let mut author = Author::new(who, 0x70 + who.0.as_u128());
    author.looks(desk).await;
    author
}

async fn standing(desk: &Desk) -> Standing {
    let nurse = desk.look(|tx| accounts::find(tx, NURSE)).await;
    nurse.unwrap().standing
}

/// The nurse is locked, and her administrator has seen it.
async fn locked() -> (Desk, Author) {
    let desk = Desk::new().await;
    let mut admin = looking(&desk, ADMIN).await;
    assert_eq!(admin.asks(&desk, lock(NURSE)).await, Outcome::Applied);
    admin.looks(&desk).await;
    (desk, admin)
}

// covers: D-10, D-08, CRED-02
#[tokio::test]
async fn a_locked_account_loses_sessions_and_links_and_keeps_seat_and_password() {
    let desk = Desk::new().await;
    desk.change(|tx, _| {
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
    let mut admin = looking(&desk, ADMIN).await;
    assert_eq!(admin.asks(&desk, send_link(NURSE)).await, Outcome::Applied);
    let seats = desk.look(seats_taken).await;
    assert_eq!(admin.asks(&desk, lock(NURSE)).await, Outcome::Applied);
    assert_eq!(admin.asks(&desk, lock(NURSE)).await, Outcome::Merged);
    let open = desk.look(|tx| tx.text("select count(*) || '' from sessions"));
    assert_eq!(open.await, "0");
    let due = mails::due(&desk.app, 10).await.unwrap();
    assert!(due.iter().all(|mail| mail.link.is_none()), "{due:?}");
    let nurse = desk.look(|tx| accounts::find(tx, NURSE)).await.unwrap();
    assert_eq!(nurse.state(MORNING), AccountState::Locked);
    assert_eq!(desk.look(seats_taken).await, seats);
    let kept = desk.look(|tx| password_hash(tx, NURSE));
    assert_eq!(kept.await.as_deref(), Some("hash"));
    assert_eq!(admin.asks(&desk, unlock(NURSE)).await, Outcome::Applied);
    assert_eq!(admin.asks(&desk, unlock(NURSE)).await, Outcome::Merged);
    assert_eq!(standing(&desk).await, Standing::Active);
    let kept = desk.look(|tx| password_hash(tx, NURSE));
    assert_eq!(kept.await.as_deref(), Some("hash"));
}

// covers: D-10, RIGHT-03, RIGHT-05
#[tokio::test]
async fn nobody_locks_themselves_somebody_stronger_or_the_last_who_can_manage() {
    let desk = Desk::new().await;
    let mut clerk = looking(&desk, CLERK).await;
    let told = clerk.asks(&desk, lock(CLERK)).await;
    assert_eq!(rejection(&told), (None, "lock-own"));
    let told = clerk.asks(&desk, lock(ADMIN)).await;
    assert_eq!(rejection(&told), (None, "account-stronger"));
    // The clerk gets as strong, and could not sign in again.
    desk.change(|tx, rev| {
        for permission in Permission::GUARDED {
            accounts::set_own_permission(tx, CLERK, permission, Setting::Allow)?;
        }
        clear_password(tx, CLERK, rev)
    })
    .await;
    clerk.looks(&desk).await;
    let told = clerk.asks(&desk, lock(ADMIN)).await;
    assert_eq!(rejection(&told), (None, "last-manager"));
}

// covers: D-10, RIGHT-02, RIGHT-03
#[tokio::test]
async fn whoever_unlocks_holds_and_has_seen_what_the_person_gets_back() {
    let (desk, mut admin) = locked().await;
    let mut clerk = looking(&desk, CLERK).await;
    assert_eq!(clerk.asks(&desk, unlock(NURSE)).await, Outcome::Applied);
    assert_eq!(clerk.asks(&desk, lock(NURSE)).await, Outcome::Applied);
    let [(field, _, mine, theirs)] = &conflict(&admin.asks(&desk, unlock(NURSE)).await)[..] else {
        panic!("one field is at odds");
    };
    assert_eq!(
        (field.as_str(), mine.as_str()),
        ("standing", Some("active"))
    );
    assert_eq!(theirs.as_str(), Some("locked"));
    desk.change(|tx, rev| {
        let nurse = accounts::find(tx, NURSE)?.unwrap();
        let reviewer = Account {
            role: ROLE_BTG_ADMIN,
            ..nurse
        };
        accounts::update(tx, &reviewer, rev)
    })
    .await;
    clerk.looks(&desk).await;
    let told = clerk.asks(&desk, unlock(NURSE)).await;
    assert_eq!(rejection(&told), (None, "account-stronger"));
    assert_eq!(standing(&desk).await, Standing::Locked);
}

// covers: D-10
#[tokio::test]
async fn what_was_deactivated_meanwhile_stays_so_and_what_is_pending_is_not_locked() {
    let (desk, mut admin) = locked().await;
    assert_eq!(admin.asks(&desk, deactivate(NURSE)).await, Outcome::Applied);
    assert_eq!(admin.asks(&desk, lock(NURSE)).await, Outcome::Merged);
    let told = admin.asks(&desk, unlock(NURSE)).await;
    assert_eq!(rejection(&told), (None, "unlock-deactivated"));
    assert_eq!(admin.asks(&desk, reactivate(NURSE)).await, Outcome::Applied);
    assert_eq!(standing(&desk).await, Standing::Active);
    desk.change(|tx, rev| {
        let nurse = accounts::find(tx, NURSE)?.unwrap();
        let standing = Standing::Pending;
        accounts::update(tx, &Account { standing, ..nurse }, rev)
    })
    .await;
    let told = admin.asks(&desk, lock(NURSE)).await;
    assert_eq!(rejection(&told), (None, "lock-pending"));
}

// covers: D-10, RIGHT-02
#[tokio::test]
async fn whoever_is_unlocked_without_a_password_is_sent_a_link_for_a_new_one() {
    let (desk, mut admin) = locked().await;
    desk.change(|tx, rev| clear_password(tx, NURSE, rev)).await;
    let envelope = admin.envelope(&unlock(NURSE));
    let verdict = admin.sends(&desk, vec![envelope]).await.remove(0);
    assert_eq!(verdict.outcome, Outcome::Applied);
    assert_eq!(verdict.notes[0].key, "note-password-missing");
    let newest = desk.look(|tx| stored_links::newest(tx, NURSE, LinkPurpose::Reset));
    assert!(newest.await.is_some());
}
