//! `staff.deactivate`, `staff.reactivate`, `role.delete`.

use lanyard_shared::id::AccountId;
use lanyard_shared::intent::{RoleDelete, StaffDeactivate, StaffReactivate};
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::permission::{Permission, out_of_reach};
use lanyard_shared::protocol::Outcome;
use lanyard_shared::record::{Account, Record, RecordKind, Standing};
use lanyard_shared::time::UnixMillis;
use lanyard_shared::validate;
use serde_json::json;

use super::case::{AtOdds, Case, conflict};
use super::effect::{Effect, Judgement};
use super::{forbidden, raise, rejected, seats_problem, whole};
use crate::error::Result;
use crate::service::rights;
use crate::store::{Tx, accounts, links, roles};

mod locking;

pub(super) use locking::{lock, unlock};

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
    Ok(stands(account, Standing::Deactivated))
}

/// The account stands so from now on.
fn stands(account: Account, standing: Standing) -> Judgement<'static> {
    let record = Record::from(Account {
        standing,
        ..account
    });
    Judgement {
        outcome: Outcome::Applied,
        effect: Effect::update(record, vec!["standing".to_owned()]),
    }
}

/// Reactivating gives rights back, so that its author must have seen which.
pub(super) fn reactivate(
    tx: &Tx<'_>,
    case: &Case,
    act: &StaffReactivate,
    now: UnixMillis,
) -> Result<Judgement<'static>> {
    let account = match find(tx, case, act.account)? {
        Ok(account) => account,
        Err(outcome) => return Ok(Judgement::stands(outcome)),
    };
    if let Some(outcome) = whole::removed(&Record::from(account.clone())) {
        return Ok(Judgement::stands(outcome));
    }
    match account.standing {
        Standing::Deactivated | Standing::Removed => {}
        Standing::Pending | Standing::Active | Standing::Locked => {
            return Ok(Judgement::stands(is_back(&account, act)));
        }
    }
    let (back, changed) = match returning(tx, &account, act.email.as_deref())? {
        Ok(returning) => returning,
        Err(problem) => return Ok(Judgement::stands(rejected(problem))),
    };
    let record = Record::from(back.clone());
    if let Some(outcome) = kept_out(tx, case, &back, &record, now)? {
        return Ok(Judgement::stands(outcome));
    }
    if let Some(outcome) = moved(tx, case, &account)? {
        return Ok(Judgement::stands(outcome));
    }
    Ok(Judgement {
        outcome: Outcome::Applied,
        effect: Effect::update(record, changed),
    })
}

/// Why nobody who has not seen what others did since gives somebody their rights back; `None` where
/// nothing was done.
fn moved(tx: &Tx<'_>, case: &Case, account: &Account) -> Result<Option<Outcome>> {
    let key = Record::from(account.clone()).key();
    if !case.rights_moved(tx, &[key, raise::role_key(account.role)])? {
        return Ok(None);
    }
    let odds = AtOdds {
        field: "standing".to_owned(),
        was: json!(account.standing),
        mine: json!(Standing::Active),
        theirs: json!(account.standing),
    };
    conflict(tx, key, vec![odds]).map(Some)
}

/// Somebody else was quicker. That they are back is so; another address is not, and not given up
/// without a word.
fn is_back(account: &Account, act: &StaffReactivate) -> Outcome {
    let typed = act.email.as_deref().map(validate::email);
    if typed.is_none_or(|typed| typed.as_ref() == Ok(&account.email)) {
        return Outcome::Merged;
    }
    let message = Message::new("reactivated-already").with("email", account.email.as_str());
    rejected(FieldProblem::at("email", message))
}

/// An account as it comes back, and the fields that are others then. Whoever has another address
/// confirms it by activating the account once more (domain EDIT-03).
fn returning(
    tx: &Tx<'_>,
    account: &Account,
    email: Option<&str>,
) -> Result<std::result::Result<(Account, Vec<String>), FieldProblem>> {
    let mut back = account.clone();
    let mut changed = vec!["standing".to_owned()];
    if let Some(email) = email {
        back.email = match validate::email(email) {
            Ok(email) if email == account.email => {
                return Ok(Err(FieldProblem::at("email", Message::new("email-same"))));
            }
            Ok(email) => email,
            Err(message) => return Ok(Err(FieldProblem::at("email", message))),
        };
        back.email_verified = false;
        changed.push("email".to_owned());
    }
    back.standing = if email.is_some() || links::awaits_activation(tx, account.id)? {
        Standing::Pending
    } else {
        Standing::Active
    };
    Ok(Ok((back, changed)))
}

/// Why an account cannot come back: it holds what its author lacks (domain RIGHT-02), the plan has no
/// seat for it, a rule of its fields is broken by now, or its last day is over.
fn kept_out(
    tx: &Tx<'_>,
    case: &Case,
    account: &Account,
    record: &Record,
    now: UnixMillis,
) -> Result<Option<Outcome>> {
    if let Some(outcome) = holds_more(tx, case, account)? {
        return Ok(Some(outcome));
    }
    if account.is_staff()
        && let Some(problem) = seats_problem(tx)?
    {
        return Ok(Some(rejected(problem)));
    }
    let mut problems = whole::problems(tx, &case.viewer, record, |_| true)?;
    if account.ends_at.is_some_and(|end| end <= now) {
        let message = Message::new("ends-in-the-past");
        problems.push(FieldProblem::at("ends_on", message));
    }
    Ok((!problems.is_empty()).then_some(Outcome::Rejected { problems }))
}

/// Why its author cannot give an account back what it holds: they lack some of it (domain RIGHT-02).
fn holds_more(tx: &Tx<'_>, case: &Case, account: &Account) -> Result<Option<Outcome>> {
    let held = rights::potential(tx, account)?;
    let lacking = out_of_reach(&case.viewer.permissions, &held);
    Ok(lacking.first().map(|permission| {
        let message = Message::new("role-out-of-reach").with("permission", permission.label());
        rejected(FieldProblem::general(message))
    }))
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
pub(super) fn find(
    tx: &Tx<'_>,
    case: &Case,
    id: AccountId,
) -> Result<std::result::Result<Account, Outcome>> {
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

fn gone(key: &str) -> Outcome {
    rejected(FieldProblem::general(Message::new(key)))
}
