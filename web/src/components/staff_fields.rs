//! The fields of *New Office Staff* and *Edit Office Staff* (domain sections 3 and 5).

use lanyard_shared::message::FieldProblem;
use yew::prelude::*;

use super::{
    Choice, FormSection, PhoneField, SecretFields, SecretParts, SelectField, TextField, TextKind,
};
use crate::hooks::FormHandle;
use crate::text::t;

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
    /// Password and PIN, where this form sets them.
    pub(crate) secrets: Option<SecretParts>,
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
                if let Some(parts) = props.secrets {
                    <SecretFields
                        form={props.form.clone()}
                        found={props.found.clone()}
                        {parts}
                        on_retype={props.on_retype.clone()}
                    />
                }
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
