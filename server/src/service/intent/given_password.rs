//! Whose passwords an edit of an account or a role makes the server forget, and what its author gets
//! to know of it (domain RIGHT-02).

use lanyard_shared::message::Message;
use lanyard_shared::permission::{effective, stronger_by};
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{Account, Record, Role};

use super::case::Case;
use crate::app::App;
use crate::error::Result;
use crate::service::given_password::forget_where_stronger;
use crate::service::rights;
use crate::store::{Tx, accounts};

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
    forget_where_stronger(app, tx, after, (&had, &has), Some(case.viewer.account), rev)
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
            && forget_where_stronger(app, tx, &account, held, Some(case.viewer.account), rev)?
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
