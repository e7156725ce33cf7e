//! *Forgot password?* (domain LINK-07): asks for a link by mail. Everybody is answered alike.

use lanyard_shared::message::FieldProblem;
use lanyard_shared::protocol::ForgotPassword;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::components::{
    BusyButton, Failed, FormFrame, Loading, Look, Notice, PublicFrame, PushButton, TextField,
    TextKind,
};
use crate::hooks::{
    Form, FormHandle, Load, Tone, Values, use_alive, use_form, use_go, use_load, use_session,
};
use crate::route::Route;
use crate::text::t;

/// Asks who somebody is; where no mail leaves, says whom to ask instead.
#[component]
pub(crate) fn ForgotPage() -> Html {
    let go = use_go();
    let (practice, retry) = use_load(api::practice);
    let back = html! {
        <PushButton
            label={t("to-sign-in")}
            look={Look::Link}
            on_click={go.reform(|()| Route::SignIn)}
        />
    };
    html! {
        <PublicFrame title={t("forgot-title")}>
            { match practice {
                Load::Loading => html! { <Loading /> },
                Load::Failed(error) => html! { <Failed {error} on_retry={retry} /> },
                Load::Ready(practice) if practice.mail_configured => {
                    html! { <Ask back={back.clone()} /> }
                }
                Load::Ready(_) => html! {
                    <div class="app-stack">
                        <Notice tone={Tone::Info} title={t("forgot-no-mail")}>
                            <p>{ t("forgot-no-mail-how") }</p>
                        </Notice>
                        { back.clone() }
                    </div>
                },
            } }
        </PublicFrame>
    }
}

/// Properties of [`Ask`].
#[derive(PartialEq, Properties)]
struct AskProps {
    /// The way back to the sign-in page.
    back: Html,
}

#[component]
fn Ask(props: &AskProps) -> Html {
    let proposed = use_session().proposed_username.clone();
    let form = use_form(|| Form::with(Values::from([("who", proposed)])));
    let asked = use_state_eq(|| false);
    let found = form.missing(&["who"]);
    let on_submit = use_ask(&form, &found, asked.setter());
    if *asked {
        return html! {
            <div class="app-stack" role="status">
                <Notice tone={Tone::Success} title={t("forgot-done")}>
                    <p>{ t("forgot-done-more") }</p>
                </Notice>
                { props.back.clone() }
            </div>
        };
    }
    let actions = html! {
        <div class="app-stack app-wide">
            <BusyButton label={t("forgot-submit")} busy={form.is_busy()} block=true />
            { props.back.clone() }
        </div>
    };
    html! {
        <div class="app-stack">
            <p>{ t("forgot-lead") }</p>
            <FormFrame form={form.clone()} label={t("forgot-title")} {on_submit} {actions}>
                <TextField
                    bind={form.bind("who", &found)}
                    label={t("forgot-who")}
                    kind={TextKind::Username}
                    autocomplete="username"
                    required=true
                />
            </FormFrame>
        </div>
    }
}

#[hook]
fn use_ask(form: &FormHandle, found: &[FieldProblem], asked: UseStateSetter<bool>) -> Callback<()> {
    let alive = use_alive();
    let (form, found) = (form.clone(), found.to_vec());
    Callback::from(move |()| {
        let Some(_) = form.begin(found.clone()) else {
            return;
        };
        let who = ForgotPassword {
            who: form.get("who").trim().to_owned(),
        };
        let (form, asked, alive) = (form.clone(), asked.clone(), alive.clone());
        spawn_local(async move {
            match api::forgot(&who).await {
                _ if !alive.get() => {}
                Ok(()) => asked.set(true),
                Err(error) => form.fail_by(&error),
            }
        });
    })
}
