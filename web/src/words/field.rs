//! What the forms call the fields of records.

use lanyard_shared::record::RecordKind;
use yew::AttrValue;

use crate::text::t;

/// The label of a field, or of a part of one by its path.
pub(crate) fn label(kind: RecordKind, path: &str) -> AttrValue {
    let known = match kind {
        RecordKind::Account => account(path),
        RecordKind::Office => office(path),
        RecordKind::Provider => provider(path),
        RecordKind::Role => role(path),
        RecordKind::Practice => practice(path),
        RecordKind::Group => group(path),
    };
    // A newer server may name a field that this page has never heard of: its name says more than
    // nothing.
    known.map_or_else(|| path.to_owned().into(), t)
}

fn account(path: &str) -> Option<&'static str> {
    // The parts of these belong together; a person knows the whole.
    let whole = path.split('.').next().unwrap_or(path);
    Some(match whole {
        "first_name" => "first-name",
        "last_name" => "last-name",
        "primary_provider" => "primary-provider",
        "role" => "role",
        "email" => "email-address",
        "username" => "username",
        "password" => "password",
        "app_unlock_pin" => "app-unlock-pin",
        "home_phone" => "home-phone",
        "cell_phone" => "cell-phone",
        "care_team_role" => "care-team-role",
        "care_team_identifier" => "care-team-identifier",
        "daily_report" => "daily-report",
        "offices" => "restrict-offices",
        "new_dashboard" => "new-dashboard",
        "email_update" => "email-update",
        "starts_on" => "starts-on",
        "ends_on" => "ends-on",
        "standing" => "staff-state",
        _ => return None,
    })
}

fn office(path: &str) -> Option<&'static str> {
    Some(match path {
        "name" => "office-name",
        "address" => "office-address",
        "phone" => "office-phone",
        "active" => "field-in-use",
        _ => return None,
    })
}

fn provider(path: &str) -> Option<&'static str> {
    Some(match path {
        "first_name" => "first-name",
        "last_name" => "last-name",
        "npi" => "provider-npi",
        "specialty" => "provider-specialty",
        "email" => "email-address",
        "offices" => "provider-offices",
        "active" => "field-in-use",
        _ => return None,
    })
}

fn role(path: &str) -> Option<&'static str> {
    Some(match path {
        "name" => "role-name",
        "description" => "role-description",
        "allows" => "role-permissions",
        _ => return None,
    })
}

fn group(path: &str) -> Option<&'static str> {
    Some(match path {
        "name" => "group-name",
        "members" => "group-members",
        "archived" => "field-archived",
        _ => return None,
    })
}

fn practice(path: &str) -> Option<&'static str> {
    Some(match path {
        "name" => "practice-name",
        "time_zone" => "time-zone",
        "public_url" => "public-address",
        "policies" => "practice-policies",
        "policies.password.min_length" => "policy-password-min",
        "policies.password.max_length" => "policy-password-max",
        "policies.password.max_age_days" => "policy-password-age",
        "policies.password.remembered" => "policy-password-remembered",
        "policies.first_password" => "policy-first-password",
        "policies.two_factor" => "policy-two-factor",
        "policies.idle_minutes" => "policy-idle-minutes",
        "policies.offline_days" => "policy-offline-days",
        "policies.email_domains" => "policy-email-domains",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use lanyard_shared::fields;
    use lanyard_shared::record::{Particulars, RecordKey};
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn every_field_has_a_label() {
        let kinds = [
            RecordKind::Office,
            RecordKind::Provider,
            RecordKind::Role,
            RecordKind::Group,
        ];
        for kind in kinds {
            let key = RecordKey {
                kind,
                id: Uuid::nil(),
            };
            let names = json!({ "name": "North", "first_name": "Ruth", "last_name": "Okafor" });
            let record = fields::make(key, serde_json::from_value(names).unwrap()).unwrap();
            for field in fields::of(&record).keys() {
                assert_ne!(label(kind, field), field.as_str(), "{kind:?} {field}");
            }
        }
        let particulars = serde_json::to_value(Particulars::default()).unwrap();
        for field in particulars.as_object().unwrap().keys() {
            let kind = RecordKind::Account;
            assert_ne!(label(kind, field), field.as_str(), "{field}");
        }
    }

    #[test]
    fn a_field_that_is_not_known_is_told_by_its_name() {
        assert_eq!(label(RecordKind::Account, "badge"), "badge");
        assert_eq!(label(RecordKind::Account, "cell_phone"), "Cell phone");
    }
}
