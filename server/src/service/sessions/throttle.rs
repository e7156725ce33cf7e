//! Slows down guessing without locking anybody out (domain CRED-03; OWASP ASVS 5.0, 6.3.1).

use lanyard_shared::message::Message;
use lanyard_shared::protocol::{Problem, ProblemKind};
use lanyard_shared::time::{Millis, UnixMillis};
use lanyard_shared::validate::fold;

use crate::app::App;
use crate::error::{Error, Result};
use crate::service::tokens;
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

/// The counter that a try goes by: that of the username, or, in a browser that the account has
/// signed in from before, one of that browser, which strangers cannot run up.
pub(super) struct Throttle {
    subject: String,
    failures: Failures,
}

impl Throttle {
    pub(super) async fn find(app: &App, username: &str, browser: Option<&str>) -> Result<Self> {
        let username = fold(username);
        let browser = browser.map(tokens::hash);
        let read = app.store.read(move |tx| {
            let account = accounts::find_by_username(tx, &username)?;
            let mut subject = username;
            if let (Some(account), Some(browser)) = (account, browser)
                && known_browsers::has(tx, account.id, &browser)?
            {
                // A folded username has no blank, so no other subject looks like this.
                subject = format!("{subject} {}", tokens::to_hex(&browser));
            }
            let failures = sign_in_failures::find(tx, &subject)?;
            Ok(Self { subject, failures })
        });
        read.await
    }

    /// Lets a try through, or says how long to wait.
    pub(super) fn admit(&self, now: UnixMillis) -> Result<()> {
        let wait = self.failures.blocked_until.since(now).0;
        if wait <= 0 {
            return Ok(());
        }
        let seconds = u64::try_from(wait).unwrap_or(0).div_ceil(1000);
        Err(Error::Refused(Box::new(Problem {
            retry_after: Some(seconds),
            ..Problem::new(ProblemKind::TooMany, Message::new("problem-too-many"))
        })))
    }

    /// Counts a wrong password.
    pub(super) async fn count(self, app: &App, now: UnixMillis) -> Result<()> {
        let subject = self.subject;
        let written = app.store.write(move |tx| {
            sign_in_failures::prune(tx, now.plus(Millis(-FORGET.0)))?;
            let count = sign_in_failures::find(tx, &subject)?.count.saturating_add(1);
            let place = usize::try_from(count - 1).unwrap_or(usize::MAX);
            let [.., longest] = DELAYS;
            let delay = DELAYS.get(place).copied().unwrap_or(longest);
            let blocked_until = now.plus(delay);
            let failures = Failures {
                count,
                blocked_until,
            };
            sign_in_failures::put(tx, &subject, failures)
        });
        written.await
    }

    /// Begins anew after the right password.
    pub(super) fn clear(&self, tx: &mut Tx<'_>) -> Result<()> {
        sign_in_failures::delete(tx, &self.subject)
    }
}
