//! Any number of choices out of very many: those that are chosen as a list, the others by a search.

use std::collections::BTreeSet;
use std::rc::Rc;

use lanyard_shared::validate::fold;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::choices_field::{chosen, toggled};
use super::frame::GroupFrame;
use super::{Bind, Choice};
use crate::browser;
use crate::components::{Look, PushButton};
use crate::text::t;

/// Most people that a search shows at once.
const MOST_FOUND: usize = 12;

/// Properties of [`PickField`].
#[derive(PartialEq, Properties)]
pub(crate) struct PickFieldProps {
    /// Its place in the form.
    pub(crate) bind: Bind,
    /// Its label.
    pub(crate) label: AttrValue,
    /// Everybody that there is to choose from, in order; no value has a blank in it.
    pub(crate) choices: Rc<[Choice]>,
    /// A word of help.
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
}

/// The people who are chosen, each with a button, and a search for more.
#[component]
pub(crate) fn PickField(props: &PickFieldProps) -> Html {
    let bind = &props.bind;
    let search = use_state_eq(AttrValue::default);
    let (held, found) = split(&props.choices, &bind.value, &search);
    let count = chosen(&bind.value).count();
    let pick = {
        let (on_input, value) = (bind.on_input.clone(), bind.value.clone());
        let search = search_id(bind);
        Callback::from(move |(choice, ticked): (AttrValue, bool)| {
            on_input.emit(toggled(&value, &choice, ticked).into());
            // The button goes with the person's place in the list; the next one is looked for here.
            browser::focus(&search);
        })
    };
    html! {
        <GroupFrame bind={bind.clone()} label={props.label.clone()} hint={props.hint.clone()}>
            <p class="app-quiet" role="status">
                { t!("members-count", count = count) }
            </p>
            <Picks key="held" choices={held} ticked=true pick={pick.clone()} />
            <Search bind={bind.clone()} search={search.clone()} />
            if !search.is_empty() {
                <Picks key="found" choices={found.shown} ticked=false {pick} />
                <p class="app-quiet" role="status">{ words_of(found.more, found.none) }</p>
            }
        </GroupFrame>
    }
}

/// What a search found among those who are not chosen.
struct Found {
    shown: Vec<Choice>,
    /// How many more there are.
    more: usize,
    none: bool,
}

/// Those who are chosen, and those whom the search finds beside them.
fn split(choices: &[Choice], value: &str, search: &str) -> (Vec<Choice>, Found) {
    let picked: BTreeSet<&str> = chosen(value).collect();
    let is_chosen = |choice: &&Choice| picked.contains(choice.value.as_str());
    let held = choices.iter().filter(is_chosen).cloned().collect();
    let folded = fold(search);
    let matches = |choice: &&Choice| {
        let text = fold(&format!(
            "{} {}",
            choice.label,
            choice.detail.as_deref().unwrap_or_default()
        ));
        folded.split_whitespace().all(|word| text.contains(word))
    };
    let mut shown: Vec<Choice> = if folded.trim().is_empty() {
        Vec::new()
    } else {
        let others = choices
            .iter()
            .filter(|it| it.barred.is_none() && !is_chosen(it));
        others.filter(matches).cloned().collect()
    };
    let all = shown.len();
    shown.truncate(MOST_FOUND);
    let found = Found {
        more: all.saturating_sub(shown.len()),
        none: all == 0,
        shown,
    };
    (held, found)
}

fn words_of(more: usize, none: bool) -> AttrValue {
    match (more, none) {
        (_, true) => t("members-none-found"),
        (0, false) => AttrValue::default(),
        (more, false) => t!("members-more", count = more),
    }
}

/// Properties of [`Search`].
#[derive(PartialEq, Properties)]
struct SearchProps {
    bind: Bind,
    search: UseStateHandle<AttrValue>,
}

fn search_id(bind: &Bind) -> String {
    format!("{}-search", bind.name)
}

/// Where the search is typed. Enter sends no form from here.
#[component]
fn Search(props: &SearchProps) -> Html {
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
                id={search_id(&props.bind)}
                aria-label={t("members-find")}
                placeholder={t("members-find")}
                autocomplete="off"
                spellcheck="false"
                value={(*props.search).clone()}
                {oninput}
                {onkeydown}
            />
        </div>
    }
}

/// Properties of [`Picks`].
#[derive(PartialEq, Properties)]
struct PicksProps {
    choices: Vec<Choice>,
    /// They are chosen; the button takes them out.
    ticked: bool,
    pick: Callback<(AttrValue, bool)>,
}

/// People, each with the button that adds them or takes them out.
#[component]
fn Picks(props: &PicksProps) -> Html {
    let ticked = props.ticked;
    html! {
        <ul class="app-picks" role="list" hidden={props.choices.is_empty()}>
            for choice in &props.choices {
                <li class="app-picks__one" key={choice.value.to_string()}>
                    <span class="app-picks__who">
                        <span>{ &choice.label }</span>
                        <span class="app-quiet">{ choice.detail.clone().unwrap_or_default() }</span>
                        <span class="app-quiet">{ choice.barred.clone().unwrap_or_default() }</span>
                    </span>
                    <PushButton
                        label={button(&choice.label, ticked)}
                        look={Look::Inline}
                        on_click={clicked(props, choice)}
                    />
                </li>
            }
        </ul>
    }
}

fn button(name: &str, ticked: bool) -> AttrValue {
    if ticked {
        t!("member-remove", name = name)
    } else {
        t!("member-add", name = name)
    }
}

fn clicked(props: &PicksProps, choice: &Choice) -> Callback<()> {
    let (value, ticked) = (choice.value.clone(), props.ticked);
    props.pick.reform(move |()| (value.clone(), !ticked))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people() -> Vec<Choice> {
        let gone = Choice {
            barred: Some("Deactivated".into()),
            ..Choice::new("c", "Ana Gone")
        };
        vec![
            Choice::new("a", "Ana Löwe"),
            Choice::new("b", "Bo Ito"),
            gone,
        ]
    }

    // covers: D-07
    #[test]
    fn a_search_finds_those_who_are_not_chosen_and_have_not_left() {
        let names = |choices: &[Choice]| -> Vec<String> {
            choices.iter().map(|it| it.label.to_string()).collect()
        };
        let (held, found) = split(&people(), "b c", "ana");
        assert_eq!(names(&held), ["Bo Ito", "Ana Gone"]);
        assert_eq!(names(&found.shown), ["Ana Löwe"]);
        let (_, found) = split(&people(), "", "ana");
        assert_eq!(names(&found.shown), ["Ana Löwe"]);
        let (_, found) = split(&people(), "a", "lowe");
        assert!(found.none);
        let (_, nothing) = split(&people(), "", " ");
        assert!(nothing.shown.is_empty());
    }

    #[test]
    fn a_search_shows_a_few_and_says_how_many_more() {
        let many: Vec<Choice> = (0..20)
            .map(|n| Choice::new(n.to_string(), format!("Ana {n}")))
            .collect();
        let (_, found) = split(&many, "", "ana");
        assert_eq!((found.shown.len(), found.more), (MOST_FOUND, 8));
    }
}
