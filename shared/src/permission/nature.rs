//! What sort of thing a permission is (domain D-06, section 7).

use super::Permission;

/// What switching a permission on does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polarity {
    /// It lets somebody do more.
    Gives,
    /// It lets somebody do less (domain PERM-08).
    Takes,
}

impl Permission {
    /// What switching it on does.
    pub const fn polarity(self) -> Polarity {
        match self {
            Self::DisableSendToAllPatientsOption => Polarity::Takes,
            _ => Polarity::Gives,
        }
    }

    /// Whether a provider answers for what is done by it: a staff member signs, locks and prescribes
    /// on behalf of the primary provider, never in their own name (domain D-04, PERM-09).
    pub const fn is_in_a_providers_name(self) -> bool {
        matches!(self, Self::SignLockClinicalNotes | Self::AccessToErx)
    }

    /// The key of its description of one line, in the language files.
    pub fn description(self) -> String {
        let words: String = self
            .label()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
            .collect();
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        format!("permission-{}", words.join("-"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Catalog, Language};

    // covers: D-06
    #[test]
    fn each_permission_has_a_category_a_polarity_and_a_description_of_one_line() {
        let catalog = Catalog::new(Language::default());
        for permission in Permission::ALL {
            let key = permission.description();
            let line = catalog.text(&key);
            assert!(!line.is_empty() && !line.contains('\n'), "{key}: {line}");
            assert_ne!(line, key, "{permission:?} has no description");
        }
        let takes = Permission::ALL
            .iter()
            .filter(|it| it.polarity() == Polarity::Takes);
        assert_eq!(
            takes.collect::<Vec<_>>(),
            [&Permission::DisableSendToAllPatientsOption]
        );
    }

    // covers: D-04
    #[test]
    fn signing_and_prescribing_are_done_in_a_providers_name() {
        let named: Vec<&str> = Permission::ALL
            .iter()
            .filter(|it| it.is_in_a_providers_name())
            .map(|it| it.label())
            .collect();
        assert_eq!(named, ["Sign/Lock Clinical Notes", "Access to eRx"]);
    }
}
