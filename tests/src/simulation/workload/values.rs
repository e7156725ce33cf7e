//! The values that people choose: few, so that often two choose the same, and some that no rule takes.

use lanyard_shared::id::{ProviderId, RoleId};
use lanyard_shared::record::RecordKind;
use serde_json::{Map, Value, json};

use super::makers::Desk;
use crate::simulation::chance::Chance;

pub(super) fn first_name(chance: &mut Chance) -> String {
    let names = ["Ada", "Bob", "Cleo", " "];
    let rare = names.len() - usize::from(!chance.one_in(8));
    names
        .get(chance.below(rare))
        .copied()
        .unwrap_or_default()
        .to_owned()
}

pub(super) fn phone(chance: &mut Chance) -> String {
    let phones = ["", "(212) 555-0147", "(212) 555-0148", "0"];
    let rare = phones.len() - usize::from(!chance.one_in(8));
    phones
        .get(chance.below(rare))
        .copied()
        .unwrap_or_default()
        .to_owned()
}

/// Another value for a field. There are few, so that people often choose the same.
pub(super) fn another(
    desk: &mut Desk<'_>,
    kind: RecordKind,
    name: &str,
    value: &Value,
) -> Option<Value> {
    let view = desk.view;
    let chance = &mut *desk.chance;
    let one_of =
        |chance: &mut Chance, texts: &[&str]| chance.pick(texts).map(|text| Value::from(*text));
    match (kind, name) {
        (RecordKind::Account, "email") => Some(json!(format!("{}@example.org", chance.below(24)))),
        (RecordKind::Account, "username") => Some(json!(format!("user{}", chance.below(24)))),
        (_, "home_phone" | "cell_phone" | "phone") => Some(json!(phone(chance))),
        (_, "role") => {
            let roles: Vec<&RoleId> = view.roles.keys().collect();
            chance.pick(&roles).map(|id| json!(id))
        }
        (_, "primary_provider") => {
            let providers: Vec<&ProviderId> = view.providers.keys().collect();
            chance.pick(&providers).map(|id| json!(id))
        }
        (RecordKind::Account, "offices") => {
            let offices: Vec<Value> = view.offices.keys().map(|id| json!(id)).collect();
            let office = chance.pick(&offices)?;
            match (value, chance.below(3)) {
                (Value::Array(_), 0) => Some(Value::Null),
                (Value::Array(_), _) => toggled(value, office),
                _ => Some(json!([office])),
            }
        }
        (_, "offices") => {
            let offices: Vec<Value> = view.offices.keys().map(|id| json!(id)).collect();
            toggled(value, chance.pick(&offices)?)
        }
        (_, "members") => {
            let mut people: Vec<Value> = view.accounts.keys().map(|id| json!(id)).collect();
            people.truncate(4);
            toggled(value, chance.pick(&people)?)
        }
        (_, "allows") => {
            let some = [
                "settings",
                "access-reports",
                "access-billing",
                "manage-accounts",
                "manage-permissions",
                "ehi-export",
            ];
            toggled(value, &Value::from(*chance.pick(&some)?))
        }
        (_, "active") => Some(json!(!value.as_bool()?)),
        (_, "npi") => one_of(chance, &["", "1234567893", "1234567893", "12"]),
        (_, "time_zone") => one_of(
            chance,
            &["America/New_York", "America/Chicago", "Mars/Base"],
        ),
        (_, "public_url") => one_of(
            chance,
            &[
                "https://desk.example.org",
                "https://other.example.org",
                "desk",
            ],
        ),
        (_, "policies") => policies(chance, value),
        (_, "first_name" | "last_name") => Some(json!(first_name(chance))),
        _ if value.is_string() => one_of(chance, &["Northern", "Southern", "Eastern", "Western"]),
        _ if value.is_boolean() => Some(json!(!value.as_bool()?)),
        // What this program does not know stays as it is.
        _ => Some(value.clone()),
    }
}

/// A set with an element more or less.
fn toggled(set: &Value, element: &Value) -> Option<Value> {
    let mut elements = set.as_array()?.clone();
    match elements.iter().position(|other| other == element) {
        Some(place) => drop(elements.remove(place)),
        None => elements.push(element.clone()),
    }
    Some(Value::Array(elements))
}

/// A few policies, so that people can change two at one time; two lengths that must fit; and domains,
/// of which one is everybody's.
fn policies(chance: &mut Chance, value: &Value) -> Option<Value> {
    let mut policies: Map<String, Value> = value.as_object()?.clone();
    let (name, other) = match chance.below(9) {
        0..4 => ("first_password", json!(chance.pick(&["ask", "off"])?)),
        4 => ("idle_minutes", json!(chance.pick(&[4, 5, 60])?)),
        5 => ("offline_days", json!(chance.pick(&[0, 7, 90])?)),
        6 => {
            let domains = [
                "example.org",
                "example.org",
                "@Example.ORG",
                "elsewhere.example",
                "no",
            ];
            let domain = Value::from(*chance.pick(&domains)?);
            let held = policies.get("email_domains")?;
            ("email_domains", toggled(held, &domain)?)
        }
        _ => {
            let mut password = policies.get("password")?.as_object()?.clone();
            let bound = *chance.pick(&["min_length", "max_length"])?;
            let length = *chance.pick(&[8, 16, 20, 64, 128])?;
            password.insert(bound.to_owned(), json!(length));
            ("password", password.into())
        }
    };
    policies.insert(name.to_owned(), other);
    Some(policies.into())
}
