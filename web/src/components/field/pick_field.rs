//! Any number of people out of very many: those who are chosen as a list, the others by a search.

use std::collections::BTreeSet;
use std::rc::Rc;

use lanyard_shared::id::AccountId;
use lanyard_shared::record::Standing;
use yew::prelude::*;

use super::Bind;
use super::choices_field::{chosen, toggled};
use super::frame::GroupFrame;
use crate::browser;
use crate::components::picks::{Found, PeopleSearch, Pick, Picks};
use crate::sync::Person;
use crate::text::t;

/// Properties of [`PickField`].
#[derive(PartialEq, Properties)]
pub(crate) struct PickFieldProps {
    /// Its place in the form.
    pub(crate) bind: Bind,
    /// Its label.
    pub(crate) label: AttrValue,
    /// Everybody that there is, in order. Who has left can be taken out, and not be added.
    pub(crate) people: Rc<[Rc<Person>]>,
    /// A word of help.
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
}

/// The people who are chosen, each with a button, and a search for more.
#[component]
pub(crate) fn PickField(props: &PickFieldProps) -> Html {
    let bind = &props.bind;
    let search = use_state_eq(AttrValue::default);
    let (held, found) = split(&props.people, &bind.value, &search);
    let count = chosen(&bind.value).count();
    let pick = |ticked: bool| {
        let (on_input, value) = (bind.on_input.clone(), bind.value.clone());
        let search = search_id(bind);
        Callback::from(move |id: AccountId| {
            on_input.emit(toggled(&value, &id.to_string(), ticked).into());
            // The button goes with the person's place in the list; the next one is looked for here.
            browser::focus(&search);
        })
    };
    html! {
        <GroupFrame bind={bind.clone()} label={props.label.clone()} hint={props.hint.clone()}>
            <p class="app-quiet" role="status">
                { t!("members-count", count = count) }
            </p>
            <Picks key="held" people={held} pick={Pick::Remove} on_pick={pick(false)} />
            <PeopleSearch
                id={search_id(bind)}
                label={t("members-find")}
                search={search.clone()}
            />
            if !search.is_empty() {
                <Picks
                    key="found"
                    people={found.shown.clone()}
                    pick={Pick::Add}
                    on_pick={pick(true)}
                />
                <p class="app-quiet" role="status">{ found.words() }</p>
            }
        </GroupFrame>
    }
}

fn search_id(bind: &Bind) -> String {
    format!("{}-search", bind.name)
}

/// Those who are chosen, and those whom the search finds beside them.
fn split(people: &[Rc<Person>], value: &str, search: &str) -> (Vec<Rc<Person>>, Found) {
    let picked: BTreeSet<AccountId> = chosen(value).filter_map(|id| id.parse().ok()).collect();
    let is_picked = |person: &&Rc<Person>| picked.contains(&person.account.id);
    let held = people.iter().filter(is_picked).cloned().collect();
    let others = people.iter().filter(|person| {
        let left = matches!(
            person.account.standing,
            Standing::Deactivated | Standing::Removed
        );
        !left && !is_picked(person)
    });
    (held, Found::of(others, search))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use lanyard_shared::record::Account;

    use super::*;
    use crate::sample;

    fn names(people: &[Rc<Person>]) -> Vec<&str> {
        let names = people.iter().map(|it| it.account.first_name.as_str());
        names.collect()
    }

    // covers: D-07
    #[test]
    fn a_search_finds_those_who_are_not_chosen_and_have_not_left() {
        let gone = Account {
            standing: Standing::Deactivated,
            ..sample::account(3, "Anabel")
        };
        let all = [sample::account(1, "Ana"), sample::account(2, "Bo"), gone];
        let people = all.map(|account| Rc::new(Person::of(&Arc::new(account))));
        let id = |place: usize| people[place].account.id.to_string();
        let both = format!("{} {}", id(1), id(2));
        let (held, found) = split(&people, &both, "ana");
        assert_eq!(names(&held), ["Bo", "Anabel"]);
        assert_eq!(names(&found.shown), ["Ana"]);
        let (_, found) = split(&people, "", "ana");
        assert_eq!(names(&found.shown), ["Ana"]);
        let (_, found) = split(&people, &id(0), "ana");
        assert!(found.shown.is_empty());
    }
}
