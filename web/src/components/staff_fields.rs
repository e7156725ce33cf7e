//! The fields of *New Office Staff* and *Edit Office Staff* (domain sections 3 and 5).

use lanyard_shared::message::FieldProblem;
use yew::prelude::*;

use super::{
    Bind, CareTeamFields, Choice, FormSection, KeptField, KeptSecrets, KeptSecretsProps, Notice,
    PhoneField, SecretFields, SecretParts, SelectField, TextField, TextKind, WorkFields,
};
use crate::hooks::{FormHandle, Tone};
use crate::text::t;

/// Properties of [`StaffFieldset`].
#[derive(PartialEq, Properties)]
pub(crate) struct StaffFieldsetProps {
    /// The form.
    pub(crate) form: FormHandle,
    /// What is wrong with what is typed now.
    pub(crate) found: Vec<FieldProblem>,
    /// Whether it is a provider's own login: in whose name and with which role is settled then (domain
    /// D-03).
    pub(crate) own_login: bool,
    /// The providers to choose from.
    pub(crate) providers: Vec<Choice>,
    /// The roles to choose from.
    pub(crate) roles: Vec<Choice>,
    /// The offices to choose from.
    pub(crate) offices: Vec<Choice>,
    /// Why the Dashboard is not a choice, where it is none.
    pub(crate) dashboard_forced: Option<AttrValue>,
    /// Password and PIN, where this form sets them.
    pub(crate) secrets: Option<SecretParts>,
    /// The same, where they are there and it does not.
    pub(crate) kept: Option<KeptSecretsProps>,
    /// Somebody wants to type another password.
    pub(crate) on_retype: Callback<()>,
    /// Where another e-mail address is typed.
    pub(crate) address: AddressPart,
}

/// The e-mail address in the form.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AddressPart {
    /// It is typed here.
    Typed {
        /// What comes of another one.
        hint: Option<AttrValue>,
    },
    /// It is shown; another one is asked for by an act of its own (domain EDIT-01).
    Shown {
        /// Somebody wants another one; `None` where the reader may not ask.
        on_change: Option<Callback<()>>,
    },
}

/// The person, how they sign in, how they are reached, where they work.
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
                if props.own_login {
                    <div class="app-pair">
                        { settled(t("provider-section"), &bind("primary_provider"), &props.providers) }
                        { settled(t("role"), &bind("role"), &props.roles) }
                    </div>
                } else {
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
                }
            </FormSection>
            if !props.own_login {
                <CareTeamFields form={props.form.clone()} found={props.found.clone()} />
            }
            <FormSection id="section-sign-in" title={t("section-sign-in")}>
                <div class="app-pair">
                    { address(&props.address, bind("email")) }
                    <TextField
                        bind={bind("username")}
                        label={t("username")}
                        kind={TextKind::Username}
                        required=true
                    />
                </div>
                if let Some(parts) = props.secrets {
                    <SecretFields
                        form={props.form.clone()}
                        found={props.found.clone()}
                        {parts}
                        own_login={props.own_login}
                        on_retype={props.on_retype.clone()}
                    />
                } else if let Some(kept) = props.kept.clone() {
                    <KeptSecrets ..kept />
                }
            </FormSection>
            <FormSection id="section-phones" title={t("section-phones")}>
                <div class="app-pair">
                    <PhoneField bind={bind("home_phone")} label={t("home-phone")} />
                    <PhoneField bind={bind("cell_phone")} label={t("cell-phone")} />
                </div>
            </FormSection>
            <WorkFields
                form={props.form.clone()}
                found={props.found.clone()}
                offices={props.offices.clone()}
                dashboard_forced={props.dashboard_forced.clone()}
            />
        </div>
    }
}

/// A choice that is not one, and what is wrong with it.
fn settled(label: AttrValue, bind: &Bind, choices: &[Choice]) -> Html {
    let chosen = choices.iter().find(|choice| choice.value == bind.value);
    let value = chosen
        .map(|choice| choice.label.clone())
        .unwrap_or_default();
    html! {
        <div role="group" aria-label={label.clone()}>
            <KeptField {label} {value} act={None::<AttrValue>} on_act={Callback::noop()} />
            if let Some(problem) = bind.problem.clone() {
                <Notice tone={Tone::Danger} title={problem} />
            }
        </div>
    }
}

fn address(part: &AddressPart, bind: Bind) -> Html {
    match part {
        AddressPart::Typed { hint } => html! {
            <TextField
                {bind}
                label={t("email-address")}
                kind={TextKind::Email}
                hint={hint.clone()}
                required=true
            />
        },
        AddressPart::Shown { on_change } => html! {
            <div role="group" aria-label={t("email-address-kept")}>
                <KeptField
                    label={t("email-address-kept")}
                    value={bind.value}
                    act={on_change.as_ref().map(|_| t("change-email"))}
                    on_act={on_change.clone().unwrap_or_else(Callback::noop)}
                />
            </div>
        },
    }
}
