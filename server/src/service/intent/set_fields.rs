//! `….set_fields`: changed fields meet the record as it is now (merging by field).

use std::sync::Arc;

use lanyard_shared::fields::{self, Refusal};
use lanyard_shared::intent::SetFields;
use lanyard_shared::merge::{self, Changes, Clash, Merge, Values};
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::Outcome;
use lanyard_shared::record::{Account, Record, Standing, Work};
use serde_json::json;

use super::case::{AtOdds, Case, conflict};
use super::effect::{Effect, Judgement};
use super::{forbidden, raise, rejected, whole};
use crate::error::Result;
use crate::service::emails::{Course, course};
use crate::service::{calendar, sight};
use crate::store::{Tx, records};

/// Decides about an edit of a record's fields.
pub(super) fn judge(tx: &Tx<'_>, case: &Case, set: &SetFields) -> Result<Judgement<'static>> {
    let kind = set.record.kind;
    let fields = set.changes.keys();
    let fields = fields.map(|field| fields::permission_for(kind, field));
    let mut needed = std::iter::once(Permission::to_edit(kind)).chain(fields);
    if let Some(lacking) = needed.find(|needed| !case.may(*needed)) {
        return Ok(Judgement::stands(forbidden(lacking)));
    }
    let Some(record) = records::find(tx, set.record)?.filter(|found| case.viewer.sees(found))
    else {
        return Ok(refused("record-gone"));
    };
    if let Some(problem) = fixed(&record, set) {
        return Ok(Judgement::stands(rejected(problem)));
    }
    if let Some(outcome) = whole::out_of_reach(&case.viewer, &record) {
        return Ok(Judgement::stands(outcome));
    }
    let held = fields::of(&record);
    let changes = sight::around_unseen(tx, &case.viewer, &record, set)?;
    let Ok(mut merge) = merge::merge(&held, &changes) else {
        let message = Message::new("intent-unknown");
        return Ok(Judgement::stands(Outcome::Unsupported { message }));
    };
    let others = case.changed_since(tx, set.record)?;
    merge.clashes.extend(ended(&record, &others));
    if !merge.clashes.is_empty() && !removal_wins(tx, &record, &mut merge)? {
        let shown = fields::of(&sight::shown(tx, &case.viewer, record)?);
        let clashes = merge.clashes.into_iter();
        let clashes = clashes.map(|clash| at_odds(clash, &shown)).collect();
        return Ok(Judgement::stands(conflict(tx, set.record, clashes)?));
    }
    let beside = merge.beside || !others.is_empty();
    let mut merged = match fields::put(&record, merge.values.clone()) {
        Ok(merged) => merged,
        Err(refusal) => {
            let both = (merge.values, &changes);
            return not_whole(tx, case, set, record, both, refusal);
        }
    };
    if let Record::Account(account) = &mut merged {
        calendar::settle(tx, Arc::make_mut(account))?;
    }
    let differs = merge::between(&held, &fields::of(&merged));
    let changed = |field: &str| differs.contains_key(field);
    let problems = whole::problems(tx, &case.viewer, &merged, changed)?;
    if !problems.is_empty() {
        return Ok(Judgement::stands(Outcome::Rejected { problems }));
    }
    let course = match address_course(case, &record, &differs) {
        Ok(course) => course,
        Err(problem) => return Ok(Judgement::stands(rejected(problem))),
    };
    if let Some(outcome) = raise::judge(tx, case, &record, &merged, &differs)? {
        return Ok(Judgement::stands(outcome));
    }
    let changed = differs.into_keys().collect();
    Ok(Judgement {
        outcome: if beside {
            Outcome::Merged
        } else {
            Outcome::Applied
        },
        effect: match (course, record, merged) {
            (Some(Course::Asked), Record::Account(before), Record::Account(after)) => {
                ask_email(before, &after, changed)
            }
            (_, _, merged) => Effect::update(merged, changed),
        },
    })
}

/// What becomes of another address of an account (domain LINK-09); `None` where it stays.
fn address_course(
    case: &Case,
    record: &Record,
    differs: &Changes,
) -> std::result::Result<Option<Course>, FieldProblem> {
    match record {
        Record::Account(account) if differs.contains_key("email") => {
            let course = course(account, case.viewer.account);
            let at_email = |key| FieldProblem::at("email", Message::new(key));
            course.map(Some).map_err(at_email)
        }
        _ => Ok(None),
    }
}

/// The other fields change now, the address when it is confirmed.
fn ask_email(before: Arc<Account>, after: &Account, mut changed: Vec<String>) -> Effect<'static> {
    changed.retain(|field| field != "email");
    let email = after.email.clone();
    let stays = Account {
        email: before.email.clone(),
        email_verified: before.email_verified,
        ..after.clone()
    };
    Effect::AskEmail {
        account: before,
        email,
        beside: Box::new(Effect::update(Record::from(stays), changed)),
    }
}

fn refused(key: &str) -> Judgement<'static> {
    Judgement::stands(rejected(FieldProblem::general(Message::new(key))))
}

/// What nobody can change.
fn fixed(record: &Record, set: &SetFields) -> Option<FieldProblem> {
    match record {
        Record::Role(role) if role.system => {
            Some(FieldProblem::general(Message::new("role-system")))
        }
        Record::Account(account) if matches!(account.work, Work::Provider { .. }) => {
            let moved = set.touches(&["primary_provider"]);
            let message = Message::new("provider-login-fixed");
            moved.then(|| FieldProblem::at("primary_provider", message))
        }
        _ => None,
    }
}

/// Whoever edits a record has seen it in use. Where somebody has ended that since, the edit waits
/// for a second look.
fn ended(record: &Record, others: &[String]) -> Option<Clash> {
    let (field, in_use, is_ended, now) = match record {
        Record::Account(account) => {
            let ended = matches!(account.standing, Standing::Deactivated | Standing::Removed);
            let in_use = json!(Standing::Active);
            ("standing", in_use, ended, json!(account.standing))
        }
        Record::Office(office) => ("active", json!(true), !office.active, json!(false)),
        Record::Provider(provider) => ("active", json!(true), !provider.active, json!(false)),
        Record::Group(group) => ("archived", json!(false), group.archived, json!(true)),
        Record::Role(_) | Record::Practice(_) => return None,
    };
    let since = others.iter().any(|name| name == field);
    (is_ended && since).then(|| Clash {
        field: field.to_owned(),
        was: in_use.clone(),
        mine: in_use,
        theirs: now,
    })
}

/// A role or offices that only take rights away win over others that were given meanwhile (design of
/// the rights: removal wins over anything stale). The clash is gone then, and what the author wants
/// is what the record gets.
fn removal_wins(tx: &Tx<'_>, record: &Record, merge: &mut Merge) -> Result<bool> {
    let removable = |clash: &Clash| REMOVABLE.contains(&clash.field.as_str());
    let Record::Account(account) = record else {
        return Ok(false);
    };
    if !merge.clashes.iter().all(removable) {
        return Ok(false);
    }
    let mut values = merge.values.clone();
    for clash in &merge.clashes {
        values.insert(clash.field.clone(), clash.mine.clone());
    }
    let Some(Record::Account(wanted)) = fields::show(record, values.clone()) else {
        return Ok(false);
    };
    if !raise::only_removes(tx, account, &wanted)? {
        return Ok(false);
    }
    merge.values = values;
    merge.clashes.clear();
    merge.beside = true;
    Ok(true)
}

/// The fields that say what somebody may do and where.
const REMOVABLE: [&str; 2] = ["role", "offices"];

/// The merged record breaks a rule of its own. Where the author's values break it by themselves
/// they are rejected; where it takes both sides to break it, that is a conflict.
fn not_whole(
    tx: &Tx<'_>,
    case: &Case,
    set: &SetFields,
    record: Record,
    (merged, changes): (Values, &Changes),
    refusal: Refusal,
) -> Result<Judgement<'static>> {
    let Refusal::Invalid(problems) = refusal else {
        return Ok(refused("intent-malformed"));
    };
    let mut alone = merged;
    for (field, change) in changes {
        alone.insert(field.clone(), change.set.clone());
    }
    if fields::put(&record, alone).is_err() {
        return Ok(Judgement::stands(Outcome::Rejected { problems }));
    }
    let held = fields::of(&sight::shown(tx, &case.viewer, record)?);
    let at_odds = set.changes.iter().map(|(field, change)| AtOdds {
        field: field.clone(),
        was: change.was.clone(),
        mine: change.set.clone(),
        theirs: held.get(field).cloned().unwrap_or_default(),
    });
    let outcome = conflict(tx, set.record, at_odds.collect())?;
    Ok(Judgement::stands(outcome))
}

/// What the audit log keeps: the names of the fields, and the values of those that give rights.
/// Names and addresses of people are erased with a removed account; the log stays.
pub(super) fn detail(set: &SetFields) -> serde_json::Value {
    let of_rights = fields::of_rights(set.record.kind);
    let rights: Changes = set
        .changes
        .iter()
        .filter(|(field, _)| of_rights.contains(&field.as_str()))
        .map(|(field, change)| (field.clone(), change.clone()))
        .collect();
    let names: Vec<&String> = set.changes.keys().collect();
    json!({ "fields": names, "rights": rights })
}

/// A clash as its author may know of it: `shown` is what they see of the record.
fn at_odds(clash: Clash, shown: &Values) -> AtOdds {
    AtOdds {
        theirs: shown.get(&clash.field).cloned().unwrap_or(clash.theirs),
        field: clash.field,
        was: clash.was,
        mine: clash.mine,
    }
}
