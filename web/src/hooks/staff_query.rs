//! What the list of staff is asked for: words, filters, an order (domain STAFF-05).

use lanyard_shared::id::{GroupId, OfficeId, ProviderId, RoleId};
use lanyard_shared::record::{Account, AccountState};
use lanyard_shared::replica::View;
use lanyard_shared::time::UnixMillis;
use yew::AttrValue;

use super::Sort;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct StaffQuery {
    /// Words of name, login and e-mail address.
    pub(crate) search: AttrValue,
    /// Whether those who have left are shown too.
    pub(crate) inactive: bool,
    /// Which of them.
    pub(crate) filters: Filters,
    /// In which order; where there is none by name, what is not settled first.
    pub(crate) sort: Option<Sort>,
}

/// Which people; a part without a value lets everybody pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filters {
    /// Those with this role.
    pub(crate) role: Option<RoleId>,
    /// Those who work on behalf of this provider.
    pub(crate) provider: Option<ProviderId>,
    /// Those who may work in this office.
    pub(crate) office: Option<OfficeId>,
    /// Those in this group.
    pub(crate) group: Option<GroupId>,
    /// Those in this state, by the key of its word.
    pub(crate) state: Option<&'static str>,
}

/// The states by which can be filtered, by the keys of their words.
pub(crate) const STATES: [&str; 7] = [
    "state-pending",
    "state-expired-link",
    "state-active",
    "state-locked",
    "state-not-started",
    "state-deactivated",
    "state-removed",
];

/// The key of a state's word.
pub(super) const fn word(state: AccountState) -> &'static str {
    match state {
        AccountState::MailWaiting | AccountState::Pending { .. } => "state-pending",
        AccountState::ExpiredLink => "state-expired-link",
        AccountState::Active => "state-active",
        AccountState::Locked => "state-locked",
        AccountState::NotYetStarted { .. } => "state-not-started",
        AccountState::Deactivated => "state-deactivated",
        AccountState::Removed { .. } | AccountState::Erased => "state-removed",
    }
}

impl Filters {
    /// Whether everybody passes.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether only people who have left can pass.
    pub(super) fn wants_inactive(&self) -> bool {
        matches!(self.state, Some("state-deactivated" | "state-removed"))
    }

    /// Whether somebody passes.
    pub(super) fn let_pass(&self, account: &Account, view: &View, now: UnixMillis) -> bool {
        let offices = account.particulars.offices.as_ref();
        self.role.is_none_or(|role| account.role == role)
            && self.provider.is_none_or(|it| account.provider() == it)
            && self
                .office
                .is_none_or(|office| offices.is_none_or(|in_| in_.contains(&office)))
            && self.group.is_none_or(|group| {
                let group = view.groups.get(&group);
                group.is_some_and(|group| group.members.contains(&account.id))
            })
            && self
                .state
                .is_none_or(|state| word(account.state(now)) == state)
    }
}

#[cfg(test)]
mod tests {
    use lanyard_shared::fields;
    use lanyard_shared::permission::{ROLE_NURSE, ROLE_STAFF};
    use lanyard_shared::record::{Group, Record, RecordKey, RecordKind};
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::sample::account;

    const NOW: UnixMillis = UnixMillis(0);

    fn named(id: u128, first: &str, role: RoleId) -> Account {
        let mut account = account(id, first);
        account.role = role;
        account
    }

    // covers: STAFF-05, D-07
    #[test]
    fn filters_are_met_together() {
        let ana = named(1, "Ana", ROLE_NURSE);
        let group = RecordKey {
            kind: RecordKind::Group,
            id: Uuid::from_u128(9),
        };
        let fields = json!({ "name": "Nights", "members": [ana.id] });
        let made = fields::make(group, serde_json::from_value(fields).unwrap()).unwrap();
        let Record::Group(group @ Group { id, .. }) = made else {
            panic!("a group was made");
        };
        let view = View {
            groups: [(id, group)].into(),
            ..View::default()
        };
        let passes = |filters: Filters| filters.let_pass(&ana, &view, NOW);
        let nurse = Filters {
            role: Some(ROLE_NURSE),
            group: Some(id),
            ..Filters::default()
        };
        assert!(passes(Filters::default()) && passes(nurse));
        assert!(!passes(Filters {
            role: Some(ROLE_STAFF),
            ..nurse
        }));
        let nowhere = Some(OfficeId(Uuid::nil()));
        assert!(
            passes(Filters {
                office: nowhere,
                ..nurse
            }),
            "she is in all offices"
        );
        let pending = Filters {
            state: Some("state-deactivated"),
            ..nurse
        };
        assert!(!passes(pending) && pending.wants_inactive());
    }
}
