//! Opening a locked screen in a session that goes on (domain CRED-03, CRED-04). The screen is locked
//! by the browser; the server only says whether what was typed is right.

use lanyard_shared::id::AccountId;
use lanyard_shared::lock::MOST_WRONG_PINS;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::protocol::{ProblemKind, SessionInfo, Unlock, UnlockBy};

use super::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::service::throttle::Throttle;
use crate::service::{pins, proof};
use crate::store::Tx;
use crate::store::audit::AuditEntry;
use crate::store::pins::PinKind;

/// What the audit log calls a wrong PIN or password at a locked screen.
const REFUSAL: &str = "session.unlock-refuse";

/// Whether the person at the screen is the one who is signed in.
///
/// # Errors
/// `pin-wrong` at `pin`, `password-current-wrong` at `password`; `problem-too-many` after wrong
/// ones; `unlock-password-needed` where there is no PIN, or too many were wrong.
pub async fn unlock(app: &App, actor: &Actor, typed: Unlock) -> Result<()> {
    match typed {
        Unlock::Pin { pin } => by_pin(app, actor.account, pin).await,
        Unlock::Password { password } => by_password(app, actor.account, password).await,
    }
}

/// With what a locked screen of this account asks for.
pub(super) fn described(app: &App, tx: &Tx<'_>, info: SessionInfo) -> Result<SessionInfo> {
    let unlock_by = match usable_pin(app, tx, info.account)? {
        Some(_) => UnlockBy::Pin,
        None => UnlockBy::Password,
    };
    Ok(SessionInfo { unlock_by, ..info })
}

/// The App Unlock PIN, unless too many wrong ones were typed.
fn usable_pin(app: &App, tx: &Tx<'_>, account: AccountId) -> Result<Option<String>> {
    if Throttle::of_app_unlock_pin(app, account).is_closed(tx)? {
        return Ok(None);
    }
    pins::read(app, tx, account, PinKind::AppUnlock)
}

async fn by_pin(app: &App, account: AccountId, typed: String) -> Result<()> {
    let now = app.effects.now();
    let keys = app.clone();
    // A refusal is written down too, so it is no error of the write.
    let judged = app.store.write(move |tx| {
        let throttle = Throttle::of_app_unlock_pin(&keys, account);
        let Some(pin) = usable_pin(&keys, tx, account)? else {
            return Ok(Err(password_needed()));
        };
        throttle.admit(tx, now)?;
        if typed.trim() == pin {
            return throttle.clear(tx).map(Ok);
        }
        let wrong = throttle.count(tx, now)?;
        tx.bump(now, &AuditEntry::about(account, REFUSAL).by(account))?;
        if wrong >= MOST_WRONG_PINS {
            throttle.close(tx)?;
            return Ok(Err(password_needed()));
        }
        let problem = FieldProblem::at("pin", Message::new("pin-wrong"));
        Ok(Err(Error::invalid(vec![problem])))
    });
    judged.await?
}

/// The right password makes the PIN work again.
async fn by_password(app: &App, account: AccountId, typed: String) -> Result<()> {
    let proof = proof::by_password(app, account, "password", typed, REFUSAL).await?;
    let now = app.effects.now();
    let keys = app.clone();
    let written = app.store.write(move |tx| {
        proof.hold(&keys, tx, now)?;
        Throttle::of_app_unlock_pin(&keys, account).clear(tx)
    });
    written.await
}

fn password_needed() -> Error {
    Error::refused(ProblemKind::PasswordNeeded, "unlock-password-needed")
}

#[cfg(test)]
mod tests;
