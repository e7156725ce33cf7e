//! What `App` and `RequireSession` provide to every page below them.

use yew::prelude::*;
use yew_router::hooks::use_navigator;

use crate::route::Route;
use crate::session::SessionContext;
use crate::sync::Desk;

/// Who is signed in.
#[hook]
#[expect(clippy::expect_used, reason = "App provides it around every page")]
pub(crate) fn use_session() -> SessionContext {
    use_context().expect("App provides the session")
}

/// The local copy of the signed-in account.
#[hook]
#[expect(
    clippy::expect_used,
    reason = "RequireSession provides it around every page that asks"
)]
pub(crate) fn use_desk() -> Desk {
    use_context().expect("RequireSession provides the desk")
}

/// Leads to another page.
#[hook]
pub(crate) fn use_go() -> Callback<Route> {
    let navigator = use_navigator();
    Callback::from(move |route: Route| {
        if let Some(navigator) = &navigator {
            navigator.push(&route);
        }
    })
}
