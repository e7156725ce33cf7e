//! Passwords: the policy, changing one's own (domain CRED-01, LINK-06).

use lanyard_shared::id::AccountId;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::protocol::{ChangePassword, LinkPurpose};
use lanyard_shared::record::{Account, Policies};
use lanyard_shared::time::UnixMillis;
use lanyard_shared::validate::{self, PasswordContext};

use crate::app::App;
use crate::error::{Error, Result};
use crate::service::proof::{self, Proof};
use crate::service::sessions::Actor;
use crate::service::tokens;
use crate::store::accounts::ChosenBy;
use crate::store::audit::AuditEntry;
use crate::store::sessions::TokenHash;
use crate::store::{Tx, accounts, links, practice, sessions};

mod former;

pub(super) use former::{forget, is_over, replace};

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
    let refusal = "password.change-refuse";
    let proof = proof::by_password(app, id, "current", passwords.current, refusal).await?;
    if same {
        return Err(at("new", "password-same"));
    }
    let read = app.store.read(move |tx| accounts::find(tx, id));
    let account = read.await?.ok_or_else(gone)?;
    judge(app, "new", &passwords.new, &account).await?;
    let hash = app.effects.hash(passwords.new).await?;
    let change = Change {
        account: id,
        proof,
        new: hash,
        session: tokens::hash(token),
        now: app.effects.now(),
    };
    let keys = app.clone();
    app.store.write(move |tx| change.write(&keys, tx)).await
}

/// A change that is ready to be written.
struct Change {
    account: AccountId,
    proof: Proof,
    new: String,
    session: TokenHash,
    now: UnixMillis,
}

impl Change {
    fn write(&self, app: &App, tx: &mut Tx<'_>) -> Result<()> {
        let (id, now) = (self.account, self.now);
        self.proof.hold(app, tx, now)?;
        let rev = tx.bump(now, &AuditEntry::about(id, "password.change").by(id))?;
        replace(tx, id, &self.new, ChosenBy::Owner, (rev, now))?;
        // What somebody asked for with the old password must not undo this.
        links::end(tx, id, &[LinkPurpose::Reset, LinkPurpose::EmailChange])?;
        sessions::delete_all(tx, id, Some(&self.session))
    }
}

/// Judges a password that the owner of an account chose, by the policy of this moment and those that
/// they had before.
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
    let refused = |message| Error::invalid(vec![FieldProblem::at(field, message)]);
    validate::password(password, &policies.password, context).map_err(refused)?;
    let most = policies.password.remembered;
    if former::is_used(app, password, account.id, most).await? {
        return Err(refused(
            Message::new("password-used").with("count", usize::from(most)),
        ));
    }
    Ok(())
}

fn at(field: &str, key: &str) -> Error {
    Error::invalid(vec![FieldProblem::at(field, Message::new(key))])
}

fn gone() -> Error {
    Error::Internal("a signed-in account is not there".to_owned())
}

#[cfg(test)]
mod tests;
