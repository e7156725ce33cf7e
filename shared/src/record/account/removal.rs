//! Removing somebody for good (domain EDIT-04): of which accounts that can be done, how long it can be
//! undone, and what is left of an account afterwards.

use super::{Account, Particulars, Standing, TwoFactor};
use crate::message::Message;
use crate::permission::ROLE_STAFF;
use crate::time::{REMOVAL_LIFE, UnixMillis};

/// What becomes of the username of an account that is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Username {
    /// Somebody has signed in by it: nobody else gets it.
    Reserved,
    /// The account never was activated: anybody may get it.
    Free,
}

impl Account {
    /// Whether it was removed for good, erased or not.
    pub const fn is_removed(&self) -> bool {
        matches!(self.standing, Standing::Removed)
    }

    /// Whether nothing of the person is left.
    pub const fn is_erased(&self) -> bool {
        self.is_removed() && self.erase_at.is_none()
    }

    /// Looks whether it can be removed: only whoever is deactivated can.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn removable(&self) -> Result<(), Message> {
        match self.standing {
            Standing::Deactivated => Ok(()),
            Standing::Pending => Err(Message::new("remove-pending")),
            Standing::Active => Err(Message::new("remove-active")),
            Standing::Locked => Err(Message::new("remove-locked")),
            Standing::Removed => Err(Message::new("remove-removed")),
        }
    }

    /// The account removed at `now`. Everything stays for as long as that can be undone.
    #[must_use]
    pub fn removed(self, now: UnixMillis) -> Self {
        Self {
            standing: Standing::Removed,
            erase_at: Some(now.plus(REMOVAL_LIFE)),
            ..self
        }
    }

    /// Looks whether its removal can be undone at `now`.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn restorable(&self, now: UnixMillis) -> Result<(), Message> {
        match (self.standing, self.erase_at) {
            (Standing::Removed, Some(until)) if now < until => Ok(()),
            (Standing::Removed, _) => Err(Message::new("removal-over")),
            _ => Err(Message::new("removal-none")),
        }
    }

    /// The account with its removal undone: deactivated, as it was before.
    #[must_use]
    pub fn restored(self) -> Self {
        Self {
            standing: Standing::Deactivated,
            erase_at: None,
            ..self
        }
    }

    /// Why nothing about it can be changed: it was removed for good. `None` where it was not.
    pub fn removal_bar(&self) -> Option<Message> {
        let key = match (self.standing, self.erase_at) {
            (Standing::Removed, Some(_)) => "account-removed",
            (Standing::Removed, None) => "account-erased",
            _ => return None,
        };
        Some(Message::new(key))
    }

    /// What is left of it: its id, in whose name the person worked, when it was made, and the username
    /// where that stays reserved. The role becomes a system role, so that a role of the practice's own
    /// is not held for ever by somebody who is gone.
    #[must_use]
    pub fn erased(self, username: Username) -> Self {
        Self {
            id: self.id,
            work: self.work,
            first_name: String::new(),
            last_name: String::new(),
            email: String::new(),
            email_verified: false,
            username: match username {
                Username::Reserved => self.username,
                Username::Free => String::new(),
            },
            role: ROLE_STAFF,
            home_phone: None,
            cell_phone: None,
            particulars: Particulars::default(),
            standing: Standing::Removed,
            activation: None,
            starts_at: None,
            ends_at: None,
            erase_at: None,
            two_factor: TwoFactor::Inactive,
            emergency_until: None,
            password_set_by_another: false,
            created_at: self.created_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::time::Millis;

    /// An account with a value in every field that holds something of the person.
    fn somebody(standing: Standing) -> Account {
        serde_json::from_value(json!({
            "id": "00000000-0000-0000-0000-000000000001",
            "work": { "as": "staff", "primary_provider": "00000000-0000-0000-0000-000000000002" },
            "first_name": "Xaverine",
            "last_name": "Quillfeather",
            "email": "xaverine@quill.example",
            "email_verified": true,
            "username": "x.quill",
            "role": "00000000-0000-0000-0000-000000000003",
            "home_phone": "+12125550147",
            "cell_phone": "+12125550148",
            "care_team_role": { "code": "224535009", "term": "Registered nurse (occupation)" },
            "care_team_identifier": { "kind": "ncsbn", "value": "12345678" },
            "daily_report": false,
            "offices": ["00000000-0000-0000-0000-000000000004"],
            "new_dashboard": true,
            "email_update": false,
            "starts_on": "2026-01-15",
            "ends_on": "2026-02-15",
            "standing": standing,
            "starts_at": 1,
            "ends_at": 2,
            "two_factor": "enrolled",
            "emergency_until": 3,
            "password_set_by_another": true,
            "created_at": 4,
        }))
        .unwrap()
    }

    const STANDINGS: [Standing; 5] = [
        Standing::Pending,
        Standing::Active,
        Standing::Locked,
        Standing::Deactivated,
        Standing::Removed,
    ];

    // covers: EDIT-04
    #[test]
    fn only_somebody_deactivated_can_be_removed_and_others_are_told_why() {
        let told = STANDINGS.map(|standing| {
            let told = somebody(standing).removable();
            told.err().map(|message| message.key)
        });
        let told = told.each_ref().map(Option::as_deref);
        assert_eq!(
            told,
            [
                Some("remove-pending"),
                Some("remove-active"),
                Some("remove-locked"),
                None,
                Some("remove-removed"),
            ]
        );
    }

    // covers: EDIT-04
    #[test]
    fn what_is_left_of_an_erased_account_tells_nothing_of_the_person() {
        let account = somebody(Standing::Removed);
        for (username, left) in [(Username::Reserved, "x.quill"), (Username::Free, "")] {
            let erased = account.clone().erased(username);
            assert!(erased.is_erased());
            assert_eq!(erased.username, left);
            let before = serde_json::to_value(&account).unwrap();
            let after = serde_json::to_value(&erased).unwrap();
            let same: Vec<&String> = match (&before, &after) {
                (Value::Object(before), Value::Object(after)) => before
                    .keys()
                    .filter(|field| before.get(*field) == after.get(*field))
                    .collect(),
                _ => Vec::new(),
            };
            let mut kept = vec!["activation", "created_at", "erase_at", "id", "standing"];
            kept.extend((username == Username::Reserved).then_some("username"));
            kept.push("work");
            assert_eq!(same, kept);
        }
    }

    // covers: EDIT-04, D-10
    #[test]
    fn a_removal_says_until_when_it_can_be_undone() {
        use crate::record::AccountState;

        let removed = somebody(Standing::Deactivated).removed(UnixMillis(0));
        let until = UnixMillis(REMOVAL_LIFE.0);
        let state = |at| removed.state(UnixMillis(at));
        assert_eq!(state(0), AccountState::Removed { until });
        assert_eq!(state(until.0 - 1), AccountState::Removed { until });
        assert_eq!(state(until.0), AccountState::Erased);
        assert_eq!(removed.removal_bar().unwrap().key, "account-removed");
        let erased = removed.erased(Username::Free);
        assert_eq!(erased.state(UnixMillis(0)), AccountState::Erased);
        assert_eq!(erased.removal_bar().unwrap().key, "account-erased");
    }

    proptest! {
        // covers: EDIT-04
        #[test]
        fn a_removal_can_be_undone_for_thirty_days_and_then_not_any_more(
            at in 0..2_000_000_000_000_i64,
            later in 0..5_000_000_000_i64,
        ) {
            let account = somebody(Standing::Deactivated);
            let now = UnixMillis(at);
            let removed = account.clone().removed(now);
            let open = later < 30 * 24 * 60 * 60 * 1000;
            let told = removed.restorable(now.plus(Millis(later)));
            prop_assert_eq!(told.is_ok(), open);
            prop_assert_eq!(removed.restored(), account);
        }
    }

    // covers: EDIT-04
    #[test]
    fn there_is_nothing_to_undo_of_somebody_who_was_not_removed_or_is_erased() {
        for standing in STANDINGS {
            let told = somebody(standing).restorable(UnixMillis(0)).unwrap_err();
            let over = standing == Standing::Removed;
            assert_eq!(told.key, if over { "removal-over" } else { "removal-none" });
        }
    }
}
