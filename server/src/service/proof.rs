//! One's own password, typed again before something that a stranger at a signed-in browser must not
//! do: a new password, a look at PINs, an act upon a second factor.

use lanyard_shared::id::AccountId;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::time::UnixMillis;

use crate::app::App;
use crate::error::{Error, Result};
use crate::service::throttle::Throttle;
use crate::store::audit::AuditEntry;
use crate::store::{Tx, accounts};

/// Somebody has just typed their own password.
pub(super) struct Proof {
    account: AccountId,
    hash: String,
    /// Where a problem with the password is told.
    field: &'static str,
}

/// Judges the password of the person who is signed in. A wrong one is counted: whoever sits at a
/// signed-in browser must not get to guess it. `refusal` is what the audit log calls that.
///
/// # Errors
/// `password-current-wrong` at `field`; `problem-too-many` after wrong tries.
pub(super) async fn by_password(
    app: &App,
    account: AccountId,
    field: &'static str,
    password: String,
    refusal: &'static str,
) -> Result<Proof> {
    let now = app.effects.now();
    let throttle = Throttle::of_own_password(app, account);
    let read = app.store.read(move |tx| {
        throttle.admit(tx, now)?;
        accounts::password_hash(tx, account)?.ok_or_else(gone)
    });
    let hash = read.await?;
    if app.effects.verify(password, hash.clone()).await? {
        return Ok(Proof {
            account,
            hash,
            field,
        });
    }
    let now = app.effects.now();
    let throttle = Throttle::of_own_password(app, account);
    let written = app.store.write(move |tx| {
        throttle.admit(tx, now)?;
        throttle.count(tx, now)?;
        tx.bump(now, &AuditEntry::about(account, refusal).by(account))
    });
    written.await?;
    Err(wrong(field))
}

impl Proof {
    /// Whether the proof still holds inside the transaction that it was asked for; begins anew to
    /// count wrong tries.
    ///
    /// # Errors
    /// `password-current-wrong` where somebody else has changed the password meanwhile;
    /// `problem-too-many`.
    pub(super) fn hold(&self, app: &App, tx: &mut Tx<'_>, now: UnixMillis) -> Result<()> {
        let throttle = Throttle::of_own_password(app, self.account);
        throttle.admit(tx, now)?;
        if accounts::password_hash(tx, self.account)?.as_ref() != Some(&self.hash) {
            return Err(wrong(self.field));
        }
        throttle.clear(tx)
    }
}

fn wrong(field: &str) -> Error {
    let message = Message::new("password-current-wrong");
    Error::invalid(vec![FieldProblem::at(field, message)])
}

fn gone() -> Error {
    Error::Internal("a signed-in account has no password".to_owned())
}
