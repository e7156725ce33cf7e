//! What was typed into the form of a staff account, as this device keeps it (domain NEW-17).

use std::collections::BTreeMap;

use lanyard_shared::fields::StaffFields;
use lanyard_shared::id::AccountId;
use lanyard_shared::record::Particulars;
use lanyard_shared::replica::View;
use serde::{Deserialize, Serialize};

use super::{Address, Draft, Purpose};
use crate::hooks::Values;

/// The fields that are kept. Password and PIN are not among them.
const NAMES: [&str; 20] = [
    "first_name",
    "last_name",
    "primary_provider",
    "role",
    "email",
    "username",
    "home_phone",
    "cell_phone",
    "care_team_term",
    "care_team_role",
    "care_team_kind",
    "care_team_identifier",
    "restrict_offices",
    "offices",
    "starts_on",
    "ends_on",
    "daily_report",
    "new_dashboard",
    "email_update",
    "copied",
];

/// A form that was left before it was saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeptDraft {
    account: AccountId,
    values: BTreeMap<String, String>,
    particulars: Particulars,
    /// What an edited account was when the form was opened. What others have changed since is merged
    /// as if the form had never been closed.
    #[serde(default)]
    was: Option<StaffFields>,
}

impl KeptDraft {
    /// Whether the form goes on: a new account that was stored by another tab is not made twice.
    pub(crate) fn goes_on(&self, view: &View) -> bool {
        self.was.is_some() || !view.accounts.contains_key(&self.account)
    }
}

impl Draft {
    /// What is to be kept of this form with these values in it.
    pub(crate) fn kept(&self, values: &Values) -> KeptDraft {
        KeptDraft {
            account: self.account,
            values: of(values),
            particulars: self.particulars.clone(),
            was: self.was().cloned(),
        }
    }

    /// Whether these values are those with which the form began.
    pub(crate) fn begins_with(&self, values: &Values) -> bool {
        of(values) == of(&self.values)
    }

    /// This form as it was left. An address that is typed in another place by now is not asked for.
    pub(crate) fn restored(mut self, kept: &KeptDraft) -> Self {
        for name in NAMES {
            if let Some(typed) = kept.values.get(name) {
                self.values.insert(name, typed.clone().into());
            }
        }
        self.account = kept.account;
        self.particulars = kept.particulars.clone();
        if let (Purpose::Change { was, address }, Some(before)) = (&mut self.purpose, &kept.was) {
            if *address == Address::Elsewhere {
                self.values.insert("email", before.email.clone().into());
            }
            **was = before.clone();
        }
        self
    }
}

/// Of the fields that are kept, what is in them.
fn of(values: &Values) -> BTreeMap<String, String> {
    let all = NAMES.iter().map(|name| {
        let typed = values.get(name).map(ToString::to_string);
        ((*name).to_owned(), typed.unwrap_or_default())
    });
    all.collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::sample::{self, account};

    fn json(kept: &KeptDraft) -> KeptDraft {
        serde_json::from_str(&serde_json::to_string(kept).unwrap()).unwrap()
    }

    // covers: NEW-17
    #[test]
    fn what_was_typed_comes_back_without_password_and_pin() {
        let draft = Draft::empty(AccountId(Uuid::from_u128(1)), "2580".into());
        let mut values = draft.values.clone();
        assert!(draft.begins_with(&values));
        for (name, typed) in [
            ("first_name", "Ana"),
            ("password", "Wrong-Lantern-Willow-52"),
            ("confirm", "Wrong-Lantern-Willow-52"),
            ("app_unlock_pin", "7314"),
        ] {
            values.insert(name, typed.into());
        }
        assert!(!draft.begins_with(&values));
        let kept = json(&draft.kept(&values));
        let stored = serde_json::to_string(&kept).unwrap();
        assert!(!stored.contains("Lantern") && !stored.contains("7314"));

        let fresh = Draft::empty(AccountId(Uuid::from_u128(2)), "9182".into());
        let restored = fresh.restored(&kept);
        assert_eq!(restored.account, draft.account);
        assert_eq!(restored.values["first_name"], "Ana");
        assert_eq!(restored.values["app_unlock_pin"], "9182");
        assert_eq!(restored.values.get("password"), None);
    }

    // covers: NEW-17
    #[test]
    fn an_edited_account_is_compared_with_what_it_was_when_the_form_was_opened() {
        let before = account(7, "ana");
        let draft = Draft::edit(&before);
        let mut values = draft.values.clone();
        values.insert("last_name", "Reyes".into());
        values.insert("email", "typed@example.org".into());
        let kept = json(&draft.kept(&values));
        let mut meanwhile = before.clone();
        meanwhile.username = "ana.new".into();
        let restored = Draft::edit(&meanwhile).restored(&kept);
        let was = restored.was().unwrap();
        assert_eq!(was.username, "ana");
        let typed = restored.typed(&restored.values);
        assert_eq!(typed.last_name, "Reyes");
        // Her address is changed in another place.
        assert_eq!(
            (typed.username, typed.email),
            (was.username.clone(), was.email.clone())
        );
    }

    // covers: NEW-17
    #[test]
    fn an_account_that_is_there_by_now_is_not_made_again() {
        let draft = Draft::empty(AccountId(Uuid::from_u128(1)), "2580".into());
        let kept = draft.kept(&draft.values);
        assert!(kept.goes_on(&View::default()));
        let made = account(1, "ana");
        let view = View {
            accounts: [(made.id, sample::shown(made))].into(),
            ..View::default()
        };
        assert!(!kept.goes_on(&view));
    }
}
