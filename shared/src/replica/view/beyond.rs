//! Who is out of a reader's reach: stronger, or of other offices (domain RIGHT-03, RIGHT-04), as far as
//! this device knows.

use super::View;
use crate::id::AccountId;
use crate::message::Message;
use crate::permission::Permission;
use crate::record::Account;
use crate::visibility::lies_within;

/// Why somebody is out of reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// They hold a guarded permission that the reader lacks (domain RIGHT-03).
    Stronger(Permission),
    /// They work in an office that is not among the reader's (domain RIGHT-04).
    Offices,
}

impl Beyond {
    /// In words, as the server has them.
    pub fn message(self) -> Message {
        match self {
            Self::Stronger(permission) => {
                Message::new("account-stronger").with("permission", permission.label())
            }
            Self::Offices => Message::new("account-out-of-reach"),
        }
    }
}

impl View {
    /// Why `reader` may not act upon an account: its standing, its credentials, and where its offices are
    /// others, whatever it says. `None` where they may, and for their own.
    pub fn beyond(&self, account: &Account, reader: AccountId) -> Option<Beyond> {
        if account.id == reader {
            return None;
        }
        if let Some(permission) = self.stronger_by_role(account.role) {
            return Some(Beyond::Stronger(permission));
        }
        let own = self.accounts.get(&reader);
        let own = own.and_then(|own| own.account.particulars.offices.as_ref());
        let within = lies_within(account.particulars.offices.as_ref(), own);
        (!within).then_some(Beyond::Offices)
    }

    /// Why `reader` may look at an account and not act upon it: the person is beyond their reach, or was
    /// removed for good (domain EDIT-04). `None` where they may act.
    pub fn barred(&self, account: &Account, reader: AccountId) -> Option<Message> {
        let beyond = self.beyond(account, reader).map(Beyond::message);
        beyond.or_else(|| account.removal_bar())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::sync::Arc;

    use uuid::Uuid;

    use super::*;
    use crate::id::OfficeId;
    use crate::permission::{ROLE_NURSE, ROLE_OFFICE_MANAGER, system_roles};
    use crate::record::sample::person;
    use crate::record::{Particulars, Standing};
    use crate::replica::{RowState, ShownAccount};

    const READER: AccountId = AccountId(Uuid::from_u128(1));
    const NORTH: OfficeId = OfficeId(Uuid::from_u128(21));
    const SOUTH: OfficeId = OfficeId(Uuid::from_u128(22));

    fn somebody(n: u128, offices: Option<OfficeId>) -> Account {
        Account {
            role: ROLE_NURSE,
            particulars: Particulars {
                offices: offices.map(|office| BTreeSet::from([office])),
                ..Particulars::default()
            },
            ..person(AccountId(Uuid::from_u128(n)), "Ann")
        }
    }

    /// A reader who is restricted to an office and holds no guarded permission.
    fn view() -> View {
        let own = ShownAccount {
            account: Arc::new(somebody(1, Some(NORTH))),
            row: RowState::Accepted,
            takes_away: false,
        };
        let roles = system_roles().into_iter().map(|role| (role.id, role));
        View {
            accounts: BTreeMap::from([(READER, own)]),
            roles: roles.collect(),
            ..View::default()
        }
    }

    fn told(account: &Account) -> Option<String> {
        view().barred(account, READER).map(|message| message.key)
    }

    // covers: RIGHT-03, RIGHT-04, EDIT-04
    #[test]
    fn the_reader_acts_upon_people_of_their_offices_who_are_no_stronger() {
        assert_eq!(told(&somebody(2, Some(NORTH))), None);
        let elsewhere = told(&somebody(2, Some(SOUTH)));
        assert_eq!(elsewhere.as_deref(), Some("account-out-of-reach"));
        let everywhere = told(&somebody(2, None));
        assert_eq!(everywhere.as_deref(), Some("account-out-of-reach"));
        let stronger = Account {
            role: ROLE_OFFICE_MANAGER,
            ..somebody(2, Some(NORTH))
        };
        assert_eq!(told(&stronger).as_deref(), Some("account-stronger"));
        let removed = Account {
            standing: Standing::Removed,
            ..somebody(2, Some(NORTH))
        };
        assert!(told(&removed).is_some());
        let own = Account {
            role: ROLE_OFFICE_MANAGER,
            ..somebody(1, None)
        };
        assert_eq!(told(&own), None);
    }
}
