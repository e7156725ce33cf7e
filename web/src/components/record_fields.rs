//! The fields of an office, of a provider and of a group (domain D-02, D-03, D-07).

use std::rc::Rc;

use lanyard_shared::message::FieldProblem;
use lanyard_shared::record::RecordKind;
use yew::prelude::*;

use super::{
    Choice, ChoicesField, FormSection, LinesField, PhoneField, PickField, TextField, TextKind,
};
use crate::hooks::FormHandle;
use crate::sync::Person;
use crate::text::t;

/// Properties of [`RecordFieldset`].
#[derive(PartialEq, Properties)]
pub(crate) struct RecordFieldsetProps {
    /// What kind of record it is.
    pub(crate) kind: RecordKind,
    /// The form.
    pub(crate) form: FormHandle,
    /// What is wrong with what is typed now.
    pub(crate) found: Vec<FieldProblem>,
    /// The offices to choose from.
    pub(crate) offices: Vec<Choice>,
    /// The people to choose from.
    pub(crate) people: Rc<[Rc<Person>]>,
    /// What to know about choosing people.
    pub(crate) people_hint: AttrValue,
}

/// The fields of one kind.
#[component]
pub(crate) fn RecordFieldset(props: &RecordFieldsetProps) -> Html {
    let bind = |name: &'static str| props.form.bind(name, &props.found);
    match props.kind {
        RecordKind::Provider => html! {
            <FormSection id="section-provider" title={t("provider-section")}>
                <div class="app-pair">
                    <TextField bind={bind("first_name")} label={t("first-name")} required=true />
                    <TextField bind={bind("last_name")} label={t("last-name")} required=true />
                </div>
                <div class="app-pair">
                    <TextField
                        bind={bind("npi")}
                        label={t("provider-npi")}
                        kind={TextKind::Digits}
                        hint={t("npi-hint")}
                    />
                    <TextField bind={bind("specialty")} label={t("provider-specialty")} />
                </div>
                <TextField
                    bind={bind("email")}
                    label={t("email-address")}
                    kind={TextKind::Email}
                />
                <ChoicesField
                    bind={bind("offices")}
                    label={t("provider-offices")}
                    choices={props.offices.clone()}
                />
            </FormSection>
        },
        RecordKind::Group => html! {
            <FormSection id="section-group" title={t("group-section")}>
                <TextField bind={bind("name")} label={t("group-name")} required=true />
                <PickField
                    bind={bind("members")}
                    label={t("group-members")}
                    people={props.people.clone()}
                    hint={props.people_hint.clone()}
                />
            </FormSection>
        },
        _ => html! {
            <FormSection id="section-office" title={t("office-section")}>
                <div class="app-pair">
                    <TextField bind={bind("name")} label={t("office-name")} required=true />
                    <PhoneField bind={bind("phone")} label={t("office-phone")} />
                </div>
                <LinesField bind={bind("address")} label={t("office-address")} />
            </FormSection>
        },
    }
}
