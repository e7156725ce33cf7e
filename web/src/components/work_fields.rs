//! Where and from when to when somebody works, and what they get, in the form of a staff account
//! (domain NEW-10, NEW-13 to NEW-16).

use lanyard_shared::message::FieldProblem;
use yew::prelude::*;

use super::{Bind, CheckField, Choice, ChoicesField, DayField, FormSection, TICKED};
use crate::hooks::FormHandle;
use crate::text::t;

/// Properties of [`WorkFields`].
#[derive(PartialEq, Properties)]
pub(crate) struct WorkFieldsProps {
    /// The form.
    pub(crate) form: FormHandle,
    /// What is wrong with what is typed now.
    pub(crate) found: Vec<FieldProblem>,
    /// The offices to choose from.
    pub(crate) offices: Vec<Choice>,
    /// Why the Dashboard is not a choice, where it is none.
    pub(crate) dashboard_forced: Option<AttrValue>,
}

/// Offices and days, then the switches.
#[component]
pub(crate) fn WorkFields(props: &WorkFieldsProps) -> Html {
    let bind = |name: &'static str| props.form.bind(name, &props.found);
    let (restricted, offices) = (bind("restrict_offices"), bind("offices"));
    let shows_offices = restricted.value == TICKED;
    let restricted = Bind {
        // While no office is shown, this is where the restriction is mended.
        problem: offices.problem.clone().filter(|_| !shows_offices),
        ..restricted
    };
    html! {
        <>
            <FormSection id="section-work" title={t("section-work")}>
                <CheckField
                    bind={restricted}
                    label={t("restrict-offices")}
                    hint={t("restrict-offices-hint")}
                />
                if shows_offices {
                    <ChoicesField
                        bind={offices}
                        label={t("provider-offices")}
                        choices={props.offices.clone()}
                    />
                }
                <div class="app-pair">
                    <DayField
                        bind={bind("starts_on")}
                        label={t("starts-on")}
                        hint={t("starts-on-hint")}
                    />
                    <DayField
                        bind={bind("ends_on")}
                        label={t("ends-on")}
                        hint={t("ends-on-hint")}
                    />
                </div>
            </FormSection>
            <FormSection id="section-options" title={t("section-options")}>
                <CheckField bind={bind("daily_report")} label={t("daily-report")} />
                <CheckField
                    bind={bind("new_dashboard")}
                    label={t("new-dashboard")}
                    hint={t("new-dashboard-hint")}
                    forced={props.dashboard_forced.clone()}
                />
                <CheckField
                    bind={bind("email_update")}
                    label={t("email-update")}
                    hint={t("email-update-hint")}
                />
            </FormSection>
        </>
    }
}
