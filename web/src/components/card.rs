//! A titled part of a page.

use yew::prelude::*;

/// Properties of [`Card`].
#[derive(PartialEq, Properties)]
pub(crate) struct CardProps {
    /// The id of its title.
    pub(crate) id: &'static str,
    /// Its title.
    pub(crate) title: AttrValue,
    /// Is it left out for now?
    #[prop_or_default]
    pub(crate) hidden: bool,
    /// What is in it, one below the other.
    pub(crate) children: Html,
}

/// A section of the page under a title of its own.
#[component]
pub(crate) fn Card(props: &CardProps) -> Html {
    html! {
        <section class="pf-v6-c-card" aria-labelledby={props.id} hidden={props.hidden}>
            <div class="pf-v6-c-card__title">
                <h2 class="pf-v6-c-card__title-text" id={props.id}>{ &props.title }</h2>
            </div>
            <div class="pf-v6-c-card__body app-stack">{ props.children.clone() }</div>
        </section>
    }
}
