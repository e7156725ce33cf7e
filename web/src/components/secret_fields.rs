//! Password and App Unlock PIN of a new account (domain NEW-08, NEW-11).

use lanyard_shared::message::FieldProblem;
use yew::prelude::*;

use super::{CheckField, Look, PasswordField, PushButton, TextField, TextKind};
use crate::hooks::{FormHandle, Secrets};
use crate::text::t;

/// Whether a secret is typed here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// It is.
    Typed,
    /// It was sealed earlier and is used unless another is typed.
    Kept,
}

/// What the form of a new account asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SecretParts {
    /// Who chooses.
    pub(crate) secrets: Secrets,
    /// The password.
    pub(crate) password: Part,
    /// The App Unlock PIN.
    pub(crate) pin: Part,
}

/// Properties of [`SecretFields`].
#[derive(PartialEq, Properties)]
pub(crate) struct SecretFieldsProps {
    /// The form.
    pub(crate) form: FormHandle,
    /// What is wrong with what is typed now.
    pub(crate) found: Vec<FieldProblem>,
    /// What it asks for.
    pub(crate) parts: SecretParts,
    /// Somebody wants to type another password.
    pub(crate) on_retype: Callback<()>,
}

/// Who chooses the password, the password, the PIN.
#[component]
pub(crate) fn SecretFields(props: &SecretFieldsProps) -> Html {
    let bind = |name: &'static str| props.form.bind(name, &props.found);
    let SecretParts {
        secrets,
        password,
        pin,
    } = props.parts;
    let forced = match secrets {
        Secrets::Stronger(permission) => {
            Some(t!("member-must-choose", permission = permission.label()))
        }
        Secrets::Copied => Some(t("copy-must-choose")),
        Secrets::Maker | Secrets::Member => None,
    };
    let pin_hint = match pin {
        Part::Typed => t("app-unlock-pin-hint"),
        Part::Kept => t("app-unlock-pin-kept"),
    };
    html! {
        <div class="app-sections">
            <CheckField
                bind={bind("member_chooses")}
                label={t("member-chooses")}
                hint={t("member-chooses-hint")}
                {forced}
            />
            if secrets == Secrets::Maker {
                if password == Part::Kept {
                    <KeptPassword on_retype={props.on_retype.clone()} />
                } else {
                    <Passwords form={props.form.clone()} found={props.found.clone()} />
                }
            }
            if !matches!(secrets, Secrets::Stronger(_)) {
                <div class="app-pair">
                    <TextField
                        bind={bind("app_unlock_pin")}
                        label={t("app-unlock-pin")}
                        kind={TextKind::Digits}
                        hint={pin_hint}
                        required={pin == Part::Typed}
                    />
                </div>
            }
        </div>
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
