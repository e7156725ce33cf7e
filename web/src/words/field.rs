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
    };
    // A newer server may name a field that this page has never heard of: its name says more than
    // nothing.
    known.map_or_else(|| path.to_owned().into(), t)
}

fn account(path: &str) -> Option<&'static str> {
    Some(match path {
        "first_name" => "first-name",
        "last_name" => "last-name",
        "primary_provider" => "primary-provider",
        "role" => "role",
        "email" => "email-address",
        "username" => "username",
        "password" => "password",
        "home_phone" => "home-phone",
        "cell_phone" => "cell-phone",
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

fn practice(path: &str) -> Option<&'static str> {
    Some(match path {
        "name" => "practice-name",
        "time_zone" => "time-zone",
        "public_url" => "public-address",
        "policies" => "practice-policies",
        "policies.password.min_length" => "policy-password-min",
        "policies.password.max_length" => "policy-password-max",
        "policies.first_password" => "policy-first-password",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use lanyard_shared::fields;
    use lanyard_shared::permission::system_roles;
    use lanyard_shared::record::Record;

    use super::*;

    #[test]
    fn every_field_of_a_role_has_a_label() {
        let role = Record::Role(system_roles().remove(0));
        for field in fields::of(&role).keys() {
            assert_ne!(label(RecordKind::Role, field), field.as_str(), "{field}");
        }
    }

    #[test]
    fn a_field_that_is_not_known_is_told_by_its_name() {
        assert_eq!(label(RecordKind::Account, "badge"), "badge");
        assert_eq!(label(RecordKind::Account, "cell_phone"), "Cell phone");
    }
}
