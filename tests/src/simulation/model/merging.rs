//! Merging by the book (the program's own is `lanyard_shared::merge`): objects key by key, arrays as
//! sets, anything else as one value.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// What becomes of one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Met {
    pub(super) value: Value,
    /// Somebody else's change was met.
    pub(super) beside: bool,
    /// Two people have changed the same.
    pub(super) clash: bool,
}

/// The author saw `was` and wants `set`; the record holds `now`.
pub(super) fn meet(was: &Value, set: &Value, now: &Value) -> Met {
    let met = |value: &Value, beside, clash| Met {
        value: value.clone(),
        beside,
        clash,
    };
    if same(was, now) {
        return met(set, false, false);
    }
    if same(set, now) {
        return met(now, true, false);
    }
    match (was, set, now) {
        (Value::Object(was), Value::Object(set), Value::Object(now)) => by_key(was, set, now),
        (Value::Array(was), Value::Array(set), Value::Array(now)) => {
            let taken_out = |element: &Value| was.contains(element) && !set.contains(element);
            let mut value: Vec<Value> = now
                .iter()
                .filter(|element| !taken_out(element))
                .cloned()
                .collect();
            for element in set {
                if !was.contains(element) && !value.contains(element) {
                    value.push(element.clone());
                }
            }
            met(&Value::Array(value), true, false)
        }
        _ => met(now, false, true),
    }
}

fn by_key(was: &Map<String, Value>, set: &Map<String, Value>, now: &Map<String, Value>) -> Met {
    let keys: BTreeSet<&String> = was.keys().chain(set.keys()).collect();
    let mut all = Met {
        value: Value::Null,
        beside: false,
        clash: false,
    };
    let mut value = now.clone();
    for key in keys {
        let part = |of: &Map<String, Value>| of.get(key).cloned().unwrap_or_default();
        let (was, set, now) = (part(was), part(set), part(now));
        if same(&was, &set) {
            all.beside |= !same(&was, &now);
            continue;
        }
        let met = meet(&was, &set, &now);
        all.beside |= met.beside;
        all.clash |= met.clash;
        if met.value.is_null() {
            value.remove(key);
        } else {
            value.insert(key.clone(), met.value);
        }
    }
    all.value = Value::Object(value);
    all
}

/// An array is a set.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => {
            one.iter().all(|element| other.contains(element))
                && other.iter().all(|element| one.contains(element))
        }
        _ => one == other,
    }
}
