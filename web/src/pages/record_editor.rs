//! The form of an office or a provider with everything around it: for a new one, to change one, to
//! mend a refused edit.

use lanyard_shared::replica::View;
use yew::prelude::*;

use super::listed::Listed;
use crate::components::{
    BusyButton, ChangedMeanwhile, Choice, FormFrame, Look, PushButton, RecordFieldset, chosen,
};
use crate::hooks::{RecordDraft, Tone, use_alive, use_desk, use_go, use_record_form, use_toasts};
use crate::route::Route;
use crate::text::t;

/// Properties of [`RecordEditor`].
#[derive(PartialEq, Properties)]
pub(super) struct RecordEditorProps {
    /// Of which list it is.
    pub(super) listed: Listed,
    /// What the form begins with.
    pub(super) draft: RecordDraft,
    /// What the form is for, as its accessible name.
    pub(super) label: AttrValue,
    /// The button that saves.
    pub(super) submit: AttrValue,
    /// Another button.
    #[prop_or_default]
    pub(super) aside: Html,
    /// Where leaving the form leads.
    pub(super) back: Route,
}

/// Notes, fields, buttons. Saved edits lead to the list, where the row is at once.
#[component]
pub(super) fn RecordEditor(props: &RecordEditorProps) -> Html {
    let view = use_desk().view();
    let (go, toasts, alive) = (use_go(), use_toasts(), use_alive());
    let on_stored = {
        let (go, list) = (go.clone(), props.listed.list());
        Callback::from(move |()| {
            toasts.raise(Tone::Success, t("record-stored"));
            if alive.get() {
                go.emit(list.clone());
            }
        })
    };
    let record = use_record_form(&props.draft, on_stored);
    let kind = props.listed.kind();
    let back = props.back.clone();
    let actions = html! {
        <>
            <BusyButton label={props.submit.clone()} busy={record.form.is_busy()} />
            <PushButton
                label={t("cancel")}
                look={Look::Link}
                on_click={go.reform(move |()| back.clone())}
            />
            { props.aside.clone() }
        </>
    };
    html! {
        <div class="app-editor">
            <ChangedMeanwhile {kind} fields={props.draft.changed_meanwhile(&view)} />
            <FormFrame
                form={record.form.clone()}
                label={props.label.clone()}
                on_submit={record.on_submit.clone()}
                {actions}
            >
                <RecordFieldset
                    {kind}
                    form={record.form.clone()}
                    found={record.found.clone()}
                    offices={offices(&view, &props.draft)}
                />
            </FormFrame>
        </div>
    }
}

/// The offices in use, and those that were chosen before.
fn offices(view: &View, draft: &RecordDraft) -> Vec<Choice> {
    let before = draft.values.get("offices").cloned().unwrap_or_default();
    let open = view.offices.values().filter(|office| {
        let id = office.id.to_string();
        office.active || chosen(&before).any(|held| held == id)
    });
    let mut choices: Vec<Choice> = open
        .map(|office| Choice::new(office.id.to_string(), office.name.clone()))
        .collect();
    choices.sort_by(|a, b| a.label.cmp(&b.label));
    choices
}
