//! The form of the set-up page.

use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::protocol::{FirstAdmin, LinkToken, SetUp, SetUpLook};
use lanyard_shared::record::{PasswordPolicy, Plan};
use lanyard_shared::validate::{self, PasswordContext, Problems};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::setup_fields::{
    AdminFields, IS_PROVIDER, IS_STAFF, OfficeFields, PracticeFields, ProviderFields,
};
use crate::api;
use crate::browser;
use crate::components::{BusyButton, FormFrame};
use crate::hooks::{
    Form, FormHandle, Tone, Values, same, use_alive, use_form, use_go, use_session, use_toasts,
};
use crate::route::Route;
use crate::session::SessionEvent;
use crate::text::t;

/// Properties of [`SetUpForm`].
#[derive(PartialEq, Properties)]
pub(crate) struct SetUpFormProps {
    /// What the server proposes.
    pub(crate) look: SetUpLook,
    /// The token of the set-up link.
    pub(crate) token: LinkToken,
}

/// Asks for everything on one page.
#[component]
pub(crate) fn SetUpForm(props: &SetUpFormProps) -> Html {
    let (session, go, toasts, alive) = (use_session(), use_go(), use_toasts(), use_alive());
    let public_url = props.look.public_url.clone();
    let form = use_form(move || Form::with(proposals(public_url)));
    let found = check(&form);
    let on_submit = {
        let (form, found, token) = (form.clone(), found.clone(), props.token.clone());
        Callback::from(move |()| {
            let Some(_) = form.begin(found.clone()) else {
                return;
            };
            let filled = filled(&form, &token);
            let username = AttrValue::from(filled.username.clone());
            let (form, session, go) = (form.clone(), session.clone(), go.clone());
            let (toasts, alive) = (toasts.clone(), alive.clone());
            spawn_local(async move {
                match api::set_up(&filled).await {
                    _ if !alive.get() => {}
                    Ok(()) => {
                        session.dispatch(SessionEvent::Propose(username));
                        toasts.raise(Tone::Success, t("setup-done"));
                        go.emit(Route::SignIn);
                    }
                    Err(error) => form.fail_by(&error),
                }
            });
        })
    };
    let actions = html! { <BusyButton label={t("setup-submit")} busy={form.is_busy()} /> };
    html! {
        <FormFrame form={form.clone()} label={t("setup-title")} {on_submit} {actions}>
            <PracticeFields form={form.clone()} found={found.clone()} />
            <OfficeFields form={form.clone()} found={found.clone()} />
            <ProviderFields form={form.clone()} found={found.clone()} />
            <AdminFields {form} {found} />
        </FormFrame>
    }
}

/// What the form proposes.
fn proposals(public_url: String) -> Values {
    let zone = browser::time_zone().unwrap_or_default();
    let proposed = if public_url.is_empty() {
        browser::origin()
    } else {
        public_url
    };
    Values::from([
        ("time_zone", zone.into()),
        ("plan", Plan::Invoiced.as_str().into()),
        ("public_url", proposed.into()),
        ("admin", IS_PROVIDER.into()),
    ])
}

/// The form as the server takes it.
fn filled(form: &FormHandle, token: &LinkToken) -> SetUp {
    let text = |name: &str| form.get(name).trim().to_owned();
    let plan = Plan::ALL
        .into_iter()
        .find(|plan| plan.as_str() == form.get("plan"));
    let admin = match form.get("admin") {
        IS_STAFF => FirstAdmin::Staff {
            first_name: text("first_name"),
            last_name: text("last_name"),
        },
        _ => FirstAdmin::Provider,
    };
    SetUp {
        token: token.token.clone(),
        practice_name: text("practice_name"),
        time_zone: text("time_zone"),
        plan: plan.unwrap_or(Plan::Invoiced),
        public_url: text("public_url"),
        office_name: text("office_name"),
        office_address: text("office_address"),
        office_phone: text("office_phone"),
        provider_first_name: text("provider_first_name"),
        provider_last_name: text("provider_last_name"),
        provider_npi: text("provider_npi"),
        admin,
        email: text("email"),
        username: text("username"),
        password: form.get("password").to_owned(),
    }
}

/// Everything that is wrong, in the order of the form.
fn check(form: &FormHandle) -> Vec<FieldProblem> {
    let mut problems = Problems::new();
    problems.check("practice_name", validate::name(form.get("practice_name")));
    let zone = form.get("time_zone");
    problems.check("time_zone", filled_in(zone));
    problems.check("public_url", validate::public_url(form.get("public_url")));
    problems.check("office_name", validate::name(form.get("office_name")));
    problems.check("office_phone", validate::phone(form.get("office_phone")));
    problems.check(
        "provider_first_name",
        validate::name(form.get("provider_first_name")),
    );
    problems.check(
        "provider_last_name",
        validate::name(form.get("provider_last_name")),
    );
    problems.check("provider_npi", validate::npi(form.get("provider_npi")));
    if form.get("admin") == IS_STAFF {
        problems.check("first_name", validate::name(form.get("first_name")));
        problems.check("last_name", validate::name(form.get("last_name")));
    }
    problems.check("email", validate::email(form.get("email")));
    problems.check("username", validate::username(form.get("username")));
    let context = PasswordContext {
        username: form.get("username"),
        email: form.get("email"),
        practice: form.get("practice_name"),
    };
    let typed = form.get("password");
    problems.check(
        "password",
        validate::password(typed, &PasswordPolicy::default(), context),
    );
    problems.check("confirm", same(typed, form.get("confirm")));
    problems.finish().err().unwrap_or_default()
}

fn filled_in(typed: &str) -> Result<(), Message> {
    (!typed.is_empty())
        .then_some(())
        .ok_or_else(|| Message::new("field-required"))
}
