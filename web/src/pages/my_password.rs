//! A password of one's own: required or asked for at the first sign-in (domain LINK-06), or wished for.

use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::protocol::{ChangePassword, OwnPassword, SessionInfo};
use lanyard_shared::record::PasswordPolicy;
use lanyard_shared::validate::Problems;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::components::{
    FormActs, FormFrame, Look, NewPassword, PasswordField, PublicFrame, PushButton,
};
use crate::hooks::{
    Form, FormHandle, Tone, own_password, same, use_alive, use_form, use_go, use_go_on, use_load,
    use_session, use_toasts,
};
use crate::lock;
use crate::route::Route;
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
    let way_on = use_way_on();
    let first = session.is_first();
    let expired = info.ready().is_some_and(|info| info.password_expired);
    let lead = match info.ready().map(|info| info.own_password) {
        _ if !first => Some(t("my-password-lead")),
        _ if expired => policy.map(|policy| {
            let days = usize::from(policy.max_age_days);
            t!("my-password-expired", days = days)
        }),
        Some(OwnPassword::Asked) => Some(t("my-password-asked")),
        Some(OwnPassword::Required) => Some(t("my-password-demanded")),
        Some(OwnPassword::NotAsked) | None => None,
    };
    let waits = info
        .ready()
        .filter(|info| first && !info.own_password.is_required());
    let later = waits
        .cloned()
        .map(|info| way_on.reform(move |()| info.clone()));
    let back = (!first).then_some(Route::Me);
    let actions = html! {
        <FormActs label={t("set-password")} busy={form.is_busy()} {back}>
            if let Some(on_click) = later {
                <PushButton label={t("not-now")} look={Look::Link} {on_click} />
            }
        </FormActs>
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

/// Leads on from the page: to what else comes first, to where the work begins, or back to one's own
/// account. Where a password or a second factor is required the account is remembered only then:
/// before, its copy would not be given.
#[hook]
fn use_way_on() -> Callback<SessionInfo> {
    let (session, go, go_on) = (use_session(), use_go(), use_go_on());
    Callback::from(move |info: SessionInfo| {
        if info.enrolment_required {
            go.emit(Route::TwoFactor);
        } else if session.is_first() {
            go_on.emit(info.account);
        } else {
            go.emit(Route::Me);
        }
    })
}

/// Changes the password.
#[hook]
fn use_change(form: &FormHandle, found: &[FieldProblem]) -> Callback<()> {
    let (session, go, way_on) = (use_session(), use_go(), use_way_on());
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
        let (form, session) = (form.clone(), session.clone());
        let (go, way_on) = (go.clone(), way_on.clone());
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
            match who {
                Ok(info) => {
                    lock::learn_password(info.account, &passwords.new);
                    way_on.emit(info);
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
