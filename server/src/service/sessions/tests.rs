//! Signing in: who gets in, who is told what, who has to wait.

use lanyard_shared::protocol::{ProblemKind, SignIn};
use lanyard_shared::record::Standing;
use lanyard_shared::time::{Millis, SESSION_LIFE};

use super::{actor, info, sign_in, sign_out};
use crate::service::fixture::{Desk, NURSE, NURSE_PASSWORD, PASSWORD, problem, refusal};
use crate::service::links;

#[tokio::test]
async fn an_unknown_name_and_a_wrong_password_are_answered_alike() {
    let desk = Desk::founded().await;
    let unknown = problem(desk.sign_in("nobody", PASSWORD).await);
    let wrong = problem(desk.sign_in("olga", "something else").await);
    assert_eq!(unknown, wrong);
    assert_eq!(unknown.kind, ProblemKind::WrongCredentials);
}

#[tokio::test]
async fn the_state_of_an_account_is_told_only_after_the_right_password() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let wrong = refusal(desk.sign_in("bea", "a wrong password").await);
    assert_eq!(wrong.0, ProblemKind::WrongCredentials);
    desk.clock.advance(Millis::minutes(1));
    for (standing, key) in [
        (Standing::Pending, "sign-in-pending"),
        (Standing::Locked, "sign-in-locked"),
        (Standing::Deactivated, "sign-in-deactivated"),
        (Standing::Removed, "sign-in-deactivated"),
    ] {
        desk.put(NURSE, standing).await;
        let refused = refusal(desk.sign_in("bea", NURSE_PASSWORD).await);
        assert_eq!(refused, (ProblemKind::Forbidden, key.to_owned()));
    }
}

#[tokio::test]
async fn delays_grow_to_thirty_seconds_and_end_with_the_right_password() {
    let desk = Desk::founded().await;
    for delay in [1, 3, 5, 10, 20, 30, 30] {
        let wrong = refusal(desk.sign_in("olga", "not this one").await);
        assert_eq!(wrong.0, ProblemKind::WrongCredentials);
        let waiting = problem(desk.sign_in("olga", PASSWORD).await);
        assert_eq!(waiting.kind, ProblemKind::TooMany);
        assert_eq!(waiting.retry_after, Some(delay));
        desk.clock
            .advance(Millis::seconds(i64::try_from(delay).unwrap()));
    }
    desk.sign_in("olga", PASSWORD).await.unwrap();
    let wrong = refusal(desk.sign_in("olga", "not this one").await);
    assert_eq!(wrong.0, ProblemKind::WrongCredentials);
    assert_eq!(
        problem(desk.sign_in("olga", PASSWORD).await).retry_after,
        Some(1)
    );
}

#[tokio::test]
async fn a_known_browser_does_not_wait_for_strangers() {
    let desk = Desk::founded().await;
    let known = desk.sign_in("olga", PASSWORD).await.unwrap().browser;
    for _ in 0..3 {
        let _ = desk.sign_in("olga", "a stranger's guess").await;
        desk.clock.advance(Millis::minutes(1));
    }
    let _ = desk.sign_in("olga", "a stranger's guess").await;
    let who = || SignIn {
        username: "olga".to_owned(),
        password: PASSWORD.to_owned(),
    };
    let stranger = sign_in(&desk.app, who(), Some("another browser".to_owned())).await;
    assert_eq!(refusal(stranger).0, ProblemKind::TooMany);
    sign_in(&desk.app, who(), Some(known)).await.unwrap();
}

#[tokio::test]
async fn a_session_ends_by_signing_out_by_time_and_with_the_account() {
    let desk = Desk::founded().await;
    let session = |token: String| {
        let app = desk.app.clone();
        async move { actor(&app, Some(&token)).await }
    };
    let first = desk.sign_in("olga", PASSWORD).await.unwrap().token;
    assert!(session(first.clone()).await.is_ok());
    sign_out(&desk.app, Some(&first)).await.unwrap();
    assert_eq!(refusal(session(first).await).0, ProblemKind::SignedOut);

    let second = desk.sign_in("olga", PASSWORD).await.unwrap().token;
    desk.clock.advance(SESSION_LIFE);
    assert_eq!(refusal(session(second).await).0, ProblemKind::SignedOut);

    let third = desk.sign_in("olga", PASSWORD).await.unwrap();
    desk.put(third.info.account, Standing::Deactivated).await;
    assert_eq!(
        refusal(session(third.token).await).0,
        ProblemKind::SignedOut
    );
    assert_eq!(
        refusal(info(&desk.app, None).await).0,
        ProblemKind::SignedOut
    );
}

#[tokio::test]
async fn a_password_that_somebody_else_chose_must_be_changed_first() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    links::activate(&desk.app, link).await.unwrap();
    let session = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap();
    assert!(session.info.password_change_required);
    let again = actor(&desk.app, Some(&session.token)).await.unwrap();
    assert!(again.password_change_required);
}
