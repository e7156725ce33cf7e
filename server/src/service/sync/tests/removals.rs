//! Queued edits of somebody who was removed for good meanwhile.

use lanyard_shared::id::GroupId;
use lanyard_shared::intent::RoleDelete;
use lanyard_shared::protocol::{OfAccount, Outcome};
use lanyard_shared::record::{RecordKind, Row};
use serde_json::json;

use super::author::{Author, deactivate, edit, edit_of, key, make, reactivate, rejection};
use super::particulars::two_offices;
use super::retention::ask;
use super::*;
use crate::service::removal;
use crate::store::groups;

const GROUP: Uuid = Uuid::from_u128(0x75);
const OF_NURSE: OfAccount = OfAccount { account: NURSE };

/// The nurse was deactivated and removed after this author had looked.
async fn removed() -> (Desk, Author) {
    let desk = Desk::new().await;
    let mut admin = Author::new(ADMIN, 0x41);
    admin.looks(&desk).await;
    let ended = admin.asks(&desk, deactivate(NURSE)).await;
    assert_eq!(ended, Outcome::Applied);
    admin.looks(&desk).await;
    removal::remove(&desk.app, &actor(ADMIN), OF_NURSE)
        .await
        .unwrap();
    (desk, admin)
}

// covers: EDIT-04, RIGHT-07
#[tokio::test]
async fn queued_edits_of_somebody_removed_are_refused_in_plain_words() {
    let (desk, mut admin) = removed().await;
    for why in ["account-removed", "account-erased"] {
        let edits = [
            reactivate(NURSE),
            edit(NURSE, "last_name", "Lee", "Chan"),
            edit(NURSE, "email", "nurse@example.org", "new@example.org"),
        ];
        for edit in edits {
            let outcome = admin.asks(&desk, edit).await;
            assert_eq!(rejection(&outcome), (None, why));
        }
        let outcome = admin.asks(&desk, deactivate(NURSE)).await;
        assert_eq!(outcome, Outcome::Merged, "they cannot sign in");
        desk.days(30).await;
    }
}

// covers: EDIT-04, EDIT-03
#[tokio::test]
async fn once_the_removal_is_undone_the_account_can_be_reactivated() {
    let (desk, mut admin) = removed().await;
    removal::undo(&desk.app, &actor(ADMIN), OF_NURSE)
        .await
        .unwrap();
    let stale = admin.asks(&desk, reactivate(NURSE)).await;
    assert!(matches!(stale, Outcome::Conflict { .. }), "{stale:?}");
    admin.looks(&desk).await;
    let back = admin.asks(&desk, reactivate(NURSE)).await;
    assert_eq!(back, Outcome::Applied);
}

// covers: EDIT-04, D-07
#[tokio::test]
async fn somebody_removed_stays_in_their_groups_until_they_are_erased_and_does_not_come_back() {
    let (desk, mut admin) = removed().await;
    let group = key(RecordKind::Group, GROUP);
    let made = make(
        group,
        json!({ "name": "Nights", "members": [NURSE, ADMIN] }),
    );
    assert_eq!(admin.asks(&desk, made).await, Outcome::Applied);
    desk.days(30).await;
    let members = async || {
        let id = GroupId(GROUP);
        let found = desk.look(move |tx| groups::find(tx, id)).await;
        found.unwrap().members
    };
    assert_eq!(members().await, [ADMIN].into());
    let clerk_too = edit_of(
        group,
        "members",
        json!([NURSE, ADMIN]),
        json!([NURSE, ADMIN, CLERK]),
    );
    assert_eq!(admin.asks(&desk, clerk_too).await, Outcome::Merged);
    assert_eq!(members().await, [ADMIN, CLERK].into());
    let back = edit_of(
        group,
        "members",
        json!([ADMIN, CLERK]),
        json!([ADMIN, CLERK, NURSE]),
    );
    let outcome = admin.asks(&desk, back).await;
    assert_eq!(rejection(&outcome), (Some("members"), "member-unknown"));
}

// covers: EDIT-04, D-05
#[tokio::test]
async fn a_role_of_the_practices_own_is_not_held_for_ever_by_somebody_erased() {
    let desk = Desk::new().await;
    let mut admin = Author::new(ADMIN, 0x41);
    admin.looks(&desk).await;
    let role = key(RecordKind::Role, Uuid::from_u128(0x52));
    admin
        .asks(&desk, make(role, json!({ "name": "Desk", "allows": [] })))
        .await;
    let given = edit(NURSE, "role", ROLE_NURSE.to_string(), role.id.to_string());
    assert_eq!(admin.asks(&desk, given).await, Outcome::Applied);
    admin.asks(&desk, deactivate(NURSE)).await;
    let by = actor(ADMIN);
    removal::remove(&desk.app, &by, OF_NURSE).await.unwrap();
    let delete = || {
        let role = RoleId(role.id);
        Intent::RoleDelete(RoleDelete { role })
    };
    let outcome = admin.asks(&desk, delete()).await;
    assert_eq!(rejection(&outcome), (None, "role-in-use"));
    desk.days(30).await;
    assert_eq!(admin.asks(&desk, delete()).await, Outcome::Applied);
}

// covers: EDIT-04, RIGHT-04, RIGHT-06
#[tokio::test]
async fn whoever_is_restricted_to_offices_sees_somebody_erased_no_more() {
    let (desk, mut admin, _) = two_offices().await;
    let nurse = key(RecordKind::Account, NURSE.0);
    let before = ask(&desk, CLERK, None).await;
    let sees = |rows: &[Row]| rows.iter().any(|row| row.record.key() == nurse);
    assert!(sees(&before.rows));
    admin.asks(&desk, deactivate(NURSE)).await;
    let by = actor(ADMIN);
    removal::remove(&desk.app, &by, OF_NURSE).await.unwrap();
    let between = ask(&desk, CLERK, Some(before.cursor)).await;
    assert!(sees(&between.rows));
    desk.days(30).await;
    let after = ask(&desk, CLERK, Some(between.cursor)).await;
    assert!(!sees(&after.rows));
    assert_eq!(after.gone, [nurse]);
    let whole = ask(&desk, ADMIN, None).await;
    assert!(sees(&whole.rows));
}
