//! Acts that give somebody rights, or set another person's means to sign in. They ask for more than
//! others: the author must have seen what they raise (design of the rights: a raise is judged by
//! what its author saw), and nobody touches the credentials of somebody stronger (domain RIGHT-03).

use lanyard_shared::fields;
use lanyard_shared::id::RoleId;
use lanyard_shared::intent::SetFields;
use lanyard_shared::message::FieldProblem;
use lanyard_shared::permission::effective;
use lanyard_shared::protocol::Outcome;
use lanyard_shared::record::{Account, Record, RecordKey, RecordKind};
use lanyard_shared::visibility::lies_within;

use super::case::{AtOdds, Case, conflict};
use super::rejected;
use crate::error::Result;
use crate::service::rights;
use crate::store::{Tx, accounts, roles};

/// Why an edit that makes `after` of `before` may not raise what it raises; `None` where it may, or
/// raises nothing.
pub(super) fn judge(
    tx: &Tx<'_>,
    case: &Case,
    before: &Record,
    after: &Record,
    set: &SetFields,
) -> Result<Option<Outcome>> {
    let mut looked_at = vec![set.record];
    let raises = match (before, after) {
        (Record::Account(before), Record::Account(after)) => {
            let credentials = credentials_changed(before, after);
            if let Some(field) = credentials
                && let Some(outcome) = protected(tx, case, before, Some(field))?
            {
                return Ok(Some(outcome));
            }
            looked_at.extend([role_key(before.role), role_key(after.role)]);
            let another = before.id != case.viewer.account;
            gains(tx, before, after)? || (credentials.is_some() && another)
        }
        (Record::Role(before), Record::Role(after)) => !after.allows.is_subset(&before.allows),
        _ => false,
    };
    if !raises || !case.rights_moved(tx, &looked_at)? {
        return Ok(None);
    }
    let held = fields::of(before);
    let kind = set.record.kind;
    let sensitive = set.changes.iter().filter(|(field, _)| {
        let name = field.as_str();
        fields::of_rights(kind).contains(&name) || fields::of_credentials(kind).contains(&name)
    });
    let at_odds = sensitive.map(|(field, change)| AtOdds {
        field: field.clone(),
        was: change.was.clone(),
        mine: change.set.clone(),
        theirs: held.get(field).cloned().unwrap_or_default(),
    });
    conflict(tx, set.record, at_odds.collect()).map(Some)
}

/// Why nobody like this author may touch the credentials, activation or removal of an account that
/// holds a guarded permission which they lack (domain RIGHT-03). `None` where they may.
pub(super) fn protected(
    tx: &Tx<'_>,
    case: &Case,
    account: &Account,
    field: Option<&str>,
) -> Result<Option<Outcome>> {
    let message = rights::stronger(tx, &case.viewer, account)?;
    Ok(message.map(|message| {
        rejected(FieldProblem {
            field: field.map(str::to_owned),
            message,
        })
    }))
}

/// Whether another role in place of the present one takes rights away and gives none.
pub(super) fn only_removes(tx: &Tx<'_>, account: &Account, role: RoleId) -> Result<bool> {
    let before = rights::potential(tx, account)?;
    let after = rights::potential(
        tx,
        &Account {
            role,
            ..account.clone()
        },
    )?;
    Ok(after.is_subset(&before) && after != before)
}

/// Whether somebody's (permission, office, provider) triples gain one.
fn gains(tx: &Tx<'_>, before: &Account, after: &Account) -> Result<bool> {
    let (mine, theirs) = (&after.particulars.offices, &before.particulars.offices);
    let more_offices = !lies_within(mine.as_ref(), theirs.as_ref());
    let same_provider = before.provider() == after.provider();
    if before.role == after.role && same_provider && !more_offices {
        return Ok(false);
    }
    let own = accounts::own_permissions(tx, before.id)?;
    let held = |role: RoleId| -> Result<_> {
        let allows = roles::find(tx, role)?.map(|role| role.allows);
        Ok(effective(&allows.unwrap_or_default(), &own))
    };
    let now_held = held(after.role)?;
    if (!same_provider || more_offices) && !now_held.is_empty() {
        return Ok(true);
    }
    Ok(!now_held.is_subset(&held(before.role)?))
}

fn credentials_changed(before: &Account, after: &Account) -> Option<&'static str> {
    if before.email != after.email {
        Some("email")
    } else if before.username != after.username {
        Some("username")
    } else {
        None
    }
}

/// A role's name among all records.
pub(super) const fn role_key(role: RoleId) -> RecordKey {
    RecordKey {
        kind: RecordKind::Role,
        id: role.0,
    }
}
