//! The fields of the practice: its name and time zone, and its policies (domain D-01, LINK-05, LINK-06,
//! NEW-06, CRED-01, CRED-04, CRED-06, EDIT-06).

use lanyard_shared::message::FieldProblem;
use yew::prelude::*;

use super::{Bind, Choice, FormSection, LinesField, RadioField, SelectField, TextField, TextKind};
use crate::browser;
use crate::hooks::FormHandle;
use crate::text::t;

/// Properties of [`PracticeFieldset`].
#[derive(PartialEq, Properties)]
pub(crate) struct PracticeFieldsetProps {
    /// The form.
    pub(crate) form: FormHandle,
    /// What is wrong with what is typed now.
    pub(crate) found: Vec<FieldProblem>,
    /// Whether the reader decides about the policies, too.
    pub(crate) policies: bool,
}

/// Name and time zone; and the policies, for those who may change them.
#[component]
pub(crate) fn PracticeFieldset(props: &PracticeFieldsetProps) -> Html {
    let zones = use_memo((), |()| time_zones());
    let bind = |name: &'static str| props.form.bind(name, &props.found);
    html! {
        <div class="app-sections">
            <FormSection id="section-practice" title={t("section-practice")}>
                <div class="app-pair">
                    <TextField bind={bind("name")} label={t("practice-name")} required=true />
                    <SelectField
                        bind={bind("time_zone")}
                        label={t("time-zone")}
                        choices={with_present(&zones, props.form.get("time_zone"))}
                    />
                </div>
            </FormSection>
            if props.policies {
                { policies(&bind) }
            }
        </div>
    }
}

fn policies(bind: &dyn Fn(&'static str) -> Bind) -> Html {
    html! {
        <div class="app-sections">
            <FormSection id="section-passwords" title={t("section-passwords")}>
                <div class="app-pair">
                    <Number
                        bind={bind("policies.password.min_length")}
                        label={t("policy-password-min")}
                        hint={t("policy-password-hint")}
                    />
                    <Number
                        bind={bind("policies.password.max_length")}
                        label={t("policy-password-max")}
                        hint={t("policy-password-hint")}
                    />
                </div>
                <div class="app-pair">
                    <Number
                        bind={bind("policies.password.max_age_days")}
                        label={t("policy-password-age")}
                        hint={t("policy-password-age-hint")}
                    />
                    <Number
                        bind={bind("policies.password.remembered")}
                        label={t("policy-password-remembered")}
                        hint={t("policy-password-remembered-hint")}
                    />
                </div>
                <RadioField
                    bind={bind("policies.first_password")}
                    label={t("policy-first-password-long")}
                    choices={first_password()}
                />
            </FormSection>
            <FormSection id="section-two-factor" title={t("section-two-factor")}>
                <RadioField
                    bind={bind("policies.two_factor")}
                    label={t("policy-two-factor-long")}
                    choices={two_factor()}
                />
            </FormSection>
            <FormSection id="section-devices" title={t("section-devices")}>
                <div class="app-pair">
                    <Number
                        bind={bind("policies.idle_minutes")}
                        label={t("policy-idle-minutes")}
                        hint={t("policy-idle-hint")}
                    />
                    <Number
                        bind={bind("policies.offline_days")}
                        label={t("policy-offline-days")}
                        hint={t("policy-offline-hint")}
                    />
                </div>
            </FormSection>
            <FormSection id="section-addresses" title={t("section-addresses")}>
                <LinesField
                    bind={bind("policies.email_domains")}
                    label={t("policy-email-domains")}
                    hint={t("policy-email-domains-hint")}
                />
                <TextField
                    bind={bind("public_url")}
                    label={t("public-address")}
                    kind={TextKind::Url}
                    hint={t("public-address-hint")}
                    required=true
                />
            </FormSection>
        </div>
    }
}

/// Properties of [`Number`].
#[derive(PartialEq, Properties)]
struct NumberProps {
    bind: Bind,
    label: AttrValue,
    hint: AttrValue,
}

/// A number that may not be missing.
#[component]
fn Number(props: &NumberProps) -> Html {
    html! {
        <TextField
            bind={props.bind.clone()}
            label={props.label.clone()}
            kind={TextKind::Digits}
            hint={props.hint.clone()}
            required=true
        />
    }
}

fn detailed(value: &'static str, label: &str, detail: &str) -> Choice {
    Choice {
        detail: Some(t(detail)),
        ..Choice::new(value, t(label))
    }
}

fn first_password() -> Vec<Choice> {
    vec![
        detailed(
            "require",
            "first-password-require",
            "first-password-require-more",
        ),
        detailed("ask", "first-password-ask", "first-password-ask-more"),
        detailed("off", "first-password-off", "first-password-off-more"),
    ]
}

fn two_factor() -> Vec<Choice> {
    vec![
        detailed(
            "guarded",
            "two-factor-of-guarded",
            "two-factor-of-guarded-more",
        ),
        detailed("all", "two-factor-of-all", "two-factor-of-all-more"),
        detailed("off", "two-factor-of-nobody", "two-factor-of-nobody-more"),
    ]
}

/// The zones that the browser knows, and the device's own where the browser does not say.
pub(crate) fn time_zones() -> Vec<Choice> {
    let mut zones = browser::time_zones();
    for zone in browser::time_zone().into_iter().chain(["UTC".to_owned()]) {
        if !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    let choice = |zone: String| Choice::new(zone.clone(), zone.replace('_', " "));
    zones.into_iter().map(choice).collect()
}

/// These zones, and the one that is chosen where the browser does not know it.
fn with_present(zones: &[Choice], present: &str) -> Vec<Choice> {
    let mut zones = zones.to_vec();
    if !zones.iter().any(|zone| zone.value == present) {
        zones.push(Choice::new(present.to_owned(), present.replace('_', " ")));
    }
    zones
}
