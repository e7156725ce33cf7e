//! The two PINs of an account: the App Unlock PIN, which people choose, and the Support PIN, which the
//! server makes (domain NEW-11, NEW-12, EDIT-02).

use lanyard_shared::id::AccountId;
use lanyard_shared::intent::StaffSetPin;
use lanyard_shared::message::Message;
use lanyard_shared::protocol::{CheckSupportPin, Pins, ProblemKind, SupportPinChecked, ViewPins};
use lanyard_shared::record::{Account, Record};
use lanyard_shared::seal::{Place, Sealed};
use lanyard_shared::time::UnixMillis;
use lanyard_shared::validate;
use serde_json::json;

use crate::app::App;
use crate::error::{Error, Result};
use crate::secret::{Kept, NONCE};
use crate::service::sessions::Actor;
use crate::service::throttle::Throttle;
use crate::service::{managing, proof};
use crate::store::audit::AuditEntry;
use crate::store::pins::{self, PinKind};
use crate::store::{Tx, accounts};

/// After so many wrong ones in a row a Support PIN is replaced (domain CRED-03).
const MOST_WRONG: u32 = 5;

/// A Support PIN that is drawn and not yet anybody's: six digits.
pub(super) struct FreshSupportPin {
    digits: String,
    nonce: [u8; NONCE],
}

impl FreshSupportPin {
    /// Draws one.
    pub(super) fn draw(app: &App) -> Self {
        let number = u64::from_be_bytes(app.effects.random()) % 1_000_000;
        Self {
            digits: format!("{number:06}"),
            nonce: app.effects.random(),
        }
    }

    /// Makes it that of an account.
    pub(super) fn put(
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

/// Opens an App Unlock PIN that a browser sealed, judges it, and locks it for the store.
///
/// # Errors
/// What is wrong with it, for the person who typed it.
pub(super) fn app_unlock(
    app: &App,
    account: AccountId,
    sealed: &Sealed,
) -> std::result::Result<Vec<u8>, Message> {
    let place = Place {
        account,
        field: StaffSetPin::FIELD,
    };
    let opened = app.secret.opening_key().open(sealed, place);
    let pin = opened.map_err(|_| Message::new("pin-unreadable"))?;
    validate::app_unlock_pin(&pin)?;
    let nonce = app.effects.random();
    Ok(app
        .secret
        .lock(Kept::AppUnlockPin, account, pin.as_bytes(), nonce))
}

/// The PINs of an account, for its owner and for who may act upon its credentials, after they have
/// typed their own password; audited (domain EDIT-02).
///
/// # Errors
/// A problem at `password`; `forbidden`; `record-gone`; `pins-own-password-first`.
pub async fn view(app: &App, actor: &Actor, asked: ViewPins) -> Result<Pins> {
    actor.check_settled()?;
    let (by, id) = (actor.account, asked.account);
    let refusal = "pins.view-refuse";
    let proof = proof::by_password(app, by, "password", asked.password, refusal).await?;
    let fresh = FreshSupportPin::draw(app);
    let now = app.effects.now();
    let (keys, actor) = (app.clone(), actor.clone());
    let written = app.store.write(move |tx| {
        proof.hold(&keys, tx, now)?;
        let account = managing::own_or_managed(tx, &actor, id)?;
        own_password_first(tx, by)?;
        tx.bump(now, &AuditEntry::about(account.id, "pins.view").by(by))?;
        let app_unlock = read(&keys, tx, account.id, PinKind::AppUnlock)?;
        // An account from before there were Support PINs, or one whose root secret is lost, gets a
        // new one.
        let support = read(&keys, tx, account.id, PinKind::Support)?;
        let support = support.map_or_else(
            || {
                fresh.put(&keys, tx, account.id, now)?;
                Ok(fresh.digits.clone())
            },
            Ok::<_, Error>,
        )?;
        Ok(Pins {
            app_unlock,
            support,
        })
    });
    written.await
}

/// Whether somebody knows the Support PIN of the account with this username. A right one is replaced,
/// and so is one that was guessed at too often. An unknown name is answered as a wrong PIN is.
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
            account,
            by: actor.account,
            fresh: &fresh,
            now,
        };
        check.take(&keys, tx, asked.pin.trim())
    });
    written.await
}

/// One try at a Support PIN.
struct Check<'a> {
    account: Account,
    by: AccountId,
    fresh: &'a FreshSupportPin,
    now: UnixMillis,
}

impl Check<'_> {
    fn take(&self, app: &App, tx: &mut Tx<'_>, pin: &str) -> Result<SupportPinChecked> {
        let (id, now) = (self.account.id, self.now);
        let throttle = Throttle::of_support_pin(app, id);
        throttle.admit(tx, now)?;
        let right = read(app, tx, id, PinKind::Support)?.as_deref() == Some(pin);
        let replaced = right || throttle.count(tx, now)? >= MOST_WRONG;
        if replaced {
            throttle.clear(tx)?;
            self.fresh.put(app, tx, id, now)?;
        }
        let action = if right {
            "support-pin.check"
        } else {
            "support-pin.refuse"
        };
        let entry = AuditEntry::about(id, action).by(self.by);
        tx.bump(now, &entry.with(json!({ "replaced": replaced })))?;
        Ok(SupportPinChecked { right })
    }
}

/// A PIN in clear; `None` where there is none that can be opened.
fn read(app: &App, tx: &Tx<'_>, account: AccountId, kind: PinKind) -> Result<Option<String>> {
    let kept = match kind {
        PinKind::AppUnlock => Kept::AppUnlockPin,
        PinKind::Support => Kept::SupportPin,
    };
    let locked = pins::find(tx, account, kind)?;
    let opened = locked.and_then(|locked| app.secret.unlock(kept, account, &locked));
    Ok(opened.and_then(|pin| String::from_utf8(pin).ok()))
}

/// Somebody whose password another person knows sees no PINs (domain LINK-06).
fn own_password_first(tx: &Tx<'_>, account: AccountId) -> Result<()> {
    match accounts::find(tx, account)? {
        Some(account) if account.password_set_by_another => Err(Error::refused(
            ProblemKind::Forbidden,
            "pins-own-password-first",
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
