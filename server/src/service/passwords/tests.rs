//! Changing one's own password.

use lanyard_shared::protocol::{
    ChangePassword, LinkState, LinkToken, OwnPassword, ProblemKind, ResetPassword, Rev,
};
use lanyard_shared::record::FirstPassword;
use lanyard_shared::time::Millis;

use super::change;
use crate::service::console::Factor;
use crate::service::fixture::{Desk, NURSE, NURSE_PASSWORD, at_fields, problem, refusal, token_of};
use crate::service::{console, links, sessions};
use crate::store::Tx;

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

impl Desk {
    /// The nurse changes her password to this one, by the page for it.
    async fn nurse_changes(&self, current: &str, new: &str) -> crate::error::Result<()> {
        self.clock.advance(Millis::seconds(31));
        let token = self.sign_in("bea", current).await.unwrap().token;
        let actor = sessions::actor(&self.app, Some(&token)).await.unwrap();
        change(&self.app, &actor, &token, passwords(current, new)).await
    }
}

// covers: CRED-01
#[tokio::test]
async fn a_password_that_is_too_old_is_changed_after_the_next_sign_in_before_anything_else() {
    let desk = Desk::with_nurse().await;
    desk.decide(|policies| policies.first_password = FirstPassword::Off)
        .await;
    desk.clock.advance(Millis::hours(24 * 30 - 1));
    let early = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap();
    desk.decide(|policies| policies.password.max_age_days = 30)
        .await;
    desk.clock.advance(Millis::hours(1));
    let seen = sessions::info(&desk.app, Some(&early.token)).await.unwrap();
    assert_eq!(
        seen.own_password,
        OwnPassword::NotAsked,
        "nobody is cut off"
    );
    let late = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap();
    assert_eq!(late.info.own_password, OwnPassword::Required);
    assert!(late.info.password_expired);
    let actor = sessions::actor(&desk.app, Some(&late.token)).await.unwrap();
    let kind = refusal(actor.check_settled()).0;
    assert_eq!(kind, ProblemKind::PasswordChangeRequired);
    let asked = passwords(NURSE_PASSWORD, OWN);
    change(&desk.app, &actor, &late.token, asked).await.unwrap();
    let settled = sessions::info(&desk.app, Some(&late.token)).await.unwrap();
    assert_eq!(settled.own_password, OwnPassword::NotAsked);
    assert!(!settled.password_expired);
    let again = desk.sign_in("bea", OWN).await.unwrap().info;
    assert_eq!(again.own_password, OwnPassword::NotAsked);
}

// covers: CRED-01
#[tokio::test]
async fn the_last_passwords_are_not_taken_again_however_they_are_set() {
    let desk = Desk::with_nurse().await;
    let [second, third] = ["the second of her own", "and here is the third"];
    desk.decide(|policies| policies.password.remembered = 3)
        .await;
    desk.nurse_changes(NURSE_PASSWORD, OWN).await.unwrap();
    desk.nurse_changes(OWN, second).await.unwrap();
    for used in [NURSE_PASSWORD, OWN] {
        let told = at_fields(desk.nurse_changes(second, used).await);
        assert_eq!(told, ["new: password-used"]);
    }
    let by_link = async |password: &str| {
        let link = console::link(&desk.app, "bea", Factor::Stays).await;
        let token = token_of(&link.unwrap().unwrap().url);
        let password = password.to_owned();
        links::reset(&desk.app, ResetPassword { token, password }).await
    };
    for used in [NURSE_PASSWORD, OWN, second] {
        assert_eq!(at_fields(by_link(used).await), ["password: password-used"]);
    }
    desk.nurse_changes(second, third).await.unwrap();
    desk.nurse_changes(third, NURSE_PASSWORD).await.unwrap();
    desk.decide(|policies| policies.password.remembered = 0)
        .await;
    desk.nurse_changes(NURSE_PASSWORD, third).await.unwrap();
}

// covers: CRED-01, RIGHT-02
#[tokio::test]
async fn a_password_that_is_forgotten_is_remembered_as_one_of_the_last() {
    let desk = Desk::with_nurse().await;
    desk.decide(|policies| policies.password.remembered = 1)
        .await;
    let now = desk.app.effects.now();
    let write = move |tx: &mut Tx<'_>| super::forget(tx, NURSE, (Rev(1), now));
    desk.app.store.write(write).await.unwrap();
    let nurse = desk.nurse().await;
    let judged = super::judge(&desk.app, "password", NURSE_PASSWORD, &nurse).await;
    assert_eq!(at_fields(judged), ["password: password-used"]);
    super::judge(&desk.app, "password", OWN, &nurse)
        .await
        .unwrap();
}
