//! What stands above every page while something about the connection is out of the ordinary.

use lanyard_shared::time::UnixMillis;
use yew::prelude::*;

use crate::browser;
use crate::components::{Look, PushButton};
use crate::hooks::use_go;
use crate::route::Route;
use crate::sync::Connection;
use crate::text::t;

/// Properties of [`Banners`].
#[derive(PartialEq, Properties)]
pub(crate) struct BannersProps {
    /// Whether the server answers.
    pub(crate) connection: Connection,
    /// How many edits wait on this device.
    pub(crate) unsent: usize,
    /// The present moment.
    pub(crate) now: UnixMillis,
}

/// At most one banner about the connection. The place is always there and is read aloud when its
/// words change.
#[component]
pub(crate) fn Banners(props: &BannersProps) -> Html {
    let go = use_go();
    let sign_in = go.reform(|()| Route::SignIn);
    let own_password = go.reform(|()| Route::MyPassword);
    let reload = Callback::from(|()| browser::reload());
    let button = |label: AttrValue, on_click: Callback<()>| {
        html! { <PushButton {label} look={Look::Inline} {on_click} /> }
    };
    let (tone, words, action) = match props.connection {
        Connection::Online | Connection::Connecting => ("", None, Html::default()),
        Connection::Offline { since } => {
            let time = browser::local_time(since, props.now);
            ("", Some(t!("banner-offline", time = time)), Html::default())
        }
        Connection::CaptivePortal => (
            "pf-m-warning",
            Some(t("banner-captive-portal")),
            Html::default(),
        ),
        Connection::SignedOut => {
            let words = t!("banner-signed-out", count = props.unsent);
            ("pf-m-warning", Some(words), button(t("sign-in"), sign_in))
        }
        Connection::PasswordChangeRequired => {
            let words = t("banner-password-change");
            (
                "pf-m-warning",
                Some(words),
                button(t("change-password"), own_password),
            )
        }
        Connection::WrongAccount => {
            let words = t("banner-wrong-account");
            ("pf-m-warning", Some(words), button(t("sign-in"), sign_in))
        }
        Connection::ReloadNeeded => (
            "pf-m-warning",
            Some(t("banner-reload")),
            button(t("reload"), reload),
        ),
    };
    html! {
        <div role="status">
            <div class={classes!("pf-v6-c-banner", "app-banner", tone)} hidden={words.is_none()}>
                <span>{ words.unwrap_or_default() }</span>
                { action }
            </div>
        </div>
    }
}
