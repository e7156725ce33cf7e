//! Who sees PINs, and how a Support PIN is checked.

use lanyard_shared::permission::Setting;
use lanyard_shared::protocol::{CheckSupportPin, MailKind, Rev};
use lanyard_shared::record::Standing;
use lanyard_shared::time::{Millis, UnixMillis};

use lanyard_shared::permission::Permission;

use super::*;
use crate::service::fixture::{Desk, NURSE, NURSE_PASSWORD, PASSWORD, at_fields, refusal};
use crate::service::mails;
use crate::store::accounts::ChosenBy;

impl Desk {
    async fn pins(&self, who: &'static str, of: AccountId, password: &str) -> Result<Pins> {
        let asked = ViewPins {
            account: of,
            password: password.to_owned(),
        };
        view(&self.app, &self.actor(who).await, asked).await
    }

    async fn checks(&self, who: &'static str, username: &str, pin: &str) -> Result<bool> {
        let asked = CheckSupportPin {
            username: username.to_owned(),
            pin: pin.to_owned(),
        };
        let checked = check_support(&self.app, &self.actor(who).await, asked).await;
        checked.map(|checked| checked.right)
    }

    async fn support_pin(&self) -> String {
        let pins = self.pins("olga", NURSE, PASSWORD).await;
        pins.unwrap().support
    }
}

/// Another six digits.
fn another(pin: &str) -> String {
    format!("{:06}", (pin.parse::<u32>().unwrap() + 1) % 1_000_000)
}

// covers: EDIT-02
#[tokio::test]
async fn pins_are_seen_after_ones_own_password_and_that_is_written_down() {
    let desk = Desk::with_nurse().await;
    let wrong = desk.pins("olga", NURSE, "guessed").await;
    assert_eq!(at_fields(wrong), ["password: password-current-wrong"]);
    assert!(desk.audited().await.contains("pins.view-refuse"));
    desk.clock.advance(Millis::seconds(2));
    let first = desk.support_pin().await;
    assert!(first.len() == 6 && first.bytes().all(|byte| byte.is_ascii_digit()));
    assert!(desk.audited().await.contains("pins.view"));
    assert_eq!(desk.support_pin().await, first, "looking changes nothing");
}

// covers: RIGHT-01, RIGHT-03
#[tokio::test]
async fn pins_of_others_are_for_who_may_act_upon_their_credentials() {
    let desk = Desk::with_nurse().await;
    desk.settle_nurse().await;
    let olga = desk.actor("olga").await.account;
    let own = desk.pins("bea", NURSE, NURSE_PASSWORD).await.unwrap();
    assert_eq!(own.app_unlock, None);
    let others = desk.pins("bea", olga, NURSE_PASSWORD).await;
    assert_eq!(refusal(others).1, "problem-forbidden");
    desk.allow_nurse(Permission::ManageAccounts, Setting::Allow)
        .await;
    let stronger = desk.pins("bea", olga, NURSE_PASSWORD).await;
    assert_eq!(refusal(stronger).1, "account-stronger");
    let nobody = AccountId(uuid::Uuid::from_u128(0xdead));
    let gone = desk.pins("bea", nobody, NURSE_PASSWORD).await;
    assert_eq!(refusal(gone).1, "record-gone");
}

// covers: LINK-06
#[tokio::test]
async fn who_has_a_password_that_another_chose_sees_no_pins() {
    let desk = Desk::with_nurse().await;
    let own = desk.pins("bea", NURSE, NURSE_PASSWORD).await;
    assert_eq!(refusal(own).1, "pins-own-password-first");
}

// covers: NEW-12
#[tokio::test]
async fn a_support_pin_is_right_once() {
    let desk = Desk::with_nurse().await;
    let pin = desk.support_pin().await;
    assert!(desk.checks("olga", " BEA ", &pin).await.unwrap());
    assert!(desk.audited().await.contains("support-pin.check"));
    let next = desk.support_pin().await;
    assert_ne!(next, pin);
    assert!(!desk.checks("olga", "bea", &pin).await.unwrap());
    assert!(desk.audited().await.contains("support-pin.refuse"));
}

// covers: CRED-03
#[tokio::test]
async fn a_support_pin_that_was_guessed_at_five_times_is_replaced() {
    let desk = Desk::with_nurse().await;
    let pin = desk.support_pin().await;
    for _ in 0..5 {
        assert_eq!(desk.support_pin().await, pin);
        assert!(!desk.checks("olga", "bea", &another(&pin)).await.unwrap());
        desk.clock.advance(Millis::seconds(30));
    }
    assert_ne!(desk.support_pin().await, pin);
    let next = desk.support_pin().await;
    assert!(desk.checks("olga", "bea", &next).await.unwrap());
}

// covers: CRED-03
#[tokio::test]
async fn its_owner_is_told_of_a_support_pin_that_was_guessed_at() {
    let desk = Desk::with_nurse().await;
    let told = async || {
        let due = mails::due(&desk.app, 10).await.unwrap().into_iter();
        let told = due.filter(|mail| mail.kind == MailKind::SupportPin);
        told.map(|mail| mail.recipient).collect::<Vec<_>>()
    };
    let pin = desk.support_pin().await;
    for tries in 1..=5 {
        assert_eq!(told().await, Vec::<String>::new(), "{tries}");
        let _ = desk.checks("olga", "bea", &another(&pin)).await;
        desk.clock.advance(Millis::seconds(30));
    }
    assert_eq!(told().await, ["bea@example.org"]);
    desk.deliver().await;
    assert_eq!(told().await, Vec::<String>::new());
}

// covers: NEW-12
#[tokio::test]
async fn the_support_pin_of_somebody_who_cannot_sign_in_is_not_right() {
    let desk = Desk::with_nurse().await;
    let pin = desk.support_pin().await;
    for standing in [
        Standing::Deactivated,
        Standing::Locked,
        Standing::Pending,
        Standing::Removed,
    ] {
        desk.put(NURSE, standing).await;
        assert!(!desk.checks("olga", "bea", &pin).await.unwrap());
        assert!(desk.audited().await.contains("support-pin.refuse"));
    }
    desk.put(NURSE, Standing::Active).await;
    assert!(desk.checks("olga", "bea", &pin).await.unwrap());
}

// covers: RIGHT-03, CRED-03
#[tokio::test]
async fn nobody_has_the_support_pin_of_somebody_stronger_replaced_by_typing_wrong_ones() {
    let desk = Desk::with_nurse().await;
    let olga = desk.actor("olga").await.account;
    desk.allow_nurse(Permission::ManageAccounts, Setting::Allow)
        .await;
    let own = async || desk.pins("olga", olga, PASSWORD).await.unwrap().support;
    let pin = own().await;
    for _ in 0..7 {
        assert!(!desk.checks("bea", "olga", &another(&pin)).await.unwrap());
        let early = desk.checks("bea", "olga", &pin).await;
        assert_eq!(refusal(early).0, ProblemKind::TooMany);
        desk.clock.advance(Millis::seconds(30));
        assert_eq!(own().await, pin);
    }
    assert!(desk.checks("bea", "olga", &pin).await.unwrap());
}

// covers: CRED-03
#[tokio::test]
async fn wrong_support_pins_have_to_wait_and_unknown_names_are_answered_alike() {
    let desk = Desk::with_nurse().await;
    let pin = desk.support_pin().await;
    assert!(!desk.checks("olga", "nobody", &pin).await.unwrap());
    assert!(!desk.checks("olga", "bea", &another(&pin)).await.unwrap());
    let early = desk.checks("olga", "bea", &pin).await;
    assert_eq!(refusal(early).0, ProblemKind::TooMany);
    desk.clock.advance(Millis::seconds(1));
    assert!(desk.checks("olga", "bea", &pin).await.unwrap());
}

// covers: RIGHT-01
#[tokio::test]
async fn support_pins_are_checked_by_who_manages_accounts() {
    let desk = Desk::with_nurse().await;
    let pin = desk.support_pin().await;
    let own = desk.checks("bea", "bea", &pin).await;
    assert_eq!(refusal(own).1, "problem-forbidden");
}

impl Desk {
    /// The nurse has chosen a password of her own: the one that she was given, for the test's sake.
    async fn settle_nurse(&self) {
        let hash = self.app.effects.hash(NURSE_PASSWORD.to_owned()).await;
        let hash = hash.unwrap();
        let written = self.app.store.write(move |tx| {
            accounts::set_password(tx, NURSE, &hash, ChosenBy::Owner, (Rev(1), UnixMillis(0)))
        });
        written.await.unwrap();
    }
}
