//! Leads to the page where somebody's work begins.

use lanyard_shared::landing::{Landing, landing};
use yew::prelude::*;
use yew_router::prelude::Redirect;

use crate::hooks::use_desk;
use crate::route::Route;

/// Where signing in leads (domain NEW-14).
#[component]
pub(crate) fn HomePage() -> Html {
    let desk = use_desk();
    let view = desk.view();
    let own = view.accounts.get(&desk.account());
    let to = match own.map(|own| landing(&own.account, &view.permissions)) {
        Some(Landing::Dashboard) => Route::Dashboard,
        Some(Landing::Staff) => Route::Staff,
        Some(Landing::OwnAccount) | None => Route::Me,
    };
    html! { <Redirect<Route> {to} /> }
}
