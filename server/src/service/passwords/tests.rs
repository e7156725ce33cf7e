//! Changing one's own password.

use lanyard_shared::protocol::{ChangePassword, ProblemKind};
use lanyard_shared::time::Millis;

use super::change;
use crate::service::fixture::{Desk, NURSE_PASSWORD, at_fields, refusal};
use crate::service::{links, sessions};

const OWN: &str = "one that only bee knows";

fn passwords(current: &str, new: &str) -> ChangePassword {
    ChangePassword {
        current: current.to_owned(),
        new: new.to_owned(),
    }
}

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
