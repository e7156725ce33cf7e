//! The heading of a page, which names the page for the browser and takes the focus on arrival.

use std::cell::Cell;

use yew::prelude::*;

use super::Curtain;
use crate::browser;
use crate::text::t;

/// The id of the heading, of which a page has one.
const ID: &str = "page-heading";

thread_local! {
    /// The browser itself announces the page that it opens; later ones are announced by the focus.
    static ARRIVED: Cell<bool> = const { Cell::new(false) };
}

/// Properties of [`Heading`].
#[derive(PartialEq, Properties)]
pub(crate) struct HeadingProps {
    /// The heading. Never anybody's name: it stands in the browser's history.
    pub(crate) text: AttrValue,
}

/// The page's `h1`.
#[component]
pub(crate) fn Heading(props: &HeadingProps) -> Html {
    // A page that arrives behind a drawn curtain names nothing and takes no focus.
    let seen = use_context::<Curtain>().unwrap_or_default() == Curtain::Open;
    use_effect_with((props.text.clone(), seen), |(text, seen)| {
        if *seen {
            gloo_utils::document().set_title(&t!("page-title", page = text.as_str()));
        }
    });
    use_effect_with((), move |()| {
        // A form that opens with something wrong has taken the focus to that field.
        if seen && ARRIVED.replace(true) && !browser::is_in_a_field() {
            browser::focus(ID);
        }
    });
    html! {
        <h1 id={ID} class="pf-v6-c-title pf-m-2xl app-heading" tabindex="-1">{ &props.text }</h1>
    }
}

/// Moves the focus to the page's heading, where what had it has left the page. What is in sight stays
/// in sight.
pub(crate) fn focus_heading() {
    browser::focus_in_place(ID);
}
