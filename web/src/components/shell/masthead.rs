//! The bar at the top: navigation button, practice, sync state, account menu.

use lanyard_shared::time::UnixMillis;
use patternfly_yew::prelude::Icon;
use yew::prelude::*;
use yew_router::prelude::Link;

use super::account_menu::AccountMenu;
use super::sync_state::{SyncNews, SyncState};
use crate::route::Route;
use crate::text::t;

/// Properties of [`Masthead`].
#[derive(PartialEq, Properties)]
pub(crate) struct MastheadProps {
    /// The practice's name.
    pub(crate) practice: Option<AttrValue>,
    /// The name of whoever is signed in.
    pub(crate) name: Option<AttrValue>,
    /// How the exchange with the server stands.
    pub(crate) news: SyncNews,
    /// The present moment.
    pub(crate) now: UnixMillis,
    /// Whether the navigation is in sight.
    pub(crate) nav_open: bool,
    /// Somebody wants to see the navigation, or not to.
    pub(crate) on_toggle: Callback<()>,
    /// Somebody wants to leave.
    pub(crate) on_sign_out: Callback<()>,
}

/// The masthead.
#[component]
pub(crate) fn Masthead(props: &MastheadProps) -> Html {
    let practice = props.practice.clone().unwrap_or_else(|| t("product"));
    html! {
        <header class="pf-v6-c-masthead pf-m-display-inline app-masthead">
            <div class="pf-v6-c-masthead__main">
                <span class="pf-v6-c-masthead__toggle">
                    <button
                        class="pf-v6-c-button pf-m-plain"
                        type="button"
                        aria-label={t("navigation")}
                        aria-expanded={props.nav_open.to_string()}
                        aria-controls="navigation"
                        onclick={props.on_toggle.reform(|_: MouseEvent| ())}
                    >
                        <span class="pf-v6-c-button__icon">{ Icon::Bars }</span>
                    </button>
                </span>
                <div class="pf-v6-c-masthead__brand">
                    <Link<Route> classes="app-brand" to={Route::Home}>
                        <img src="/icon.svg" alt="" width="28" height="28" />
                        <span class="app-brand__name">{ practice }</span>
                    </Link<Route>>
                </div>
            </div>
            <div class="pf-v6-c-masthead__content app-masthead__content">
                <SyncState news={props.news} now={props.now} />
                <AccountMenu name={props.name.clone()} on_sign_out={props.on_sign_out.clone()} />
            </div>
        </header>
    }
}
