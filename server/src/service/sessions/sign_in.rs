//! Signing in (domain CRED-02, CRED-03).

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::{ProblemKind, SessionInfo, SignIn};
use lanyard_shared::record::{Account, AccountState, TwoFactor};
use lanyard_shared::time::{Millis, SESSION_LIFE, UnixMillis};
use serde_json::json;

use super::{describe, unlock};
use crate::app::App;
use crate::error::{Error, Result};
use crate::service::passwords;
use crate::service::second_factor::{self, Try};
use crate::service::throttle::Throttle;
use crate::service::tokens;
use crate::store::audit::AuditEntry;
use crate::store::sessions::{self, Session, TokenHash};
use crate::store::{Tx, accounts, known_browsers};

/// How long a browser is known after the last sign-in: as long as its cookie lives, one year.
const BROWSER_LIFE: Millis = Millis::hours(365 * 24);

/// A session that has just begun.
pub struct NewSession {
    /// The session's token, for its cookie.
    pub token: String,
    /// Marks this browser as known to the account, for a lasting cookie (domain CRED-03).
    pub browser: String,
    /// What the page gets to know.
    pub info: SessionInfo,
}

/// The browser that somebody signs in by.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    /// Its lasting mark, where it has one.
    pub mark: Option<String>,
    /// What it calls itself.
    pub agent: String,
}

/// Signs in.
///
/// # Errors
/// `problem-wrong-credentials` for an unknown name and a wrong password alike; `problem-too-many`
/// while the name or browser has to wait; after the right password only one of `sign-in-…`, or a
/// problem at `code`.
pub async fn sign_in(app: &App, who: SignIn, browser: Browser) -> Result<NewSession> {
    let Browser {
        mark: browser,
        agent,
    } = browser;
    let now = app.effects.now();
    let claim = Claim::find(app, who.username, browser.as_deref(), now).await?;
    let right = match &claim.account {
        Some((_, hash)) => app.effects.verify(who.password, hash.clone()).await?,
        None => {
            // Costs what verifying costs, so that the time tells nothing about the name.
            app.effects.hash(who.password).await?;
            false
        }
    };
    // A mark that nobody was given is not taken over.
    let browser = browser.filter(|_| claim.browser_is_known);
    let browser = browser.unwrap_or_else(|| tokens::new(app));
    let token = tokens::new(app);
    let ruling = Ruling {
        app: app.clone(),
        code: who.code.filter(|code| !code.trim().is_empty()),
        agent,
        claim,
        right,
        token: tokens::hash(&token),
        browser: tokens::hash(&browser),
        now: app.effects.now(),
    };
    // A refusal is written down too, so it is no error of the write.
    let ruled = app.store.write(move |tx| ruling.write(tx)).await?;
    Ok(NewSession {
        token,
        browser,
        info: ruled?,
    })
}

/// Who somebody says that they are.
struct Claim {
    throttle: Throttle,
    /// The account of that name, with the hash of its password.
    account: Option<(AccountId, String)>,
    browser_is_known: bool,
}

impl Claim {
    async fn find(
        app: &App,
        username: String,
        browser: Option<&str>,
        now: UnixMillis,
    ) -> Result<Self> {
        let browser = browser.map(tokens::hash);
        let keys = app.clone();
        let read = app.store.read(move |tx| {
            let throttle = Throttle::of_sign_in(&keys, tx, &username, browser.as_ref())?;
            throttle.admit(tx, now)?;
            let account = accounts::find_by_username(tx, &username)?.map(|account| account.id);
            let hash = match account {
                Some(id) => accounts::password_hash(tx, id)?,
                None => None,
            };
            let browser_is_known = match &browser {
                Some(browser) => known_browsers::is_known(tx, browser)?,
                None => false,
            };
            Ok(Self {
                throttle,
                account: account.zip(hash),
                browser_is_known,
            })
        });
        read.await
    }
}

/// What is decided about a claim.
struct Ruling {
    app: App,
    /// The code of the second factor, where one was typed.
    code: Option<String>,
    agent: String,
    claim: Claim,
    /// The password fitted the hash.
    right: bool,
    token: TokenHash,
    browser: TokenHash,
    now: UnixMillis,
}

impl Ruling {
    /// Between the check of the password and this moment other tries may have failed, the password
    /// may have been changed or the account deactivated, so all of that is looked at again.
    fn write(&self, tx: &mut Tx<'_>) -> Result<Result<SessionInfo>> {
        let throttle = &self.claim.throttle;
        throttle.admit(tx, self.now)?;
        let Some(account) = self.proven(tx)? else {
            throttle.count(tx, self.now)?;
            let known = self.claim.account.as_ref().map(|(id, _)| *id);
            tx.bump(self.now, &refusal(known, "problem-wrong-credentials"))?;
            let kind = ProblemKind::WrongCredentials;
            return Ok(Err(Error::refused(kind, "problem-wrong-credentials")));
        };
        throttle.clear(tx)?;
        if let Some(key) = hindrance(&account, self.now) {
            tx.bump(self.now, &refusal(Some(account.id), key))?;
            return Ok(Err(Error::refused(ProblemKind::Forbidden, key)));
        }
        if account.two_factor != TwoFactor::Enrolled {
            return self.begin(tx, &account).map(Ok);
        }
        self.second_factor(tx, account)
    }

    /// After the right password: asks for the code, or judges it (domain CRED-02).
    fn second_factor(&self, tx: &mut Tx<'_>, account: Account) -> Result<Result<SessionInfo>> {
        let (app, id) = (&self.app, account.id);
        if second_factor::is_void(app, tx, id)? {
            let rev = tx.bump(self.now, &AuditEntry::about(id, "two-factor.void"))?;
            second_factor::forget(tx, account.clone(), TwoFactor::Requested, rev)?;
            let account = Account {
                two_factor: TwoFactor::Requested,
                ..account
            };
            return self.begin(tx, &account).map(Ok);
        }
        let Some(code) = &self.code else {
            let kind = ProblemKind::CodeNeeded;
            return Ok(Err(Error::refused(kind, "sign-in-code-needed")));
        };
        let tried = Try {
            account: id,
            typed: code,
            browser: Some(&self.browser),
            now: self.now,
        };
        match tried.judge(app, tx, &refusal(Some(id), "code-wrong"))? {
            Ok(()) => self.begin(tx, &account).map(Ok),
            Err(wrong) => Ok(Err(wrong)),
        }
    }

    /// The account, where the password is still its own.
    fn proven(&self, tx: &Tx<'_>) -> Result<Option<Account>> {
        let Some((id, hash)) = self.claim.account.as_ref().filter(|_| self.right) else {
            return Ok(None);
        };
        if accounts::password_hash(tx, *id)?.as_ref() != Some(hash) {
            return Ok(None);
        }
        accounts::find(tx, *id)
    }

    fn begin(&self, tx: &mut Tx<'_>, account: &Account) -> Result<SessionInfo> {
        let session = Session {
            account: account.id,
            began_at: self.now,
            expires_at: self.now.plus(SESSION_LIFE),
            agent: self.agent.clone(),
            must_renew: passwords::is_over(tx, account.id, self.now)?,
            must_enrol: second_factor::is_asked_of(tx, account)?,
        };
        // Who knows the password need not remember how often the PIN was wrong (domain CRED-03).
        Throttle::of_app_unlock_pin(&self.app, account.id).clear(tx)?;
        sessions::prune(tx, self.now)?;
        sessions::insert(tx, &self.token, &session)?;
        known_browsers::prune(tx, self.now.plus(Millis(-BROWSER_LIFE.0)))?;
        known_browsers::put(tx, account.id, &self.browser, self.now)?;
        let entry = AuditEntry::about(account.id, "session.begin").by(account.id);
        tx.bump(self.now, &entry)?;
        unlock::described(&self.app, tx, describe(tx, account, &session)?)
    }
}

/// Why an account whose password was right may not sign in (domain CRED-02).
fn hindrance(account: &Account, now: UnixMillis) -> Option<&'static str> {
    match account.state(now) {
        AccountState::Active => None,
        AccountState::MailWaiting | AccountState::Pending { .. } => Some("sign-in-pending"),
        AccountState::ExpiredLink => Some("sign-in-expired"),
        AccountState::Locked => Some("sign-in-locked"),
        AccountState::NotYetStarted { .. } => Some("sign-in-not-started"),
        AccountState::Deactivated | AccountState::Removed { .. } | AccountState::Erased => {
            Some("sign-in-deactivated")
        }
    }
}

/// What the audit log keeps of a refused sign-in. A name that nobody has may be a password typed
/// into the wrong field, so it is not kept.
fn refusal(account: Option<AccountId>, reason: &str) -> AuditEntry {
    let entry = match account {
        Some(id) => AuditEntry::about(id, "session.refuse"),
        None => AuditEntry::general("session.refuse"),
    };
    entry.with(json!({ "reason": reason }))
}
