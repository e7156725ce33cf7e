//! The order of the list of staff (domain STAFF-05).

use std::cmp::Reverse;
use std::collections::HashMap;

use lanyard_shared::id::ProviderId;
use lanyard_shared::record::{Account, AccountState, TwoFactor};
use lanyard_shared::replica::View;
use lanyard_shared::time::UnixMillis;
use lanyard_shared::validate::fold;

use super::staff_query::{STATES, word};
use crate::words::full_name;

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

impl Sort {
    /// The order after somebody has picked a column: that column, or the other way round.
    pub(crate) fn picked(before: Option<Self>, column: Column) -> Self {
        let way = match before {
            Some(sort) if sort.column == column && sort.way == Way::Up => Way::Down,
            _ => Way::Up,
        };
        Self { column, way }
    }

    /// Puts people in this order; those who are alike stay as they were, and who has nothing in the
    /// column comes last either way.
    pub(super) fn apply(self, people: &mut [&Account], view: &View, now: UnixMillis) {
        let places = match self.column {
            Column::Provider => places(view),
            _ => HashMap::new(),
        };
        let key = |account: &&Account| match self.column {
            Column::Provider => places.get(&account.provider()).copied().map(Key::Place),
            column => column.key(account, now),
        };
        match self.way {
            Way::Up => people.sort_by_cached_key(|account| blank_last(key(account))),
            Way::Down => people.sort_by_cached_key(|account| {
                let (blank, key) = blank_last(key(account));
                (blank, Reverse(key))
            }),
        }
    }
}

/// The places of the providers in the order of their names, found out once for all who work on their
/// behalf; providers of one name share a place.
fn places(view: &View) -> HashMap<ProviderId, usize> {
    let mut named: Vec<(String, ProviderId)> = view
        .providers
        .values()
        .map(|provider| (fold(&provider.full_name()), provider.id))
        .collect();
    named.sort();
    let of_one_name = named.chunk_by(|(one, _), (other, _)| one == other);
    let places = of_one_name.enumerate();
    places
        .flat_map(|(place, same)| same.iter().map(move |(_, id)| (*id, place)))
        .collect()
}

/// What somebody has in a column, as it sorts.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Place(usize),
    Text(String),
}

impl Key {
    /// A text; nothing where it is empty.
    fn text(text: String) -> Option<Self> {
        (!text.is_empty()).then_some(Self::Text(text))
    }

    /// Those with a tick come first.
    fn tick(ticked: bool) -> Option<Self> {
        Some(Self::Place(usize::from(!ticked)))
    }
}

impl Column {
    /// All of them, in the order of the table.
    pub(crate) const ALL: [Self; 9] = [
        Self::Login,
        Self::Name,
        Self::Email,
        Self::Provider,
        Self::Cell,
        Self::Home,
        Self::Emergency,
        Self::TwoFactor,
        Self::State,
    ];

    /// The key of its heading.
    pub(crate) const fn head(self) -> &'static str {
        match self {
            Self::Login => "staff-login",
            Self::Name => "staff-name",
            Self::Email => "staff-email",
            Self::Provider => "staff-provider",
            Self::Cell => "staff-cell",
            Self::Home => "staff-home",
            Self::Emergency => "staff-emergency",
            Self::TwoFactor => "staff-two-factor",
            Self::State => "staff-state",
        }
    }

    /// What somebody has in the column; nothing in that of the provider, of whom the account knows only
    /// the id.
    fn key(self, account: &Account, now: UnixMillis) -> Option<Key> {
        match self {
            Self::Login => Key::text(fold(&account.username)),
            Self::Name => Key::text(fold(&full_name(account))),
            Self::Email => Key::text(fold(&account.email)),
            Self::Provider => None,
            Self::Cell => account.cell_phone.clone().and_then(Key::text),
            Self::Home => account.home_phone.clone().and_then(Key::text),
            Self::Emergency => Key::tick(account.emergency_until.is_some_and(|until| now < until)),
            Self::TwoFactor => Key::tick(account.two_factor == TwoFactor::Enrolled),
            Self::State => Some(Key::Place(rank(account.state(now)))),
        }
    }
}

fn blank_last(key: Option<Key>) -> (bool, Option<Key>) {
    (key.is_none(), key)
}

/// The place of a state among [`STATES`].
fn rank(state: AccountState) -> usize {
    let word = word(state);
    let place = STATES.iter().position(|known| *known == word);
    place.unwrap_or(STATES.len())
}

#[cfg(test)]
mod tests {
    use lanyard_shared::record::{Provider, Work};
    use uuid::Uuid;

    use super::*;
    use crate::sample::account;

    // covers: STAFF-05
    #[test]
    fn a_column_sorts_both_ways_and_what_is_empty_comes_last() {
        let (ana, zoe) = (account(1, "Ana"), account(2, "Zoe"));
        let mut bo = account(3, "bo");
        bo.cell_phone = Some("+12125550147".to_owned());
        let sorted = |sort: Sort| -> Vec<&str> {
            let mut people = vec![&zoe, &ana, &bo];
            sort.apply(&mut people, &View::default(), UnixMillis(0));
            people.iter().map(|it| it.first_name.as_str()).collect()
        };
        let by_name = Sort::picked(None, Column::Name);
        assert_eq!(sorted(by_name), ["Ana", "bo", "Zoe"]);
        let down = Sort::picked(Some(by_name), Column::Name);
        assert_eq!(sorted(down), ["Zoe", "bo", "Ana"]);
        let by_cell = Sort::picked(Some(down), Column::Cell);
        assert_eq!(sorted(by_cell)[0], "bo");
        assert_eq!(sorted(Sort::picked(Some(by_cell), Column::Cell))[0], "bo");
    }
    fn provider(id: u128, last_name: &str) -> (ProviderId, Provider) {
        let id = ProviderId(Uuid::from_u128(id));
        let provider = Provider {
            id,
            first_name: "Ida".to_owned(),
            last_name: last_name.to_owned(),
            npi: None,
            specialty: String::new(),
            email: String::new(),
            offices: Vec::new(),
            active: true,
        };
        (id, provider)
    }

    // covers: STAFF-05
    #[test]
    fn people_sort_by_the_name_of_their_provider_and_those_of_none_come_last() {
        let view = View {
            providers: [provider(1, "Wu"), provider(2, "ames"), provider(3, "Wu")].into(),
            ..View::default()
        };
        let on_behalf_of = |id: u128, provider: u128| {
            let mut account = account(id, "Ana");
            account.work = Work::Provider {
                provider: ProviderId(Uuid::from_u128(provider)),
            };
            account
        };
        let people = [(1, 9), (2, 3), (3, 2), (4, 1)].map(|(id, of)| on_behalf_of(id, of));
        let sorted = |way| -> Vec<u128> {
            let mut people: Vec<&Account> = people.iter().collect();
            let column = Column::Provider;
            Sort { column, way }.apply(&mut people, &view, UnixMillis(0));
            people.iter().map(|it| it.id.0.as_u128()).collect()
        };
        // Those of two providers of one name stay as they were.
        assert_eq!(sorted(Way::Up), [3, 2, 4, 1]);
        assert_eq!(sorted(Way::Down), [2, 4, 3, 1]);
    }
}
