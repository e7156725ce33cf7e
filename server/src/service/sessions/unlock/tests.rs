//! What opens a locked screen, and what wrong PINs lead to.

use lanyard_shared::time::Millis;

use super::*;
use crate::secret::Kept;
use crate::service::fixture::{Desk, PASSWORD, at_fields, refusal};
use crate::service::sessions;
use crate::store::pins::put;

impl Desk {
    /// A practice whose administrator has this PIN.
    async fn with_pin(pin: &'static str) -> Self {
        let desk = Self::founded().await;
        let (app, now) = (desk.app.clone(), desk.app.effects.now());
        let olga = desk.actor("olga").await.account;
        let nonce = app.effects.random();
        let locked = app
            .secret
            .lock(Kept::AppUnlockPin, olga, pin.as_bytes(), nonce);
        let written = desk
            .app
            .store
            .write(move |tx| put(tx, olga, PinKind::AppUnlock, &locked, now));
        written.await.unwrap();
        desk
    }

    async fn pin(&self, pin: &str) -> Result<()> {
        let typed = Unlock::Pin {
            pin: pin.to_owned(),
        };
        unlock(&self.app, &self.actor("olga").await, typed).await
    }

    async fn password(&self, password: &str) -> Result<()> {
        let typed = Unlock::Password {
            password: password.to_owned(),
        };
        unlock(&self.app, &self.actor("olga").await, typed).await
    }

    async fn wrong_pins(&self, times: usize) {
        for _ in 0..times {
            assert!(self.pin("8053").await.is_err());
            self.clock.advance(Millis::seconds(30));
        }
    }

    async fn asks_for(&self) -> UnlockBy {
        let session = self.sign_in("olga", PASSWORD).await.unwrap();
        let info = sessions::info(&self.app, Some(&session.token)).await;
        let info = info.unwrap();
        assert_eq!(info, session.info);
        info.unlock_by
    }
}

// covers: CRED-04
#[tokio::test]
async fn the_app_unlock_pin_opens_the_screen_and_so_does_the_password() {
    let desk = Desk::with_pin("8052").await;
    assert_eq!(desk.asks_for().await, UnlockBy::Pin);
    desk.pin(" 8052 ").await.unwrap();
    desk.password(PASSWORD).await.unwrap();
    assert_eq!(at_fields(desk.pin("8053").await), ["pin: pin-wrong"]);
    assert!(desk.audited().await.contains(REFUSAL));
    let wrong = desk.password("guessed").await;
    assert_eq!(at_fields(wrong), ["password: password-current-wrong"]);
    assert!(desk.audited().await.contains(REFUSAL));
}

// covers: CRED-04
#[tokio::test]
async fn who_has_no_pin_is_asked_for_the_password() {
    let desk = Desk::founded().await;
    assert_eq!(desk.asks_for().await, UnlockBy::Password);
    let needed = (
        ProblemKind::PasswordNeeded,
        "unlock-password-needed".to_owned(),
    );
    assert_eq!(refusal(desk.pin("8052").await), needed);
}

// covers: CRED-03
#[tokio::test]
async fn wrong_pins_have_to_wait_and_a_right_one_ends_the_count() {
    let desk = Desk::with_pin("8052").await;
    desk.wrong_pins(3).await;
    assert!(desk.pin("8053").await.is_err());
    let early = desk.pin("8052").await;
    assert_eq!(refusal(early).0, ProblemKind::TooMany);
    desk.clock.advance(Millis::seconds(10));
    desk.pin("8052").await.unwrap();
    desk.wrong_pins(4).await;
    desk.pin("8052").await.unwrap();
}

// covers: CRED-03
#[tokio::test]
async fn after_five_wrong_pins_only_the_password_opens_the_screen_and_the_pin_works_again() {
    let desk = Desk::with_pin("8052").await;
    desk.wrong_pins(4).await;
    let fifth = refusal(desk.pin("8053").await).0;
    assert_eq!(fifth, ProblemKind::PasswordNeeded);
    // Nothing but the password ends this, also not the time after which other counts are forgotten.
    desk.clock.advance(Millis::days(3));
    assert!(desk.sign_in("olga", "not this one").await.is_err());
    let right = refusal(desk.pin("8052").await).0;
    assert_eq!(right, ProblemKind::PasswordNeeded);
    desk.password(PASSWORD).await.unwrap();
    desk.pin("8052").await.unwrap();
}

// covers: CRED-03
#[tokio::test]
async fn signing_in_makes_the_pin_work_again() {
    let desk = Desk::with_pin("8052").await;
    desk.wrong_pins(5).await;
    assert!(desk.pin("8052").await.is_err());
    assert_eq!(desk.asks_for().await, UnlockBy::Pin);
    desk.pin("8052").await.unwrap();
}

// covers: CRED-03
#[tokio::test]
async fn pin_and_password_at_the_screen_are_counted_apart() {
    let desk = Desk::with_pin("8052").await;
    desk.wrong_pins(5).await;
    desk.password(PASSWORD).await.unwrap();
    assert!(desk.password("guessed").await.is_err());
    assert_eq!(
        refusal(desk.password(PASSWORD).await).0,
        ProblemKind::TooMany
    );
    desk.pin("8052").await.unwrap();
}
