//! What somebody may do and see at this moment (domain section 6). Every act and every look asks
//! here, in its own transaction.

use std::collections::BTreeSet;

use lanyard_shared::id::AccountId;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::mutant::{self, Mutant};
use lanyard_shared::permission::{Permission, effective, stronger_by};
use lanyard_shared::protocol::ProblemKind;
use lanyard_shared::record::{Account, Standing};
use lanyard_shared::time::UnixMillis;
use lanyard_shared::visibility::Viewer;

use crate::error::{Error, Result};
use crate::store::{Tx, accounts, roles};

/// The effective permissions of an account: none unless it is active (domain PERM-02, RIGHT-07).
pub fn permissions(tx: &Tx<'_>, account: &Account) -> Result<BTreeSet<Permission>> {
    if account.standing != Standing::Active {
        return Ok(BTreeSet::new());
    }
    potential(tx, account)
}

/// What an account may do whenever it is active.
pub fn potential(tx: &Tx<'_>, account: &Account) -> Result<BTreeSet<Permission>> {
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
        offices: account.particulars.offices.clone(),
        permissions: permissions(tx, &account)?,
    })
}

/// Why somebody like `viewer` may not touch the credentials, activation or removal of an account: it
/// holds a guarded permission which they lack (domain RIGHT-03). `None` where they may.
pub fn stronger(tx: &Tx<'_>, viewer: &Viewer, account: &Account) -> Result<Option<Message>> {
    if account.id == viewer.account || mutant::is(Mutant::StrongerUnchecked) {
        return Ok(None);
    }
    let stronger = stronger_by(&viewer.permissions, &potential(tx, account)?);
    Ok(stronger
        .first()
        .map(|permission| Message::new("account-stronger").with("permission", permission.label())))
}

/// Looks over the rights after an act that has changed some: somebody who can sign in holds Manage
/// Accounts and somebody Manage Permissions (domain RIGHT-05), and the author has given themselves
/// no guarded permission (domain RIGHT-02). `before` is the author as they were.
///
/// # Errors
/// `last-manager`, `own-rights`: nothing of the act may stay.
pub fn check_balance(tx: &Tx<'_>, before: &Viewer, now: UnixMillis) -> Result<()> {
    check_managers(tx, now)?;
    let after = viewer(tx, before.account)?;
    let gained = stronger_by(&before.permissions, &after.permissions);
    match gained.first() {
        Some(permission) => Err(refused("own-rights", *permission)),
        None => Ok(()),
    }
}

/// Whether somebody who can sign in holds Manage Accounts, and somebody Manage Permissions (domain
/// RIGHT-05).
///
/// # Errors
/// `last-manager`.
pub fn check_managers(tx: &Tx<'_>, now: UnixMillis) -> Result<()> {
    for permission in [Permission::ManageAccounts, Permission::ManagePermissions] {
        if !accounts::somebody_holds(tx, permission, now)?
            && !mutant::is(Mutant::LastAdminUnchecked)
        {
            return Err(refused("last-manager", permission));
        }
    }
    Ok(())
}

fn refused(key: &str, permission: Permission) -> Error {
    let message = Message::new(key).with("permission", permission.label());
    Error::invalid(vec![FieldProblem::general(message)])
}
