//! Passwords: the policy, changing one's own (domain CRED-01, LINK-06).

use lanyard_shared::id::AccountId;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::protocol::{ChangePassword, LinkPurpose};
use lanyard_shared::record::{Account, Policies};
use lanyard_shared::time::UnixMillis;
use lanyard_shared::validate::{self, PasswordContext};

use crate::app::App;
use crate::error::{Error, Result};
use crate::service::sessions::Actor;
use crate::service::throttle::Throttle;
use crate::service::tokens;
use crate::store::accounts::ChosenBy;
use crate::store::audit::AuditEntry;
use crate::store::sessions::TokenHash;
use crate::store::{Tx, accounts, links, mails, practice, sessions};

/// Changes the password of the person who is signed in by the session `token`. Their other sessions
/// end.
///
/// # Errors
/// `password-current-wrong`, `password-same` or a rule of the policy, at its field;
/// `problem-too-many` after wrong tries.
pub async fn change(
    app: &App,
    actor: &Actor,
    token: &str,
    passwords: ChangePassword,
) -> Result<()> {
    let id = actor.account;
    let same = passwords.new == passwords.current;
    let (account, old) = prove(app, id, "current", passwords.current).await?;
    if same {
        return Err(at("new", "password-same"));
    }
    judge(app, "new", &passwords.new, &account).await?;
    let hash = app.effects.hash(passwords.new).await?;
    let change = Change {
        account: id,
        old,
        new: hash,
        session: tokens::hash(token),
        now: app.effects.now(),
    };
    let keys = app.clone();
    app.store.write(move |tx| change.write(&keys, tx)).await
}

/// Asks the owner of an account for their present password, typed into `field`. Gives the account
/// and the hash that it fitted.
///
/// # Errors
/// `password-current-wrong` at the field; `problem-too-many` after wrong tries.
pub(super) async fn prove(
    app: &App,
    id: AccountId,
    field: &'static str,
    password: String,
) -> Result<(Account, String)> {
    let now = app.effects.now();
    let throttle = Throttle::of_own_password(app, id);
    let read = app.store.read(move |tx| {
        throttle.admit(tx, now)?;
        let account = accounts::find(tx, id)?.ok_or_else(gone)?;
        let hash = accounts::password_hash(tx, id)?.ok_or_else(gone)?;
        Ok((account, hash))
    });
    let (account, hash) = read.await?;
    if app.effects.verify(password, hash.clone()).await? {
        Ok((account, hash))
    } else {
        Err(wrong(app, id, field).await?)
    }
}

/// Counts a wrong password: whoever sits at a signed-in browser must not get to guess it.
async fn wrong(app: &App, id: AccountId, field: &str) -> Result<Error> {
    let now = app.effects.now();
    let throttle = Throttle::of_own_password(app, id);
    let written = app.store.write(move |tx| {
        throttle.admit(tx, now)?;
        throttle.count(tx, now)?;
        tx.bump(now, &AuditEntry::about(id, "password.change-refuse").by(id))
    });
    written.await?;
    Ok(at(field, "password-current-wrong"))
}

/// A change that is ready to be written.
struct Change {
    account: AccountId,
    old: String,
    new: String,
    session: TokenHash,
    now: UnixMillis,
}

impl Change {
    fn write(&self, app: &App, tx: &mut Tx<'_>) -> Result<()> {
        let (id, now) = (self.account, self.now);
        let throttle = Throttle::of_own_password(app, id);
        throttle.admit(tx, now)?;
        // Somebody else may have changed it since it was verified.
        if accounts::password_hash(tx, id)?.as_ref() != Some(&self.old) {
            return Err(at("current", "password-current-wrong"));
        }
        throttle.clear(tx)?;
        let rev = tx.bump(now, &AuditEntry::about(id, "password.change").by(id))?;
        accounts::set_password(tx, id, &self.new, ChosenBy::Owner, rev)?;
        // A reset link that somebody asked for earlier must not undo this.
        links::supersede(tx, LinkPurpose::Reset, Some(id))?;
        mails::cancel_dead(tx, id)?;
        sessions::delete_all(tx, id, Some(&self.session))
    }
}

/// Judges a password that the owner of an account chose, by the policy of this moment.
///
/// # Errors
/// The rule that it breaks, at `field`.
pub(super) async fn judge(
    app: &App,
    field: &'static str,
    password: &str,
    account: &Account,
) -> Result<()> {
    let practice = app.store.read(practice::find).await?;
    let (policies, name) = practice.map_or_else(
        || (Policies::default(), String::new()),
        |practice| (practice.policies, practice.name),
    );
    let context = PasswordContext {
        username: &account.username,
        email: &account.email,
        practice: &name,
    };
    validate::password(password, &policies.password, context)
        .map_err(|message| Error::invalid(vec![FieldProblem::at(field, message)]))
}

fn at(field: &str, key: &str) -> Error {
    Error::invalid(vec![FieldProblem::at(field, Message::new(key))])
}

fn gone() -> Error {
    Error::Internal("a signed-in account is not there".to_owned())
}

#[cfg(test)]
mod tests;
