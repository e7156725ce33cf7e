//! The two PINs of an account: the App Unlock PIN, which people choose, and the Support PIN, which the
//! server makes (domain NEW-11, NEW-12, EDIT-02).

use lanyard_shared::id::AccountId;
use lanyard_shared::intent::StaffSetPin;
use lanyard_shared::message::Message;
use lanyard_shared::protocol::{Pins, ProblemKind, ViewPins};
use lanyard_shared::seal::{Place, Sealed};
use lanyard_shared::validate;

use crate::app::App;
use crate::error::{Error, Result};
use crate::secret::Kept;
use crate::service::sessions::Actor;
use crate::service::{managing, proof};
use crate::store::audit::AuditEntry;
use crate::store::pins::{self, PinKind};
use crate::store::{Tx, accounts};

mod support;

pub(super) use support::FreshSupportPin;
pub use support::check_support;

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

/// A PIN in clear; `None` where there is none that can be opened.
pub(super) fn read(
    app: &App,
    tx: &Tx<'_>,
    account: AccountId,
    kind: PinKind,
) -> Result<Option<String>> {
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
