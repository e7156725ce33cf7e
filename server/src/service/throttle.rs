//! Slows down guessing without locking anybody out (domain CRED-03; OWASP ASVS 5.0, 6.3.1).

use std::net::IpAddr;

use lanyard_shared::id::AccountId;
use lanyard_shared::message::Message;
use lanyard_shared::protocol::{Problem, ProblemKind};
use lanyard_shared::record::Account;
use lanyard_shared::time::{Millis, UnixMillis};
use lanyard_shared::validate::fold;

use crate::app::App;
use crate::error::{Error, Result};
use crate::secret::RootSecret;
use crate::service::tokens;
use crate::store::sessions::TokenHash;
use crate::store::sign_in_failures::{self, Failures};
use crate::store::{Tx, accounts, known_browsers};

/// How long to wait after the n-th wrong password in a row; the last one stays.
const DELAYS: [Millis; 6] = [
    Millis::seconds(1),
    Millis::seconds(3),
    Millis::seconds(5),
    Millis::seconds(10),
    Millis::seconds(20),
    Millis::seconds(30),
];
/// A count this old is forgotten.
const FORGET: Millis = Millis::hours(24);

/// A wait that only clearing ends.
const CLOSED: UnixMillis = UnixMillis(i64::MAX);

/// A counter of wrong passwords in a row.
pub(super) struct Throttle {
    subject: String,
}

impl Throttle {
    /// The counter that a sign-in goes by: that of the username, whether anybody has it or not, or,
    /// in a browser that the account has signed in from before, one of that browser, which
    /// strangers cannot run up.
    pub(super) fn of_sign_in(
        app: &App,
        tx: &Tx<'_>,
        username: &str,
        browser: Option<&TokenHash>,
    ) -> Result<Self> {
        let account = accounts::find_by_username(tx, username)?;
        if let (Some(account), Some(browser)) = (account, browser)
            && known_browsers::has(tx, account.id, browser)?
        {
            return Ok(Self::of_browser(&app.secret, account.id, browser));
        }
        Ok(Self::of_username(&app.secret, username))
    }

    /// The counter of the present password that is asked for before a new one is set.
    pub(super) fn of_own_password(app: &App, account: AccountId) -> Self {
        Self::of(&app.secret, &format!("own password\n{account}"))
    }

    /// The counter of an App Unlock PIN (domain CRED-03).
    pub(super) fn of_app_unlock_pin(app: &App, account: AccountId) -> Self {
        Self::of(&app.secret, &format!("app unlock pin\n{account}"))
    }

    /// The counter of a Support PIN (domain CRED-03).
    pub(super) fn of_support_pin(app: &App, account: AccountId) -> Self {
        Self::of(&app.secret, &format!("support pin\n{account}"))
    }

    /// The counter of the first codes that are typed when a second factor is set up.
    pub(super) fn of_enrolment(app: &App, account: AccountId) -> Self {
        Self::of(&app.secret, &format!("enrolment\n{account}"))
    }

    /// The counter of the codes of a second factor: one for each browser that the account has signed
    /// in from before, and one for all others.
    pub(super) fn of_code(
        app: &App,
        tx: &Tx<'_>,
        account: AccountId,
        browser: Option<&TokenHash>,
    ) -> Result<Self> {
        let known = match browser {
            Some(browser) if known_browsers::has(tx, account, browser)? => tokens::to_hex(browser),
            _ => String::new(),
        };
        Ok(Self::of(&app.secret, &format!("code\n{account}\n{known}")))
    }

    /// The counter of what is asked for from a network address without being signed in (domain LINK-07).
    /// `None` for a connection from this computer: it may be a proxy that speaks for everybody.
    pub(super) fn of_address(app: &App, address: IpAddr) -> Option<Self> {
        let network = match address.to_canonical() {
            here if here.is_loopback() => return None,
            IpAddr::V4(address) => address.to_string(),
            // Whoever has one address of such a network has them all.
            IpAddr::V6(address) => format!("{:x?}", address.segments().first_chunk::<4>()),
        };
        Some(Self::of(&app.secret, &format!("address\n{network}")))
    }

    fn of_username(secret: &RootSecret, username: &str) -> Self {
        Self::of(secret, &format!("username\n{}", fold(username)))
    }

    fn of_browser(secret: &RootSecret, account: AccountId, browser: &TokenHash) -> Self {
        let browser = tokens::to_hex(browser);
        Self::of(secret, &format!("browser\n{account}\n{browser}"))
    }

    fn of(secret: &RootSecret, text: &str) -> Self {
        Self {
            subject: tokens::to_hex(&secret.pseudonym(text)),
        }
    }

    /// Lets a try through, or says how long to wait.
    ///
    /// # Errors
    /// `problem-too-many` with the seconds to wait.
    pub(super) fn admit(&self, tx: &Tx<'_>, now: UnixMillis) -> Result<()> {
        let failures = sign_in_failures::find(tx, &self.subject)?;
        let wait = failures.blocked_until.since(now).0;
        if wait <= 0 {
            return Ok(());
        }
        let seconds = u64::try_from(wait).unwrap_or(0).div_ceil(1000);
        Err(Error::Refused(Box::new(Problem {
            retry_after: Some(seconds),
            ..Problem::new(ProblemKind::TooMany, Message::new("problem-too-many"))
        })))
    }

    /// Counts a wrong try; gives how many there have been in a row.
    pub(super) fn count(&self, tx: &mut Tx<'_>, now: UnixMillis) -> Result<u32> {
        sign_in_failures::prune(tx, now.plus(Millis(-FORGET.0)))?;
        let before = sign_in_failures::find(tx, &self.subject)?.count;
        let place = usize::try_from(before).unwrap_or(usize::MAX);
        let [.., longest] = DELAYS;
        let delay = DELAYS.get(place).copied().unwrap_or(longest);
        let failures = Failures {
            count: before.saturating_add(1),
            blocked_until: now.plus(delay),
        };
        sign_in_failures::put(tx, &self.subject, failures)?;
        Ok(failures.count)
    }

    /// Counts one more of what is free to do so often within some time; whether it still is.
    pub(super) fn spend(
        &self,
        tx: &mut Tx<'_>,
        now: UnixMillis,
        (most, span): (u32, Millis),
    ) -> Result<bool> {
        sign_in_failures::prune(tx, now.plus(Millis(-FORGET.0)))?;
        let before = sign_in_failures::find(tx, &self.subject)?;
        let after = if before.blocked_until <= now {
            Failures {
                count: 1,
                blocked_until: now.plus(span),
            }
        } else {
            Failures {
                count: before.count.saturating_add(1),
                ..before
            }
        };
        if after.count <= most {
            sign_in_failures::put(tx, &self.subject, after)?;
        }
        Ok(after.count <= most)
    }

    /// Lets nobody try any more until this is cleared, however long that takes.
    pub(super) fn close(&self, tx: &mut Tx<'_>) -> Result<()> {
        let before = sign_in_failures::find(tx, &self.subject)?;
        let closed = Failures {
            blocked_until: CLOSED,
            ..before
        };
        sign_in_failures::put(tx, &self.subject, closed)
    }

    /// Whether nobody may try until this is cleared.
    pub(super) fn is_closed(&self, tx: &Tx<'_>) -> Result<bool> {
        Ok(sign_in_failures::find(tx, &self.subject)?.blocked_until == CLOSED)
    }

    /// Begins anew after the right password.
    pub(super) fn clear(&self, tx: &mut Tx<'_>) -> Result<()> {
        sign_in_failures::delete(tx, &self.subject)
    }

    /// Begins anew everywhere, because the account has a new password.
    pub(super) fn clear_all(app: &App, tx: &mut Tx<'_>, account: &Account) -> Result<()> {
        Self::of_own_password(app, account.id).clear(tx)?;
        Self::of_username(&app.secret, &account.username).clear(tx)?;
        Self::of_code(app, tx, account.id, None)?.clear(tx)?;
        Self::of_app_unlock_pin(app, account.id).clear(tx)?;
        Self::of_support_pin(app, account.id).clear(tx)?;
        Self::of_enrolment(app, account.id).clear(tx)?;
        for browser in known_browsers::of(tx, account.id)? {
            Self::of_code(app, tx, account.id, Some(&browser))?.clear(tx)?;
            Self::of_browser(&app.secret, account.id, &browser).clear(tx)?;
        }
        Ok(())
    }
}
