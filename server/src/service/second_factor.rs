//! The second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes that work
//! once (domain EDIT-06, CRED-02).

use lanyard_shared::id::AccountId;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::{ProblemKind, Rev, SetTwoFactor, TwoFactorAct};
use lanyard_shared::record::{Account, TwoFactor};
use lanyard_shared::time::UnixMillis;

use crate::app::App;
use crate::error::{Error, Result};
use crate::secret::Kept;
use crate::service::sessions::Actor;
use crate::service::throttle::Throttle;
use crate::service::{managing, proof, rights};
use crate::store::audit::AuditEntry;
use crate::store::second_factors::{self, SecondFactor};
use crate::store::sessions::TokenHash;
use crate::store::{Tx, accounts, practice, sessions};

mod codes;
mod enrolment;

use codes::{Totp, totp};
pub use enrolment::{Caller, begin, finish};

/// Tries a code, one of the app's or a recovery code; a right one is spent.
fn try_code(
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

/// A code that somebody typed to show that they have the second factor of an account.
pub(super) struct Try<'a> {
    pub(super) account: AccountId,
    pub(super) typed: &'a str,
    /// The mark of the browser, where it has one (domain CRED-03).
    pub(super) browser: Option<&'a TokenHash>,
    pub(super) now: UnixMillis,
}

impl Try<'_> {
    /// Judges it. A wrong one is counted and written down as `refusal`, which must stay: it is no
    /// error of the write.
    ///
    /// # Errors
    /// Inside: `code-wrong` at `code`. Outside: `problem-too-many` after wrong tries.
    pub(super) fn judge(
        &self,
        app: &App,
        tx: &mut Tx<'_>,
        refusal: &AuditEntry,
    ) -> Result<Result<()>> {
        let throttle = Throttle::of_code(app, tx, self.account, self.browser)?;
        throttle.admit(tx, self.now)?;
        if try_code(app, tx, self.account, self.typed, self.now)? {
            throttle.clear(tx)?;
            return Ok(Ok(()));
        }
        throttle.count(tx, self.now)?;
        tx.bump(self.now, refusal)?;
        Ok(Err(wrong()))
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

fn wrong() -> Error {
    let message = Message::new("code-wrong");
    Error::invalid(vec![FieldProblem::at("code", message)])
}

#[cfg(test)]
mod tests;
