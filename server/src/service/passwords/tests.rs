//! Changing one's own password.

use lanyard_shared::protocol::{ChangePassword, LinkState, LinkToken, ProblemKind};
use lanyard_shared::time::Millis;

use super::change;
use crate::service::console::Factor;
use crate::service::fixture::{Desk, NURSE_PASSWORD, at_fields, problem, refusal, token_of};
use crate::service::{console, links, sessions};

const OWN: &str = "one that only bee knows";

fn passwords(current: &str, new: &str) -> ChangePassword {
    ChangePassword {
        current: current.to_owned(),
        new: new.to_owned(),
    }
}

// covers: LINK-06
#[tokio::test]
async fn a_changed_password_ends_the_other_sessions_and_the_duty_to_change_it() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    links::activate(&desk.app, link).await.unwrap();
    let elsewhere = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap().token;
    let here = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap().token;
    let actor = sessions::actor(&desk.app, Some(&here)).await.unwrap();
    let change = change(&desk.app, &actor, &here, passwords(NURSE_PASSWORD, OWN));
    change.await.unwrap();

    let actor = sessions::actor(&desk.app, Some(&here)).await.unwrap();
    assert!(!actor.password_change_required);
    assert!(!desk.nurse().await.password_set_by_another);
    let ended = sessions::actor(&desk.app, Some(&elsewhere)).await;
    assert_eq!(refusal(ended).0, ProblemKind::SignedOut);
    assert!(desk.sign_in("bea", OWN).await.is_ok());
    assert!(desk.sign_in("bea", NURSE_PASSWORD).await.is_err());
}

// covers: CRED-01
#[tokio::test]
async fn each_rule_is_told_at_its_field_and_changes_nothing() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    links::activate(&desk.app, link).await.unwrap();
    let token = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap().token;
    let actor = sessions::actor(&desk.app, Some(&token)).await.unwrap();
    for (current, new, told) in [
        ("wrong", OWN, "current: password-current-wrong"),
        (NURSE_PASSWORD, NURSE_PASSWORD, "new: password-same"),
        (NURSE_PASSWORD, "short", "new: password-short"),
        (
            NURSE_PASSWORD,
            "hillside clinic forever",
            "new: password-context",
        ),
    ] {
        let refused = change(&desk.app, &actor, &token, passwords(current, new)).await;
        assert_eq!(at_fields(refused), [told]);
        desk.clock.advance(Millis::seconds(1));
    }
    assert!(desk.sign_in("bea", NURSE_PASSWORD).await.is_ok());
}

#[tokio::test]
async fn the_present_password_cannot_be_guessed_at_a_browser_left_open() {
    let desk = Desk::with_nurse().await;
    let token = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap().token;
    let actor = sessions::actor(&desk.app, Some(&token)).await.unwrap();
    let wrong = change(&desk.app, &actor, &token, passwords("guess", OWN)).await;
    assert_eq!(at_fields(wrong), ["current: password-current-wrong"]);
    let refused = "password.change-refuse by somebody about an account null";
    assert_eq!(desk.audited().await, refused);
    let right = || change(&desk.app, &actor, &token, passwords(NURSE_PASSWORD, OWN));
    let waiting = problem(right().await);
    assert_eq!(waiting.kind, ProblemKind::TooMany);
    assert_eq!(waiting.retry_after, Some(1));
    // The counter of signing in is another one.
    assert!(desk.sign_in("bea", NURSE_PASSWORD).await.is_ok());
    desk.clock.advance(Millis::seconds(1));
    right().await.unwrap();
}

#[tokio::test]
async fn a_changed_password_kills_the_reset_links_and_reaches_the_replicas() {
    let desk = Desk::with_nurse().await;
    let printed = console::link(&desk.app, "bea", Factor::Stays)
        .await
        .unwrap()
        .unwrap();
    let token = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap().token;
    let actor = sessions::actor(&desk.app, Some(&token)).await.unwrap();
    let before = desk.rev();
    let changed = change(&desk.app, &actor, &token, passwords(NURSE_PASSWORD, OWN));
    changed.await.unwrap();
    assert!(desk.rev() > before);
    let token = token_of(&printed.url);
    let seen = links::look(&desk.app, LinkToken { token }).await.unwrap();
    assert_eq!(seen.state, LinkState::Superseded);
}
