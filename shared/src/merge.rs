//! Merging by field: what becomes of a record when an edit that was made elsewhere, and earlier,
//! meets it.
//!
//! A change names the value that its author had before them and the value that they want. Objects
//! merge key by key, arrays are sets and merge element by element, everything else is one value: it
//! is set where the record still holds what the author saw, it is done where the record holds what
//! they want, and in every other case two people have changed the same thing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::mutant::{self, Mutant};

/// The fields of a record by name, as JSON.
pub type Values = Map<String, Value>;

/// One changed field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What the author had before them.
    pub was: Value,
    /// What the author wants.
    pub set: Value,
}

/// Changed fields by name.
pub type Changes = BTreeMap<String, Change>;

/// A field that somebody else has changed to a third value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The field; a part of a structured one by its path, such as `policies.first_password`.
    pub field: String,
    /// What the author had before them.
    pub was: Value,
    /// What the author wants.
    pub mine: Value,
    /// What the record holds.
    pub theirs: Value,
}

/// What came of merging.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// The fields with every change that could be made.
    pub values: Values,
    /// Where two people have changed the same thing.
    pub clashes: Vec<Clash>,
    /// Something that somebody else has changed was met and kept.
    pub beside: bool,
}

/// A change of a field that the record does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the record has no field {0}")]
pub struct UnknownField(pub String);

/// Merges `changes` into the fields that a record holds now.
///
/// # Errors
/// [`UnknownField`] where a newer version of the program changes a field that this one lacks.
pub fn merge(now: &Values, changes: &Changes) -> Result<Merge, UnknownField> {
    let mut merge = Merge {
        values: now.clone(),
        ..Merge::default()
    };
    for (field, change) in changes {
        let held = now.get(field).ok_or_else(|| UnknownField(field.clone()))?;
        let value = merge.value(field, &change.was, &change.set, held);
        merge.values.insert(field.clone(), value);
    }
    Ok(merge)
}

/// The fields as their editor sees them: every change made, whatever the record holds.
#[must_use]
pub fn lay_over(now: &Values, changes: &Changes) -> Values {
    let mut values = now.clone();
    for (field, change) in changes {
        let held = now.get(field).unwrap_or(&Value::Null);
        values.insert(field.clone(), laid_over(&change.was, &change.set, held));
    }
    values
}

/// The changes that lead from one set of values to another.
#[must_use]
pub fn between(was: &Values, set: &Values) -> Changes {
    let change = |(field, set): (&String, &Value)| {
        let was = was.get(field).unwrap_or(&Value::Null);
        let change = Change {
            was: was.clone(),
            set: set.clone(),
        };
        (!same(was, set)).then(|| (field.clone(), change))
    };
    set.iter().filter_map(change).collect()
}

/// Two edits of one author, one after the other, as one.
#[must_use]
pub fn follow(first: &Changes, second: &Changes) -> Changes {
    let mut both = first.clone();
    for (field, change) in second {
        both.entry(field.clone())
            .and_modify(|earlier| earlier.set = change.set.clone())
            .or_insert_with(|| change.clone());
    }
    both
}

impl Merge {
    fn value(&mut self, field: &str, was: &Value, set: &Value, now: &Value) -> Value {
        if same(now, was) {
            return set.clone();
        }
        if same(now, set) {
            self.beside = true;
            return now.clone();
        }
        match (was, set, now) {
            (Value::Object(was), Value::Object(set), Value::Object(now)) => {
                self.object(field, was, set, now)
            }
            (Value::Array(was), Value::Array(set), Value::Array(now))
                if !mutant::is(Mutant::MergeSetsAsOneValue) =>
            {
                self.beside = true;
                elements(was, set, now)
            }
            _ if mutant::is(Mutant::MergeTakesMine) => set.clone(),
            _ => {
                self.clashes.push(Clash {
                    field: field.to_owned(),
                    was: was.clone(),
                    mine: set.clone(),
                    theirs: now.clone(),
                });
                now.clone()
            }
        }
    }

    fn object(&mut self, field: &str, was: &Values, set: &Values, now: &Values) -> Value {
        let mut merged = now.clone();
        for key in keys(was, set) {
            let part = |of: &Values| of.get(key).cloned().unwrap_or_default();
            let (was, set, now) = (part(was), part(set), part(now));
            if same(&was, &set) {
                self.beside |= !same(&was, &now);
                continue;
            }
            let value = self.value(&format!("{field}.{key}"), &was, &set, &now);
            put(&mut merged, key, value);
        }
        Value::Object(merged)
    }
}

fn laid_over(was: &Value, set: &Value, now: &Value) -> Value {
    match (was, set, now) {
        (Value::Object(was), Value::Object(set), Value::Object(now)) => {
            let mut merged = now.clone();
            for key in keys(was, set) {
                let part = |of: &Values| of.get(key).cloned().unwrap_or_default();
                let (was, set) = (part(was), part(set));
                if !same(&was, &set) {
                    let value = laid_over(&was, &set, &part(now));
                    put(&mut merged, key, value);
                }
            }
            Value::Object(merged)
        }
        (Value::Array(was), Value::Array(set), Value::Array(now)) => elements(was, set, now),
        _ => set.clone(),
    }
}

/// What the author has added is added, what they have taken out is taken out.
fn elements(was: &[Value], set: &[Value], now: &[Value]) -> Value {
    let kept = now
        .iter()
        .filter(|element| set.contains(element) || !was.contains(element));
    let added = set
        .iter()
        .filter(|element| !was.contains(element) && !now.contains(element));
    Value::Array(kept.chain(added).cloned().collect())
}

/// Whether two values say the same: an array is a set.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => {
            let within = |one: &[Value], other: &[Value]| one.iter().all(|e| other.contains(e));
            within(one, other) && within(other, one)
        }
        _ => one == other,
    }
}

fn keys<'a>(was: &'a Values, set: &'a Values) -> impl Iterator<Item = &'a String> {
    let added = set.keys().filter(|key| !was.contains_key(*key));
    was.keys().chain(added)
}

/// A part that is nothing is left out.
fn put(values: &mut Values, key: &str, value: Value) {
    if value.is_null() {
        values.remove(key);
    } else {
        values.insert(key.to_owned(), value);
    }
}

#[cfg(test)]
mod tests;
