//! A password of one's own: demanded at the first sign-in (domain LINK-06), or wished for.

use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::protocol::ChangePassword;
use lanyard_shared::record::PasswordPolicy;
use lanyard_shared::validate::Problems;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::components::{FormActs, FormFrame, NewPassword, PasswordField, PublicFrame};
use crate::hooks::{
    Form, FormHandle, Tone, own_password, same, use_alive, use_form, use_go, use_load, use_session,
    use_toasts,
};
use crate::lock;
use crate::route::Route;
use crate::session;
use crate::text::t;

/// Asks for the present password and a new one.
#[component]
pub(crate) fn MyPasswordPage() -> Html {
    let session = use_session();
    let form = use_form(Form::default);
    let caller = session.caller();
    let (info, _) = use_load(move || api::session(caller));
    let policy = info.ready().map(|info| info.password_policy);
    let found = check(&form, policy, &session.proposed_username);
    let on_submit = use_change(&form, &found);
    let demanded = session.account.is_none();
    let lead = if demanded {
        t("my-password-demanded")
    } else {
        t("my-password-lead")
    };
    let back = (!demanded).then_some(Route::Me);
    let actions = html! {
        <FormActs label={t("set-password")} busy={form.is_busy()} {back} />
    };
    html! {
        <PublicFrame title={t("my-password-title")} {lead}>
            <FormFrame form={form.clone()} label={t("my-password-title")} {on_submit} {actions}>
                <PasswordField
                    bind={form.bind("current", &found)}
                    label={t("current-password")}
                    autocomplete="current-password"
                />
                <NewPassword
                    form={form.clone()}
                    {found}
                    {policy}
                    name="new"
                    label={t("new-password")}
                    again={t("confirm-new-password")}
                />
            </FormFrame>
        </PublicFrame>
    }
}

/// Changes the password. Only then is the account remembered: before, its copy would not be given.
#[hook]
fn use_change(form: &FormHandle, found: &[FieldProblem]) -> Callback<()> {
    let (session, go) = (use_session(), use_go());
    let (toasts, alive) = (use_toasts(), use_alive());
    let (form, found) = (form.clone(), found.to_vec());
    Callback::from(move |()| {
        let Some(_) = form.begin(found.clone()) else {
            return;
        };
        let passwords = ChangePassword {
            current: form.get("current").to_owned(),
            new: form.get("new").to_owned(),
        };
        let (form, session, go) = (form.clone(), session.clone(), go.clone());
        let (toasts, alive) = (toasts.clone(), alive.clone());
        spawn_local(async move {
            if let Err(error) = api::change_password(session.caller(), &passwords).await {
                return form.fail_by(&error);
            }
            let who = api::session(session.caller()).await;
            if !alive.get() {
                return;
            }
            toasts.raise(Tone::Success, t("password-changed"));
            if let Ok(info) = &who {
                lock::learn_password(info.account, &passwords.new);
            }
            match who {
                Ok(info) if info.enrolment_required => go.emit(Route::TwoFactor),
                Ok(info) => {
                    session::sign_in(&session, info.account);
                    go.emit(Route::Me);
                }
                Err(_) => go.emit(Route::SignIn),
            }
        });
    })
}

/// This page knows the username only of whoever has just typed it; the server, which knows it always,
/// decides.
fn check(form: &FormHandle, policy: Option<PasswordPolicy>, username: &str) -> Vec<FieldProblem> {
    let (current, new) = (form.get("current"), form.get("new"));
    let mut problems = Problems::new();
    let fine = own_password(new, policy, username);
    problems.check(
        "new",
        match fine {
            Ok(()) if new == current => Err(Message::new("password-same")),
            other => other,
        },
    );
    problems.check("confirm", same(new, form.get("confirm")));
    let chosen = problems.finish().err().unwrap_or_default();
    [form.missing(&["current"]), chosen].concat()
}
