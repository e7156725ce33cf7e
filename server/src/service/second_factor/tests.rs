//! Enrolling, signing in by a code, and what administrators do about it.

use lanyard_shared::protocol::{BeginEnrolment, ConfirmEnrolment, SignIn};
use lanyard_shared::record::{Standing, TwoFactorPolicy};
use lanyard_shared::time::Millis;

use super::*;
use crate::secret::RootSecret;
use crate::service::console::{self, Factor};
use crate::service::fixture::{Desk, NURSE, NURSE_PASSWORD, PASSWORD, at_fields, refusal};
use crate::service::sessions::{self, Browser, NewSession};
use crate::store::second_factors::Offered;

mod enrolment;

impl Desk {
    async fn signs_in(&self, who: &str, password: &str, code: &str) -> Result<NewSession> {
        let who = SignIn {
            username: who.to_owned(),
            password: password.to_owned(),
            code: Some(code.to_owned()),
        };
        sessions::sign_in(&self.app, who, Browser::default()).await
    }

    async fn begins(&self, who: &'static str, password: &str) -> Totp {
        self.begins_by(who, password, None).await.unwrap()
    }

    async fn begins_by(
        &self,
        who: &'static str,
        password: &str,
        code: Option<&str>,
    ) -> Result<Totp> {
        let asked = BeginEnrolment {
            password: password.to_owned(),
            code: code.map(str::to_owned),
        };
        let actor = self.actor(who).await;
        let told = begin(&self.app, &actor, HERE, asked).await?;
        let secret = totp_rs::Secret::try_from_base32(&told.secret).unwrap();
        Ok(totp(secret.as_ref(), "", "").unwrap())
    }

    async fn finishes(&self, who: &'static str, code: &str) -> Result<Vec<String>> {
        self.finishes_in(HERE, who, code).await
    }

    async fn finishes_in(
        &self,
        caller: Caller<'_>,
        who: &'static str,
        code: &str,
    ) -> Result<Vec<String>> {
        let typed = ConfirmEnrolment {
            code: code.to_owned(),
        };
        let actor = self.actor(who).await;
        let codes = finish(&self.app, &actor, caller, typed).await;
        codes.map(|codes| codes.codes)
    }

    /// The administrator with an app, and her recovery codes.
    async fn enrolled() -> (Self, Totp, Vec<String>) {
        let desk = Self::with_nurse().await;
        let totp = desk.begins("olga", PASSWORD).await;
        let code = totp.code(desk.app.effects.now());
        let codes = desk.finishes("olga", &code).await.unwrap();
        (desk, totp, codes)
    }

    fn code(&self, totp: &Totp) -> String {
        totp.code(self.app.effects.now())
    }

    async fn sets(
        &self,
        who: &'static str,
        account: AccountId,
        password: &str,
        act: TwoFactorAct,
    ) -> Result<()> {
        let asked = SetTwoFactor {
            account,
            password: password.to_owned(),
            act,
        };
        set(&self.app, &self.actor(who).await, asked).await
    }
}

/// The session in which second factors are set up here.
const HERE: Caller<'_> = Caller {
    session: "token",
    browser: None,
};

/// One step of the codes.
const STEP: Millis = Millis::seconds(30);

// covers: EDIT-06, CRED-02
#[tokio::test]
async fn after_the_right_password_a_code_is_asked_for_and_counts_once() {
    let (desk, totp, _) = Desk::enrolled().await;
    let wrong = desk.signs_in("olga", "guessed", &desk.code(&totp)).await;
    assert_eq!(refusal(wrong).1, "problem-wrong-credentials");
    desk.clock.advance(STEP);
    let without = desk.sign_in("olga", PASSWORD).await;
    assert_eq!(
        refusal(without),
        (ProblemKind::CodeNeeded, "sign-in-code-needed".to_owned())
    );
    let code = desk.code(&totp);
    desk.signs_in("olga", PASSWORD, &code).await.unwrap();
    let again = desk.signs_in("olga", PASSWORD, &code).await;
    assert_eq!(at_fields(again), ["code: code-wrong"]);
    desk.clock.advance(STEP);
    let next = desk.code(&totp);
    desk.signs_in("olga", PASSWORD, &next).await.unwrap();
}

// covers: EDIT-06
#[tokio::test]
async fn the_code_that_enrolled_is_spent_too() {
    let (desk, totp, _) = Desk::enrolled().await;
    let again = desk.signs_in("olga", PASSWORD, &desk.code(&totp)).await;
    assert_eq!(at_fields(again), ["code: code-wrong"]);
}

// covers: EDIT-06
#[tokio::test]
async fn a_recovery_code_counts_once_in_any_case() {
    let (desk, _, codes) = Desk::enrolled().await;
    assert_eq!(codes.len(), 10);
    let typed = codes[3].to_uppercase().replace('-', " ");
    desk.signs_in("olga", PASSWORD, &typed).await.unwrap();
    let again = desk.signs_in("olga", PASSWORD, &codes[3]).await;
    assert_eq!(at_fields(again), ["code: code-wrong"]);
    desk.clock.advance(STEP);
    desk.signs_in("olga", PASSWORD, &codes[4]).await.unwrap();
}

// covers: CRED-03
#[tokio::test]
async fn wrong_codes_have_to_wait_by_a_counter_of_their_own() {
    let (desk, totp, _) = Desk::enrolled().await;
    desk.clock.advance(STEP);
    let code = desk.code(&totp);
    for _ in 0..2 {
        let _ = desk.signs_in("olga", PASSWORD, "000000").await;
        desk.clock.advance(Millis::seconds(1));
    }
    let early = desk.signs_in("olga", PASSWORD, &code).await;
    assert_eq!(refusal(early).0, ProblemKind::TooMany);
    let without = desk.sign_in("olga", PASSWORD).await;
    assert_eq!(refusal(without).0, ProblemKind::CodeNeeded);
    desk.clock.advance(STEP);
    let code = desk.code(&totp);
    desk.signs_in("olga", PASSWORD, &code).await.unwrap();
}

// covers: CRED-02
#[tokio::test]
async fn a_closed_account_is_told_before_a_code_is_asked_for() {
    let (desk, _, _) = Desk::enrolled().await;
    let olga = desk.actor("olga").await.account;
    desk.put(olga, Standing::Locked).await;
    let locked = desk.sign_in("olga", PASSWORD).await;
    assert_eq!(refusal(locked).1, "sign-in-locked");
}

// covers: EDIT-06
#[tokio::test]
async fn the_policy_decides_of_whom_a_second_factor_is_asked_at_the_next_sign_in() {
    let desk = Desk::with_nurse().await;
    let asked = async |who: &str, password: &str| {
        let session = desk.sign_in(who, password).await.unwrap();
        let info = sessions::info(&desk.app, Some(&session.token)).await;
        info.unwrap().enrolment_required
    };
    for (policy, of_admin, of_nurse) in [
        (TwoFactorPolicy::Off, false, false),
        (TwoFactorPolicy::Guarded, true, false),
        (TwoFactorPolicy::All, true, true),
    ] {
        desk.ask_second_factor_of(policy).await;
        assert_eq!(asked("olga", PASSWORD).await, of_admin, "{policy:?}");
        assert_eq!(asked("bea", NURSE_PASSWORD).await, of_nurse, "{policy:?}");
    }
}

#[tokio::test]
async fn a_session_that_began_before_goes_on() {
    let desk = Desk::founded().await;
    let session = desk.sign_in("olga", PASSWORD).await.unwrap();
    desk.ask_second_factor_of(TwoFactorPolicy::All).await;
    let actor = sessions::actor(&desk.app, Some(&session.token)).await;
    assert!(actor.unwrap().check_settled().is_ok());
}

// covers: EDIT-06
#[tokio::test]
async fn an_administrator_asks_resets_and_takes_back() {
    let desk = Desk::with_nurse().await;
    let wrong = desk
        .sets("olga", NURSE, "guessed", TwoFactorAct::Require)
        .await;
    assert_eq!(at_fields(wrong), ["password: password-current-wrong"]);
    desk.clock.advance(STEP);
    let act = async |act| desk.sets("olga", NURSE, PASSWORD, act).await.unwrap();
    act(TwoFactorAct::Require).await;
    assert_eq!(desk.nurse().await.two_factor, TwoFactor::Requested);
    let session = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap();
    assert!(session.info.enrolment_required);
    let totp = desk.begins("bea", NURSE_PASSWORD).await;
    desk.finishes("bea", &desk.code(&totp)).await.unwrap();
    assert_eq!(desk.nurse().await.two_factor, TwoFactor::Enrolled);
    act(TwoFactorAct::Require).await;
    assert_eq!(desk.nurse().await.two_factor, TwoFactor::Enrolled);
    desk.clock.advance(STEP);
    let session = desk
        .signs_in("bea", NURSE_PASSWORD, &desk.code(&totp))
        .await;
    act(TwoFactorAct::Reset).await;
    let token = session.unwrap().token;
    assert!(sessions::actor(&desk.app, Some(&token)).await.is_err());
    assert_eq!(desk.nurse().await.two_factor, TwoFactor::Requested);
    assert!(desk.sign_in("bea", NURSE_PASSWORD).await.is_ok());
    act(TwoFactorAct::Off).await;
    assert_eq!(desk.nurse().await.two_factor, TwoFactor::Inactive);
}

// covers: RIGHT-01, RIGHT-03
#[tokio::test]
async fn nobody_acts_on_the_second_factor_of_somebody_stronger() {
    use lanyard_shared::permission::Setting;
    let desk = Desk::with_nurse().await;
    let olga = desk.actor("olga").await.account;
    let act = async || {
        let done = desk.sets("bea", olga, NURSE_PASSWORD, TwoFactorAct::Off);
        refusal(done.await).1
    };
    assert_eq!(act().await, "problem-forbidden");
    desk.allow_nurse(Permission::ManageAccounts, Setting::Allow)
        .await;
    assert_eq!(act().await, "account-stronger");
}

// covers: RIGHT-03
#[tokio::test]
async fn nobody_takes_their_own_second_factor_off() {
    let desk = Desk::with_nurse().await;
    let olga = desk.actor("olga").await.account;
    for act in [TwoFactorAct::Off, TwoFactorAct::Reset] {
        let done = desk.sets("olga", olga, PASSWORD, act).await;
        assert_eq!(refusal(done).1, "two-factor-own");
    }
}

#[tokio::test]
async fn with_another_root_secret_what_is_enrolled_is_void_and_asked_for_anew() {
    let (desk, _, _) = Desk::enrolled().await;
    let id = desk.actor("olga").await.account;
    let foreign = Offered {
        locked_seed: RootSecret::new([2; 32]).lock(Kept::Seed, id, &[9; 20], [7; 24]),
        at: desk.app.effects.now(),
        to: [0; 32],
    };
    let written = desk.app.store.write(move |tx| {
        second_factors::offer(tx, id, &foreign)?;
        second_factors::confirm(tx, id, 0)
    });
    written.await.unwrap();
    let session = desk.sign_in("olga", PASSWORD).await.unwrap();
    assert!(session.info.enrolment_required);
}

// covers: LINK-10
#[tokio::test]
async fn the_console_forgets_a_lost_second_factor() {
    let (desk, _, _) = Desk::enrolled().await;
    let before = desk.rev();
    let made = console::link(&desk.app, "OLGA", Factor::Forgotten).await;
    assert!(made.unwrap().is_some());
    assert_eq!(desk.rev().0, before.0 + 2, "both are written down");
    assert!(desk.sign_in("olga", PASSWORD).await.is_ok());
    let nobody = console::link(&desk.app, "nobody", Factor::Forgotten).await;
    assert_eq!(nobody.unwrap(), None);
}

// covers: LINK-10
#[tokio::test]
async fn where_no_link_can_be_made_the_second_factor_stays() {
    let (desk, _, _) = Desk::enrolled().await;
    let olga = desk.actor("olga").await.account;
    desk.put(olga, Standing::Deactivated).await;
    let before = desk.rev();
    let made = console::link(&desk.app, "olga", Factor::Forgotten).await;
    assert_eq!(made.unwrap(), None);
    assert_eq!(desk.rev(), before);
    let read = desk.app.store.read(move |tx| accounts::find(tx, olga));
    let after = read.await.unwrap().unwrap();
    assert_eq!(after.two_factor, TwoFactor::Enrolled);
}

// covers: EDIT-06
#[tokio::test]
async fn nobody_has_to_enrol_once_it_is_asked_for_no_more() {
    let desk = Desk::with_nurse().await;
    let owes = async |token: &str| {
        let info = sessions::info(&desk.app, Some(token)).await;
        info.unwrap().enrolment_required
    };
    desk.ask_second_factor_of(TwoFactorPolicy::All).await;
    let bea = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap().token;
    assert!(owes(&bea).await);
    desk.ask_second_factor_of(TwoFactorPolicy::Off).await;
    assert!(!owes(&bea).await);
    let act = async |act| desk.sets("olga", NURSE, PASSWORD, act).await.unwrap();
    act(TwoFactorAct::Require).await;
    let bea = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap().token;
    assert!(owes(&bea).await);
    act(TwoFactorAct::Off).await;
    assert!(!owes(&bea).await);
}
