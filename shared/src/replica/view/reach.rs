//! Whom the reader may act upon, as far as this device knows. The server has the last word.

use super::View;
use crate::id::AccountId;
use crate::intent::Intent;
use crate::message::Message;
use crate::record::Account;
use crate::visibility::lies_within;

impl View {
    /// Why `reader` may look at an account and not act upon it: the person works in other offices (domain
    /// RIGHT-04), is stronger (domain RIGHT-03), or was removed for good (domain EDIT-04). `None` where
    /// they may act.
    pub fn barred(&self, account: &Account, reader: AccountId) -> Option<Message> {
        self.beyond(account, reader)
            .or_else(|| account.removal_bar())
    }

    fn beyond(&self, account: &Account, reader: AccountId) -> Option<Message> {
        if account.id == reader {
            return None;
        }
        let own = self.accounts.get(&reader);
        let own = own.and_then(|own| own.account.particulars.offices.as_ref());
        if !lies_within(account.particulars.offices.as_ref(), own) {
            return Some(Message::new("account-out-of-reach"));
        }
        let lacking = self.stronger_by_role(account.role)?;
        Some(Message::new("account-stronger").with("permission", lacking.label()))
    }

    /// How many edits of an account wait on this device to be decided.
    pub fn waiting_about(&self, account: AccountId) -> usize {
        let waiting = self
            .unsent
            .iter()
            .filter_map(|unsent| unsent.intent.as_ref());
        waiting.filter(|edit| edit.target().id == account.0).count()
    }

    /// Whether a mail with a new link for an account is asked for and waits on this device.
    pub fn link_is_waiting(&self, account: AccountId) -> bool {
        let mut waiting = self
            .unsent
            .iter()
            .filter_map(|unsent| unsent.intent.as_ref());
        waiting.any(|edit| matches!(edit, Intent::StaffSendLink(send) if send.account == account))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::sync::Arc;

    use uuid::Uuid;

    use super::*;
    use crate::id::{OfficeId, OpId};
    use crate::intent::{StaffDeactivate, StaffSendLink};
    use crate::permission::{ROLE_NURSE, ROLE_OFFICE_MANAGER, system_roles};
    use crate::protocol::LinkPurpose;
    use crate::record::sample::person;
    use crate::record::{Particulars, Standing};
    use crate::replica::local::Sending;
    use crate::replica::{RowState, ShownAccount, Unsent};
    use crate::time::UnixMillis;

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

    // covers: LINK-08
    #[test]
    fn a_link_that_waits_on_this_device_is_known_and_counts_as_an_edit() {
        let account = AccountId(Uuid::from_u128(2));
        let purpose = LinkPurpose::Activation;
        let unsent = |n, intent| Unsent {
            op_id: OpId(Uuid::from_u128(n)),
            intent: Some(intent),
            authored_at: UnixMillis(0),
            sending: Sending::Waiting,
        };
        let mut view = view();
        let deactivate = Intent::StaffDeactivate(StaffDeactivate { account });
        view.unsent.push(unsent(1, deactivate));
        assert!(!view.link_is_waiting(account));
        let send = Intent::StaffSendLink(StaffSendLink { account, purpose });
        view.unsent.push(unsent(2, send));
        assert!(view.link_is_waiting(account) && !view.link_is_waiting(READER));
        assert_eq!(view.waiting_about(account), 2);
        assert_eq!(view.waiting_about(READER), 0);
    }
}
