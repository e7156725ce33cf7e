//! `staff.deactivate`, `staff.reactivate`, `role.delete`.

use lanyard_shared::id::AccountId;
use lanyard_shared::intent::{RoleDelete, StaffDeactivate, StaffReactivate};
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::permission::{Permission, out_of_reach};
use lanyard_shared::protocol::Outcome;
use lanyard_shared::record::{Account, Record, RecordKind, Standing};
use lanyard_shared::time::UnixMillis;
use serde_json::json;

use super::case::{AtOdds, Case, conflict};
use super::effect::{Effect, Judgement};
use super::{forbidden, raise, rejected, seats_problem, whole};
use crate::error::Result;
use crate::service::rights;
use crate::store::{Tx, accounts, links, roles};

/// Deactivating takes effect whatever others have changed meanwhile (domain EDIT-03).
pub(super) fn deactivate(
    tx: &Tx<'_>,
    case: &Case,
    act: StaffDeactivate,
) -> Result<Judgement<'static>> {
    let account = match find(tx, case, act.account)? {
        Ok(account) => account,
        Err(outcome) => return Ok(Judgement::stands(outcome)),
    };
    if matches!(account.standing, Standing::Deactivated | Standing::Removed) {
        // Somebody else was quicker: what is asked for is so.
        return Ok(Judgement::stands(Outcome::Merged));
    }
    Ok(stands_now(account, Standing::Deactivated))
}

/// Reactivating gives rights back, so that its author must have seen which.
pub(super) fn reactivate(
    tx: &Tx<'_>,
    case: &Case,
    act: StaffReactivate,
    now: UnixMillis,
) -> Result<Judgement<'static>> {
    let account = match find(tx, case, act.account)? {
        Ok(account) => account,
        Err(outcome) => return Ok(Judgement::stands(outcome)),
    };
    let record = Record::from(account.clone());
    if let Some(outcome) = whole::removed(&record) {
        return Ok(Judgement::stands(outcome));
    }
    match account.standing {
        Standing::Deactivated | Standing::Removed => {}
        Standing::Pending | Standing::Active | Standing::Locked => {
            return Ok(Judgement::stands(Outcome::Merged));
        }
    }
    let held = rights::potential(tx, &account)?;
    if let Some(permission) = out_of_reach(&case.viewer.permissions, &held).first() {
        let message = Message::new("role-out-of-reach").with("permission", permission.label());
        return Ok(Judgement::stands(rejected(FieldProblem::general(message))));
    }
    if account.is_staff()
        && let Some(problem) = seats_problem(tx)?
    {
        return Ok(Judgement::stands(rejected(problem)));
    }
    let mut problems = whole::problems(tx, &case.viewer, &record, |_| true)?;
    if account.ends_at.is_some_and(|end| end <= now) {
        let message = Message::new("ends-in-the-past");
        problems.push(FieldProblem::at("ends_on", message));
    }
    if !problems.is_empty() {
        return Ok(Judgement::stands(Outcome::Rejected { problems }));
    }
    let key = record.key();
    if case.rights_moved(tx, &[key, raise::role_key(account.role)])? {
        let odds = AtOdds {
            field: "standing".to_owned(),
            was: json!(Standing::Deactivated),
            mine: json!(Standing::Active),
            theirs: json!(account.standing),
        };
        return Ok(Judgement::stands(conflict(tx, key, vec![odds])?));
    }
    let standing = if links::awaits_activation(tx, account.id)? {
        Standing::Pending
    } else {
        Standing::Active
    };
    Ok(stands_now(account, standing))
}

/// A role can go when it is a custom one that nobody has (domain D-05).
pub(super) fn delete_role(tx: &Tx<'_>, case: &Case, act: RoleDelete) -> Result<Judgement<'static>> {
    let needed = Permission::to_edit(RecordKind::Role);
    if !case.may(needed) {
        return Ok(Judgement::stands(forbidden(needed)));
    }
    let role = roles::find(tx, act.role)?.map(Record::Role);
    let role = role.filter(|role| case.viewer.sees(role));
    let Some(Record::Role(role)) = role else {
        // Somebody else was quicker, or it never was.
        return Ok(Judgement::stands(gone("record-gone")));
    };
    if role.system {
        return Ok(Judgement::stands(gone("role-system")));
    }
    let count = roles::held_by(tx, role.id)?;
    if count > 0 {
        let message = Message::new("role-in-use").with("count", count);
        return Ok(Judgement::stands(rejected(FieldProblem::general(message))));
    }
    Ok(Judgement {
        outcome: Outcome::Applied,
        effect: Effect::Delete(Record::Role(role).key()),
    })
}

/// The account that somebody who manages accounts may act upon, or why they may not.
fn find(tx: &Tx<'_>, case: &Case, id: AccountId) -> Result<std::result::Result<Account, Outcome>> {
    let needed = Permission::ManageAccounts;
    if !case.may(needed) {
        return Ok(Err(forbidden(needed)));
    }
    let Some(account) = accounts::find(tx, id)? else {
        return Ok(Err(gone("record-gone")));
    };
    let record = Record::from(account.clone());
    if !case.viewer.sees(&record) {
        return Ok(Err(gone("record-gone")));
    }
    if let Some(outcome) = whole::out_of_reach(&case.viewer, &record) {
        return Ok(Err(outcome));
    }
    Ok(match raise::protected(tx, case, &account, None)? {
        Some(outcome) => Err(outcome),
        None => Ok(account),
    })
}

fn stands_now(account: Account, standing: Standing) -> Judgement<'static> {
    let record = Record::from(Account {
        standing,
        ..account
    });
    Judgement {
        outcome: Outcome::Applied,
        effect: Effect::update(record, vec!["standing".to_owned()]),
    }
}

fn gone(key: &str) -> Outcome {
    rejected(FieldProblem::general(Message::new(key)))
}
