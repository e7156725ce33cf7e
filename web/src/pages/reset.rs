//! A new password by the link in the mail (domain LINK-08).

use lanyard_shared::message::FieldProblem;
use lanyard_shared::protocol::{LinkLook, LinkPurpose, ResetPassword};
use lanyard_shared::validate::Problems;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::link_gate::{LinkGate, use_token};
use crate::api;
use crate::components::{BusyButton, FormFrame, NewPassword, PublicFrame};
use crate::hooks::{
    Form, FormHandle, Tone, own_password, same, use_alive, use_form, use_go, use_session,
    use_toasts,
};
use crate::route::Route;
use crate::session::SessionEvent;
use crate::text::t;

/// Asks for a new password twice.
#[component]
pub(crate) fn ResetPage() -> Html {
    let open = Callback::from(|look: LinkLook| html! { <ByLink {look} /> });
    html! {
        <PublicFrame title={t("reset-title")}>
            <LinkGate purpose={LinkPurpose::Reset} {open} />
        </PublicFrame>
    }
}

/// Properties of [`ByLink`].
#[derive(PartialEq, Properties)]
struct ByLinkProps {
    look: LinkLook,
}

#[component]
fn ByLink(props: &ByLinkProps) -> Html {
    let token = use_token();
    let (session, go, toasts, alive) = (use_session(), use_go(), use_toasts(), use_alive());
    let form = use_form(Form::default);
    let username = props.look.account.username.clone();
    let found = check(&form, &props.look);
    let on_submit = {
        let (form, found, username) = (form.clone(), found.clone(), username.clone());
        Callback::from(move |()| {
            let Some(_) = form.begin(found.clone()) else {
                return;
            };
            let reset = ResetPassword {
                token: token.token.clone(),
                password: form.get("password").to_owned(),
            };
            let (form, session, go) = (form.clone(), session.clone(), go.clone());
            let (toasts, alive, username) = (toasts.clone(), alive.clone(), username.clone());
            spawn_local(async move {
                match api::reset_password(&reset).await {
                    _ if !alive.get() => {}
                    Ok(()) => {
                        session.dispatch(SessionEvent::Propose(username.into()));
                        toasts.raise(Tone::Success, t("reset-done"));
                        go.emit(Route::SignIn);
                    }
                    Err(error) => form.fail_by(&error),
                }
            });
        })
    };
    html! {
        <div class="app-stack">
            <p>{ t!("reset-whose", username = username) }</p>
            <FormFrame
                form={form.clone()}
                label={t("reset-title")}
                {on_submit}
                actions={html! { <BusyButton label={t("set-password")} busy={form.is_busy()} block=true /> }}
            >
                <NewPassword
                    form={form.clone()}
                    {found}
                    policy={props.look.password_policy}
                    label={t("new-password")}
                    again={t("confirm-new-password")}
                />
            </FormFrame>
        </div>
    }
}

/// What is wrong with what is typed, as far as this page knows; the server decides.
fn check(form: &FormHandle, look: &LinkLook) -> Vec<FieldProblem> {
    let typed = form.get("password");
    let fine = own_password(typed, look.password_policy, &look.account.username);
    let mut problems = Problems::new();
    problems.check("password", fine);
    problems.check("confirm", same(typed, form.get("confirm")));
    problems.finish().err().unwrap_or_default()
}
