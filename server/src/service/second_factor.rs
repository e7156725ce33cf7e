//! The second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes that work
//! once (domain EDIT-06, CRED-02).

use lanyard_shared::id::AccountId;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::{
    ConfirmEnrolment, Enrolment, OwnPassword, ProblemKind, RecoveryCodes, Rev, SetTwoFactor,
    TwoFactorAct,
};
use lanyard_shared::record::{Account, TwoFactor};
use lanyard_shared::time::UnixMillis;

use crate::app::App;
use crate::error::{Error, Result};
use crate::secret::Kept;
use crate::service::sessions::Actor;
use crate::service::{managing, proof, rights, tokens};
use crate::store::audit::AuditEntry;
use crate::store::second_factors::{self, SecondFactor};
use crate::store::{Tx, accounts, practice, sessions};

mod codes;

use codes::{Totp, totp};

/// How many recovery codes there are.
const RECOVERY_CODES: usize = 10;

/// Tries a code, one of the app's or a recovery code; a right one is spent.
pub(super) fn try_code(
    app: &App,
    tx: &mut Tx<'_>,
    account: AccountId,
    typed: &str,
    now: UnixMillis,
) -> Result<bool> {
    let found = second_factors::find(tx, account)?;
    let Some((totp, factor)) = found.and_then(|factor| opened(app, account, factor)) else {
        return Ok(false);
    };
    match totp.step_of(typed, now) {
        Some(step) if step <= factor.spent_through => Ok(false),
        Some(step) => second_factors::spend(tx, account, step).map(|()| true),
        None => second_factors::use_code(tx, account, &codes::recovery_hash(app, account, typed)),
    }
}

/// Whether what an account has enrolled cannot be checked any more: the root secret is another one.
pub(super) fn is_void(app: &App, tx: &Tx<'_>, account: AccountId) -> Result<bool> {
    let found = second_factors::find(tx, account)?;
    Ok(found
        .and_then(|factor| opened(app, account, factor))
        .is_none())
}

fn opened(app: &App, account: AccountId, factor: SecondFactor) -> Option<(Totp, SecondFactor)> {
    let locked = factor.locked_seed.as_ref()?;
    let seed = app.secret.unlock(Kept::Seed, account, locked)?;
    Some((totp(&seed, "", "")?, factor))
}

/// Whether somebody who signs in now has to enrol first: an administrator asks for it, or the
/// practice's policy does.
pub(super) fn is_asked_of(tx: &Tx<'_>, account: &Account) -> Result<bool> {
    match account.two_factor {
        TwoFactor::Enrolled => Ok(false),
        TwoFactor::Requested => Ok(true),
        TwoFactor::Inactive => {
            let policies = practice::find(tx)?.map(|practice| practice.policies);
            let held = rights::permissions(tx, account)?;
            Ok(policies.unwrap_or_default().two_factor.covers(&held))
        }
    }
}

/// Makes a new secret for the authenticator app of the person who is signed in. It counts once
/// [`finish`] has seen a code of it; until then the one before does.
///
/// # Errors
/// A problem at `password`; `password-change-required`.
pub async fn begin(app: &App, actor: &Actor, asked: OwnPassword) -> Result<Enrolment> {
    settled_but_for_this(actor)?;
    let id = actor.account;
    let refusal = "two-factor.enrol-refuse";
    let proof = proof::by_password(app, id, "password", asked.password, refusal).await?;
    let seed: [u8; codes::SEED] = app.effects.random();
    let locked = app.secret.lock(Kept::Seed, id, &seed, app.effects.random());
    let now = app.effects.now();
    let keys = app.clone();
    let written = app.store.write(move |tx| {
        proof.hold(&keys, tx, now)?;
        let account = accounts::find(tx, id)?.ok_or_else(signed_out)?;
        let name = practice::find(tx)?.map(|practice| practice.name);
        tx.bump(now, &AuditEntry::about(id, "two-factor.offer").by(id))?;
        second_factors::offer(tx, id, &locked)?;
        let totp = totp(&seed, &name.unwrap_or_default(), &account.username);
        totp.and_then(|totp| totp.enrolment())
            .ok_or_else(|| Error::Internal("an authenticator secret could not be made".to_owned()))
    });
    written.await
}

/// Enrols the app of the person who is signed in, by a first code of it. Their other sessions end.
///
/// # Errors
/// `code-wrong` at `code`; `two-factor-not-begun`.
pub async fn finish(
    app: &App,
    actor: &Actor,
    token: &str,
    typed: ConfirmEnrolment,
) -> Result<RecoveryCodes> {
    settled_but_for_this(actor)?;
    let id = actor.account;
    let now = app.effects.now();
    let codes: Vec<String> = (0..RECOVERY_CODES)
        .map(|_| codes::recovery_code(app))
        .collect();
    let session = tokens::hash(token);
    let (keys, shown) = (app.clone(), codes.clone());
    let written = app.store.write(move |tx| {
        let offered = second_factors::find(tx, id)?.and_then(|factor| factor.offered_seed);
        let seed = offered.and_then(|locked| keys.secret.unlock(Kept::Seed, id, &locked));
        let totp = seed
            .and_then(|seed| totp(&seed, "", ""))
            .ok_or_else(|| Error::refused(ProblemKind::NotFound, "two-factor-not-begun"))?;
        let step = totp.step_of(&typed.code, now).ok_or_else(wrong)?;
        let account = accounts::find(tx, id)?.ok_or_else(signed_out)?;
        let rev = tx.bump(now, &AuditEntry::about(id, "two-factor.enrol").by(id))?;
        second_factors::confirm(tx, id, step)?;
        let hashes: Vec<_> = codes
            .iter()
            .map(|code| codes::recovery_hash(&keys, id, code))
            .collect();
        second_factors::put_codes(tx, id, &hashes)?;
        put(tx, account, TwoFactor::Enrolled, rev)?;
        sessions::delete_all(tx, id, Some(&session))
    });
    written.await?;
    Ok(RecoveryCodes { codes: shown })
}

/// What an administrator does about somebody's second factor, after typing their own password
/// (domain EDIT-06, RIGHT-03).
///
/// # Errors
/// A problem at `password`; `forbidden`, `record-gone`; `two-factor-own`.
pub async fn set(app: &App, actor: &Actor, asked: SetTwoFactor) -> Result<()> {
    actor.check_settled()?;
    let by = actor.account;
    if asked.account == by && asked.act != TwoFactorAct::Require {
        // Who has found somebody's open session and knows the password lacks just this.
        return Err(Error::refused(ProblemKind::Forbidden, "two-factor-own"));
    }
    check_manager(app, actor).await?;
    let refusal = "two-factor.set-refuse";
    let proof = proof::by_password(app, by, "password", asked.password, refusal).await?;
    let now = app.effects.now();
    let (keys, actor) = (app.clone(), actor.clone());
    let written = app.store.write(move |tx| {
        proof.hold(&keys, tx, now)?;
        let account = managing::act_upon(tx, &actor, asked.account)?.account;
        let (action, after) = match asked.act {
            // Somebody who has enrolled need not do it again.
            TwoFactorAct::Require if account.two_factor == TwoFactor::Enrolled => return Ok(()),
            TwoFactorAct::Require => ("two-factor.require", TwoFactor::Requested),
            TwoFactorAct::Reset => ("two-factor.reset", TwoFactor::Requested),
            TwoFactorAct::Off => ("two-factor.off", TwoFactor::Inactive),
        };
        let id = account.id;
        let rev = tx.bump(now, &AuditEntry::about(id, action).by(by))?;
        if asked.act == TwoFactorAct::Reset {
            // Whoever has the lost telephone may be signed in on it.
            sessions::delete_all(tx, id, None)?;
        }
        forget(tx, account, after, rev)
    });
    written.await
}

/// Forgets what is enrolled.
pub(super) fn forget(tx: &mut Tx<'_>, account: Account, after: TwoFactor, rev: Rev) -> Result<()> {
    second_factors::delete(tx, account.id)?;
    put(tx, account, after, rev)
}

fn put(tx: &mut Tx<'_>, account: Account, two_factor: TwoFactor, rev: Rev) -> Result<()> {
    let after = Account {
        two_factor,
        ..account
    };
    accounts::update(tx, &after, rev)
}

/// Who lacks the right does not get to try passwords here.
async fn check_manager(app: &App, actor: &Actor) -> Result<()> {
    let id = actor.account;
    let read = app.store.read(move |tx| rights::viewer(tx, id));
    if read
        .await?
        .permissions
        .contains(&Permission::ManageAccounts)
    {
        return Ok(());
    }
    Err(Error::forbidden(Permission::ManageAccounts))
}

/// Enrolling is what somebody does who is not let in before.
fn settled_but_for_this(actor: &Actor) -> Result<()> {
    let but_for_this = Actor {
        enrolment_required: false,
        ..actor.clone()
    };
    but_for_this.check_settled()
}

pub(super) fn wrong() -> Error {
    let message = Message::new("code-wrong");
    Error::invalid(vec![FieldProblem::at("code", message)])
}

fn signed_out() -> Error {
    Error::refused(ProblemKind::SignedOut, "problem-signed-out")
}

#[cfg(test)]
mod tests;
