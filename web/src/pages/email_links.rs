//! The two pages of a changed e-mail address: confirming the new one, and keeping the old one
//! (domain LINK-09).

use lanyard_shared::protocol::{AddressUndone, EmailUndone, LinkLook, LinkPurpose, PasswordUndone};
use yew::prelude::*;

use super::link_gate::{LinkGate, use_token};
use crate::api::{self, ApiError};
use crate::browser;
use crate::components::{BusyButton, Look, Notice, PublicFrame, PushButton, time_left};
use crate::hooks::{Tone, use_act, use_go};
use crate::route::Route;
use crate::text::{say, t};

/// Confirms the new address; only the button changes anything.
#[component]
pub(crate) fn ConfirmEmailPage() -> Html {
    let open = Callback::from(|look: LinkLook| html! { <EmailLink {look} /> });
    html! {
        <PublicFrame title={t("confirm-email-title")}>
            <LinkGate purpose={LinkPurpose::EmailChange} {open} />
        </PublicFrame>
    }
}

/// Keeps the old address, or puts it back; only the button changes anything.
#[component]
pub(crate) fn UndoEmailPage() -> Html {
    let open = Callback::from(|look: LinkLook| html! { <EmailLink {look} /> });
    html! {
        <PublicFrame title={t("undo-email-title")}>
            <LinkGate purpose={LinkPurpose::EmailUndo} {open} />
        </PublicFrame>
    }
}

/// What one of the two pages says.
struct Words {
    lead: AttrValue,
    button: AttrValue,
}

/// What has come of it.
#[derive(Clone, PartialEq)]
struct Done {
    tone: Tone,
    title: AttrValue,
    more: Vec<AttrValue>,
}

impl Done {
    fn confirmed(email: &str) -> Self {
        Self {
            tone: Tone::Success,
            title: t("confirm-email-done"),
            more: vec![t!("confirm-email-next", email = email)],
        }
    }

    fn undone(undone: EmailUndone, email: &str) -> Self {
        let (tone, title, next) = match undone.address {
            AddressUndone::InForce => (Tone::Success, t("undo-email-done"), t("undo-email-next")),
            AddressUndone::Taken => (
                Tone::Warning,
                t("undo-email-taken"),
                t("undo-email-taken-next"),
            ),
        };
        let password = match undone.password {
            PasswordUndone::Forgotten => Some(t!("undo-email-password", email = email)),
            PasswordUndone::Stays => None,
        };
        Self {
            tone,
            title,
            more: password.into_iter().chain([next]).collect(),
        }
    }
}

impl Words {
    fn of(look: &LinkLook) -> Self {
        let username = look.account.username.as_str();
        let email = look.email.as_deref().unwrap_or_default();
        if look.purpose == LinkPurpose::EmailUndo {
            Self {
                lead: t!("undo-email-lead", username = username, email = email),
                button: t("undo-email"),
            }
        } else {
            Self {
                lead: t!("confirm-email-lead", username = username, email = email),
                button: t("confirm-email"),
            }
        }
    }
}

/// Properties of [`EmailLink`].
#[derive(PartialEq, Properties)]
struct EmailLinkProps {
    look: LinkLook,
}

#[component]
fn EmailLink(props: &EmailLinkProps) -> Html {
    let (token, go) = (use_token(), use_go());
    let done = use_state_eq(|| None::<Done>);
    let on_done = {
        let done = done.clone();
        Callback::from(move |come| done.set(Some(come)))
    };
    let undoes = props.look.purpose == LinkPurpose::EmailUndo;
    let email = props.look.email.clone().unwrap_or_default();
    let call = move |()| {
        let (token, email) = (token.clone(), email.clone());
        async move {
            if undoes {
                let undone = api::undo_email(&token).await?;
                return Ok(Done::undone(undone, &email));
            }
            api::confirm_email(&token).await?;
            Ok(Done::confirmed(&email))
        }
    };
    let (act, on_click) = use_act(call, on_done);
    let words = Words::of(&props.look);
    if let Some(done) = &*done {
        return html! {
            <div class="app-stack" role="status">
                <Notice tone={done.tone} title={done.title.clone()}>
                    for (place, words) in done.more.iter().enumerate() {
                        <p key={place}>{ words }</p>
                    }
                </Notice>
                <PushButton
                    label={t("to-sign-in")}
                    look={Look::Primary}
                    on_click={go.reform(|()| Route::SignIn)}
                />
            </div>
        };
    }
    let left = props
        .look
        .expires_at
        .map(|end| time_left(end.since(browser::device_now())));
    html! {
        <div class="app-stack">
            <p>{ words.lead }</p>
            if let Some(error) = &act.trouble {
                <div role="alert"><Notice tone={Tone::Danger} title={trouble(error)} /></div>
            }
            <BusyButton label={words.button} busy={act.busy} block=true {on_click} />
            <p class="app-quiet" hidden={left.is_none()}>
                { t!("link-works-for", left = left.unwrap_or_default().as_str()) }
            </p>
        </div>
    }
}

/// What went wrong: the page has no field at which it could stand.
fn trouble(error: &ApiError) -> AttrValue {
    let at_field = error.fields().first().map(|problem| say(&problem.message));
    at_field.unwrap_or_else(|| say(&error.message()))
}
