//! Why a new account is refused: each rule, at its field.

use lanyard_shared::intent::StaffCreate;
use lanyard_shared::permission::{ROLE_BTG_ADMIN, ROLE_OFFICE_MANAGER};
use lanyard_shared::protocol::Outcome;
use lanyard_shared::record::{ActivationLink, Plan, Standing};

use super::author::{Author, edit, rejection};
use super::*;

/// The fields at fault with their sentences, in order; empty when the account was made.
async fn problems(
    desk: &Desk,
    who: AccountId,
    change: impl FnOnce(&mut StaffCreate),
) -> Vec<(String, String)> {
    let intent = desk.create_with(1, change);
    let verdicts = desk.push_as(who, vec![intent]).await.unwrap();
    match &verdicts[0].outcome {
        Outcome::Applied => Vec::new(),
        Outcome::Rejected { problems } => problems
            .iter()
            .map(|problem| {
                let field = problem.field.clone().unwrap_or_default();
                (field, problem.message.key.clone())
            })
            .collect(),
        other => panic!("{other:?}"),
    }
}

async fn only(change: impl FnOnce(&Desk, &mut StaffCreate)) -> (String, String) {
    let desk = Desk::new().await;
    let mut found = problems(&desk, ADMIN, |create| change(&desk, create)).await;
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

fn at(field: &str, key: &str) -> (String, String) {
    (field.to_owned(), key.to_owned())
}

// covers: NEW-06, NEW-07
#[tokio::test]
async fn a_taken_username_or_address_is_refused_in_any_case() {
    let username = only(|_, create| create.fields.username = "NURSE".to_owned()).await;
    assert_eq!(username, at("username", "username-taken"));
    let email = only(|_, create| create.fields.email = " Nurse@Example.org".to_owned()).await;
    assert_eq!(email, at("email", "email-taken"));
}

// covers: D-04
#[tokio::test]
async fn a_staff_member_works_on_behalf_of_a_provider_and_is_nobodys_provider() {
    let desk = Desk::new().await;
    assert!(problems(&desk, ADMIN, |_| {}).await.is_empty());
    let account = AccountId(Uuid::from_u128(0x1001));
    let made = desk
        .look(move |tx| accounts::find(tx, account))
        .await
        .unwrap();
    let on_behalf = Work::Staff {
        primary_provider: PROVIDER,
    };
    assert_eq!((made.work, made.is_staff()), (on_behalf, true));
    let colleague = ProviderId(NURSE.0);
    let found = only(|_, create| create.fields.primary_provider = colleague).await;
    assert_eq!(found, at("primary_provider", "provider-unknown"));
    let mut admin = Author::new(ADMIN, 0x41);
    admin.looks(&desk).await;
    let moved = edit(
        account,
        "primary_provider",
        PROVIDER.to_string(),
        colleague.to_string(),
    );
    let outcome = admin.asks(&desk, moved).await;
    let refused = (Some("primary_provider"), "provider-unknown");
    assert_eq!(rejection(&outcome), refused);
}

// covers: NEW-02, NEW-03
#[tokio::test]
async fn provider_and_role_must_be_there_and_in_use() {
    let unknown = ProviderId(Uuid::from_u128(0xdead));
    let found = only(|_, create| create.fields.primary_provider = unknown).await;
    assert_eq!(found, at("primary_provider", "provider-unknown"));
    let found = only(|_, create| create.fields.primary_provider = ARCHIVED).await;
    assert_eq!(found, at("primary_provider", "provider-inactive"));
    let found = only(|_, create| create.fields.role.0 = Uuid::from_u128(0xdead)).await;
    assert_eq!(found, at("role", "role-unknown"));
}

// covers: NEW-08, CRED-01
#[tokio::test]
async fn a_password_is_judged_by_the_policy_when_it_arrives() {
    let short =
        only(|desk, create| create.password = Some(desk.sealed(create.account, "short"))).await;
    assert_eq!(short, at("password", "password-short"));
    let inside = "this is user1 speaking";
    let context =
        only(|desk, create| create.password = Some(desk.sealed(create.account, inside))).await;
    assert_eq!(context, at("password", "password-context"));
}

#[tokio::test]
async fn a_password_sealed_for_another_account_cannot_be_read() {
    let found = only(|desk, create| create.password = Some(desk.sealed(ADMIN, PASSWORD))).await;
    assert_eq!(found, at("password", "password-unreadable"));
}

// covers: NEW-01, NEW-02, NEW-06, NEW-07, NEW-08, NEW-09
#[tokio::test]
async fn all_that_is_wrong_is_told_at_once_in_the_order_of_the_form() {
    let desk = Desk::new().await;
    let found = problems(&desk, ADMIN, |create| {
        create.fields.first_name = " ".to_owned();
        create.fields.primary_provider = ARCHIVED;
        create.fields.email = "nobody".to_owned();
        create.fields.username = "admin".to_owned();
        create.fields.cell_phone = "12".to_owned();
        create.password = Some(desk.sealed(create.account, "short"));
    });
    let expected = [
        at("first_name", "field-required"),
        at("primary_provider", "provider-inactive"),
        at("email", "email-invalid"),
        at("username", "username-taken"),
        at("password", "password-short"),
        at("cell_phone", "phone-invalid"),
    ];
    assert_eq!(found.await, expected);
}

// covers: RIGHT-01
#[tokio::test]
async fn without_manage_accounts_nobody_creates() {
    let desk = Desk::new().await;
    let found = problems(&desk, NURSE, |_| {}).await;
    assert_eq!(found, [at("", "problem-forbidden")]);
}

// covers: RIGHT-07
#[tokio::test]
async fn rights_count_at_the_moment_the_intent_arrives() {
    let desk = Desk::new().await;
    desk.change(|tx, rev| {
        let admin = accounts::find(tx, ADMIN)?.unwrap();
        let deactivated = Account {
            standing: Standing::Deactivated,
            ..admin
        };
        accounts::update(tx, &deactivated, rev)
    })
    .await;
    let found = problems(&desk, ADMIN, |_| {}).await;
    assert_eq!(found, [at("", "problem-forbidden")]);
}

// covers: NEW-03, RIGHT-02
#[tokio::test]
async fn a_role_with_a_guarded_permission_is_out_of_a_clerks_reach() {
    for role in [ROLE_OFFICE_MANAGER, ROLE_BTG_ADMIN] {
        let desk = Desk::new().await;
        let found = problems(&desk, CLERK, |create| create.fields.role = role).await;
        assert_eq!(found, [at("role", "role-out-of-reach")]);
        let found = problems(&Desk::new().await, ADMIN, |create| {
            create.fields.role = role;
            create.password = None;
        })
        .await;
        assert_eq!(found, [], "Manage Permissions hands out what it likes");
    }
    assert_eq!(problems(&Desk::new().await, CLERK, |_| {}).await, []);
}

// covers: D-08
#[tokio::test]
async fn a_full_plan_takes_nobody_more() {
    let desk = Desk::new().await;
    desk.change(|tx, rev| put_practice(tx, Plan::Asclepius, rev))
        .await;
    let found = problems(&desk, ADMIN, |_| {}).await;
    assert_eq!(found, [at("", "seats-full")]);
}

// covers: D-08
#[tokio::test]
async fn whoever_is_locked_or_has_an_expired_link_takes_a_seat_too() {
    let expired = ActivationLink::Sent {
        expires_at: MORNING.minus(Millis::hours(1)),
    };
    for (standing, activation) in [
        (Standing::Locked, None),
        (Standing::Pending, Some(expired)),
        (Standing::Pending, Some(ActivationLink::GivenUp)),
    ] {
        let desk = Desk::new().await;
        desk.change(move |tx, rev| {
            put_practice(tx, Plan::NonInvoiced, rev)?;
            let changed = Account {
                standing,
                activation,
                ..account(NURSE, "nurse")
            };
            accounts::update(tx, &changed, rev)
        })
        .await;
        let found = problems(&desk, ADMIN, |_| {}).await;
        assert_eq!(found, [at("", "seats-full")], "{standing:?}");
    }
}

// covers: D-08
#[tokio::test]
async fn seats_fill_in_the_order_of_the_queue() {
    let desk = Desk::new().await;
    desk.change(|tx, rev| {
        put_practice(tx, Plan::NonInvoiced, rev)?;
        let nurse = accounts::find(tx, NURSE)?.unwrap();
        let deactivated = Account {
            standing: Standing::Deactivated,
            ..nurse
        };
        accounts::update(tx, &deactivated, rev)
    })
    .await;
    let verdicts = desk.push(vec![desk.create(1), desk.create(2)]).await;
    assert_eq!(verdicts[0].outcome, Outcome::Applied);
    assert!(matches!(verdicts[1].outcome, Outcome::Rejected { .. }));
}

#[tokio::test]
async fn an_account_is_made_once() {
    let desk = Desk::new().await;
    let found = problems(&desk, ADMIN, |create| {
        create.account = NURSE;
        create.password = Some(desk.sealed(NURSE, PASSWORD));
    });
    assert_eq!(found.await, [at("", "account-exists")]);
}

#[tokio::test]
async fn a_mended_edit_is_accepted_with_the_same_sealed_password() {
    let desk = Desk::new().await;
    let refused = desk.create_with(1, |create| create.fields.username = "nurse".to_owned());
    desk.push(vec![refused.clone()]).await;
    let mut mended = desk.create(2);
    mended.body = refused.body;
    mended.body["username"] = "nora".into();
    let verdicts = desk.push(vec![mended]).await;
    assert_eq!(verdicts[0].outcome, Outcome::Applied);
}
