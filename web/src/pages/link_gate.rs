//! What the pages of mailed links share: looking at the link first, and words for every state in
//! which it cannot be used (domain LINK-03).

use gloo_events::EventListener;
use lanyard_shared::protocol::{LinkLook, LinkPurpose, LinkState, LinkToken, ProblemKind};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::browser;
use crate::components::{BusyButton, Failed, Loading, Look, Notice, PushButton};
use crate::hooks::{Load, Tone, use_go, use_load, use_session};
use crate::route::Route;
use crate::session::SessionEvent;
use crate::text::{say, t};

/// The token in the address of this page.
#[hook]
pub(crate) fn use_token() -> LinkToken {
    let token = use_memo((), |()| LinkToken {
        token: browser::fragment(),
    });
    (*token).clone()
}

/// Opens the page anew when another link is put into its address: a change behind `#` alone loads
/// nothing by itself.
#[hook]
pub(crate) fn use_newer_link() {
    use_effect_with((), |()| {
        let window = gloo_utils::window();
        let changes = EventListener::new(&window, "hashchange", |_| browser::reload());
        move || drop(changes)
    });
}

/// Properties of [`LinkGate`].
#[derive(PartialEq, Properties)]
pub(crate) struct LinkGateProps {
    /// What the page is for.
    pub(crate) purpose: LinkPurpose,
    /// Draws the page once the link turned out to be open.
    pub(crate) open: Callback<LinkLook, Html>,
}

/// Looks at the link, which changes nothing, and shows the page or why it cannot be shown.
#[component]
pub(crate) fn LinkGate(props: &LinkGateProps) -> Html {
    use_newer_link();
    let token = use_token();
    let (look, retry) = use_load(move || async move { api::look_at_link(&token).await });
    let mangled = || html! { <Notice tone={Tone::Danger} title={t("link-mangled")} /> };
    match look {
        Load::Loading => html! { <Loading label={t("link-looking")} /> },
        Load::Ready(look) if look.purpose != props.purpose => mangled(),
        Load::Ready(look) => match look.state {
            LinkState::Open => props.open.emit(look),
            state => html! {
                <DeadLink {state} purpose={look.purpose} username={look.account.username} />
            },
        },
        Load::Failed(error) => match error.kind() {
            Some(ProblemKind::Link) => {
                html! { <Notice tone={Tone::Danger} title={say(&error.message())} /> }
            }
            Some(ProblemKind::NotFound | ProblemKind::Invalid | ProblemKind::Malformed) => {
                mangled()
            }
            _ => html! { <Failed {error} on_retry={retry} /> },
        },
    }
}

/// Properties of [`DeadLink`].
#[derive(PartialEq, Properties)]
struct DeadLinkProps {
    state: LinkState,
    purpose: LinkPurpose,
    username: AttrValue,
}

/// Why the link cannot be used, and the way on.
#[component]
fn DeadLink(props: &DeadLinkProps) -> Html {
    let session = use_session();
    let go = use_go();
    let username = props.username.clone();
    let to = Callback::from(move |route: Route| {
        session.dispatch(SessionEvent::Propose(username.clone()));
        go.emit(route);
    });
    // A change of address is asked for anew by whoever wants it.
    let renew = match props.purpose {
        LinkPurpose::EmailChange => html! { <p>{ t("confirm-email-dead") }</p> },
        LinkPurpose::EmailUndo => html! { <p>{ t("undo-email-dead") }</p> },
        _ => html! { <Renew /> },
    };
    let (words, way_on) = match props.state {
        LinkState::Expired | LinkState::Open => ("link-expired", renew),
        LinkState::Superseded => ("link-superseded", renew),
        LinkState::Used => ("link-used", after_use(props.purpose, &to)),
        LinkState::AccountClosed => ("link-account-closed", html! { <span /> }),
    };
    html! {
        <div class="app-stack">
            <Notice tone={Tone::Warning} title={t(words)} />
            { way_on }
        </div>
    }
}

/// It has done what it was for: signing in comes next. Whoever has no password by now, or not any
/// more, asks for a new link.
fn after_use(purpose: LinkPurpose, to: &Callback<Route>) -> Html {
    let sets_password = matches!(purpose, LinkPurpose::Activation | LinkPurpose::Reset);
    html! {
        <div class="app-acts">
            <PushButton
                label={t("to-sign-in")}
                look={Look::Primary}
                on_click={to.reform(|()| Route::SignIn)}
            />
            if sets_password {
                <PushButton
                    label={t("forgot-link")}
                    look={Look::Link}
                    on_click={to.reform(|()| Route::Forgot)}
                />
            }
        </div>
    }
}

/// Asks for a new link.
#[component]
fn Renew() -> Html {
    let token = use_token();
    let busy = use_state_eq(|| false);
    let sent = use_state(|| None);
    let on_click = {
        let (busy, sent) = (busy.clone(), sent.clone());
        Callback::from(move |()| {
            if *busy {
                return;
            }
            busy.set(true);
            let (token, busy, sent) = (token.clone(), busy.clone(), sent.setter());
            spawn_local(async move {
                sent.set(Some(api::renew_link(&token).await));
                busy.set(false);
            });
        })
    };
    html! {
        <div class="app-stack" aria-live="polite">
            if let Some(Err(error)) = &*sent {
                <Notice tone={Tone::Danger} title={say(&error.message())} />
            }
            if matches!(&*sent, Some(Ok(()))) {
                <Notice tone={Tone::Success} title={t("link-renewed")} />
            } else {
                <BusyButton label={t("send-new-link")} busy={*busy} {on_click} />
            }
        </div>
    }
}
