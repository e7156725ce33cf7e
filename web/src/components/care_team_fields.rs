//! Care team role and identifier in the form of a staff account (domain NEW-04, NEW-05).

use lanyard_shared::care_team::CareTeamRole;
use lanyard_shared::message::FieldProblem;
use yew::prelude::*;

use super::{Choice, FormSection, RadioField, TextField, TextKind};
use crate::hooks::{FormHandle, NCSBN, NPI};
use crate::text::t;

/// Properties of [`CareTeamFields`].
#[derive(PartialEq, Properties)]
pub(crate) struct CareTeamFieldsProps {
    /// The form.
    pub(crate) form: FormHandle,
    /// What is wrong with what is typed now.
    pub(crate) found: Vec<FieldProblem>,
}

/// The role by its name, out of a list or with a code of its own; the identifier; and the notice
/// under which the list may be used (domain CARE-03).
#[component]
pub(crate) fn CareTeamFields(props: &CareTeamFieldsProps) -> Html {
    let bind = |name: &'static str| props.form.bind(name, &props.found);
    let term = bind("care_team_term");
    let is_other = !term.value.trim().is_empty() && CareTeamRole::named(&term.value).is_none();
    let proposals: Vec<(AttrValue, AttrValue)> = CareTeamRole::search(&term.value)
        .map(|role| (role.term.clone().into(), role.code.clone().into()))
        .collect();
    let kinds = vec![
        Choice::new(NPI, t("npi")),
        Choice::new(NCSBN, t("ncsbn-id")),
    ];
    html! {
        <FormSection id="section-care-team" title={t("section-care-team")}>
            <div class="app-pair">
                <TextField
                    bind={term}
                    label={t("care-team-role")}
                    hint={t("care-team-role-hint")}
                    {proposals}
                />
                if is_other {
                    <TextField
                        bind={bind("care_team_role")}
                        label={t("care-team-code")}
                        hint={t("care-team-code-hint")}
                        kind={TextKind::Digits}
                        required=true
                    />
                }
            </div>
            <div class="app-pair">
                <TextField
                    bind={bind("care_team_identifier")}
                    label={t("care-team-identifier")}
                    kind={TextKind::Digits}
                />
                <RadioField
                    bind={bind("care_team_kind")}
                    label={t("care-team-kind")}
                    choices={kinds}
                />
            </div>
            <p class="app-quiet">{ t("snomed-notice") }</p>
        </FormSection>
    }
}
