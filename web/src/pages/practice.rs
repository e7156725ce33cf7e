//! *Account > Practice*: name, time zone, plan and policies (domain D-01, D-08).

use lanyard_shared::permission::Permission;
use lanyard_shared::record::{Plan, Practice, Record, RecordKind};
use yew::prelude::*;

use super::staff::seats_words;
use crate::components::{
    Breadcrumb, BusyButton, ChangedMeanwhile, FormFrame, FormSection, Heading, NoRight, Notice,
    PracticeFieldset, RowMark,
};
use crate::hooks::{RecordDraft, Tone, use_desk, use_record_form, use_toasts};
use crate::text::t;

/// The form with the practice as it is shown now. After each saving it begins anew.
#[component]
pub(crate) fn PracticePage() -> Html {
    let view = use_desk().view();
    let saved = use_state_eq(|| 0_u32);
    let on_saved = {
        let saved = saved.clone();
        Callback::from(move |()| saved.set(*saved + 1))
    };
    let steps = vec![(t("nav-account"), None), (t("practice-settings"), None)];
    html! {
        <div class="app-sections">
            <Breadcrumb {steps} />
            <div class="app-head"><Heading text={t("practice-settings")} /></div>
            if !view.may(Permission::to_edit(RecordKind::Practice)) {
                <NoRight
                    title={t("practice-no-right")}
                    needed={Permission::to_edit(RecordKind::Practice)}
                />
            } else if let Some(practice) = view.practice.clone() {
                <PlanPart practice={practice.clone()} />
                <Editing key={*saved} {practice} {on_saved} />
            }
        </div>
    }
}

/// Properties of [`PlanPart`].
#[derive(PartialEq, Properties)]
struct PlanPartProps {
    practice: Practice,
}

/// The plan and its seats, which are changed at the server's console only (domain D-08).
#[component]
fn PlanPart(props: &PlanPartProps) -> Html {
    let view = use_desk().view();
    let name = match props.practice.plan {
        Plan::NonInvoiced => t("plan-non-invoiced"),
        Plan::Asclepius => t("plan-asclepius"),
        Plan::Invoiced => t("plan-invoiced"),
    };
    html! {
        <FormSection id="section-plan" title={t("plan")}>
            <p>{ name }</p>
            <p>{ seats_words(&view).unwrap_or_else(|| t("plan-any")) }</p>
            <p class="app-quiet">{ t("plan-where") }</p>
        </FormSection>
    }
}

/// Properties of [`Editing`].
#[derive(PartialEq, Properties)]
struct EditingProps {
    practice: Practice,
    on_saved: Callback<()>,
}

#[component]
fn Editing(props: &EditingProps) -> Html {
    let view = use_desk().view();
    let toasts = use_toasts();
    let record = Record::Practice(props.practice.clone());
    let key = record.key();
    let draft = use_memo((), |()| RecordDraft::edit(&record));
    let on_saved = props.on_saved.clone();
    let on_stored = Callback::from(move |()| {
        toasts.raise(Tone::Success, t("record-stored"));
        on_saved.emit(());
    });
    let record = use_record_form(&draft, on_stored);
    let decides = view.may(Permission::ManagePermissions);
    let actions = html! {
        <>
            <BusyButton label={t("save-practice")} busy={record.form.is_busy()} />
            <RowMark row={view.mark(key)} />
        </>
    };
    html! {
        <div class="app-editor">
            <ChangedMeanwhile kind={key.kind} fields={draft.changed_meanwhile(&view)} />
            if !decides {
                <Notice tone={Tone::Info} title={t("policies-no-right")} />
            }
            <FormFrame
                form={record.form.clone()}
                label={t("practice-settings")}
                on_submit={record.on_submit.clone()}
                {actions}
            >
                <PracticeFieldset
                    form={record.form.clone()}
                    found={record.found.clone()}
                    policies={decides}
                />
            </FormFrame>
        </div>
    }
}
