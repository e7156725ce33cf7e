//! A password that another person chose is forgotten where its account gets a guarded permission:
//! whoever chose it still knows it, and may be weaker than the account from then on (domain RIGHT-02).
//! A pending account asks for a password at activation; others choose one by a reset link.

use std::collections::BTreeSet;

use lanyard_shared::id::AccountId;
use lanyard_shared::permission::{Permission, effective, stronger_by};
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{Account, Role};

use super::case::Case;
use crate::error::Result;
use crate::service::rights;
use crate::store::{Tx, accounts, sessions};

/// After an edit that made `after` of `before`.
pub(super) fn forget_of(
    tx: &mut Tx<'_>,
    case: &Case,
    before: &Account,
    after: &Account,
    rev: Rev,
) -> Result<()> {
    if !after.password_set_by_another || before.role == after.role {
        return Ok(());
    }
    let (had, has) = (
        rights::potential(tx, before)?,
        rights::potential(tx, after)?,
    );
    forget_where_stronger(tx, case, after.id, (&had, &has), rev)
}

/// After an edit that made the role `after` of `before`, for everybody who has it.
pub(super) fn forget_of_all(
    tx: &mut Tx<'_>,
    case: &Case,
    before: &Role,
    after: &Role,
    rev: Rev,
) -> Result<()> {
    if stronger_by(&before.allows, &after.allows).is_empty() {
        return Ok(());
    }
    for id in accounts::with_given_password(tx, after.id)? {
        let own = accounts::own_permissions(tx, id)?;
        let (had, has) = (
            effective(&before.allows, &own),
            effective(&after.allows, &own),
        );
        forget_where_stronger(tx, case, id, (&had, &has), rev)?;
    }
    Ok(())
}

fn forget_where_stronger(
    tx: &mut Tx<'_>,
    case: &Case,
    id: AccountId,
    (had, has): (&BTreeSet<Permission>, &BTreeSet<Permission>),
    rev: Rev,
) -> Result<()> {
    // Whoever acts upon their own account is signed in with it.
    if id == case.viewer.account || stronger_by(had, has).is_empty() {
        return Ok(());
    }
    accounts::clear_password(tx, id, rev)?;
    sessions::delete_all(tx, id, None)
}
