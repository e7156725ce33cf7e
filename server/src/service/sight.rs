//! What somebody sees of a record that they see: of a group those members whose accounts they see,
//! and of the others not even an id (domain RIGHT-06).

use std::collections::BTreeSet;

use lanyard_shared::id::AccountId;
use lanyard_shared::intent::SetFields;
use lanyard_shared::merge::Changes;
use lanyard_shared::record::{Group, Record};
use lanyard_shared::visibility::Viewer;
use serde_json::{Value, json};

use crate::error::Result;
use crate::store::{Tx, accounts};

/// The record as `viewer`, who sees it, sees it.
pub(super) fn shown(tx: &Tx<'_>, viewer: &Viewer, record: Record) -> Result<Record> {
    Ok(match record {
        Record::Group(mut group) => {
            let unseen = unseen(tx, viewer, &group)?;
            group.members.retain(|member| !unseen.contains(member));
            Record::Group(group)
        }
        record => record,
    })
}

/// An edit of `record` by `viewer` with whom they do not see left where they are: an author whose
/// copy lacks them has not taken them out.
pub(super) fn around_unseen(
    tx: &Tx<'_>,
    viewer: &Viewer,
    record: &Record,
    set: &SetFields,
) -> Result<Changes> {
    let mut changes = set.changes.clone();
    if let (Record::Group(group), Some(change)) = (record, changes.get_mut("members")) {
        let unseen = unseen(tx, viewer, group)?;
        for side in [&mut change.was, &mut change.set] {
            put_in(side, &unseen);
        }
    }
    Ok(changes)
}

fn put_in(members: &mut Value, unseen: &BTreeSet<AccountId>) {
    if let Value::Array(members) = members {
        let ids = unseen.iter().map(|id| json!(id));
        let missing: Vec<Value> = ids.filter(|id| !members.contains(id)).collect();
        members.extend(missing);
    }
}

/// The members of a group whom `viewer` does not see.
fn unseen(tx: &Tx<'_>, viewer: &Viewer, group: &Group) -> Result<BTreeSet<AccountId>> {
    let mut unseen = BTreeSet::new();
    // Whoever sees groups and is in all offices sees everybody.
    if !viewer.is_restricted() {
        return Ok(unseen);
    }
    for member in &group.members {
        let account = accounts::find(tx, *member)?.map(Record::from);
        if !account.is_some_and(|account| viewer.sees(&account)) {
            unseen.insert(*member);
        }
    }
    Ok(unseen)
}
