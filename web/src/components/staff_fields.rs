//! The fields of *New Office Staff* and *Edit Office Staff* (domain sections 3 and 5).

use lanyard_shared::message::FieldProblem;
use yew::prelude::*;

use super::{
    Choice, FormSection, Look, PasswordField, PhoneField, PushButton, SelectField, TextField,
    TextKind,
};
use crate::hooks::FormHandle;
use crate::text::t;

/// What stands in the password's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PasswordPart {
    /// It is typed here.
    Typed,
    /// It was sealed earlier and will be used.
    Kept,
    /// This form does not set it.
    Absent,
}

/// Properties of [`StaffFieldset`].
#[derive(PartialEq, Properties)]
pub(crate) struct StaffFieldsetProps {
    /// The form.
    pub(crate) form: FormHandle,
    /// What is wrong with what is typed now.
    pub(crate) found: Vec<FieldProblem>,
    /// The providers to choose from.
    pub(crate) providers: Vec<Choice>,
    /// The roles to choose from.
    pub(crate) roles: Vec<Choice>,
    /// What stands in the password's place.
    pub(crate) password: PasswordPart,
    /// Somebody wants to type another password.
    pub(crate) on_retype: Callback<()>,
}

/// The person, how they sign in, how they are reached.
#[component]
pub(crate) fn StaffFieldset(props: &StaffFieldsetProps) -> Html {
    let bind = |name: &'static str| props.form.bind(name, &props.found);
    html! {
        <div class="app-sections">
            <FormSection id="section-person" title={t("section-person")}>
                <div class="app-pair">
                    <TextField bind={bind("first_name")} label={t("first-name")} required=true />
                    <TextField bind={bind("last_name")} label={t("last-name")} required=true />
                </div>
                <div class="app-pair">
                    <SelectField
                        bind={bind("primary_provider")}
                        label={t("primary-provider")}
                        choices={props.providers.clone()}
                    />
                    <SelectField
                        bind={bind("role")}
                        label={t("role")}
                        choices={props.roles.clone()}
                    />
                </div>
            </FormSection>
            <FormSection id="section-sign-in" title={t("section-sign-in")}>
                <div class="app-pair">
                    <TextField
                        bind={bind("email")}
                        label={t("email-address")}
                        kind={TextKind::Email}
                        required=true
                    />
                    <TextField
                        bind={bind("username")}
                        label={t("username")}
                        kind={TextKind::Username}
                        required=true
                    />
                </div>
                { password(props) }
            </FormSection>
            <FormSection id="section-phones" title={t("section-phones")}>
                <div class="app-pair">
                    <PhoneField bind={bind("home_phone")} label={t("home-phone")} />
                    <PhoneField bind={bind("cell_phone")} label={t("cell-phone")} />
                </div>
            </FormSection>
        </div>
    }
}

fn password(props: &StaffFieldsetProps) -> Html {
    match props.password {
        PasswordPart::Typed => html! {
            <Passwords form={props.form.clone()} found={props.found.clone()} />
        },
        PasswordPart::Kept => html! { <KeptPassword on_retype={props.on_retype.clone()} /> },
        PasswordPart::Absent => html! { <div hidden=true /> },
    }
}

/// Properties of [`KeptPassword`].
#[derive(PartialEq, Properties)]
struct KeptPasswordProps {
    on_retype: Callback<()>,
}

#[component]
fn KeptPassword(props: &KeptPasswordProps) -> Html {
    html! {
        <div class="pf-v6-c-form__group">
            <div class="pf-v6-c-form__group-label">
                <span class="pf-v6-c-form__label">
                    <span class="pf-v6-c-form__label-text">{ t("password") }</span>
                </span>
            </div>
            <div class="pf-v6-c-form__group-control app-kept">
                <span>{ t("password-kept") }</span>
                <PushButton
                    label={t("password-retype")}
                    look={Look::Inline}
                    on_click={props.on_retype.clone()}
                />
            </div>
        </div>
    }
}

/// Properties of [`Passwords`].
#[derive(PartialEq, Properties)]
struct PasswordsProps {
    form: FormHandle,
    found: Vec<FieldProblem>,
}

#[component]
fn Passwords(props: &PasswordsProps) -> Html {
    let bind = |name: &'static str| props.form.bind(name, &props.found);
    let (hint, good) = password_words(&props.form, "password", &props.found);
    html! {
        <div class="app-pair">
            <PasswordField
                bind={bind("password")}
                label={t("password")}
                autocomplete="new-password"
                {hint}
                {good}
            />
            <PasswordField
                bind={bind("confirm")}
                label={t("confirm-password")}
                autocomplete="new-password"
            />
        </div>
    }
}

/// What to say below a new password while it is typed: the rule, what is missing, or that it is
/// good (domain CRED-01).
pub(crate) fn password_words(
    form: &FormHandle,
    name: &str,
    found: &[FieldProblem],
) -> (AttrValue, bool) {
    let here = |problem: &&FieldProblem| problem.field.as_deref() == Some(name);
    match found.iter().find(here) {
        _ if form.get(name).is_empty() => (t("password-hint"), false),
        Some(problem) => (crate::text::say(&problem.message), false),
        None => (t("password-good"), true),
    }
}
