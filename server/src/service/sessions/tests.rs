//! Signing in: who gets in, who is told what, who has to wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use lanyard_shared::protocol::{ForgotPassword, OwnPassword, ProblemKind, SignIn};
use lanyard_shared::record::{Account, FirstPassword, PasswordPolicy, Standing};
use lanyard_shared::time::{LINK_LIFE, Millis, SESSION_LIFE};

use super::{actor, info, sign_in, sign_out};
use crate::effects::PasswordHasher;
use crate::service::fixture::{Desk, NURSE, NURSE_PASSWORD, PASSWORD, problem, refusal};
use crate::service::links;
use crate::service::sessions::Browser;
use crate::store::accounts;
use crate::store::audit::AuditEntry;

/// Counts how often it works.
#[derive(Default)]
struct Counting(AtomicU32);

impl PasswordHasher for Counting {
    fn hash(&self, password: &str, _: &[u8; 16]) -> String {
        self.0.fetch_add(1, Ordering::SeqCst);
        password.to_owned()
    }

    fn verify(&self, password: &str, hash: &str) -> bool {
        self.0.fetch_add(1, Ordering::SeqCst);
        password == hash
    }
}

/// A browser with this lasting mark.
fn marked(mark: &str) -> Browser {
    Browser {
        mark: Some(mark.to_owned()),
        agent: String::new(),
    }
}

// covers: CRED-02
#[tokio::test]
async fn an_unknown_name_and_a_wrong_password_are_answered_alike() {
    let desk = Desk::founded().await;
    let unknown = problem(desk.sign_in("nobody", PASSWORD).await);
    let wrong = problem(desk.sign_in("olga", "something else").await);
    assert_eq!(unknown, wrong);
    assert_eq!(unknown.kind, ProblemKind::WrongCredentials);
}

// covers: CRED-02
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

// covers: CRED-02, D-10
#[tokio::test]
async fn who_has_the_right_password_is_told_that_the_activation_link_has_expired() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    desk.deliver().await;
    let told = async || refusal(desk.sign_in("bea", NURSE_PASSWORD).await).1;
    desk.clock.advance(Millis(LINK_LIFE.0 - 1));
    assert_eq!(told().await, "sign-in-pending");
    desk.clock.advance(Millis(1));
    assert_eq!(told().await, "sign-in-expired");
    let wrong = refusal(desk.sign_in("bea", "a wrong password").await);
    assert_eq!(wrong.0, ProblemKind::WrongCredentials);
    // The way that the words name (domain LINK-07).
    let who = "bea".to_owned();
    links::forgot(&desk.app, ForgotPassword { who }, None);
    desk.app.mail_waiting.notified().await;
    desk.clock.advance(Millis::minutes(1));
    assert_eq!(told().await, "sign-in-pending");
}

// covers: CRED-03
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

// covers: CRED-03
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
        code: None,
    };
    let stranger = sign_in(&desk.app, who(), marked("another browser")).await;
    assert_eq!(refusal(stranger).0, ProblemKind::TooMany);
    sign_in(&desk.app, who(), marked(&known)).await.unwrap();
}

// covers: CRED-04
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

// covers: CRED-01
#[tokio::test]
async fn who_is_signed_in_gets_to_know_what_the_practice_asks_of_a_password() {
    let desk = Desk::founded().await;
    let long = PasswordPolicy {
        min_length: 20,
        max_length: 256,
        ..PasswordPolicy::default()
    };
    desk.decide(move |policies| policies.password = long).await;
    let session = desk.sign_in("olga", PASSWORD).await.unwrap();
    assert_eq!(session.info.password_policy, long);
    let again = info(&desk.app, Some(&session.token)).await.unwrap();
    assert_eq!(again.password_policy, long);
}

// covers: LINK-06
#[tokio::test]
async fn a_password_that_somebody_else_chose_must_be_changed_first() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    links::activate(&desk.app, link).await.unwrap();
    let session = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap();
    assert_eq!(session.info.own_password, OwnPassword::Required);
    let again = actor(&desk.app, Some(&session.token)).await.unwrap();
    assert!(again.password_change_required);
    let kind = refusal(again.check_settled()).0;
    assert_eq!(kind, ProblemKind::PasswordChangeRequired);
}

// covers: LINK-06
#[tokio::test]
async fn a_practice_that_asks_for_another_password_lets_it_wait_and_one_that_does_not_says_nothing()
{
    let desk = Desk::with_nurse().await;
    for (policy, asked) in [
        (FirstPassword::Ask, OwnPassword::Asked),
        (FirstPassword::Off, OwnPassword::NotAsked),
    ] {
        desk.decide(move |policies| policies.first_password = policy)
            .await;
        let session = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap();
        assert_eq!(session.info.own_password, asked);
        let actor = actor(&desk.app, Some(&session.token)).await.unwrap();
        actor.check_settled().unwrap();
        assert!(desk.nurse().await.password_set_by_another, "as before");
    }
}

// covers: CRED-02
#[tokio::test]
async fn an_unknown_name_costs_one_slow_hash_like_a_known_one() {
    let hasher = Arc::new(Counting::default());
    let desk = Desk::hashing_by(hasher.clone()).found().await;
    for name in ["nobody", "olga"] {
        let before = hasher.0.load(Ordering::SeqCst);
        let _ = desk.sign_in(name, "not this one").await;
        assert_eq!(hasher.0.load(Ordering::SeqCst), before + 1, "{name}");
        let _ = desk.sign_in(name, "not this one").await;
        assert_eq!(hasher.0.load(Ordering::SeqCst), before + 1, "{name} waits");
    }
}

// covers: CRED-03
#[tokio::test]
async fn guesses_that_run_side_by_side_wait_for_each_other() {
    let desk = Desk::founded().await;
    let guess = || desk.sign_in("olga", "a stranger's guess");
    let (a, b, c, d) = tokio::join!(guess(), guess(), guess(), guess());
    let mut kinds: Vec<_> = [a, b, c, d].into_iter().map(|r| refusal(r).0).collect();
    kinds.retain(|kind| *kind != ProblemKind::TooMany);
    assert_eq!(kinds, [ProblemKind::WrongCredentials]);
}

#[tokio::test]
async fn two_right_passwords_side_by_side_both_get_in() {
    let desk = Desk::founded().await;
    let (one, other) = tokio::join!(
        desk.sign_in("olga", PASSWORD),
        desk.sign_in("Olga ", PASSWORD)
    );
    assert_ne!(one.unwrap().token, other.unwrap().token);
}

#[tokio::test]
async fn wrong_passwords_are_forgotten_after_a_day() {
    let desk = Desk::founded().await;
    for _ in 0..4 {
        let _ = desk.sign_in("olga", "not this one").await;
        desk.clock.advance(Millis::minutes(1));
    }
    desk.clock.advance(Millis::hours(25));
    let _ = desk.sign_in("olga", "not this one").await;
    let waiting = problem(desk.sign_in("olga", PASSWORD).await);
    assert_eq!(waiting.retry_after, Some(1));
}

#[tokio::test]
async fn sign_ins_are_audited_and_what_was_typed_for_a_name_is_not_kept() {
    let desk = Desk::founded().await;
    desk.sign_in("olga", PASSWORD).await.unwrap();
    let begun = "session.begin by somebody about an account null";
    assert_eq!(desk.audited().await, begun);
    let _ = desk.sign_in("olga", "not this one").await;
    let wrong = r#"{"reason":"problem-wrong-credentials"}"#;
    let refused = format!("session.refuse by nobody about an account {wrong}");
    assert_eq!(desk.audited().await, refused);
    let _ = desk.sign_in(PASSWORD, "olga").await;
    let refused = format!("session.refuse by nobody about nothing {wrong}");
    assert_eq!(desk.audited().await, refused);
    let subjects = "select group_concat(subject) from sign_in_failures";
    let kept = desk.app.store.read(|tx| tx.text(subjects)).await.unwrap();
    assert_eq!(kept.len(), 64 + 1 + 64);
    assert!(kept.chars().all(|c| c.is_ascii_hexdigit() || c == ','));
}

// covers: NEW-16
#[tokio::test]
async fn nobody_signs_in_before_their_first_day() {
    let desk = Desk::with_nurse().await;
    let start = desk.app.effects.now().plus(Millis::hours(24));
    let written = desk.app.store.write(move |tx| {
        let rev = tx.bump(start, &AuditEntry::about(NURSE, "test.start"))?;
        let nurse = accounts::find(tx, NURSE)?.unwrap();
        let starts_at = Some(start);
        accounts::update(tx, &Account { starts_at, ..nurse }, rev)
    });
    written.await.unwrap();
    let early = refusal(desk.sign_in("bea", NURSE_PASSWORD).await);
    assert_eq!(early.1, "sign-in-not-started");
    desk.clock.advance(Millis::hours(24));
    assert!(desk.sign_in("bea", NURSE_PASSWORD).await.is_ok());
}

#[tokio::test]
async fn a_browser_keeps_its_mark_for_each_who_signs_in_and_takes_none_over() {
    let desk = Desk::with_nurse().await;
    let who = |username: &str, password: &str| SignIn {
        username: username.to_owned(),
        password: password.to_owned(),
        code: None,
    };
    let forged = marked("made up");
    let first = sign_in(&desk.app, who("olga", PASSWORD), forged)
        .await
        .unwrap();
    assert_ne!(first.browser, "made up");
    let mark = marked(&first.browser);
    let second = sign_in(&desk.app, who("bea", NURSE_PASSWORD), mark)
        .await
        .unwrap();
    assert_eq!(second.browser, first.browser);
}

#[tokio::test]
async fn tokens_are_stored_as_hashes_only() {
    let desk = Desk::founded().await;
    let session = desk.sign_in("olga", PASSWORD).await.unwrap();
    assert_eq!(session.token.len(), 43, "32 bytes in base64");
    let stored = "select hex(token_hash) from sessions";
    let stored = desk.app.store.read(|tx| tx.text(stored)).await.unwrap();
    assert_eq!(stored.len(), 64);
    let hash = crate::service::tokens::hash(&session.token);
    assert_eq!(stored.to_lowercase(), crate::service::tokens::to_hex(&hash));
}
