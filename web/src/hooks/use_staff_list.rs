//! The staff in the order of the list, with the text that a search looks through.

use std::cmp::Ordering;
use std::rc::Rc;

use lanyard_shared::id::AccountId;
use lanyard_shared::record::{Account, Standing};
use lanyard_shared::replica::{RowState, ShownAccount, View};
use lanyard_shared::time::UnixMillis;
use lanyard_shared::validate::fold;
use yew::prelude::*;

use super::StaffQuery;
use crate::words::full_name;

/// One person of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Their account.
    pub(crate) id: AccountId,
    /// Deactivated or removed, and the server holds it so: not shown unless asked for (domain
    /// STAFF-03). What somebody just did does not vanish before it is in force.
    pub(crate) inactive: bool,
    /// The server does not hold this row yet: such rows come first, so that nobody has to look for
    /// what they just did.
    unsettled: bool,
    /// Folded name, username and e-mail address.
    text: String,
}

impl Listed {
    /// Every staff login in the order of the list.
    fn all(view: &View) -> Vec<Self> {
        let staff = view
            .accounts
            .values()
            .filter(|shown| shown.account.is_staff());
        let mut list: Vec<Self> = staff.map(Self::of).collect();
        list.sort_by(Self::order);
        list
    }

    /// Unsettled rows, then by name.
    fn order(one: &Self, other: &Self) -> Ordering {
        other
            .unsettled
            .cmp(&one.unsettled)
            .then_with(|| one.text.cmp(&other.text))
            .then_with(|| one.id.cmp(&other.id))
    }

    fn of(shown: &ShownAccount) -> Self {
        let account = &shown.account;
        let text = format!(
            "{} {} {}",
            full_name(account),
            account.username,
            account.email
        );
        let unsettled = shown.row != RowState::Accepted;
        let ended = matches!(account.standing, Standing::Deactivated | Standing::Removed);
        Self {
            id: account.id,
            inactive: ended && !unsettled,
            unsettled,
            text: fold(&text),
        }
    }

    /// Whether every word of a folded search is in what can be searched.
    fn matches(&self, folded: &str) -> bool {
        folded
            .split_whitespace()
            .all(|word| self.text.contains(word))
    }
}

/// Who is in the list for this query. Folding ten thousand names takes a moment, so it is done when
/// the copy changes and not with every letter of a search.
#[hook]
pub(crate) fn use_staff_list(
    view: &Rc<View>,
    query: &StaffQuery,
    now: UnixMillis,
) -> Rc<[AccountId]> {
    let all = use_memo(view.clone(), |view| Listed::all(view));
    // States change as time goes by; nothing else of a query does.
    let timed = !query.filters.is_empty() || query.sort.is_some();
    let at = if timed { now } else { UnixMillis(0) };
    let found = use_memo(
        (all, view.clone(), query.clone(), at),
        |(all, view, query, now)| found(all, view, query, *now),
    );
    (*found).clone()
}

fn found(all: &[Listed], view: &View, query: &StaffQuery, now: UnixMillis) -> Rc<[AccountId]> {
    let search = fold(&query.search);
    let inactive = query.inactive || query.filters.wants_inactive();
    let shown = all.iter().filter(|one| inactive || !one.inactive);
    let people = shown.filter(|one| one.matches(&search));
    let people = people.filter_map(|one| view.accounts.get(&one.id));
    let mut people: Vec<&Account> = people
        .map(|shown| &shown.account)
        .filter(|account| query.filters.let_pass(account, view, now))
        .collect();
    if let Some(sort) = query.sort {
        sort.apply(&mut people, view, now);
    }
    people.iter().map(|account| account.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(id: u128, text: &str, unsettled: bool) -> Listed {
        Listed {
            id: AccountId(uuid::Uuid::from_u128(id)),
            inactive: false,
            unsettled,
            text: fold(text),
        }
    }

    // covers: STAFF-05
    #[test]
    fn a_search_finds_every_word_in_any_case_and_order() {
        let one = listed(1, "Ana Löwe ana.lowe ana@example.org", false);
        assert!(one.matches(&fold("LÖWE ana")));
        assert!(one.matches(""));
        assert!(!one.matches(&fold("ana smith")));
    }

    #[test]
    fn what_the_server_does_not_hold_yet_comes_first() {
        let mut list = [listed(1, "Ana", false), listed(2, "Zoe", true)];
        list.sort_by(Listed::order);
        assert_eq!(list.map(|one| one.id.0.as_u128()), [2, 1]);
    }
}
