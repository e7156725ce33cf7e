//! Acts that give somebody rights, or set another person's means to sign in. They ask for more than
//! others: the author must have seen what they raise (design of the rights: a raise is judged by
//! what its author saw), and nobody touches the credentials of somebody stronger (domain RIGHT-03).

use lanyard_shared::fields;
use lanyard_shared::id::RoleId;
use lanyard_shared::merge::Changes;
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
    differs: &Changes,
) -> Result<Option<Outcome>> {
    let key = before.key();
    let credentials = first_of(differs, fields::of_credentials(key.kind));
    let rights = first_of(differs, fields::of_rights(key.kind));
    let mut looked_at = vec![key];
    let raises = match (before, after) {
        (Record::Account(before), Record::Account(after)) => {
            // Rights are protected too: who could take them away would be the stronger one then.
            if let Some(field) = credentials.or(rights)
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
    let sensitive = differs.iter().filter(|(field, _)| {
        let name = field.as_str();
        fields::of_rights(key.kind).contains(&name)
            || fields::of_credentials(key.kind).contains(&name)
    });
    let at_odds = sensitive.map(|(field, change)| AtOdds {
        field: field.clone(),
        was: change.was.clone(),
        mine: change.set.clone(),
        theirs: change.was.clone(),
    });
    conflict(tx, key, at_odds.collect()).map(Some)
}

/// The first of these fields that differs.
fn first_of(differs: &Changes, fields: &'static [&'static str]) -> Option<&'static str> {
    let mut fields = fields.iter();
    fields.find(|field| differs.contains_key(**field)).copied()
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

/// Whether `after` in place of `before` takes rights away and gives none.
pub(super) fn only_removes(tx: &Tx<'_>, before: &Account, after: &Account) -> Result<bool> {
    let (had, has) = (
        rights::potential(tx, before)?,
        rights::potential(tx, after)?,
    );
    let (were, are) = (&before.particulars.offices, &after.particulars.offices);
    let no_more = has.is_subset(&had) && lies_within(are.as_ref(), were.as_ref());
    Ok(no_more && (has != had || are != were))
}

/// Whether somebody's (permission, office, provider) triples gain one.
fn gains(tx: &Tx<'_>, before: &Account, after: &Account) -> Result<bool> {
    let (mine, theirs) = (&after.particulars.offices, &before.particulars.offices);
    let more_offices = !lies_within(mine.as_ref(), theirs.as_ref());
    let same_provider = before.provider() == after.provider();
    let longer = lasts_longer(before, after);
    if before.role == after.role && same_provider && !more_offices && !longer {
        return Ok(false);
    }
    let own = accounts::own_permissions(tx, before.id)?;
    let held = |role: RoleId| -> Result<_> {
        let allows = roles::find(tx, role)?.map(|role| role.allows);
        Ok(effective(&allows.unwrap_or_default(), &own))
    };
    let now_held = held(after.role)?;
    if (!same_provider || more_offices || longer) && !now_held.is_empty() {
        return Ok(true);
    }
    Ok(!now_held.is_subset(&held(before.role)?))
}

/// Whether an account begins earlier or ends later than it did.
fn lasts_longer(before: &Account, after: &Account) -> bool {
    let (was, now) = (&before.particulars, &after.particulars);
    let earlier = now.starts_on < was.starts_on;
    let later = match (was.ends_on, now.ends_on) {
        (Some(was), Some(now)) => now > was,
        (Some(_), None) => true,
        (None, _) => false,
    };
    earlier || later
}

/// A role's name among all records.
pub(super) const fn role_key(role: RoleId) -> RecordKey {
    RecordKey {
        kind: RecordKind::Role,
        id: role.0,
    }
}
