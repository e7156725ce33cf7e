//! What stands in a page's place while this device has no copy and cannot get one.

use yew::prelude::*;

use crate::components::{Heading, Look, Notice, PushButton};
use crate::hooks::{Tone, use_desk, use_go};
use crate::route::Route;
use crate::sync::Connection;
use crate::text::t;

/// Properties of [`FirstContact`].
#[derive(PartialEq, Properties)]
pub(crate) struct FirstContactProps {
    /// Why there is no copy.
    pub(crate) connection: Connection,
}

/// Says why there is nothing to show and what to do about it.
#[component]
pub(crate) fn FirstContact(props: &FirstContactProps) -> Html {
    let desk = use_desk();
    let go = use_go();
    let ended = matches!(
        props.connection,
        Connection::SignedOut | Connection::WrongAccount
    );
    let action = if ended {
        let on_click = go.reform(|()| Route::SignIn);
        html! { <PushButton label={t("sign-in")} look={Look::Primary} {on_click} /> }
    } else {
        let on_click = Callback::from(move |()| desk.sync_now());
        html! { <PushButton label={t("try-again")} look={Look::Primary} {on_click} /> }
    };
    let why = if ended {
        t("first-copy-signed-out")
    } else {
        t("first-copy-offline")
    };
    html! {
        <div class="app-stack">
            <Heading text={t("first-copy-none")} />
            <Notice tone={Tone::Info} title={why} />
            { action }
        </div>
    }
}
