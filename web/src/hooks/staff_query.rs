//! What the list of staff is asked for: words, filters, an order (domain STAFF-05).

use std::cmp::Reverse;

use lanyard_shared::id::{GroupId, OfficeId, ProviderId, RoleId};
use lanyard_shared::record::{Account, AccountState, TwoFactor};
use lanyard_shared::replica::View;
use lanyard_shared::time::UnixMillis;
use lanyard_shared::validate::fold;
use yew::AttrValue;

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

/// The columns by which the list can be sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// Username.
    Login,
    /// First and last name.
    Name,
    /// E-mail address.
    Email,
    /// Primary provider.
    Provider,
    /// Mobile telephone.
    Cell,
    /// Home telephone.
    Home,
    /// Whether emergency access is held.
    Emergency,
    /// Whether a second factor is enrolled.
    TwoFactor,
    /// The state.
    State,
}

/// An order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sort {
    /// By what.
    pub(crate) column: Column,
    /// Whether from the last to the first.
    pub(crate) way: Way,
}

/// The way of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// From the first to the last.
    Up,
    /// From the last to the first.
    Down,
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

impl Sort {
    /// The order after somebody has picked a column: that column, or the other way round.
    pub(crate) fn picked(before: Option<Self>, column: Column) -> Self {
        let way = match before {
            Some(sort) if sort.column == column && sort.way == Way::Up => Way::Down,
            _ => Way::Up,
        };
        Self { column, way }
    }

    /// Puts people in this order; those who are alike stay as they were.
    pub(super) fn apply(self, people: &mut [&Account], view: &View, now: UnixMillis) {
        let key = |account: &&Account| self.column.key(account, view, now);
        match self.way {
            Way::Up => people.sort_by_cached_key(key),
            Way::Down => people.sort_by_cached_key(|account| Reverse(key(account))),
        }
    }
}

impl Column {
    /// What is empty comes last.
    fn key(self, account: &Account, view: &View, now: UnixMillis) -> (bool, String) {
        let text = match self {
            Self::Login => fold(&account.username),
            Self::Name => fold(&account.full_name()),
            Self::Email => fold(&account.email),
            Self::Provider => {
                let provider = view.providers.get(&account.provider());
                provider.map_or_else(String::new, |provider| fold(&provider.full_name()))
            }
            Self::Cell => account.cell_phone.clone().unwrap_or_default(),
            Self::Home => account.home_phone.clone().unwrap_or_default(),
            Self::Emergency => mark(account.emergency_until.is_some_and(|until| now < until)),
            Self::TwoFactor => mark(account.two_factor == TwoFactor::Enrolled),
            Self::State => rank(account.state(now)).to_string(),
        };
        (text.is_empty(), text)
    }
}

fn mark(held: bool) -> String {
    if held { "held" } else { "" }.to_owned()
}

/// The place of a state among [`STATES`].
fn rank(state: AccountState) -> usize {
    let word = word(state);
    let place = STATES.iter().position(|known| *known == word);
    place.unwrap_or(STATES.len())
}

/// The key of a state's word.
const fn word(state: AccountState) -> &'static str {
    match state {
        AccountState::MailWaiting | AccountState::Pending { .. } => "state-pending",
        AccountState::ExpiredLink => "state-expired-link",
        AccountState::Active => "state-active",
        AccountState::Locked => "state-locked",
        AccountState::NotYetStarted { .. } => "state-not-started",
        AccountState::Deactivated => "state-deactivated",
        AccountState::Removed => "state-removed",
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

    // covers: STAFF-05
    #[test]
    fn a_column_sorts_both_ways_and_what_is_empty_comes_last() {
        let (ana, zoe) = (named(1, "Ana", ROLE_STAFF), named(2, "Zoe", ROLE_STAFF));
        let mut bo = named(3, "bo", ROLE_STAFF);
        bo.cell_phone = Some("+12125550147".to_owned());
        let sorted = |sort: Sort| -> Vec<&str> {
            let mut people = vec![&zoe, &ana, &bo];
            sort.apply(&mut people, &View::default(), NOW);
            people.iter().map(|it| it.first_name.as_str()).collect()
        };
        let by_name = Sort::picked(None, Column::Name);
        assert_eq!(sorted(by_name), ["Ana", "bo", "Zoe"]);
        let down = Sort::picked(Some(by_name), Column::Name);
        assert_eq!(sorted(down), ["Zoe", "bo", "Ana"]);
        assert_eq!(sorted(Sort::picked(Some(down), Column::Cell))[0], "bo");
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
