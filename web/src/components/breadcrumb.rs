//! Where a page stands.

use yew::prelude::*;
use yew_router::prelude::Link;

use crate::route::Route;
use crate::text::t;

/// Properties of [`Breadcrumb`].
#[derive(PartialEq, Properties)]
pub(crate) struct BreadcrumbProps {
    /// The steps from the top to this page; those with an address can be gone back to.
    pub(crate) steps: Vec<(AttrValue, Option<Route>)>,
}

/// The way from the top to this page.
#[component]
pub(crate) fn Breadcrumb(props: &BreadcrumbProps) -> Html {
    html! {
        <nav class="pf-v6-c-breadcrumb" aria-label={t("breadcrumb")}>
            <ol class="pf-v6-c-breadcrumb__list" role="list">
                for (place, (words, route)) in props.steps.iter().enumerate() {
                    <li key={place} class="pf-v6-c-breadcrumb__item">
                        <span class="pf-v6-c-breadcrumb__item-divider" hidden={place == 0}>
                            <i class="fas fa-angle-right" aria-hidden="true" />
                        </span>
                        { step(words, route.as_ref()) }
                    </li>
                }
            </ol>
        </nav>
    }
}

fn step(words: &AttrValue, route: Option<&Route>) -> Html {
    match route {
        Some(route) => html! {
            <Link<Route> classes="pf-v6-c-breadcrumb__link" to={route.clone()}>{ words }</Link<Route>>
        },
        None => html! { <span>{ words }</span> },
    }
}
