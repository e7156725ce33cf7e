//! Signing in and out, and who a call comes from (domain CRED-02, CRED-03, CRED-04).

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::{ProblemKind, SessionInfo, SignIn};
use lanyard_shared::record::{Account, AccountState, FirstPassword};
use lanyard_shared::time::{SESSION_LIFE, UnixMillis};

use crate::app::App;
use crate::error::{Error, Result};
use crate::service::tokens;
use crate::store::audit::AuditEntry;
use crate::store::sessions::{self, Session, TokenHash};
use crate::store::{Tx, accounts, known_browsers, practice};

mod throttle;

use throttle::Throttle;

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Their account.
    pub account: AccountId,
    /// A password of one's own must be chosen before anything else (domain LINK-06).
    pub password_change_required: bool,
}

/// A session that has just begun.
pub struct NewSession {
    /// The session's token, for its cookie.
    pub token: String,
    /// Marks this browser as known to the account, for a lasting cookie (domain CRED-03).
    pub browser: String,
    /// What the page gets to know.
    pub info: SessionInfo,
}

/// A hash that no password fits: verifying against it costs what a real one costs.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bGFueWFyZC1ub2JvZHk$\
    pNzEwMj9yDgYbPTlZ4mKRXvZCUfZHTgDkXrS2mSgVwA";

/// Signs in. `browser` is the lasting mark of the browser, where it has one.
///
/// # Errors
/// `problem-wrong-credentials` for an unknown name and a wrong password alike; `problem-too-many`
/// while the name or browser has to wait; one of `sign-in-…`, after the right password only.
pub async fn sign_in(app: &App, who: SignIn, browser: Option<String>) -> Result<NewSession> {
    let now = app.effects.now();
    let throttle = Throttle::find(app, &who.username, browser.as_deref()).await?;
    throttle.admit(now)?;
    let username = who.username.clone();
    let read = app.store.read(move |tx| {
        let account = accounts::find_by_username(tx, &username)?;
        let hash = match &account {
            Some(account) => accounts::password_hash(tx, account.id)?,
            None => None,
        };
        Ok(account.zip(hash))
    });
    let found = read.await?;
    let hash = found.as_ref().map_or(NOBODY, |(_, hash)| hash);
    let right = app.effects.verify(who.password, hash.to_owned()).await?;
    let Some((account, hash)) = found.filter(|_| right) else {
        throttle.count(app, now).await?;
        return Err(wrong_credentials());
    };
    may_sign_in(&account, now)?;
    begin(app, &account, hash, throttle, browser, now).await
}

/// Stores the new session. Between the check of the password and this moment it may have been
/// changed or the account deactivated, so both are looked at again.
async fn begin(
    app: &App,
    account: &Account,
    hash: String,
    throttle: Throttle,
    browser: Option<String>,
    now: UnixMillis,
) -> Result<NewSession> {
    let token = tokens::new(app);
    let browser = browser.unwrap_or_else(|| tokens::new(app));
    let token_hash = tokens::hash(&token);
    let browser_hash = tokens::hash(&browser);
    let id = account.id;
    let session = Session {
        account: id,
        expires_at: now.plus(SESSION_LIFE),
    };
    let stored = session.clone();
    let written = app.store.write(move |tx| {
        if accounts::password_hash(tx, id)?.as_ref() != Some(&hash) {
            return Err(wrong_credentials());
        }
        let account = accounts::find(tx, id)?.ok_or_else(wrong_credentials)?;
        may_sign_in(&account, now)?;
        sessions::prune(tx, now)?;
        sessions::insert(tx, &token_hash, &stored, now)?;
        known_browsers::put(tx, id, &browser_hash, now)?;
        throttle.clear(tx)?;
        tx.bump(now, &AuditEntry::about(id, "session.begin").by(id))?;
        describe(tx, &stored)
    });
    Ok(NewSession {
        info: written.await?,
        token,
        browser,
    })
}

/// Who the session with this token belongs to.
///
/// # Errors
/// `problem-signed-out` where it is over.
pub async fn actor(app: &App, token: Option<&str>) -> Result<Actor> {
    let info = info(app, token).await?;
    Ok(Actor {
        account: info.account,
        password_change_required: info.password_change_required,
    })
}

/// What the page of a signed-in person gets to know.
///
/// # Errors
/// `problem-signed-out` where the session is over.
pub async fn info(app: &App, token: Option<&str>) -> Result<SessionInfo> {
    let hash = tokens::hash(token.ok_or_else(signed_out)?);
    let now = app.effects.now();
    app.store.read(move |tx| live(tx, &hash, now)).await
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
    describe(tx, &session)
}

fn describe(tx: &Tx<'_>, session: &Session) -> Result<SessionInfo> {
    let account = accounts::find(tx, session.account)?.ok_or_else(signed_out)?;
    let practice = practice::find(tx)?;
    let policy = practice.map_or_else(FirstPassword::default, |practice| {
        practice.policies.first_password
    });
    Ok(SessionInfo {
        account: account.id,
        name: account.full_name(),
        password_change_required: account.password_set_by_another
            && policy == FirstPassword::Require,
        expires_at: session.expires_at,
    })
}

/// Whether an account whose password was right may sign in (domain CRED-02).
fn may_sign_in(account: &Account, now: UnixMillis) -> Result<()> {
    let key = match account.state(now) {
        AccountState::Active => return Ok(()),
        AccountState::MailWaiting | AccountState::Pending { .. } | AccountState::ExpiredLink => {
            "sign-in-pending"
        }
        AccountState::Locked => "sign-in-locked",
        AccountState::NotYetStarted { .. } => "sign-in-not-started",
        AccountState::Deactivated | AccountState::Removed => "sign-in-deactivated",
    };
    Err(Error::refused(ProblemKind::Forbidden, key))
}

fn wrong_credentials() -> Error {
    Error::refused(ProblemKind::WrongCredentials, "problem-wrong-credentials")
}

fn signed_out() -> Error {
    Error::refused(ProblemKind::SignedOut, "problem-signed-out")
}

#[cfg(test)]
mod tests;
