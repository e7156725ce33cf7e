//! A password that another person chose is forgotten where its account gets a guarded permission:
//! whoever chose it still knows it, and may be weaker than the account from then on (domain RIGHT-02).
//! A mail asks its owner for one of their own: a pending account at activation, an active one by a
//! reset link.

use std::collections::BTreeSet;

use lanyard_shared::id::AccountId;
use lanyard_shared::permission::{Permission, stronger_by};
use lanyard_shared::protocol::{LinkPurpose, Rev};
use lanyard_shared::record::Account;

use crate::app::App;
use crate::error::Result;
use crate::service::links::Letter;
use crate::service::passwords;
use crate::store::audit::AuditEntry;
use crate::store::{Tx, sessions};

/// After an act `by` somebody, or at the console, that made what the account holds `has` of `had`.
/// Whether its password is forgotten.
///
/// # Errors
/// What the store gives.
pub(super) fn forget_where_stronger(
    app: &App,
    tx: &mut Tx<'_>,
    account: &Account,
    (had, has): (&BTreeSet<Permission>, &BTreeSet<Permission>),
    by: Option<AccountId>,
    rev: Rev,
) -> Result<bool> {
    let id = account.id;
    // Whoever acts upon their own account is signed in with it.
    let own = by == Some(id);
    if own || !account.password_set_by_another || stronger_by(had, has).is_empty() {
        return Ok(false);
    }
    passwords::forget(tx, id, (rev, app.effects.now()))?;
    sessions::delete_all(tx, id, None)?;
    let letter = Letter::new(app);
    let about = AuditEntry::about(id, "password.forget");
    let entry = match by {
        Some(author) => about.by(author),
        None => about,
    };
    if LinkPurpose::that_helps(account).is_some() {
        letter.send(tx, account, entry)?;
    } else {
        // Whoever comes back later is sent a link then (`intent/aftermath.rs`).
        tx.bump(letter.now, &entry)?;
    }
    Ok(true)
}
