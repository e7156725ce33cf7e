//! A password that another person chose is forgotten where its account gets a guarded permission:
//! whoever chose it still knows it, and may be weaker than the account from then on (domain RIGHT-02).
//! A mail asks its owner for one of their own: a pending account at activation, an active one by a
//! reset link.

use std::collections::BTreeSet;

use lanyard_shared::message::Message;
use lanyard_shared::permission::{Permission, effective, stronger_by};
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{Account, Record, Role};

use super::case::Case;
use crate::app::App;
use crate::error::Result;
use crate::service::links::Letter;
use crate::service::rights;
use crate::store::audit::AuditEntry;
use crate::store::{Tx, accounts, sessions};

/// After an edit that made `after` of `before`. Whether the password is forgotten.
pub(super) fn forget_of(
    app: &App,
    tx: &mut Tx<'_>,
    case: &Case,
    (before, after): (&Account, &Account),
    rev: Rev,
) -> Result<bool> {
    if !after.password_set_by_another || before.role == after.role {
        return Ok(false);
    }
    let (had, has) = (
        rights::potential(tx, before)?,
        rights::potential(tx, after)?,
    );
    forget_where_stronger(app, tx, case, after, (&had, &has), rev)
}

/// After an edit that made the role `after` of `before`, for everybody who has it. Gives whose
/// passwords are forgotten.
pub(super) fn forget_of_all(
    app: &App,
    tx: &mut Tx<'_>,
    case: &Case,
    (before, after): (&Role, &Role),
    rev: Rev,
) -> Result<Vec<Account>> {
    let mut forgotten = Vec::new();
    if stronger_by(&before.allows, &after.allows).is_empty() {
        return Ok(forgotten);
    }
    for id in accounts::with_given_password(tx, after.id)? {
        let own = accounts::own_permissions(tx, id)?;
        let held = (
            &effective(&before.allows, &own),
            &effective(&after.allows, &own),
        );
        if let Some(account) = accounts::find(tx, id)?
            && forget_where_stronger(app, tx, case, &account, held, rev)?
        {
            forgotten.push(account);
        }
    }
    Ok(forgotten)
}

/// What the author gets to know of it: a name where they see the person (domain RIGHT-06).
pub(super) fn note(case: &Case, forgotten: &[Account]) -> Option<Message> {
    match forgotten {
        [] => None,
        [one] if case.viewer.sees(&Record::from(one.clone())) => {
            Some(Message::new("note-password-forgotten").with("name", one.full_name()))
        }
        more => Some(Message::new("note-passwords-forgotten").with("count", more.len())),
    }
}

fn forget_where_stronger(
    app: &App,
    tx: &mut Tx<'_>,
    case: &Case,
    account: &Account,
    (had, has): (&BTreeSet<Permission>, &BTreeSet<Permission>),
    rev: Rev,
) -> Result<bool> {
    let (id, author) = (account.id, case.viewer.account);
    // Whoever acts upon their own account is signed in with it.
    if id == author || stronger_by(had, has).is_empty() {
        return Ok(false);
    }
    accounts::clear_password(tx, id, rev)?;
    sessions::delete_all(tx, id, None)?;
    let letter = Letter::new(app);
    let entry = AuditEntry::about(id, "password.forget").by(author);
    if Letter::purpose(account).is_some() {
        letter.send(tx, account, entry)?;
    } else {
        // Whoever comes back later is sent a link then (`aftermath.rs`).
        tx.bump(letter.now, &entry)?;
    }
    Ok(true)
}
