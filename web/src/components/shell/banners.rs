//! What stands above every page while something is out of the ordinary.

use lanyard_shared::time::UnixMillis;
use yew::prelude::*;

use crate::browser;
use crate::components::{Look, PushButton, UpdateBanner};
use crate::hooks::use_go;
use crate::route::Route;
use crate::sync::{Connection, StoreTrouble};
use crate::text::{say, t};

/// Properties of [`Banners`].
#[derive(PartialEq, Properties)]
pub(crate) struct BannersProps {
    /// Whether the server answers.
    pub(crate) connection: Connection,
    /// Why the server's answers cannot be kept on this device.
    pub(crate) trouble: Option<StoreTrouble>,
    /// How many edits wait on this device.
    pub(crate) unsent: usize,
    /// The present moment.
    pub(crate) now: UnixMillis,
}

/// At most one banner about the connection, one about the browser's storage and one about a new
/// version. Their place is always there and is read aloud when its words change.
#[component]
pub(crate) fn Banners(props: &BannersProps) -> Html {
    let go = use_go();
    let leads = |label: AttrValue, to: Route| {
        let on_click = go.reform(move |()| to.clone());
        html! { <PushButton {label} look={Look::Inline} {on_click} /> }
    };
    let reload = || {
        let on_click = Callback::from(|()| browser::reload());
        html! { <PushButton label={t("reload")} look={Look::Inline} {on_click} /> }
    };
    let connection = match props.connection {
        Connection::Online | Connection::Connecting => Html::default(),
        Connection::Offline { since } => {
            let time = browser::local_time(since, props.now);
            banner("", t!("banner-offline", time = time), Html::default())
        }
        Connection::CaptivePortal => warning(t("banner-captive-portal"), Html::default()),
        Connection::SignedOut => {
            let words = t!("banner-signed-out", count = props.unsent);
            warning(words, leads(t("sign-in"), Route::SignIn))
        }
        Connection::PasswordChangeRequired => warning(
            t("banner-password-change"),
            leads(t("change-password"), Route::MyPassword),
        ),
        Connection::EnrolmentRequired => warning(
            t("banner-enrolment"),
            leads(t("two-factor-set-up"), Route::TwoFactor),
        ),
        Connection::WrongAccount => warning(
            t("banner-wrong-account"),
            leads(t("sign-in"), Route::SignIn),
        ),
        Connection::ReloadNeeded => warning(t("banner-reload"), reload()),
    };
    let storage = props
        .trouble
        .map(|trouble| warning(say(&trouble.into()), reload()))
        .unwrap_or_default();
    html! {
        <div>
            <div role="status">{ connection }</div>
            <div role="status">{ storage }</div>
            <UpdateBanner />
        </div>
    }
}

fn warning(words: AttrValue, action: Html) -> Html {
    banner("pf-m-warning", words, action)
}

fn banner(tone: &'static str, words: AttrValue, action: Html) -> Html {
    html! {
        <div class={classes!("pf-v6-c-banner", "app-banner", tone)}>
            <span>{ words }</span>
            { action }
        </div>
    }
}
