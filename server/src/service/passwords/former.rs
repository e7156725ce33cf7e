//! How long a password lasts, and which may not be used again (domain CRED-01): both as the practice
//! decides at this moment. What it does not forbid is not remembered.

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::PasswordPolicy;
use lanyard_shared::time::UnixMillis;

use crate::app::App;
use crate::error::Result;
use crate::store::accounts::{self, ChosenBy};
use crate::store::{Tx, former_passwords, practice};

/// Stores a new password of an account in place of the one before, if there is one.
///
/// # Errors
/// What the store gives.
pub(in crate::service) fn replace(
    tx: &mut Tx<'_>,
    id: AccountId,
    hash: &str,
    chosen: ChosenBy,
    (rev, now): (Rev, UnixMillis),
) -> Result<()> {
    remember(tx, id, now)?;
    accounts::set_password(tx, id, hash, chosen, (rev, now))
}

/// Forgets the password of an account: its owner is to choose another one.
///
/// # Errors
/// What the store gives.
pub(in crate::service) fn forget(
    tx: &mut Tx<'_>,
    id: AccountId,
    (rev, now): (Rev, UnixMillis),
) -> Result<()> {
    remember(tx, id, now)?;
    accounts::clear_password(tx, id, rev)
}

/// Whether the password of an account was too old at `now`.
///
/// # Errors
/// What the store gives.
pub(in crate::service) fn is_over(tx: &Tx<'_>, id: AccountId, now: UnixMillis) -> Result<bool> {
    let set_at = accounts::password_set_at(tx, id)?;
    Ok(policy(tx)?.is_over(set_at, now))
}

/// Whether `password` is among those of an account that may not be used again.
///
/// # Errors
/// What the store gives.
pub(super) async fn is_used(app: &App, password: &str, id: AccountId, most: u16) -> Result<bool> {
    if most == 0 {
        return Ok(false);
    }
    let read = app.store.read(move |tx| {
        let present = accounts::password_hash(tx, id)?;
        let former = former_passwords::of(tx, id)?;
        Ok(present.into_iter().chain(former).collect::<Vec<_>>())
    });
    for hash in read.await?.into_iter().take(usize::from(most)) {
        if app.effects.verify(password.to_owned(), hash).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn remember(tx: &mut Tx<'_>, id: AccountId, now: UnixMillis) -> Result<()> {
    let most = policy(tx)?.remembered;
    if most > 0 {
        former_passwords::keep(tx, id, now)?;
    }
    former_passwords::prune(tx, id, most)
}

fn policy(tx: &Tx<'_>) -> Result<PasswordPolicy> {
    let found = practice::find(tx)?;
    Ok(found.map_or_else(PasswordPolicy::default, |found| found.policies.password))
}
