//! A provider's own login (domain D-03).

use lanyard_shared::permission::{ROLE_OFFICE_MANAGER, ROLE_PROVIDER};
use lanyard_shared::protocol::{OfAccount, Outcome};
use lanyard_shared::record::{ActivationLink, Plan, RecordKey, RecordKind, Standing};
use serde_json::json;

use super::author::{Author, deactivate, edit_of, reactivate, rejection};
use super::*;
use crate::service::removal;

/// Account `n` as the login of the provider.
fn login(desk: &Desk, n: u8, change: impl FnOnce(&mut StaffCreate)) -> Envelope {
    desk.create_with(n, |create| {
        create.own_login = true;
        create.fields.role = ROLE_PROVIDER;
        change(create);
    })
}

const fn id(n: u8) -> AccountId {
    AccountId(Uuid::from_u128(0x1000 + n as u128))
}

/// A practice whose provider has account 1 as their login.
async fn with_login() -> Desk {
    let desk = Desk::new().await;
    let verdicts = desk.push(vec![login(&desk, 1, |_| {})]).await;
    assert_eq!(verdicts[0].outcome, Outcome::Applied);
    desk
}

// covers: D-03, D-08, NEW-17
#[tokio::test]
async fn a_provider_signs_in_in_their_own_name_and_takes_no_seat() {
    let desk = Desk::new().await;
    desk.change(|tx, rev| put_practice(tx, Plan::NonInvoiced, rev))
        .await;
    let verdicts = desk.push(vec![login(&desk, 1, |_| {})]).await;
    assert_eq!(verdicts[0].outcome, Outcome::Applied);
    let made = desk.look(|tx| accounts::find(tx, id(1))).await.unwrap();
    let own = Work::Provider { provider: PROVIDER };
    assert_eq!(
        (made.work, made.role, made.standing),
        (own, ROLE_PROVIDER, Standing::Pending)
    );
    assert_eq!(made.activation, Some(ActivationLink::MailWaiting));
}

// covers: D-03
#[tokio::test]
async fn a_login_has_the_role_provider() {
    let desk = Desk::new().await;
    let other = login(&desk, 1, |create| create.fields.role = ROLE_NURSE);
    let verdicts = desk.push(vec![other]).await;
    assert_eq!(
        rejection(&verdicts[0].outcome),
        (Some("role"), "provider-login-role")
    );
}

// covers: D-03
#[tokio::test]
async fn a_provider_has_one_login_and_another_once_it_was_removed() {
    let desk = with_login().await;
    let taken = (Some("primary_provider"), "provider-has-login");
    let mut admin = Author::new(ADMIN, 0x41);
    for (n, standing) in [(2, Standing::Pending), (3, Standing::Deactivated)] {
        let second = Envelope {
            seq: 1,
            ..login(&desk, n, |_| {})
        };
        let device = Author::new(ADMIN, 0x40 + u128::from(n));
        let verdicts = device.sends(&desk, vec![second]).await;
        assert_eq!(rejection(&verdicts[0].outcome), taken, "{standing:?}");
        admin.looks(&desk).await;
        admin.asks(&desk, deactivate(id(1))).await;
    }
    let of = OfAccount { account: id(1) };
    removal::remove(&desk.app, &actor(ADMIN), of).await.unwrap();
    let another = Envelope {
        seq: 1,
        ..login(&desk, 4, |_| {})
    };
    let verdicts = Author::new(ADMIN, 0x49).sends(&desk, vec![another]).await;
    assert_eq!(verdicts[0].outcome, Outcome::Applied);
    let undone = removal::undo(&desk.app, &actor(ADMIN), of).await;
    let told = format!("{:?}", undone.unwrap_err());
    assert!(told.contains("provider-has-login"), "{told}");
}

// covers: D-03, EDIT-03
#[tokio::test]
async fn a_login_is_edited_deactivated_and_brought_back_like_that_of_staff() {
    let desk = with_login().await;
    let mut admin = Author::new(ADMIN, 0x41);
    admin.looks(&desk).await;
    assert_eq!(admin.asks(&desk, deactivate(id(1))).await, Outcome::Applied);
    admin.looks(&desk).await;
    assert_eq!(admin.asks(&desk, reactivate(id(1))).await, Outcome::Applied);
}

// covers: D-03
#[tokio::test]
async fn a_provider_is_not_archived_while_their_login_is_in_use() {
    let desk = with_login().await;
    desk.change(|tx, rev| {
        // Nobody else works in the provider's name.
        for staff in [NURSE, CLERK] {
            let ended = Account {
                standing: Standing::Deactivated,
                ..accounts::find(tx, staff)?.unwrap()
            };
            accounts::update(tx, &ended, rev)?;
        }
        Ok(())
    })
    .await;
    let mut admin = Author::new(ADMIN, 0x41);
    admin.looks(&desk).await;
    let provider = RecordKey {
        kind: RecordKind::Provider,
        id: PROVIDER.0,
    };
    let archive = || edit_of(provider, "active", json!(true), json!(false));
    let outcome = admin.asks(&desk, archive()).await;
    let Outcome::Rejected { problems } = &outcome else {
        panic!("{outcome:?}")
    };
    let with = problems[0].message.args.get("count").cloned();
    admin.looks(&desk).await;
    admin.asks(&desk, deactivate(id(1))).await;
    let outcome = admin.asks(&desk, archive()).await;
    let Outcome::Rejected { problems } = &outcome else {
        panic!("the admin works in the provider's name: {outcome:?}")
    };
    let without = problems[0].message.args.get("count").cloned();
    assert_eq!((with, without), (Some(2usize.into()), Some(1usize.into())));
}

// covers: D-03, RIGHT-02
#[tokio::test]
async fn whoever_lacks_what_the_role_provider_holds_gives_it_to_nobody() {
    let desk = Desk::new().await;
    let other = login(&desk, 1, |create| create.fields.role = ROLE_OFFICE_MANAGER);
    let verdicts = desk.push_as(CLERK, vec![other]).await.unwrap();
    assert_eq!(
        rejection(&verdicts[0].outcome),
        (Some("role"), "role-out-of-reach")
    );
}
