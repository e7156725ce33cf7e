//! Everybody with a login, in the order of their names, with the text that a search looks through.
//!
//! Folding ten thousand names and putting them in order takes longer than a person waits for a
//! letter. So it is done once for each account and each change of it, and not for each page: an
//! account that is still the same one in a newer view keeps what was found out about it.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use lanyard_shared::id::AccountId;
use lanyard_shared::record::Account;
use lanyard_shared::replica::View;
use lanyard_shared::validate::fold;

use crate::words::full_name;

/// Somebody with a login.
#[derive(Debug)]
pub(crate) struct Person {
    /// Their account.
    pub(crate) account: Arc<Account>,
    /// Folded name, username and e-mail address.
    text: String,
}

/// Compares whether it is the same account, and not all that is in it: a list of thousands is compared
/// with each drawing.
impl PartialEq for Person {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.account, &other.account)
    }
}

impl Eq for Person {}

impl Person {
    /// What there is to know about an account.
    pub(crate) fn of(account: &Arc<Account>) -> Self {
        let name = full_name(account);
        let (username, email) = (&account.username, &account.email);
        Self {
            account: account.clone(),
            text: fold(&format!("{name} {username} {email}")),
        }
    }

    /// Whether every word of a folded search is in what can be searched.
    pub(crate) fn matches(&self, folded: &str) -> bool {
        let mut words = folded.split_whitespace();
        words.all(|word| self.text.contains(word))
    }

    /// The order of the list: by name, and of those of one name always the same.
    fn by_name(&self, other: &Self) -> Ordering {
        let by_text = self.text.cmp(&other.text);
        by_text.then_with(|| self.account.id.cmp(&other.account.id))
    }
}

/// So many find their places one by one; more are put in order with all others.
const FEW: usize = 50;

/// What was found out about the newest view.
#[derive(Default)]
pub(super) struct People(RefCell<Known>);

#[derive(Default)]
struct Known {
    view: Rc<View>,
    by_id: Vec<Rc<Person>>,
    by_name: Rc<[Rc<Person>]>,
}

impl People {
    /// Everybody in `view` by name.
    pub(super) fn of(&self, view: &Rc<View>) -> Rc<[Rc<Person>]> {
        let mut known = self.0.borrow_mut();
        if !Rc::ptr_eq(&known.view, view) {
            *known = known.after(view);
        }
        known.by_name.clone()
    }
}

impl Known {
    fn after(&self, view: &Rc<View>) -> Self {
        let mut fresh = Vec::new();
        let mut gone = HashSet::new();
        let mut before = self.by_id.iter().peekable();
        let by_id = view.accounts.iter().map(|(id, shown)| {
            while let Some(left) = before.next_if(|it| it.account.id < *id) {
                gone.insert(left.account.id);
            }
            let same = before.next_if(|it| Arc::ptr_eq(&it.account, &shown.account));
            same.cloned().unwrap_or_else(|| {
                let new = Rc::new(Person::of(&shown.account));
                fresh.push(new.clone());
                new
            })
        });
        let by_id: Vec<Rc<Person>> = by_id.collect();
        gone.extend(before.map(|it| it.account.id));
        Self {
            view: view.clone(),
            by_name: self.in_order(&gone, fresh),
            by_id,
        }
    }

    /// Whoever stays is in order already: only `fresh` have to find their places.
    fn in_order(&self, gone: &HashSet<AccountId>, fresh: Vec<Rc<Person>>) -> Rc<[Rc<Person>]> {
        if fresh.is_empty() && gone.is_empty() {
            return self.by_name.clone();
        }
        let stays = |person: &&Rc<Person>| !gone.contains(&person.account.id);
        let kept = self.by_name.iter().filter(stays).cloned();
        let mut all: Vec<Rc<Person>> = kept.collect();
        if fresh.len() > FEW {
            all.extend(fresh);
            all.sort_by(|one, other| one.by_name(other));
        } else {
            for person in fresh {
                let place = all.partition_point(|it| it.by_name(&person).is_lt());
                all.insert(place, person);
            }
        }
        all.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn view(people: &[Arc<Account>]) -> Rc<View> {
        let shown = people.iter().map(|account| {
            let shown = sample::shown(account.clone());
            (account.id, shown)
        });
        Rc::new(View {
            accounts: shown.collect(),
            ..View::default()
        })
    }

    fn names(people: &[Rc<Person>]) -> Vec<&str> {
        let names = people.iter().map(|it| it.account.first_name.as_str());
        names.collect()
    }

    fn person(id: u128, name: &str) -> Arc<Account> {
        Arc::new(sample::account(id, name))
    }

    // covers: STAFF-05
    #[test]
    fn a_search_finds_every_word_in_any_case_and_order() {
        let one = Person::of(&person(1, "Löwe"));
        assert!(one.matches(&fold("LEE lowe@EXAMPLE")) == one.matches(&fold("lowe@example lee")));
        assert!(one.matches(&fold("LEE LÖWE")));
        assert!(one.matches(""));
        assert!(!one.matches(&fold("löwe smith")));
    }

    #[test]
    fn people_are_in_the_order_of_their_names_whoever_comes_changes_and_goes() {
        let people = People::default();
        let (zoe, ana, bo) = (person(1, "Zoe"), person(2, "ana"), person(3, "Bo"));
        let first = people.of(&view(&[zoe.clone(), ana.clone(), bo.clone()]));
        assert_eq!(names(&first), ["ana", "Bo", "Zoe"]);
        let carl = person(2, "Carl");
        let second = people.of(&view(&[zoe, carl, bo, person(4, "Al")]));
        assert_eq!(names(&second), ["Al", "Bo", "Carl", "Zoe"]);
        let third = people.of(&view(&[ana]));
        assert_eq!(names(&third), ["ana"]);
    }

    #[test]
    fn many_who_come_at_once_are_in_the_order_of_their_names() {
        let many = 0..2 * FEW as u128;
        let many: Vec<Arc<Account>> = many
            .map(|id| person(id + 1, &format!("Ana{:03}", 999 - id)))
            .collect();
        let people = People::default();
        people.of(&view(&many[..1]));
        let all = people.of(&view(&many));
        assert_eq!(all.len(), many.len());
        assert!(names(&all).is_sorted());
    }

    #[test]
    fn nobody_who_stays_as_they_are_is_looked_at_again() {
        let people = People::default();
        let (ana, bo) = (person(1, "Ana"), person(2, "Bo"));
        let before = people.of(&view(&[ana.clone(), bo.clone()]));
        let after = people.of(&view(&[person(1, "Zoe"), bo]));
        assert!(Rc::ptr_eq(&before[1], &after[0]));
        let same = people.of(&view(std::slice::from_ref(&ana)));
        assert!(Rc::ptr_eq(&same, &people.of(&view(&[ana]))));
    }
}
