//! **Change Email** for one's own account (domain LINK-09, NEW-15).

use lanyard_shared::message::FieldProblem;
use lanyard_shared::protocol::ChangeOwnEmail;
use lanyard_shared::validate::{self, Problems};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::components::{
    Breadcrumb, FormActs, FormFrame, Heading, Notice, PasswordField, TextField, TextKind,
};
use crate::hooks::{Form, FormHandle, Tone, use_alive, use_desk, use_form, use_go, use_toasts};
use crate::route::Route;
use crate::text::t;

/// Asks for a new address and the present password.
#[component]
pub(crate) fn MyEmailPage() -> Html {
    let desk = use_desk();
    let view = desk.view();
    let own = view.accounts.get(&desk.account());
    let allowed = own.is_some_and(|own| own.account.particulars.email_update);
    let present = own.map(|own| own.account.email.clone()).unwrap_or_default();
    let steps = vec![
        (t("account-information"), Some(Route::Me)),
        (t("change-email"), None),
    ];
    html! {
        <div class="app-sections">
            <Breadcrumb {steps} />
            <div class="app-head"><Heading text={t("change-email")} /></div>
            if allowed {
                <div class="app-editor app-narrow">
                    <p>{ t!("my-email-lead", email = present) }</p>
                    <NewAddress />
                </div>
            } else {
                <Notice tone={Tone::Info} title={t("email-update-off")} />
            }
        </div>
    }
}

#[component]
fn NewAddress() -> Html {
    let form = use_form(Form::default);
    let found = check(&form);
    let on_submit = use_change(&form, &found);
    let actions =
        html! { <FormActs label={t("change-email")} busy={form.is_busy()} back={Route::Me} /> };
    html! {
        <FormFrame form={form.clone()} label={t("change-email")} {on_submit} {actions}>
            <TextField
                bind={form.bind("email", &found)}
                label={t("new-email-address")}
                kind={TextKind::Email}
                autocomplete="email"
                required=true
            />
            <PasswordField
                bind={form.bind("password", &found)}
                label={t("current-password")}
                autocomplete="current-password"
            />
        </FormFrame>
    }
}

#[hook]
fn use_change(form: &FormHandle, found: &[FieldProblem]) -> Callback<()> {
    let (go, toasts, alive) = (use_go(), use_toasts(), use_alive());
    let me = use_desk().account();
    let (form, found) = (form.clone(), found.to_vec());
    Callback::from(move |()| {
        let Some(_) = form.begin(found.clone()) else {
            return;
        };
        let change = ChangeOwnEmail {
            email: form.get("email").trim().to_owned(),
            password: form.get("password").to_owned(),
        };
        let (form, go) = (form.clone(), go.clone());
        let (toasts, alive) = (toasts.clone(), alive.clone());
        spawn_local(async move {
            match api::change_own_email(me, &change).await {
                _ if !alive.get() => {}
                Ok(()) => {
                    let email = change.email.as_str();
                    toasts.raise(Tone::Success, t!("email-asked", email = email));
                    go.emit(Route::Me);
                }
                Err(error) => form.fail_by(&error),
            }
        });
    })
}

fn check(form: &FormHandle) -> Vec<FieldProblem> {
    let mut problems = Problems::new();
    problems.check("email", validate::email(form.get("email")).map(drop));
    let email = problems.finish().err().unwrap_or_default();
    [email, form.missing(&["password"])].concat()
}
