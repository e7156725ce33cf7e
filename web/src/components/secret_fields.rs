//! Password and App Unlock PIN of a new account (domain NEW-08, NEW-11).

use lanyard_shared::message::FieldProblem;
use yew::prelude::*;

use super::{CheckField, KeptField, NewPassword, TextField, TextKind};
use crate::hooks::{FormHandle, Secrets, password_policy, use_desk};
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
    /// Whether it is a provider’s own login.
    pub(crate) own_login: bool,
    /// Somebody wants to type another password.
    pub(crate) on_retype: Callback<()>,
}

/// Who chooses the password, the password, the PIN.
#[component]
pub(crate) fn SecretFields(props: &SecretFieldsProps) -> Html {
    let view = use_desk().view();
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
                label={who_chooses(props.own_login)}
                hint={t("member-chooses-hint")}
                {forced}
            />
            if secrets == Secrets::Maker {
                if password == Part::Kept {
                    <KeptField
                        label={t("password")}
                        value={t("password-kept")}
                        act={Some(t("password-retype"))}
                        on_act={props.on_retype.clone()}
                    />
                } else {
                    <div class="app-pair">
                        <NewPassword
                            form={props.form.clone()}
                            found={props.found.clone()}
                            policy={password_policy(&view)}
                            label={t("password")}
                            again={t("confirm-password")}
                        />
                    </div>
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

/// The words of the choice, by whose account it is (domain D-03, NEW-08).
fn who_chooses(own_login: bool) -> AttrValue {
    if own_login {
        t("member-chooses-provider")
    } else {
        t("member-chooses")
    }
}
