//! What somebody may do and see at this moment (domain section 6). Every act and every look asks
//! here, in its own transaction.

use std::collections::BTreeSet;

use lanyard_shared::id::AccountId;
use lanyard_shared::permission::{Permission, effective};
use lanyard_shared::protocol::ProblemKind;
use lanyard_shared::record::{Account, Standing};
use lanyard_shared::visibility::Viewer;

use crate::error::{Error, Result};
use crate::store::{Tx, accounts, roles};

/// The effective permissions of an account: none unless it is active (domain PERM-02, RIGHT-07).
pub fn permissions(tx: &Tx<'_>, account: &Account) -> Result<BTreeSet<Permission>> {
    if account.standing != Standing::Active {
        return Ok(BTreeSet::new());
    }
    let role = roles::find(tx, account.role)?;
    let allowed = role.map(|role| role.allows).unwrap_or_default();
    Ok(effective(
        &allowed,
        &accounts::own_permissions(tx, account.id)?,
    ))
}

/// Somebody who is signed in, with what they may do.
///
/// # Errors
/// `problem-signed-out` when there is no such account.
pub fn viewer(tx: &Tx<'_>, account: AccountId) -> Result<Viewer> {
    let account = accounts::find(tx, account)?
        .ok_or_else(|| Error::refused(ProblemKind::SignedOut, "problem-signed-out"))?;
    Ok(Viewer {
        account: account.id,
        role: account.role,
        provider: account.provider(),
        permissions: permissions(tx, &account)?,
    })
}
