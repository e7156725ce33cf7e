//! Care team role and identifier as they stand in the form of a staff account (domain NEW-04, NEW-05).

use lanyard_shared::care_team::CareTeamRole;
use lanyard_shared::record::{CareTeamIdentifier, Particulars};

use super::Values;

/// What the form holds for the kind of an identifier that is not an NPI.
pub(crate) const NCSBN: &str = "ncsbn";
/// What it holds for the other kind.
pub(crate) const NPI: &str = "npi";

/// The fields with what an account says.
pub(super) fn as_typed(particulars: &Particulars) -> Values {
    let (term, code) = match &particulars.care_team_role {
        Some(role) => (role.term.as_str(), role.code.as_str()),
        None => ("", ""),
    };
    let (kind, value) = match &particulars.care_team_identifier {
        Some(CareTeamIdentifier::Npi(value)) => (NPI, value.as_str()),
        Some(CareTeamIdentifier::Ncsbn(value)) => (NCSBN, value.as_str()),
        None => (NPI, ""),
    };
    let text = |text: &str| text.to_owned().into();
    Values::from([
        ("care_team_term", text(term)),
        ("care_team_role", text(code)),
        ("care_team_kind", text(kind)),
        ("care_team_identifier", text(value)),
    ])
}

/// The particulars with what is typed.
pub(super) fn typed(values: &Values, before: &Particulars) -> Particulars {
    let text = |name: &str| values.get(name).map_or("", |typed| typed.trim());
    Particulars {
        care_team_role: role(text("care_team_term"), text("care_team_role")),
        care_team_identifier: identifier(text("care_team_kind"), text("care_team_identifier")),
        ..before.clone()
    }
}

/// A known occupation by its name; any other one has the code that is typed (domain CARE-02).
fn role(term: &str, code: &str) -> Option<CareTeamRole> {
    if term.is_empty() {
        return None;
    }
    let known = CareTeamRole::named(term).cloned();
    Some(known.unwrap_or_else(|| CareTeamRole {
        code: code.to_owned(),
        term: term.to_owned(),
    }))
}

fn identifier(kind: &str, value: &str) -> Option<CareTeamIdentifier> {
    match (kind, value) {
        (_, "") => None,
        (NCSBN, value) => Some(CareTeamIdentifier::Ncsbn(value.to_owned())),
        (_, value) => Some(CareTeamIdentifier::Npi(value.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(term: &'static str, code: &'static str) -> Option<CareTeamRole> {
        let values = Values::from([
            ("care_team_term", term.into()),
            ("care_team_role", code.into()),
        ]);
        typed(&values, &Particulars::default()).care_team_role
    }

    // covers: NEW-04, NEW-05
    #[test]
    fn what_an_account_says_comes_back_from_the_form_as_it_was() {
        let known = CareTeamRole::named("Registered nurse").cloned();
        let said = Particulars {
            care_team_role: known,
            care_team_identifier: Some(CareTeamIdentifier::Ncsbn("12345678".into())),
            daily_report: false,
            ..Particulars::default()
        };
        assert_eq!(typed(&as_typed(&said), &said), said);
        let nothing = Particulars::default();
        assert_eq!(typed(&as_typed(&nothing), &nothing), nothing);
    }

    // covers: CARE-01, CARE-02
    #[test]
    fn a_name_of_the_list_brings_its_code_and_any_other_has_the_code_that_is_typed() {
        let known = with("registered nurse", "").unwrap();
        assert_eq!(known.term, "Registered nurse (occupation)");
        let other = with("Professional nurse", "106292003").unwrap();
        assert_eq!(other.code, "106292003");
        assert_eq!(with(" ", "106292003"), None);
    }
}
