//! Care team roles: what a member is in the care team of a patient, as an occupation of SNOMED CT
//! (domain section 10; US Core, Care Team Member Function).
//!
//! This material includes SNOMED Clinical Terms® (SNOMED CT®) which is used by permission of SNOMED
//! International. All rights reserved. SNOMED CT® was originally created by the College of American
//! Pathologists.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::message::{FieldProblem, Message};
use crate::validate;

/// An occupation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CareTeamRole {
    /// Its SNOMED CT code.
    pub code: String,
    /// Its full term, such as `Registered nurse (occupation)`.
    pub term: String,
}

/// The occupations that the product knows by name, in the order of the domain's list.
static KNOWN: LazyLock<Vec<CareTeamRole>> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "the file is part of the program and a test reads it"
    )]
    serde_json::from_str(include_str!("../data/care-team-roles.json"))
        .expect("data/care-team-roles.json is valid")
});

impl CareTeamRole {
    /// The occupations that the product knows by name.
    pub fn known() -> &'static [Self] {
        &KNOWN
    }

    /// The occupations whose name or code has every word of `typed` in it, in any case.
    pub fn search(typed: &str) -> impl Iterator<Item = &'static Self> {
        let folded = validate::fold(typed);
        let words: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
        Self::known().iter().filter(move |role| {
            let term = validate::fold(&role.term);
            words
                .iter()
                .all(|word| term.contains(word) || role.code.starts_with(word))
        })
    }

    /// The occupation of this name, in any case; the name may leave out that it is an occupation.
    pub fn named(typed: &str) -> Option<&'static Self> {
        let folded = validate::fold(typed.trim());
        Self::known().iter().find(|role| {
            let term = validate::fold(&role.term);
            folded == term || term.strip_suffix(" (occupation)") == Some(folded.as_str())
        })
    }

    /// The role in the form in which it is stored: a known code has its own term, any other one the
    /// term that was typed.
    ///
    /// # Errors
    /// What is wrong, at `field`.
    pub fn checked(&self, field: &str) -> Result<Self, FieldProblem> {
        let wrong = |message: Message| FieldProblem::at(field, message);
        let code = validate::snomed(&self.code).map_err(wrong)?;
        if let Some(known) = Self::known().iter().find(|known| known.code == code) {
            return Ok(known.clone());
        }
        let term = validate::name(&self.term).map_err(wrong)?;
        Ok(Self { code, term })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Catalog, Language};

    // covers: NEW-04, CARE-01
    #[test]
    fn every_occupation_has_a_right_code_of_its_own_and_a_full_term() {
        let mut codes: Vec<&str> = CareTeamRole::known()
            .iter()
            .map(|role| &*role.code)
            .collect();
        assert_eq!(codes.len(), 66);
        for role in CareTeamRole::known() {
            assert_eq!(role.checked("care_team_role"), Ok(role.clone()));
            assert!(role.term.ends_with(" (occupation)"), "{}", role.term);
        }
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 66);
    }

    // covers: CARE-01
    #[test]
    fn the_list_is_that_of_the_domain() {
        let domain = include_str!("../../docs/domain.md");
        let rows = domain.lines().filter_map(|line| {
            let (code, name) = line
                .strip_prefix("| ")?
                .strip_suffix(" |")?
                .split_once(" | ")?;
            let is_code = code.bytes().all(|byte| byte.is_ascii_digit());
            is_code.then(|| (code, format!("{name} (occupation)")))
        });
        let wanted: Vec<(&str, String)> = rows.filter(|(code, _)| code.len() > 2).collect();
        let known = CareTeamRole::known().iter();
        let known: Vec<(&str, String)> = known.map(|it| (&*it.code, it.term.clone())).collect();
        assert_eq!(known, wanted);
    }

    // covers: CARE-01
    #[test]
    fn they_are_found_by_words_in_any_order_and_by_code() {
        let terms = |typed| {
            let found = CareTeamRole::search(typed);
            found.map(|role| role.term.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(
            terms("nurse regist"),
            [
                "Registered nurse (occupation)",
                "Certified registered nurse anesthetist (occupation)"
            ]
        );
        assert_eq!(terms("224535"), ["Registered nurse (occupation)"]);
        assert!(terms("plumber").is_empty());
        assert_eq!(terms(" ").len(), 66);
    }

    // covers: CARE-01
    #[test]
    fn one_is_known_by_its_full_term_or_its_name() {
        let code = |typed| CareTeamRole::named(typed).map(|role| role.code.as_str());
        assert_eq!(code("Registered nurse (occupation)"), Some("224535009"));
        assert_eq!(code(" registered NURSE "), Some("224535009"));
        assert_eq!(code("nurse"), None);
        assert_eq!(code(""), None);
    }

    // covers: CARE-02
    #[test]
    fn another_code_needs_a_term_and_a_right_check_digit() {
        let role = |code: &str, term: &str| CareTeamRole {
            code: code.to_owned(),
            term: term.to_owned(),
        };
        let other = role("106292003", "Professional nurse (occupation)");
        assert_eq!(other.checked("care_team_role"), Ok(other.clone()));
        let wrong = role("106292004", "x")
            .checked("care_team_role")
            .unwrap_err();
        assert_eq!(wrong.message.key, "snomed-invalid");
        let nameless = role("106292003", " ")
            .checked("care_team_role")
            .unwrap_err();
        assert_eq!(nameless.message.key, "field-required");
    }

    // covers: CARE-03
    #[test]
    fn the_notice_of_the_list_says_what_the_licence_wants() {
        let domain = include_str!("../../docs/domain.md");
        let quoted = domain.lines().filter_map(|line| line.strip_prefix("> "));
        let wanted = quoted.collect::<Vec<_>>().join(" ");
        assert!(wanted.starts_with("This material includes SNOMED"));
        let said = Catalog::new(Language::English).text("snomed-notice");
        assert_eq!(said, wanted);
    }
}
