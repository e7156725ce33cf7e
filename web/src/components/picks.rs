//! Finding people among thousands: a search, and the first few whom it finds, each with a button.

use std::rc::Rc;

use lanyard_shared::id::AccountId;
use lanyard_shared::record::{Account, Standing};
use lanyard_shared::validate::fold;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Look, PushButton};
use crate::sync::Person;
use crate::text::t;
use crate::words::full_name;

/// Most people that a search shows at once.
const MOST_FOUND: usize = 12;

/// Whom a search has found.
pub(super) struct Found {
    /// The first of them.
    pub(super) shown: Vec<Rc<Person>>,
    /// How many more there are.
    pub(super) more: usize,
}

impl Found {
    /// Those of `people` whom the search finds; nobody as long as nothing is searched for.
    pub(super) fn of<'a>(people: impl Iterator<Item = &'a Rc<Person>>, search: &str) -> Self {
        let folded = fold(search);
        let asked = !folded.is_empty();
        let mut found = people.filter(|person| asked && person.matches(&folded));
        let shown = found.by_ref().take(MOST_FOUND).cloned().collect();
        Self {
            shown,
            more: found.count(),
        }
    }

    /// What to say about those who are not shown.
    pub(super) fn words(&self) -> AttrValue {
        match self.more {
            _ if self.shown.is_empty() => t("members-none-found"),
            0 => AttrValue::default(),
            more => t!("members-more", count = more),
        }
    }
}

/// Properties of [`PeopleSearch`].
#[derive(PartialEq, Properties)]
pub(super) struct PeopleSearchProps {
    /// The id of the control.
    pub(super) id: AttrValue,
    /// What it is for.
    pub(super) label: AttrValue,
    /// What is typed.
    pub(super) search: UseStateHandle<AttrValue>,
}

/// Where the search is typed. Enter sends no form from here.
#[component]
pub(super) fn PeopleSearch(props: &PeopleSearchProps) -> Html {
    let search = props.search.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        search.set(input.value().into());
    });
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
        }
    });
    html! {
        <div class="pf-v6-c-form-control">
            <input
                type="search"
                id={props.id.clone()}
                aria-label={props.label.clone()}
                placeholder={props.label.clone()}
                autocomplete="off"
                spellcheck="false"
                value={(*props.search).clone()}
                {oninput}
                {onkeydown}
            />
        </div>
    }
}

/// What the button beside somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pick {
    /// Adds them to those who are chosen.
    Add,
    /// Takes them out again.
    Remove,
    /// Chooses them and nobody else.
    Choose,
    /// Chooses nobody.
    Drop,
}

impl Pick {
    fn label(self, name: &str) -> AttrValue {
        match self {
            Self::Add => t!("member-add", name = name),
            Self::Remove => t!("member-remove", name = name),
            Self::Choose => t!("person-choose", name = name),
            Self::Drop => t!("person-not", name = name),
        }
    }
}

/// Properties of [`Picks`].
#[derive(PartialEq, Properties)]
pub(super) struct PicksProps {
    /// Who they are.
    pub(super) people: Vec<Rc<Person>>,
    /// What the buttons do.
    pub(super) pick: Pick,
    /// One was clicked.
    pub(super) on_pick: Callback<AccountId>,
}

/// People, each with a button.
#[component]
pub(super) fn Picks(props: &PicksProps) -> Html {
    let pick = |id: AccountId| props.on_pick.reform(move |()| id);
    html! {
        <ul class="app-picks" role="list" hidden={props.people.is_empty()}>
            for person in &props.people {
                <li class="app-picks__one" key={person.account.id.to_string()}>
                    { who(&person.account) }
                    <PushButton
                        label={props.pick.label(&full_name(&person.account))}
                        look={Look::Inline}
                        on_click={pick(person.account.id)}
                    />
                </li>
            }
        </ul>
    }
}

fn who(account: &Account) -> Html {
    let left = match account.standing {
        Standing::Deactivated => t("state-deactivated"),
        Standing::Removed => t("state-removed"),
        Standing::Pending | Standing::Active | Standing::Locked => AttrValue::default(),
    };
    html! {
        <span class="app-picks__who">
            <span>{ full_name(account) }</span>
            <span class="app-quiet">{ &account.username }</span>
            <span class="app-quiet">{ left }</span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::sample;

    fn people(count: u128) -> Vec<Rc<Person>> {
        let account = |id| Arc::new(sample::account(id, &format!("Ana{id}")));
        (0..count)
            .map(|id| Rc::new(Person::of(&account(id))))
            .collect()
    }

    // covers: D-07
    #[test]
    fn a_search_shows_a_few_and_says_how_many_more() {
        let many = people(20);
        let found = Found::of(many.iter(), "ana");
        assert_eq!((found.shown.len(), found.more), (MOST_FOUND, 8));
        let found = Found::of(many.iter(), " ANA13 ");
        assert_eq!((found.shown.len(), found.more), (1, 0));
    }

    #[test]
    fn nobody_is_found_who_is_not_searched_for() {
        let found = Found::of(people(3).iter(), " ");
        assert_eq!((found.shown.len(), found.more), (0, 0));
    }
}
