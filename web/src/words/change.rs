//! The changes of an edit, one by one, and those that somebody else has made differently.

use lanyard_shared::intent::{Intent, SetFields};
use lanyard_shared::protocol::{FieldConflict, Outcome};
use lanyard_shared::record::RecordKind;
use lanyard_shared::replica::{Attention, View, Why};
use serde_json::{Value, json};

/// One changed field, or one changed part of a structured one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldChange {
    /// The field; a part of a structured one by its path.
    pub(crate) path: String,
    /// What the author had before them.
    pub(crate) was: Value,
    /// What the author wants.
    pub(crate) set: Value,
}

/// One field that two people have changed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Contested {
    /// What the verdict says: who, and when.
    pub(crate) told: FieldConflict,
    /// What the author wants, after all their edits.
    pub(crate) mine: Value,
    /// What the practice holds now.
    pub(crate) theirs: Value,
}

/// The changes of an edit, in the order of their names.
pub(crate) fn changes(set: &SetFields) -> Vec<FieldChange> {
    let mut found = Vec::new();
    for (field, change) in &set.changes {
        collect(field.clone(), &change.was, &change.set, &mut found);
    }
    found
}

/// Goes into structured values down to the parts that differ.
fn collect(path: String, was: &Value, set: &Value, found: &mut Vec<FieldChange>) {
    let (Value::Object(before), Value::Object(after)) = (was, set) else {
        if was != set {
            found.push(FieldChange {
                path,
                was: was.clone(),
                set: set.clone(),
            });
        }
        return;
    };
    let added = after.keys().filter(|key| !before.contains_key(*key));
    for key in before.keys().chain(added) {
        let part = |of: &serde_json::Map<String, Value>| of.get(key).cloned().unwrap_or_default();
        collect(format!("{path}.{key}"), &part(before), &part(after), found);
    }
}

/// The fields of an item that somebody else has changed too.
pub(crate) fn contested(item: &Attention, view: &View) -> Vec<Contested> {
    let Why::Refused(Outcome::Conflict { fields }) = &item.why else {
        return Vec::new();
    };
    let mine = own_changes(item);
    let found = fields.iter().map(|told| Contested {
        mine: mine
            .iter()
            .find(|change| change.path == told.field)
            .map_or_else(|| told.mine.clone(), |change| change.set.clone()),
        theirs: held(item, &told.field, view).unwrap_or_else(|| told.theirs.clone()),
        told: told.clone(),
    });
    found.collect()
}

/// The changes of an item that nobody else has made differently. They wait with the others: an edit
/// takes effect as a whole or not at all.
pub(crate) fn uncontested(item: &Attention) -> Vec<FieldChange> {
    let Why::Refused(Outcome::Conflict { fields }) = &item.why else {
        return own_changes(item);
    };
    let mut own = own_changes(item);
    own.retain(|change| !fields.iter().any(|told| told.field == change.path));
    own
}

fn own_changes(item: &Attention) -> Vec<FieldChange> {
    match &item.intent {
        Some(Intent::SetFields(set)) => changes(set),
        _ => Vec::new(),
    }
}

fn held(item: &Attention, path: &str, view: &View) -> Option<Value> {
    let target = item.intent.as_ref()?.target();
    if path == "standing" && target.kind == RecordKind::Account {
        let mut accounts = view.accounts.values();
        let shown = accounts.find(|shown| shown.account.id.0 == target.id)?;
        return Some(json!(shown.account.standing));
    }
    let mut steps = path.split('.');
    let first = item.held.as_ref()?.get(steps.next()?)?;
    steps
        .try_fold(first, |value, step| value.get(step))
        .cloned()
}

#[cfg(test)]
mod tests {
    use lanyard_shared::id::OpId;
    use lanyard_shared::merge::{Change, Changes};
    use lanyard_shared::record::RecordKey;
    use lanyard_shared::time::UnixMillis;
    use uuid::Uuid;

    use super::*;

    fn change(was: Value, set: Value) -> Change {
        Change { was, set }
    }

    fn item(changes: Changes, contested: &[&str], held: Value) -> Attention {
        let record = RecordKey {
            kind: RecordKind::Practice,
            id: Uuid::nil(),
        };
        let told = |field: &&str| FieldConflict {
            field: (*field).to_owned(),
            was: json!("then"),
            mine: json!("mine then"),
            theirs: json!("theirs then"),
            by: None,
            at: None,
        };
        Attention {
            op_id: OpId(Uuid::nil()),
            intent: Some(Intent::from(SetFields { record, changes })),
            behind: Vec::new(),
            members: Vec::new(),
            later: 0,
            held: serde_json::from_value(held).ok(),
            authored_at: UnixMillis(0),
            decided_at: UnixMillis(0),
            why: Why::Refused(Outcome::Conflict {
                fields: contested.iter().map(told).collect(),
            }),
        }
    }

    #[test]
    fn a_structured_value_is_told_by_the_parts_that_differ() {
        let was = json!({ "password": { "min_length": 12, "max_length": 128 } });
        let set = json!({ "password": { "min_length": 14, "max_length": 128 } });
        let set = SetFields {
            record: RecordKey {
                kind: RecordKind::Practice,
                id: Uuid::nil(),
            },
            changes: Changes::from([("policies".to_owned(), change(was, set))]),
        };
        let expected = FieldChange {
            path: "policies.password.min_length".to_owned(),
            was: json!(12),
            set: json!(14),
        };
        assert_eq!(changes(&set), [expected]);
    }

    #[test]
    fn what_the_practice_holds_now_and_the_newest_own_value_are_told() {
        let edits = Changes::from([
            ("name".to_owned(), change(json!("Old"), json!("Mine"))),
            ("time_zone".to_owned(), change(json!("A"), json!("B"))),
        ]);
        let item = item(edits, &["name"], json!({ "name": "Theirs now" }));
        let [found] = &contested(&item, &View::default())[..] else {
            panic!("one field is contested");
        };
        assert_eq!(
            (&found.mine, &found.theirs),
            (&json!("Mine"), &json!("Theirs now"))
        );
        let beside: Vec<String> = uncontested(&item).into_iter().map(|it| it.path).collect();
        assert_eq!(beside, ["time_zone"]);
    }

    #[test]
    fn a_field_that_is_not_held_is_told_as_the_verdict_has_it() {
        let item = item(Changes::new(), &["standing"], json!({}));
        let [found] = &contested(&item, &View::default())[..] else {
            panic!("one field is contested");
        };
        assert_eq!(found.mine, json!("mine then"));
        assert_eq!(found.theirs, json!("theirs then"));
    }
}
