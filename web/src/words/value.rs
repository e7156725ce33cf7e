//! Values of fields as people read them.

use lanyard_shared::id::{OfficeId, ProviderId, RoleId};
use lanyard_shared::permission::Permission;
use lanyard_shared::record::RecordKind;
use lanyard_shared::replica::View;
use lanyard_shared::validate::format_phone;
use serde_json::Value;
use yew::AttrValue;

use super::edit::person;
use crate::text::t;

/// A value as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// There is none.
    Nothing,
    /// In these words.
    Words(AttrValue),
    /// A set, by what it has more and less than the one before.
    Differs {
        /// What was put in.
        added: Vec<AttrValue>,
        /// What was taken out.
        removed: Vec<AttrValue>,
    },
}

/// A value of a field; a set is told by how it differs from `before`, where that is given.
pub(crate) fn shown(
    kind: RecordKind,
    path: &str,
    value: &Value,
    before: Option<&Value>,
    view: &View,
) -> Shown {
    let word = |value: &Value| word(kind, path, value, view);
    match value {
        Value::Null => Shown::Nothing,
        Value::String(text) if text.is_empty() => Shown::Nothing,
        Value::Array(all) => {
            let before = before.and_then(Value::as_array);
            let Some(before) = before else {
                return list(all.iter().map(word).collect());
            };
            let only_in = |these: &[Value], those: &[Value]| -> Vec<AttrValue> {
                let only = these.iter().filter(|one| !those.contains(one));
                sorted(only.map(word).collect())
            };
            Shown::Differs {
                added: only_in(all, before),
                removed: only_in(before, all),
            }
        }
        other => Shown::Words(word(other)),
    }
}

fn list(words: Vec<AttrValue>) -> Shown {
    if words.is_empty() {
        return Shown::Nothing;
    }
    Shown::Words(sorted(words).join(", ").into())
}

fn sorted(mut words: Vec<AttrValue>) -> Vec<AttrValue> {
    words.sort_by(|one, other| one.as_str().cmp(other.as_str()));
    words
}

fn word(kind: RecordKind, path: &str, value: &Value, view: &View) -> AttrValue {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Bool(true) => return t("yes"),
        Value::Bool(false) => return t("no"),
        Value::Object(parts) => return parts_of(parts),
        other => return other.to_string().into(),
    };
    let named = match (kind, path) {
        (RecordKind::Account, "role") => text.parse().ok().and_then(|id| role(id, view)),
        (RecordKind::Account, "primary_provider") => {
            text.parse().ok().and_then(|id| provider(id, view))
        }
        (RecordKind::Provider | RecordKind::Account, "offices") => {
            text.parse().ok().and_then(|id| office(id, view))
        }
        (RecordKind::Group, "members") => text.parse().ok().and_then(|id| person(id, view)),
        (RecordKind::Role, "allows") => permission(value),
        (RecordKind::Account, "standing") => return t(standing(text)),
        (RecordKind::Practice, "policies.first_password") => return t(first_password(text)),
        (RecordKind::Practice, "policies.two_factor") => return t(two_factor(text)),
        (RecordKind::Account, "home_phone" | "cell_phone") | (RecordKind::Office, "phone") => {
            Some(format_phone(text))
        }
        _ => Some(text.to_owned()),
    };
    named.map_or_else(|| t("value-gone"), AttrValue::from)
}

/// A value of several parts by the one that people know it by: an occupation by its term, an
/// identifier by its value.
fn parts_of(parts: &serde_json::Map<String, Value>) -> AttrValue {
    let known = ["term", "value"].iter().find_map(|part| parts.get(*part));
    let text = known.and_then(Value::as_str);
    text.map_or_else(|| t("value-other"), |text| text.to_owned().into())
}

fn role(id: RoleId, view: &View) -> Option<String> {
    view.roles.get(&id).map(|role| role.name.clone())
}

fn provider(id: ProviderId, view: &View) -> Option<String> {
    let provider = view.providers.get(&id);
    provider.map(|provider| provider.full_name())
}

fn office(id: OfficeId, view: &View) -> Option<String> {
    view.offices.get(&id).map(|office| office.name.clone())
}

fn permission(value: &Value) -> Option<String> {
    let permission: Permission = serde_json::from_value(value.clone()).ok()?;
    Some(permission.label().to_owned())
}

fn standing(name: &str) -> &'static str {
    match name {
        "pending" => "state-pending",
        "locked" => "state-locked",
        "deactivated" => "state-deactivated",
        "removed" => "state-removed",
        _ => "state-active",
    }
}

fn first_password(name: &str) -> &'static str {
    match name {
        "ask" => "first-password-ask",
        "off" => "first-password-off",
        _ => "first-password-require",
    }
}

fn two_factor(name: &str) -> &'static str {
    match name {
        "off" => "two-factor-of-nobody",
        "all" => "two-factor-of-all",
        _ => "two-factor-of-guarded",
    }
}

#[cfg(test)]
mod tests {
    use lanyard_shared::permission::{ROLE_NURSE, system_roles};
    use serde_json::json;

    use super::*;

    fn view() -> View {
        let roles = system_roles().into_iter().map(|role| (role.id, role));
        View {
            roles: roles.collect(),
            ..View::default()
        }
    }

    fn account(path: &str, value: &Value) -> Shown {
        shown(RecordKind::Account, path, value, None, &view())
    }

    fn words(words: &'static str) -> Shown {
        Shown::Words(words.into())
    }

    #[test]
    fn values_are_shown_as_people_read_them() {
        let phone = json!("+12125550147");
        assert_eq!(account("cell_phone", &phone), words("(212) 555-0147"));
        assert_eq!(account("role", &json!(ROLE_NURSE)), words("Nurse"));
        assert_eq!(
            account("role", &json!(uuid::Uuid::from_u128(5))),
            words("Not there any more")
        );
        assert_eq!(account("home_phone", &json!("")), Shown::Nothing);
        assert_eq!(
            account("standing", &json!("deactivated")),
            words("Deactivated")
        );
        let active = shown(RecordKind::Office, "active", &json!(false), None, &view());
        assert_eq!(active, words("No"));
    }

    #[test]
    fn permissions_are_told_as_added_and_removed() {
        let before = json!(["settings", "access-reports"]);
        let value = json!(["access-reports", "ehi-export"]);
        let differs = Shown::Differs {
            added: vec!["EHI Export".into()],
            removed: vec!["Settings".into()],
        };
        let kind = RecordKind::Role;
        assert_eq!(
            shown(kind, "allows", &value, Some(&before), &view()),
            differs
        );
        assert_eq!(
            shown(kind, "allows", &before, None, &view()),
            words("Access Reports, Settings")
        );
    }
}
