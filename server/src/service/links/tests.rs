//! Links in every state that they can have.

use lanyard_shared::protocol::{
    Activate, LinkState, LinkToken, MailKind, OwnPassword, ProblemKind, ResetPassword,
};
use lanyard_shared::record::{AccountState, PasswordPolicy, Standing};
use lanyard_shared::time::{CONSOLE_LINK_LIFE, LINK_LIFE, MAIL_LIFE, Millis};

use super::{activate, look, renew, reset};
use crate::service::console::Factor;
use crate::service::fixture::{Desk, NURSE, NURSE_PASSWORD, at_fields, refusal, token_of};
use crate::service::{console, mails, sessions};
use crate::store::accounts;

async fn state(desk: &Desk, token: &LinkToken) -> LinkState {
    look(&desk.app, token.clone()).await.unwrap().state
}

fn told<T>(result: crate::error::Result<T>) -> String {
    let (kind, key) = refusal(result);
    assert_eq!(kind, ProblemKind::Link);
    key
}

// covers: LINK-01, LINK-03
#[tokio::test]
async fn looking_changes_nothing_and_activating_works_once() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    desk.deliver().await;
    let seen = look(&desk.app, link.clone()).await.unwrap();
    assert_eq!(seen.account.name, "Bea Lindt");
    assert_eq!(
        seen.expires_at,
        Some(desk.app.effects.now().plus(LINK_LIFE))
    );
    assert_eq!(desk.nurse().await.standing, Standing::Pending);

    activate(&desk.app, link.clone()).await.unwrap();
    let nurse = desk.nurse().await;
    assert_eq!(nurse.standing, Standing::Active);
    assert!(nurse.email_verified);
    assert_eq!(state(&desk, &link).await, LinkState::Used);
    assert_eq!(told(activate(&desk.app, link).await), "link-used");
}

// covers: CRED-01
#[tokio::test]
async fn the_page_of_a_link_gets_to_know_what_the_practice_asks_of_a_password() {
    let desk = Desk::with_nurse().await;
    let link = console::link(&desk.app, "bea", Factor::Stays).await;
    let token = token_of(&link.unwrap().unwrap().url);
    let short = PasswordPolicy {
        min_length: 8,
        max_length: 256,
        ..PasswordPolicy::default()
    };
    desk.decide(move |policies| policies.password = short).await;
    let link = LinkToken {
        token: token.clone(),
    };
    let seen = look(&desk.app, link).await.unwrap();
    assert_eq!(seen.password_policy, Some(short));
    let password = "nine-char".to_owned();
    reset(&desk.app, ResetPassword { token, password })
        .await
        .unwrap();
}

// covers: LINK-01, LINK-02, LINK-03
#[tokio::test]
async fn a_link_dies_after_72_hours_and_a_renewed_one_takes_its_place() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    desk.clock.advance(Millis::hours(5));
    assert_eq!(desk.deliver().await, 1);
    // The hours in the queue are not counted.
    desk.clock.advance(Millis(LINK_LIFE.0 - 1));
    assert_eq!(state(&desk, &link).await, LinkState::Open);
    desk.clock.advance(Millis(1));
    assert_eq!(state(&desk, &link).await, LinkState::Expired);
    assert_eq!(
        told(activate(&desk.app, link.clone()).await),
        "link-expired"
    );

    renew(&desk.app, link.clone()).await.unwrap();
    assert_eq!(state(&desk, &link).await, LinkState::Superseded);
    assert_eq!(told(activate(&desk.app, link).await), "link-superseded");
    let waiting = desk.nurse().await.state(desk.app.effects.now());
    assert_eq!(waiting, AccountState::MailWaiting);
    let due = mails::due(&desk.app, 10).await.unwrap();
    let token = due[0].link.unwrap().token(&desk.app.secret);
    desk.deliver().await;
    activate(&desk.app, LinkToken { token }).await.unwrap();
}

// covers: LINK-03
#[tokio::test]
async fn renewing_answers_alike_and_mails_only_where_it_helps() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    desk.deliver().await;
    renew(&desk.app, link.clone()).await.unwrap();
    assert_eq!(desk.deliver().await, 0, "the link still works");
    desk.clock.advance(LINK_LIFE);
    renew(&desk.app, link.clone()).await.unwrap();
    let first = mails::due(&desk.app, 10).await.unwrap();
    desk.clock.advance(Millis::seconds(59));
    renew(&desk.app, link.clone()).await.unwrap();
    let second = mails::due(&desk.app, 10).await.unwrap();
    assert_eq!(first, second, "one mail a minute");
    desk.clock.advance(Millis::seconds(1));
    renew(&desk.app, link.clone()).await.unwrap();
    let third = mails::due(&desk.app, 10).await.unwrap();
    assert_ne!(third[0].link, first[0].link);
    assert_eq!(desk.deliver().await, 1, "the newest link only");
    desk.put(NURSE, Standing::Deactivated).await;
    desk.clock.advance(Millis::hours(100));
    renew(&desk.app, link).await.unwrap();
    assert_eq!(desk.deliver().await, 0, "nobody needs it");
}

#[tokio::test]
async fn mangled_links_and_links_of_closed_accounts_say_so() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    let token = &link.token;
    let other_id = format!("B{}", &token[1..]);
    let flipped = if &token[40..41] == "A" { "B" } else { "A" };
    let other_secret = format!("{}{flipped}{}", &token[..40], &token[41..]);
    for wrong in ["", "hello", &token[1..], &other_id, &other_secret] {
        let wrong = LinkToken {
            token: wrong.to_owned(),
        };
        assert_eq!(told(look(&desk.app, wrong.clone()).await), "link-mangled");
        assert_eq!(told(activate(&desk.app, wrong).await), "link-mangled");
    }
    desk.put(NURSE, Standing::Deactivated).await;
    assert_eq!(state(&desk, &link).await, LinkState::AccountClosed);
    assert_eq!(told(activate(&desk.app, link).await), "link-account-closed");
}

// covers: LINK-01, LINK-04
#[tokio::test]
async fn a_link_from_the_console_activates_and_leaves_the_address_unverified() {
    let desk = Desk::founded().await;
    let mailed = desk.add_nurse().await;
    let printed = console::link(&desk.app, "BEA", Factor::Stays)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(state(&desk, &mailed).await, LinkState::Superseded);
    assert_eq!(
        desk.deliver().await,
        0,
        "the mail with the older link is cancelled"
    );
    let token = token_of(&printed.url);
    activate(&desk.app, LinkToken { token }).await.unwrap();
    assert!(!desk.nurse().await.email_verified);
}

// covers: LINK-01, LINK-05, LINK-08
#[tokio::test]
async fn a_reset_link_sets_a_password_once_and_ends_every_session() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    activate(&desk.app, link).await.unwrap();
    let session = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap().token;
    let printed = console::link(&desk.app, "bea", Factor::Stays)
        .await
        .unwrap()
        .unwrap();
    assert!(printed.url.starts_with("https://desk.example.org/reset#"));
    let token = token_of(&printed.url);
    let with = |password: &str| ResetPassword {
        token: token.clone(),
        password: password.to_owned(),
    };
    let weak = reset(&desk.app, with("short")).await;
    assert_eq!(at_fields(weak), ["password: password-short"]);
    reset(&desk.app, with("a quite new password"))
        .await
        .unwrap();
    assert!(sessions::actor(&desk.app, Some(&session)).await.is_err());
    let session = desk.sign_in("bea", "a quite new password").await.unwrap();
    assert_eq!(session.info.own_password, OwnPassword::NotAsked);
    assert_eq!(
        told(reset(&desk.app, with("yet another password")).await),
        "link-used"
    );
}

// covers: LINK-10
#[tokio::test]
async fn a_link_from_the_console_lives_half_an_hour() {
    let desk = Desk::founded().await;
    let printed = console::link(&desk.app, "olga", Factor::Stays)
        .await
        .unwrap()
        .unwrap();
    desk.clock.advance(CONSOLE_LINK_LIFE);
    let token = token_of(&printed.url);
    let link = LinkToken {
        token: token.clone(),
    };
    assert_eq!(state(&desk, &link).await, LinkState::Expired);
    let password = "a quite new password".to_owned();
    let refused = reset(&desk.app, ResetPassword { token, password }).await;
    assert_eq!(told(refused), "link-expired");
}

/// The token of a link that the console prints for an account.
async fn printed(desk: &Desk, username: &str) -> LinkToken {
    let printed = console::link(&desk.app, username, Factor::Stays)
        .await
        .unwrap()
        .unwrap();
    LinkToken {
        token: token_of(&printed.url),
    }
}

// covers: LINK-01
#[tokio::test]
async fn a_link_of_one_purpose_serves_no_other() {
    let desk = Desk::empty();
    let setup = LinkToken {
        token: desk.setup_token().await,
    };
    assert_eq!(told(look(&desk.app, setup.clone()).await), "link-mangled");
    assert_eq!(told(renew(&desk.app, setup).await), "link-mangled");
    let desk = desk.found().await;
    let activation = desk.add_nurse().await;
    let password = "a quite new password".to_owned();
    let token = activation.token;
    let refused = reset(&desk.app, ResetPassword { token, password }).await;
    assert_eq!(told(refused), "link-mangled");
    let reset = printed(&desk, "olga").await;
    assert_eq!(told(activate(&desk.app, reset).await), "link-mangled");
}

#[tokio::test]
async fn a_link_works_although_its_sending_was_not_recorded_yet() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    activate(&desk.app, link).await.unwrap();
    assert!(desk.nurse().await.email_verified);
    assert_eq!(desk.deliver().await, 0, "nothing is sent any more");
}

#[tokio::test]
async fn a_link_whose_sending_was_never_recorded_ends_nevertheless() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    desk.clock.advance(MAIL_LIFE);
    desk.clock.advance(Millis(LINK_LIFE.0 - 1));
    assert_eq!(state(&desk, &link).await, LinkState::Open);
    desk.clock.advance(Millis(1));
    assert_eq!(told(activate(&desk.app, link).await), "link-expired");
}

#[tokio::test]
async fn a_link_does_not_unlock_an_account_or_activate_one_twice() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    desk.put(NURSE, Standing::Locked).await;
    assert_eq!(
        told(activate(&desk.app, link.clone()).await),
        "link-account-closed"
    );
    desk.put(NURSE, Standing::Active).await;
    assert_eq!(state(&desk, &link).await, LinkState::Used);
    assert_eq!(told(activate(&desk.app, link).await), "link-used");
}

// covers: LINK-01
#[tokio::test]
async fn of_two_clicks_at_the_same_moment_one_is_told_that_the_link_is_used() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    let (one, other) = tokio::join!(
        activate(&desk.app, link.clone()),
        activate(&desk.app, link.clone())
    );
    let refused = if one.is_ok() { other } else { one };
    assert_eq!(told(refused), "link-used");
}

#[tokio::test]
async fn activating_is_audited_and_reaches_the_replicas() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    let before = desk.rev();
    activate(&desk.app, link).await.unwrap();
    assert!(desk.rev() > before);
    let activated = "account.activate by somebody about an account null";
    assert_eq!(desk.audited().await, activated);
}

// covers: LINK-03
#[tokio::test]
async fn an_expired_reset_link_is_renewed_by_mail() {
    let desk = Desk::with_nurse().await;
    let old = printed(&desk, "bea").await;
    desk.clock.advance(CONSOLE_LINK_LIFE);
    renew(&desk.app, old).await.unwrap();
    let due = mails::due(&desk.app, 10).await.unwrap();
    assert_eq!(due[0].kind, MailKind::Reset);
    assert_eq!(due[0].recipient, "bea@example.org");
    desk.deliver().await;
    let token = due[0].link.unwrap().token(&desk.app.secret);
    let password = "a quite new password".to_owned();
    reset(&desk.app, ResetPassword { token, password })
        .await
        .unwrap();
    assert!(desk.sign_in("bea", "a quite new password").await.is_ok());
}

// covers: CRED-03
#[tokio::test]
async fn a_new_password_by_link_ends_every_wait() {
    let desk = Desk::with_nurse().await;
    let link = printed(&desk, "bea").await;
    let wrong = refusal(desk.sign_in("bea", "not this one").await);
    assert_eq!(wrong.0, ProblemKind::WrongCredentials);
    let password = "a quite new password".to_owned();
    let token = link.token;
    reset(&desk.app, ResetPassword { token, password })
        .await
        .unwrap();
    assert!(desk.sign_in("bea", "a quite new password").await.is_ok());
}

// covers: NEW-08
#[tokio::test]
async fn an_account_without_a_password_gets_one_at_activation_and_cannot_sign_in_before() {
    let desk = Desk::founded().await;
    let link = desk.add_nurse().await;
    let given = look(&desk.app, link.clone()).await.unwrap();
    assert!(!given.password_needed);
    let rev = desk.rev();
    let forget = move |tx: &mut crate::store::Tx<'_>| accounts::clear_password(tx, NURSE, rev);
    desk.app.store.write(forget).await.unwrap();
    let needed = look(&desk.app, link.clone()).await.unwrap();
    assert!(needed.password_needed);
    for password in ["", NURSE_PASSWORD] {
        let kind = refusal(desk.sign_in("bea", password).await).0;
        assert_eq!(kind, ProblemKind::WrongCredentials);
        desk.clock.advance(Millis::seconds(30));
    }
    let with = |password: Option<&str>| Activate {
        token: link.token.clone(),
        password: password.map(str::to_owned),
    };
    let without = activate(&desk.app, with(None)).await;
    assert_eq!(at_fields(without), ["password: field-required"]);
    let short = activate(&desk.app, with(Some("short"))).await;
    assert_eq!(at_fields(short), ["password: password-short"]);
    let chosen = "nobody else knows this";
    activate(&desk.app, with(Some(chosen))).await.unwrap();
    let session = desk.sign_in("bea", chosen).await.unwrap();
    assert_eq!(session.info.own_password, OwnPassword::NotAsked);
}
