//! One person out of a few or of very many: a list to look over, or a search where there are too many
//! for one.

use std::rc::Rc;

use lanyard_shared::id::AccountId;
use yew::prelude::*;

use super::picks::{Found, PeopleSearch, Pick, Picks};
use super::{Choice, FilterSelect};
use crate::sync::Person;
use crate::text::t;
use crate::words::full_name;

/// Most people whom somebody looks over.
const MOST_LISTED: usize = 100;

/// Properties of [`PersonSelect`].
#[derive(PartialEq, Properties)]
pub(crate) struct PersonSelectProps {
    /// Its id in the page.
    pub(crate) id: AttrValue,
    /// Its label.
    pub(crate) label: AttrValue,
    /// Who is chosen.
    pub(crate) chosen: Option<AccountId>,
    /// What stands for nobody.
    pub(crate) nobody: AttrValue,
    /// Whom there is to choose from, in order.
    pub(crate) people: Vec<Rc<Person>>,
    /// Somebody else is chosen, or nobody.
    pub(crate) on_choose: Callback<Option<AccountId>>,
}

/// A list of people, or a search among them.
#[component]
pub(crate) fn PersonSelect(props: &PersonSelectProps) -> Html {
    if props.people.len() > MOST_LISTED {
        return html! {
            <div><Searched
                id={props.id.clone()}
                label={props.label.clone()}
                chosen={props.chosen}
                nobody={props.nobody.clone()}
                people={props.people.clone()}
                on_choose={props.on_choose.clone()}
            /></div>
        };
    }
    let accounts = props.people.iter().map(|person| &person.account);
    let choices = accounts.map(|it| Choice::new(it.id.to_string(), full_name(it)));
    let value = props.chosen.map(|id| id.to_string()).unwrap_or_default();
    html! {
        <div><FilterSelect
            id={props.id.clone()}
            label={props.label.clone()}
            {value}
            any={props.nobody.clone()}
            choices={choices.collect::<Vec<_>>()}
            on_choose={props.on_choose.reform(|id: AttrValue| id.parse().ok())}
        /></div>
    }
}

/// Who is chosen, or a search for them.
#[component]
fn Searched(props: &PersonSelectProps) -> Html {
    let search = use_state_eq(AttrValue::default);
    let is_chosen = |person: &&Rc<Person>| Some(person.account.id) == props.chosen;
    let chosen: Vec<Rc<Person>> = props.people.iter().filter(is_chosen).cloned().collect();
    let found = Found::of(props.people.iter(), &search);
    html! {
        <div class="app-stack" role="group" aria-label={props.label.clone()}>
            <span aria-hidden="true">{ &props.label }</span>
            if chosen.is_empty() {
                <PeopleSearch
                    id={props.id.clone()}
                    label={t("person-find")}
                    search={search.clone()}
                />
                <Picks
                    people={found.shown.clone()}
                    pick={Pick::Choose}
                    on_pick={props.on_choose.reform(Some)}
                />
                <p class="app-quiet" role="status">
                    { if search.is_empty() { props.nobody.clone() } else { found.words() } }
                </p>
            } else {
                <Picks
                    people={chosen}
                    pick={Pick::Drop}
                    on_pick={props.on_choose.reform(|_| None)}
                />
            }
        </div>
    }
}
