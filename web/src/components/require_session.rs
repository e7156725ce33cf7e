//! The one guard of all pages that show the local copy of an account.

use yew::prelude::*;
use yew_router::prelude::use_navigator;

use super::{LeaseGate, Loading, Shell};
use crate::hooks::use_session;
use crate::route::Route;
use crate::session::SessionEvent;
use crate::sync::DeskProvider;

/// Properties of [`RequireSession`].
#[derive(PartialEq, Properties)]
pub(crate) struct RequireSessionProps {
    /// The page's address.
    pub(crate) route: Route,
    /// The page.
    pub(crate) children: Html,
}

/// Shows the page in the shell over the local copy of the account that signed in on this browser,
/// online or not. Without one, the way leads to the sign-in page and back.
#[component]
pub(crate) fn RequireSession(props: &RequireSessionProps) -> Html {
    let session = use_session();
    match session.account {
        Some(account) => html! {
            <DeskProvider key={account.to_string()} {account}>
                <LeaseGate>
                    <Shell route={props.route.clone()}>{ props.children.clone() }</Shell>
                </LeaseGate>
            </DeskProvider>
        },
        None => html! { <ToSignIn key="sign-in" wanted={props.route.clone()} /> },
    }
}

/// Properties of [`ToSignIn`].
#[derive(PartialEq, Properties)]
struct ToSignInProps {
    wanted: Route,
}

#[component]
fn ToSignIn(props: &ToSignInProps) -> Html {
    let session = use_session();
    let navigator = use_navigator();
    let wanted = props.wanted.clone();
    use_effect_with((), move |()| {
        session.dispatch(SessionEvent::Wanted(wanted));
        if let Some(navigator) = navigator {
            navigator.replace(&Route::SignIn);
        }
    });
    html! { <Loading /> }
}
