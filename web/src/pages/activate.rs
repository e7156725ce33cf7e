//! Activating an account by the link in the mail (domain LINK-03, LINK-06); its owner chooses a
//! password here where they were given none (domain NEW-08).

use lanyard_shared::message::FieldProblem;
use lanyard_shared::protocol::{Activate, LinkLook, LinkPurpose};
use lanyard_shared::validate::Problems;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::link_gate::{LinkGate, use_token};
use crate::api;
use crate::browser;
use crate::components::{
    BusyButton, FormFrame, Look, NewPassword, Notice, PublicFrame, PushButton, practice_lead,
    time_left,
};
use crate::hooks::{
    Form, FormHandle, Tone, own_password, same, use_form, use_go, use_load, use_session,
};
use crate::route::Route;
use crate::session::SessionEvent;
use crate::text::t;

/// Says whose account it is, and at which practice; only the button changes anything.
#[component]
pub(crate) fn ActivatePage() -> Html {
    let open = Callback::from(|look: LinkLook| html! { <Activation {look} /> });
    let (practice, _) = use_load(api::practice);
    html! {
        <PublicFrame title={t("activate-title")} lead={practice_lead(&practice)}>
            <LinkGate purpose={LinkPurpose::Activation} {open} />
        </PublicFrame>
    }
}

/// Properties of [`Activation`].
#[derive(PartialEq, Properties)]
struct ActivationProps {
    look: LinkLook,
}

#[component]
fn Activation(props: &ActivationProps) -> Html {
    let look = &props.look;
    let form = use_form(Form::default);
    let done = use_state_eq(|| false);
    let found = check(&form, look);
    let on_submit = use_activate(&form, &found, look, done.setter());
    if *done {
        return html! { <Activated look={look.clone()} /> };
    }
    let left = look.expires_at;
    let left = left.map(|end| time_left(end.since(browser::device_now())));
    let actions = html! {
        <BusyButton label={t("activate")} busy={form.is_busy()} block=true />
    };
    html! {
        <div class="app-stack">
            <p>{ t!("activate-whose", name = look.account.name.clone()) }</p>
            <p>{ t!("activate-username", username = look.account.username.clone()) }</p>
            <FormFrame form={form.clone()} label={t("activate-title")} {on_submit} {actions}>
                if look.password_needed {
                    <p>{ t("activate-choose") }</p>
                    <NewPassword
                        form={form.clone()}
                        {found}
                        policy={look.password_policy}
                        label={t("new-password")}
                        again={t("confirm-new-password")}
                    />
                }
            </FormFrame>
            <p class="app-quiet" hidden={left.is_none()}>
                { t!("link-works-for", left = left.unwrap_or_default().as_str()) }
            </p>
        </div>
    }
}

/// Sends the form; `done` once the account is active.
#[hook]
fn use_activate(
    form: &FormHandle,
    found: &[FieldProblem],
    look: &LinkLook,
    done: UseStateSetter<bool>,
) -> Callback<()> {
    let token = use_token();
    let (form, found) = (form.clone(), found.to_vec());
    let password_needed = look.password_needed;
    Callback::from(move |()| {
        let Some(_) = form.begin(found.clone()) else {
            return;
        };
        let asked = Activate {
            token: token.token.clone(),
            password: password_needed.then(|| form.get("password").to_owned()),
        };
        let (form, done) = (form.clone(), done.clone());
        spawn_local(async move {
            match api::activate(&asked).await {
                Ok(()) => done.set(true),
                Err(error) => form.fail_by(&error),
            }
        });
    })
}

/// The way on, with the username filled in.
#[component]
fn Activated(props: &ActivationProps) -> Html {
    let (session, go) = (use_session(), use_go());
    let username = props.look.account.username.clone();
    let proposed: AttrValue = username.clone().into();
    let on_click = Callback::from(move |()| {
        session.dispatch(SessionEvent::Propose(proposed.clone()));
        go.emit(Route::SignIn);
    });
    let next = if props.look.password_needed {
        t!("activated-own", username = username)
    } else {
        t!("activated-next", username = username)
    };
    html! {
        <div class="app-stack" role="status">
            <Notice tone={Tone::Success} title={t("activated")}><p>{ next }</p></Notice>
            <PushButton label={t("to-sign-in")} look={Look::Primary} {on_click} />
        </div>
    }
}

/// What is wrong with what is typed, as far as this page knows; the server decides.
fn check(form: &FormHandle, look: &LinkLook) -> Vec<FieldProblem> {
    if !look.password_needed {
        return Vec::new();
    }
    let typed = form.get("password");
    let fine = own_password(typed, look.password_policy, &look.account.username);
    let mut problems = Problems::new();
    problems.check("password", fine);
    problems.check("confirm", same(typed, form.get("confirm")));
    problems.finish().err().unwrap_or_default()
}
