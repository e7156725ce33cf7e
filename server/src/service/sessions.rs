//! Who a call comes from: sessions, and what their owners get to know (domain CRED-02, CRED-04).

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::{OwnPassword, ProblemKind, SessionInfo, UnlockBy};
use lanyard_shared::record::{Account, AccountState, Policies};
use lanyard_shared::time::UnixMillis;

use crate::app::App;
use crate::error::{Error, Result};
use crate::service::{passwords, second_factor, tokens};
use crate::store::audit::AuditEntry;
use crate::store::sessions::{self, Session, TokenHash};
use crate::store::{Tx, accounts, practice, second_factors};

mod agent;
mod open;
mod sign_in;
mod unlock;

pub use agent::describe as describe_agent;
pub use open::{end, list};
pub use sign_in::{Browser, NewSession, sign_in};
pub use unlock::unlock;

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Their account.
    pub account: AccountId,
    /// A password of one's own must be chosen before anything else (domain LINK-06).
    pub password_change_required: bool,
    /// A second factor must be enrolled before anything else (domain EDIT-06).
    pub enrolment_required: bool,
}

impl Actor {
    /// Whether nothing has to be done before anything else.
    ///
    /// # Errors
    /// `password-change-required`, `enrolment-required`.
    pub fn check_settled(&self) -> Result<()> {
        if self.password_change_required {
            return Err(Error::refused(
                ProblemKind::PasswordChangeRequired,
                "problem-password-change-required",
            ));
        }
        if self.enrolment_required {
            return Err(Error::refused(
                ProblemKind::EnrolmentRequired,
                "problem-enrolment-required",
            ));
        }
        Ok(())
    }
}

/// Who the session with this token belongs to.
///
/// # Errors
/// `problem-signed-out` where it is over.
pub async fn actor(app: &App, token: Option<&str>) -> Result<Actor> {
    let hash = tokens::hash(token.ok_or_else(signed_out)?);
    let now = app.effects.now();
    let info = app.store.read(move |tx| live(tx, &hash, now)).await?;
    Ok(Actor {
        account: info.account,
        password_change_required: info.own_password.is_required(),
        enrolment_required: info.enrolment_required,
    })
}

/// What the page of a signed-in person gets to know.
///
/// # Errors
/// `problem-signed-out` where the session is over.
pub async fn info(app: &App, token: Option<&str>) -> Result<SessionInfo> {
    let hash = tokens::hash(token.ok_or_else(signed_out)?);
    let now = app.effects.now();
    let keys = app.clone();
    let read = app.store.read(move |tx| {
        let info = live(tx, &hash, now)?;
        unlock::described(&keys, tx, info)
    });
    read.await
}

/// Ends the session with this token.
///
/// # Errors
/// What the store gives; a session that is over is no error.
pub async fn sign_out(app: &App, token: Option<&str>) -> Result<()> {
    let Some(token) = token else { return Ok(()) };
    let hash = tokens::hash(token);
    let now = app.effects.now();
    let written = app.store.write(move |tx| {
        let Some(session) = sessions::find(tx, &hash)? else {
            return Ok(());
        };
        sessions::delete(tx, &hash)?;
        let id = session.account;
        second_factors::withdraw(tx, id, &hash)?;
        tx.bump(now, &AuditEntry::about(id, "session.end").by(id))?;
        Ok(())
    });
    written.await
}

fn live(tx: &Tx<'_>, token: &TokenHash, now: UnixMillis) -> Result<SessionInfo> {
    let session = sessions::find(tx, token)?.ok_or_else(signed_out)?;
    let account = accounts::find(tx, session.account)?.ok_or_else(signed_out)?;
    // Deactivation ends every session; this holds even where one was overlooked.
    if session.expires_at <= now || account.state(now) != AccountState::Active {
        return Err(signed_out());
    }
    describe(tx, &account, &session)
}

fn describe(tx: &Tx<'_>, account: &Account, session: &Session) -> Result<SessionInfo> {
    let policies = practice::find(tx)?.map_or_else(Policies::default, |found| found.policies);
    // As with the second factor: the sign-in decides, and where it is asked for no more, nobody has to.
    let expired = session.must_renew && passwords::is_over(tx, account.id, session.began_at)?;
    let given = account.password_set_by_another;
    Ok(SessionInfo {
        account: account.id,
        name: account.full_name(),
        own_password: match expired {
            true => OwnPassword::Required,
            false => OwnPassword::of(policies.first_password, given),
        },
        password_expired: expired,
        // It is decided at sign-in; where it is asked for no more, nobody has to.
        enrolment_required: session.must_enrol && second_factor::is_asked_of(tx, account)?,
        unlock_by: UnlockBy::default(),
        password_policy: policies.password,
        expires_at: session.expires_at,
    })
}

fn signed_out() -> Error {
    Error::refused(ProblemKind::SignedOut, "problem-signed-out")
}

#[cfg(test)]
mod tests;
