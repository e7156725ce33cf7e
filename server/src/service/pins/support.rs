//! The Support PIN: drawn by the server, and checked by the help desk (domain NEW-12, CRED-03).

use lanyard_shared::id::{AccountId, MailId};
use lanyard_shared::protocol::{CheckSupportPin, MailKind, SupportPinChecked};
use lanyard_shared::record::{Account, AccountState, Record};
use lanyard_shared::time::UnixMillis;
use serde_json::json;

use super::read;
use crate::app::App;
use crate::error::Result;
use crate::secret::{Kept, NONCE};
use crate::service::managing;
use crate::service::sessions::Actor;
use crate::service::throttle::Throttle;
use crate::store::audit::AuditEntry;
use crate::store::mails::NewMail;
use crate::store::pins::{self, PinKind};
use crate::store::{Tx, accounts, mails};

/// After so many wrong ones in a row a Support PIN is replaced (domain CRED-03).
const MOST_WRONG: u32 = 5;

/// A Support PIN that is drawn and not yet anybody's: six digits.
pub(in crate::service) struct FreshSupportPin {
    pub(super) digits: String,
    nonce: [u8; NONCE],
}

impl FreshSupportPin {
    /// Draws one.
    pub(in crate::service) fn draw(app: &App) -> Self {
        let number = u64::from_be_bytes(app.effects.random()) % 1_000_000;
        Self {
            digits: format!("{number:06}"),
            nonce: app.effects.random(),
        }
    }

    /// Makes it that of an account.
    pub(in crate::service) fn put(
        &self,
        app: &App,
        tx: &mut Tx<'_>,
        account: AccountId,
        now: UnixMillis,
    ) -> Result<()> {
        let digits = self.digits.as_bytes();
        let locked = app
            .secret
            .lock(Kept::SupportPin, account, digits, self.nonce);
        pins::put(tx, account, PinKind::Support, &locked, now)
    }
}

/// Whether somebody knows the Support PIN of the account with this username. A right one is replaced,
/// and so is one that was guessed at too often, which its owner is told by mail. An unknown name, and
/// one of somebody who cannot sign in, is answered as a wrong PIN is.
///
/// # Errors
/// `forbidden`; `problem-too-many` after wrong ones.
pub async fn check_support(
    app: &App,
    actor: &Actor,
    asked: CheckSupportPin,
) -> Result<SupportPinChecked> {
    actor.check_settled()?;
    let fresh = FreshSupportPin::draw(app);
    let now = app.effects.now();
    let mail = MailId::new(now, app.effects.random());
    let (keys, actor) = (app.clone(), actor.clone());
    let written = app.store.write(move |tx| {
        let viewer = managing::viewer(tx, &actor)?;
        let found = accounts::find_by_username(tx, asked.username.trim())?;
        let seen = found.filter(|account| viewer.sees(&Record::from(account.clone())));
        let Some(account) = seen else {
            let entry = AuditEntry::general("support-pin.refuse").by(actor.account);
            tx.bump(now, &entry)?;
            return Ok(SupportPinChecked { right: false });
        };
        let check = Check {
            may_replace: managing::may_act_upon(tx, &viewer, &account)?,
            account,
            by: actor.account,
            fresh: &fresh,
            mail,
            now,
        };
        check.take(&keys, tx, asked.pin.trim())
    });
    let checked = written.await?;
    app.mail_waiting.notify_one();
    Ok(checked)
}

/// One try at a Support PIN.
struct Check<'a> {
    account: Account,
    by: AccountId,
    /// Who may not act upon somebody's credentials does not get to replace their PIN by typing wrong
    /// ones (domain RIGHT-03); waiting longer and longer keeps them from guessing it.
    may_replace: bool,
    fresh: &'a FreshSupportPin,
    /// The mail that tells the owner.
    mail: MailId,
    now: UnixMillis,
}

impl Check<'_> {
    fn take(&self, app: &App, tx: &mut Tx<'_>, pin: &str) -> Result<SupportPinChecked> {
        let (right, replaced) = self.judge(app, tx, pin)?;
        let action = if right {
            "support-pin.check"
        } else {
            "support-pin.refuse"
        };
        let entry = AuditEntry::about(self.account.id, action).by(self.by);
        tx.bump(self.now, &entry.with(json!({ "replaced": replaced })))?;
        Ok(SupportPinChecked { right })
    }

    /// Whether it is right, and whether another has taken its place.
    fn judge(&self, app: &App, tx: &mut Tx<'_>, pin: &str) -> Result<(bool, bool)> {
        let (id, now) = (self.account.id, self.now);
        let throttle = Throttle::of_support_pin(app, id);
        throttle.admit(tx, now)?;
        if self.account.state(now) != AccountState::Active {
            // Whoever cannot sign in is nobody whom the help desk helps.
            return Ok((false, false));
        }
        let right = read(app, tx, id, PinKind::Support)?.as_deref() == Some(pin);
        let guessed = !right && throttle.count(tx, now)? >= MOST_WRONG && self.may_replace;
        if right || guessed {
            throttle.clear(tx)?;
            self.fresh.put(app, tx, id, now)?;
        }
        if guessed {
            self.tell_owner(tx)?;
        }
        Ok((right, right || guessed))
    }

    /// Domain CRED-03.
    fn tell_owner(&self, tx: &mut Tx<'_>) -> Result<()> {
        let mail = NewMail {
            id: self.mail,
            kind: MailKind::SupportPin,
            account: self.account.id,
            about: None,
            link: None,
            recipient: self.account.email.clone(),
            created_at: self.now,
        };
        mails::insert(tx, &mail)
    }
}
