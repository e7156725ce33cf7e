//! Leads to the page where somebody's work begins.

use lanyard_shared::permission::Permission;
use yew::prelude::*;
use yew_router::prelude::Redirect;

use crate::hooks::use_desk;
use crate::route::Route;

/// The staff page for those who may manage accounts, one's own account for everybody else
/// (domain NEW-14).
#[component]
pub(crate) fn HomePage() -> Html {
    let to = if use_desk().view().may(Permission::ManageAccounts) {
        Route::Staff
    } else {
        Route::Me
    };
    html! { <Redirect<Route> {to} /> }
}
