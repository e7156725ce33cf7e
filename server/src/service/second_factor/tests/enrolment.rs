//! Setting one's own second factor up: what it takes, and when an offered secret ends.

use super::*;

// covers: EDIT-06
#[tokio::test]
async fn enrolling_takes_the_password_and_a_code_of_the_app() {
    let desk = Desk::founded().await;
    let early = desk.finishes("olga", "123456").await;
    assert_eq!(refusal(early).1, "two-factor-not-begun");
    let wrong = desk.begins_by("olga", "guessed", None).await;
    assert_eq!(
        at_fields(wrong.map(drop)),
        ["password: password-current-wrong"]
    );
    assert!(desk.audited().await.contains("two-factor.begin-refuse"));
    desk.clock.advance(STEP);
    let totp = desk.begins("olga", PASSWORD).await;
    let wrong = desk.finishes("olga", "000000").await;
    assert_eq!(at_fields(wrong), ["code: code-wrong"]);
    assert!(desk.audited().await.contains("two-factor.enrol-refuse"));
    let early = desk.finishes("olga", &desk.code(&totp)).await;
    assert_eq!(refusal(early).0, ProblemKind::TooMany);
    desk.clock.advance(Millis::seconds(1));
    assert!(desk.sign_in("olga", PASSWORD).await.is_ok());
    desk.finishes("olga", &desk.code(&totp)).await.unwrap();
}

#[tokio::test]
async fn a_new_app_that_is_not_confirmed_leaves_the_old_one_in_force() {
    let (desk, totp, _) = Desk::enrolled().await;
    desk.clock.advance(STEP);
    let code = desk.code(&totp);
    let begun = desk.begins_by("olga", PASSWORD, Some(&code)).await;
    begun.unwrap();
    desk.clock.advance(STEP);
    let code = desk.code(&totp);
    desk.signs_in("olga", PASSWORD, &code).await.unwrap();
}

#[tokio::test]
async fn seeds_and_codes_are_not_stored_in_clear() {
    let desk = Desk::founded().await;
    let asked = BeginEnrolment {
        password: PASSWORD.to_owned(),
        code: None,
    };
    let actor = desk.actor("olga").await;
    let told = begin(&desk.app, &actor, HERE, asked).await.unwrap();
    let seed = totp_rs::Secret::try_from_base32(&told.secret).unwrap();
    let id = actor.account;
    let read = desk.app.store.read(move |tx| second_factors::find(tx, id));
    let stored = read.await.unwrap().unwrap().offered.unwrap().locked_seed;
    let seed: &[u8] = seed.as_ref();
    assert!(!stored.windows(seed.len()).any(|part| part == seed));
}

// covers: EDIT-06
#[tokio::test]
async fn who_has_enrolled_sets_another_app_up_by_a_code_only() {
    let (desk, totp, codes) = Desk::enrolled().await;
    desk.clock.advance(STEP);
    let begins = async |code: Option<&str>| desk.begins_by("olga", PASSWORD, code).await;
    assert_eq!(
        refusal(begins(None).await.map(drop)),
        (ProblemKind::CodeNeeded, "sign-in-code-needed".to_owned())
    );
    let wrong = begins(Some("000000")).await.map(drop);
    assert_eq!(at_fields(wrong), ["code: code-wrong"]);
    assert!(desk.audited().await.contains("two-factor.code-refuse"));
    let early = begins(Some(&desk.code(&totp))).await.map(drop);
    assert_eq!(refusal(early).0, ProblemKind::TooMany);
    desk.clock.advance(Millis::seconds(1));
    let code = desk.code(&totp);
    begins(Some(&code)).await.unwrap();
    let spent = begins(Some(&code)).await.map(drop);
    assert_eq!(at_fields(spent), ["code: code-wrong"]);
    desk.clock.advance(STEP);
    let another = begins(Some(&codes[0])).await.unwrap();
    let code = another.code(desk.app.effects.now());
    desk.finishes("olga", &code).await.unwrap();
}

// covers: EDIT-06
#[tokio::test]
async fn an_offered_secret_ends_after_a_quarter_of_an_hour() {
    let desk = Desk::founded().await;
    let totp = desk.begins("olga", PASSWORD).await;
    desk.clock.advance(Millis::minutes(15));
    let late = desk.finishes("olga", &desk.code(&totp)).await;
    assert_eq!(refusal(late).1, "two-factor-not-begun");
    let totp = desk.begins("olga", PASSWORD).await;
    desk.clock.advance(Millis(Millis::minutes(15).0 - 1));
    desk.finishes("olga", &desk.code(&totp)).await.unwrap();
}

// covers: EDIT-06
#[tokio::test]
async fn an_offered_secret_ends_with_its_session() {
    let desk = Desk::founded().await;
    let token = desk.sign_in("olga", PASSWORD).await.unwrap().token;
    let here = Caller {
        session: &token,
        browser: None,
    };
    let asked = BeginEnrolment {
        password: PASSWORD.to_owned(),
        code: None,
    };
    let actor = desk.actor("olga").await;
    let told = begin(&desk.app, &actor, here, asked).await.unwrap();
    let secret = totp_rs::Secret::try_from_base32(&told.secret).unwrap();
    let code = desk.code(&totp(secret.as_ref(), "", "").unwrap());
    let elsewhere = desk.finishes("olga", &code).await;
    assert_eq!(refusal(elsewhere).1, "two-factor-not-begun");
    sessions::sign_out(&desk.app, Some(&token)).await.unwrap();
    let over = desk.finishes_in(here, "olga", &code).await;
    assert_eq!(refusal(over).1, "two-factor-not-begun");
    let id = actor.account;
    let read = desk.app.store.read(move |tx| second_factors::find(tx, id));
    assert_eq!(read.await.unwrap().unwrap().offered, None);
}
