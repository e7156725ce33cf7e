//! The fields of the set-up page.

use lanyard_shared::message::FieldProblem;
use lanyard_shared::record::{PasswordPolicy, Plan};
use lanyard_shared::validate;
use yew::prelude::*;

use crate::components::{
    Bind, Choice, FormSection, NewPassword, PhoneField, RadioField, SelectField, TextField,
    TextKind, time_zones,
};
use crate::hooks::FormHandle;
use crate::text::t;

/// The answer *I am this provider*.
pub(crate) const IS_PROVIDER: &str = "provider";
/// The answer *I work for this provider*.
pub(crate) const IS_STAFF: &str = "staff";

/// Properties of the sections.
#[derive(PartialEq, Properties)]
pub(crate) struct SectionProps {
    /// The form.
    pub(crate) form: FormHandle,
    /// What is wrong with what is typed now.
    pub(crate) found: Vec<FieldProblem>,
}

impl SectionProps {
    fn bind(&self, name: &'static str) -> Bind {
        self.form.bind(name, &self.found)
    }
}

/// Name, time zone, plan and public address.
#[component]
pub(crate) fn PracticeFields(props: &SectionProps) -> Html {
    let zones = use_memo((), |()| time_zones());
    let plan = |plan: Plan, label: AttrValue, detail: AttrValue| Choice {
        detail: Some(detail),
        ..Choice::new(plan.as_str(), label)
    };
    let seats = Plan::Asclepius.seats().unwrap_or_default();
    let plans = vec![
        plan(
            Plan::NonInvoiced,
            t("plan-non-invoiced"),
            t!("plan-seats", max = seats),
        ),
        plan(
            Plan::Asclepius,
            t("plan-asclepius"),
            t!("plan-seats", max = seats),
        ),
        plan(Plan::Invoiced, t("plan-invoiced"), t("plan-any")),
    ];
    html! {
        <FormSection id="section-practice" title={t("section-practice")}>
            <div class="app-pair">
                <TextField bind={props.bind("practice_name")} label={t("practice-name")} required=true />
                <SelectField
                    bind={props.bind("time_zone")}
                    label={t("time-zone")}
                    choices={(*zones).clone()}
                />
            </div>
            <RadioField bind={props.bind("plan")} label={t("plan")} choices={plans} />
            <TextField
                bind={props.bind("public_url")}
                label={t("public-address")}
                kind={TextKind::Url}
                hint={public_url_hint(props.form.get("public_url"))}
                required=true
            />
        </FormSection>
    }
}

/// Says what the address is for, and what follows from a loopback address (domain LINK-05).
fn public_url_hint(url: &str) -> AttrValue {
    if validate::is_loopback_url(url) {
        t("public-address-loopback")
    } else {
        t("public-address-hint")
    }
}

/// The first office.
#[component]
pub(crate) fn OfficeFields(props: &SectionProps) -> Html {
    html! {
        <FormSection id="section-office" title={t("section-office")}>
            <div class="app-pair">
                <TextField bind={props.bind("office_name")} label={t("office-name")} required=true />
                <PhoneField bind={props.bind("office_phone")} label={t("office-phone")} />
            </div>
            <TextField bind={props.bind("office_address")} label={t("office-address")} />
        </FormSection>
    }
}

/// The first provider.
#[component]
pub(crate) fn ProviderFields(props: &SectionProps) -> Html {
    html! {
        <FormSection id="section-provider" title={t("section-provider")}>
            <div class="app-pair">
                <TextField
                    bind={props.bind("provider_first_name")}
                    label={t("provider-first-name")}
                    required=true
                />
                <TextField
                    bind={props.bind("provider_last_name")}
                    label={t("provider-last-name")}
                    required=true
                />
            </div>
            <TextField
                bind={props.bind("provider_npi")}
                label={t("npi")}
                kind={TextKind::Digits}
                hint={t("npi-hint")}
            />
        </FormSection>
    }
}

/// Who signs in first, and how.
#[component]
pub(crate) fn AdminFields(props: &SectionProps) -> Html {
    let who = vec![
        Choice::new(IS_PROVIDER, t("i-am-provider")),
        Choice::new(IS_STAFF, t("i-work-for-provider")),
    ];
    html! {
        <FormSection id="section-admin" title={t("section-admin")}>
            <RadioField bind={props.bind("admin")} label={t("who-signs-in")} choices={who} />
            <div class="app-pair" hidden={props.form.get("admin") != IS_STAFF}>
                <TextField bind={props.bind("first_name")} label={t("first-name")} required=true />
                <TextField bind={props.bind("last_name")} label={t("last-name")} required=true />
            </div>
            <div class="app-pair">
                <TextField
                    bind={props.bind("email")}
                    label={t("email-address")}
                    kind={TextKind::Email}
                    autocomplete="email"
                    required=true
                />
                <TextField
                    bind={props.bind("username")}
                    label={t("username")}
                    kind={TextKind::Username}
                    autocomplete="username"
                    required=true
                />
            </div>
            <div class="app-pair">
                <NewPassword
                    form={props.form.clone()}
                    found={props.found.clone()}
                    policy={PasswordPolicy::default()}
                    label={t("password")}
                    again={t("confirm-password")}
                />
            </div>
        </FormSection>
    }
}
