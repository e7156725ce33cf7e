//! The staff whom the list is asked for, in its order.

use std::rc::Rc;

use lanyard_shared::id::AccountId;
use lanyard_shared::record::{Account, RecordKey, RecordKind, Standing};
use lanyard_shared::replica::{RowState, View};
use lanyard_shared::time::UnixMillis;
use lanyard_shared::validate::fold;
use yew::prelude::*;

use super::StaffQuery;
use crate::sync::{Desk, Person};

/// Who is in the list for this query. It is found out anew when the copy or the query changes, and
/// not with each drawing.
#[hook]
pub(crate) fn use_staff_list(desk: &Desk, query: &StaffQuery, now: UnixMillis) -> Rc<[AccountId]> {
    // States change as time goes by; nothing else of a query does.
    let timed = !query.filters.is_empty() || query.sort.is_some();
    let at = if timed { now } else { UnixMillis(0) };
    let found = use_memo((desk.view(), query.clone(), at), |(view, query, now)| {
        found(&desk.people(), view, query, *now)
    });
    (*found).clone()
}

/// Rows that the server does not hold yet come first where nobody asks for another order, so that
/// nobody has to look for what they just did.
fn found(
    people: &[Rc<Person>],
    view: &View,
    query: &StaffQuery,
    now: UnixMillis,
) -> Rc<[AccountId]> {
    let search = fold(&query.search);
    let inactive = query.inactive || query.filters.wants_inactive();
    let staff = people.iter().filter(|person| person.account.is_staff());
    let found = staff
        .filter(|person| inactive || !is_inactive(&person.account, view))
        .filter(|person| person.matches(&search))
        .map(|person| &*person.account)
        .filter(|account| query.filters.let_pass(account, view, now));
    let mut found: Vec<&Account> = found.collect();
    match query.sort {
        Some(sort) => sort.apply(&mut found, view, now),
        None => found.sort_by_key(|account| is_settled(account, view)),
    }
    found.iter().map(|account| account.id).collect()
}

/// Deactivated or removed, and the server holds it so (domain STAFF-03). What somebody just did does
/// not vanish before it is in force.
fn is_inactive(account: &Account, view: &View) -> bool {
    let ended = matches!(account.standing, Standing::Deactivated | Standing::Removed);
    ended && is_settled(account, view)
}

fn is_settled(account: &Account, view: &View) -> bool {
    let key = RecordKey {
        kind: RecordKind::Account,
        id: account.id.0,
    };
    view.mark(key) == RowState::Accepted
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::sample;

    fn person(id: u128, name: &str, standing: Standing) -> Rc<Person> {
        let account = Account {
            standing,
            ..sample::account(id, name)
        };
        Rc::new(Person::of(&Arc::new(account)))
    }

    fn numbers(found: &[AccountId]) -> Vec<u128> {
        found.iter().map(|id| id.0.as_u128()).collect()
    }

    fn marked(id: u128) -> View {
        let key = RecordKey {
            kind: RecordKind::Account,
            id: uuid::Uuid::from_u128(id),
        };
        View {
            marks: [(key, RowState::OnThisDevice)].into(),
            ..View::default()
        }
    }

    // covers: STAFF-03
    #[test]
    fn what_the_server_does_not_hold_yet_comes_first_and_does_not_vanish() {
        let people = [
            person(1, "Ana", Standing::Active),
            person(2, "Bo", Standing::Deactivated),
            person(3, "Zoe", Standing::Active),
        ];
        let found = |view: &View, query: &StaffQuery| found(&people, view, query, UnixMillis(0));
        let plain = StaffQuery::default();
        assert_eq!(numbers(&found(&View::default(), &plain)), [1, 3]);
        assert_eq!(numbers(&found(&marked(3), &plain)), [3, 1]);
        assert_eq!(numbers(&found(&marked(2), &plain)), [2, 1, 3]);
        let all = StaffQuery {
            inactive: true,
            ..plain
        };
        assert_eq!(numbers(&found(&View::default(), &all)), [1, 2, 3]);
    }

    // covers: STAFF-05
    #[test]
    fn only_those_who_are_searched_for_are_found() {
        let people = ["Ana", "Zoe"].map(|name| person(name.len() as u128, name, Standing::Active));
        let query = StaffQuery {
            search: "  ZOE lee".into(),
            ..StaffQuery::default()
        };
        assert_eq!(
            found(&people, &View::default(), &query, UnixMillis(0)).len(),
            1
        );
    }
}
