//! The form of an office or a provider at work: from what is typed to a queued edit.

use lanyard_shared::message::FieldProblem;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Form, FormHandle, RecordDraft, use_desk, use_form};

/// The form at work.
pub(crate) struct RecordForm {
    /// What is typed.
    pub(crate) form: FormHandle,
    /// What is wrong with it.
    pub(crate) found: Vec<FieldProblem>,
    /// Somebody wants to save.
    pub(crate) on_submit: Callback<()>,
}

/// Runs the form of `draft`. `on_stored` is told once the edit is on this device.
#[hook]
pub(crate) fn use_record_form(draft: &RecordDraft, on_stored: Callback<()>) -> RecordForm {
    let desk = use_desk();
    let start = draft.clone();
    let form = use_form(move || {
        if start.problems.is_empty() {
            Form::with(start.values)
        } else {
            Form::refused(start.values, start.problems)
        }
    });
    let found = draft.check(form.values());
    let on_submit = {
        let (form, found, draft) = (form.clone(), found.clone(), draft.clone());
        Callback::from(move |()| {
            let Some(values) = form.begin(found.clone()) else {
                return;
            };
            let intent = match draft.asks(&values) {
                Ok(intent) => intent,
                Err(trouble) => return form.fail(trouble),
            };
            let (form, desk, on_stored) = (form.clone(), desk.clone(), on_stored.clone());
            let replaces = draft.replaces.clone();
            spawn_local(async move {
                match desk.author(intent, replaces).await {
                    Ok(()) => on_stored.emit(()),
                    Err(trouble) => form.fail(trouble.into()),
                }
            });
        })
    };
    RecordForm {
        form,
        found,
        on_submit,
    }
}
