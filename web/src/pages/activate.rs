//! Activating an account by the link in the mail (domain LINK-03, LINK-06).

use lanyard_shared::protocol::{LinkLook, LinkPurpose};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::link_gate::{LinkGate, use_token};
use crate::api;
use crate::browser;
use crate::components::{BusyButton, Look, Notice, PublicFrame, PushButton, time_left};
use crate::hooks::{Tone, use_go, use_session};
use crate::route::Route;
use crate::session::SessionEvent;
use crate::text::{say, t};

/// Says whose account it is; only the button changes anything.
#[component]
pub(crate) fn ActivatePage() -> Html {
    let open = Callback::from(|look: LinkLook| html! { <Activation {look} /> });
    html! {
        <PublicFrame title={t("activate-title")}>
            <LinkGate purpose={LinkPurpose::Activation} {open} />
        </PublicFrame>
    }
}

/// Properties of [`Activation`].
#[derive(PartialEq, Properties)]
struct ActivationProps {
    look: LinkLook,
}

/// How far the activation has come.
#[derive(Clone, PartialEq)]
enum Stage {
    Asking,
    Busy,
    Done,
    Failed(api::ApiError),
}

#[component]
fn Activation(props: &ActivationProps) -> Html {
    let token = use_token();
    let session = use_session();
    let go = use_go();
    let stage = use_state_eq(|| Stage::Asking);
    let username = props.look.account.username.clone();
    let on_click = {
        let stage = stage.clone();
        Callback::from(move |()| {
            if *stage == Stage::Busy {
                return;
            }
            stage.set(Stage::Busy);
            let (token, stage) = (token.clone(), stage.setter());
            spawn_local(async move {
                stage.set(match api::activate(&token).await {
                    Ok(()) => Stage::Done,
                    Err(error) => Stage::Failed(error),
                });
            });
        })
    };
    if *stage == Stage::Done {
        let proposed: AttrValue = username.clone().into();
        let on_click = Callback::from(move |()| {
            session.dispatch(SessionEvent::Propose(proposed.clone()));
            go.emit(Route::SignIn);
        });
        return html! {
            <div class="app-stack" role="status">
                <Notice tone={Tone::Success} title={t("activated")}>
                    <p>{ t!("activated-next", username = username) }</p>
                </Notice>
                <PushButton label={t("to-sign-in")} look={Look::Primary} {on_click} />
            </div>
        };
    }
    let left = props
        .look
        .expires_at
        .map(|end| time_left(end.since(browser::device_now())));
    html! {
        <div class="app-stack">
            <p>{ t!("activate-whose", name = props.look.account.name.clone()) }</p>
            <p>{ t!("activate-username", username = username) }</p>
            if let Stage::Failed(error) = &*stage {
                <div role="alert"><Notice tone={Tone::Danger} title={say(&error.message())} /></div>
            }
            <BusyButton label={t("activate")} busy={*stage == Stage::Busy} block=true {on_click} />
            <p class="app-quiet" hidden={left.is_none()}>
                { t!("link-works-for", left = left.unwrap_or_default().as_str()) }
            </p>
        </div>
    }
}
