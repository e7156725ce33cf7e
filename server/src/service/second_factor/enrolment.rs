//! Setting one's own second factor up: a secret for the app, then a first code of it.

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::{
    BeginEnrolment, ConfirmEnrolment, Enrolment, ProblemKind, RecoveryCodes,
};
use lanyard_shared::record::{Account, TwoFactor};
use lanyard_shared::time::{Millis, UnixMillis};

use super::codes::{self, Totp, totp};
use super::{Try, is_void, put, wrong};
use crate::app::App;
use crate::error::{Error, Result};
use crate::secret::Kept;
use crate::service::proof::{self, Proof};
use crate::service::sessions::Actor;
use crate::service::throttle::Throttle;
use crate::service::tokens;
use crate::store::audit::AuditEntry;
use crate::store::second_factors::{self, Offered};
use crate::store::sessions::TokenHash;
use crate::store::{Tx, accounts, practice, sessions};

/// How many recovery codes there are.
const RECOVERY_CODES: usize = 10;
/// How long an offered secret can be confirmed: whoever finds it on a screen later has no use for it.
const OFFER_LIFE: Millis = Millis::minutes(15);

/// Where somebody sets their second factor up.
#[derive(Clone, Copy)]
pub struct Caller<'a> {
    /// The token of their session.
    pub session: &'a str,
    /// The mark of their browser, where it has one.
    pub browser: Option<&'a str>,
}

/// Makes a new secret for the authenticator app of the person who is signed in. It counts once
/// [`finish`] has seen a code of it, in the same session and within a quarter of an hour; until then
/// the one before does. Where one is enrolled, it takes a code of that: the password alone must not
/// replace a second factor.
///
/// # Errors
/// A problem at `password` or `code`; `sign-in-code-needed`; `password-change-required`.
pub async fn begin(
    app: &App,
    actor: &Actor,
    caller: Caller<'_>,
    asked: BeginEnrolment,
) -> Result<Enrolment> {
    settled_but_for_this(actor)?;
    let id = actor.account;
    let refusal = "two-factor.begin-refuse";
    let proof = proof::by_password(app, id, "password", asked.password, refusal).await?;
    let seed: [u8; codes::SEED] = app.effects.random();
    let now = app.effects.now();
    let offer = Offer {
        account: id,
        proof,
        code: asked.code.filter(|code| !code.trim().is_empty()),
        browser: caller.browser.map(tokens::hash),
        offered: Offered {
            locked_seed: app.secret.lock(Kept::Seed, id, &seed, app.effects.random()),
            at: now,
            to: tokens::hash(caller.session),
        },
        seed,
    };
    let keys = app.clone();
    // A refusal is written down too, so it is no error of the write.
    let written = app.store.write(move |tx| offer.write(&keys, tx));
    written.await?
}

/// A secret that is ready to be offered.
struct Offer {
    account: AccountId,
    proof: Proof,
    code: Option<String>,
    browser: Option<TokenHash>,
    offered: Offered,
    seed: [u8; codes::SEED],
}

impl Offer {
    fn write(&self, app: &App, tx: &mut Tx<'_>) -> Result<Result<Enrolment>> {
        let (id, now) = (self.account, self.offered.at);
        self.proof.hold(app, tx, now)?;
        let account = accounts::find(tx, id)?.ok_or_else(signed_out)?;
        if let Err(refused) = self.holder(app, tx, &account)? {
            return Ok(Err(refused));
        }
        let name = practice::find(tx)?.map(|practice| practice.name);
        tx.bump(now, &AuditEntry::about(id, "two-factor.offer").by(id))?;
        second_factors::offer(tx, id, &self.offered)?;
        let totp = totp(&self.seed, &name.unwrap_or_default(), &account.username);
        let enrolment = totp.and_then(|totp| totp.enrolment());
        let broken = || Error::Internal("an authenticator secret could not be made".to_owned());
        enrolment.map(Ok).ok_or_else(broken)
    }

    /// Whether they have the second factor that is enrolled; one that cannot be checked any more is
    /// asked of nobody.
    fn holder(&self, app: &App, tx: &mut Tx<'_>, account: &Account) -> Result<Result<()>> {
        if account.two_factor != TwoFactor::Enrolled || is_void(app, tx, account.id)? {
            return Ok(Ok(()));
        }
        let Some(typed) = &self.code else {
            let kind = ProblemKind::CodeNeeded;
            return Ok(Err(Error::refused(kind, "sign-in-code-needed")));
        };
        let tried = Try {
            account: account.id,
            typed,
            browser: self.browser.as_ref(),
            now: self.offered.at,
        };
        let entry = AuditEntry::about(account.id, "two-factor.code-refuse");
        tried.judge(app, tx, &entry.by(account.id))
    }
}

/// Enrols the app of the person who is signed in, by a first code of it. Their other sessions end.
///
/// # Errors
/// `code-wrong` at `code`; `two-factor-not-begun`; `problem-too-many` after wrong codes.
pub async fn finish(
    app: &App,
    actor: &Actor,
    caller: Caller<'_>,
    typed: ConfirmEnrolment,
) -> Result<RecoveryCodes> {
    settled_but_for_this(actor)?;
    let codes: Vec<String> = (0..RECOVERY_CODES)
        .map(|_| codes::recovery_code(app))
        .collect();
    let first = FirstCode {
        account: actor.account,
        typed: typed.code,
        session: tokens::hash(caller.session),
        codes: codes.clone(),
        now: app.effects.now(),
    };
    let keys = app.clone();
    let written = app.store.write(move |tx| first.write(&keys, tx));
    written.await??;
    Ok(RecoveryCodes { codes })
}

/// A first code, with the recovery codes that count once it is right.
struct FirstCode {
    account: AccountId,
    typed: String,
    session: TokenHash,
    codes: Vec<String>,
    now: UnixMillis,
}

impl FirstCode {
    fn write(&self, app: &App, tx: &mut Tx<'_>) -> Result<Result<()>> {
        let (id, now) = (self.account, self.now);
        let throttle = Throttle::of_enrolment(app, id);
        throttle.admit(tx, now)?;
        let not_begun = || Error::refused(ProblemKind::NotFound, "two-factor-not-begun");
        let totp = self.offered(app, tx)?.ok_or_else(not_begun)?;
        let Some(step) = totp.step_of(&self.typed, now) else {
            throttle.count(tx, now)?;
            tx.bump(
                now,
                &AuditEntry::about(id, "two-factor.enrol-refuse").by(id),
            )?;
            return Ok(Err(wrong()));
        };
        throttle.clear(tx)?;
        let account = accounts::find(tx, id)?.ok_or_else(signed_out)?;
        let rev = tx.bump(now, &AuditEntry::about(id, "two-factor.enrol").by(id))?;
        second_factors::confirm(tx, id, step)?;
        let hashes = self.codes.iter();
        let hashes: Vec<_> = hashes
            .map(|code| codes::recovery_hash(app, id, code))
            .collect();
        second_factors::put_codes(tx, id, &hashes)?;
        put(tx, account, TwoFactor::Enrolled, rev)?;
        sessions::delete_all(tx, id, Some(&self.session))?;
        Ok(Ok(()))
    }

    /// The secret that was offered to this session a short while ago.
    fn offered(&self, app: &App, tx: &Tx<'_>) -> Result<Option<Totp>> {
        let offered = second_factors::find(tx, self.account)?.and_then(|factor| factor.offered);
        let mine = offered.filter(|offered| {
            offered.to == self.session && self.now.since(offered.at) < OFFER_LIFE
        });
        let unlock = |locked: &[u8]| app.secret.unlock(Kept::Seed, self.account, locked);
        let seed = mine.and_then(|offered| unlock(&offered.locked_seed));
        Ok(seed.and_then(|seed| totp(&seed, "", "")))
    }
}

/// Enrolling is what somebody does who is not let in before.
fn settled_but_for_this(actor: &Actor) -> Result<()> {
    let but_for_this = Actor {
        enrolment_required: false,
        ..actor.clone()
    };
    but_for_this.check_settled()
}

fn signed_out() -> Error {
    Error::refused(ProblemKind::SignedOut, "problem-signed-out")
}
