//! Passwords: the policy, changing one's own (domain CRED-01, LINK-06).

use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::protocol::ChangePassword;
use lanyard_shared::record::{Account, Policies};
use lanyard_shared::validate::{self, PasswordContext};

use crate::app::App;
use crate::error::{Error, Result};
use crate::service::sessions::Actor;
use crate::service::tokens;
use crate::store::accounts::ChosenBy;
use crate::store::audit::AuditEntry;
use crate::store::{accounts, practice, sessions};

/// Changes the password of the person who is signed in by the session `token`. Their other sessions
/// end.
///
/// # Errors
/// `password-current-wrong`, `password-same` or a rule of the policy, at its field.
pub async fn change(
    app: &App,
    actor: &Actor,
    token: &str,
    passwords: ChangePassword,
) -> Result<()> {
    let id = actor.account;
    let read = app.store.read(move |tx| {
        let account = accounts::find(tx, id)?.ok_or_else(gone)?;
        let hash = accounts::password_hash(tx, id)?.ok_or_else(gone)?;
        Ok((account, hash))
    });
    let (account, old) = read.await?;
    if !app.effects.verify(passwords.current, old.clone()).await? {
        return Err(at("current", "password-current-wrong"));
    }
    if app.effects.verify(passwords.new.clone(), old.clone()).await? {
        return Err(at("new", "password-same"));
    }
    judge(app, "new", &passwords.new, &account).await?;
    let hash = app.effects.hash(passwords.new).await?;
    let token = tokens::hash(token);
    let now = app.effects.now();
    let written = app.store.write(move |tx| {
        // Somebody else may have changed it since it was verified.
        if accounts::password_hash(tx, id)?.as_ref() != Some(&old) {
            return Err(at("current", "password-current-wrong"));
        }
        let rev = tx.bump(now, &AuditEntry::about(id, "password.change").by(id))?;
        accounts::set_password(tx, id, &hash, ChosenBy::Owner, rev)?;
        sessions::delete_all(tx, id, Some(&token))
    });
    written.await
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
