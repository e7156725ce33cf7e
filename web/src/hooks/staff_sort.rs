//! The order of the list of staff (domain STAFF-05).

use std::cmp::Reverse;

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
        let key = |account: &&Account| self.column.key(account, view, now);
        match self.way {
            Way::Up => people.sort_by_cached_key(|account| blank_last(key(account))),
            Way::Down => people.sort_by_cached_key(|account| {
                let (blank, text) = blank_last(key(account));
                (blank, Reverse(text))
            }),
        }
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

    /// What somebody has in the column, as a text that sorts.
    fn key(self, account: &Account, view: &View, now: UnixMillis) -> String {
        match self {
            Self::Login => fold(&account.username),
            Self::Name => fold(&full_name(account)),
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
        }
    }
}

fn blank_last(text: String) -> (bool, String) {
    (text.is_empty(), text)
}

/// Those with a tick come first.
fn mark(ticked: bool) -> String {
    if ticked { "0" } else { "1" }.to_owned()
}

/// The place of a state among [`STATES`].
fn rank(state: AccountState) -> usize {
    let word = word(state);
    let place = STATES.iter().position(|known| *known == word);
    place.unwrap_or(STATES.len())
}

#[cfg(test)]
mod tests {
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
}
