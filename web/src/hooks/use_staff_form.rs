//! The form of a staff account at work: from what is typed to a queued edit.

use lanyard_shared::intent::{Intent, StaffCreate};
use lanyard_shared::message::FieldProblem;
use lanyard_shared::seal::Place;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::staff_draft::{check, typed};
use super::{Draft, Form, FormHandle, Values, use_desk, use_form};

/// The form at work.
pub(crate) struct StaffForm {
    /// What is typed.
    pub(crate) form: FormHandle,
    /// What is wrong with it.
    pub(crate) found: Vec<FieldProblem>,
    /// A password was sealed earlier and will be used.
    pub(crate) password_kept: bool,
    /// Somebody wants to type another password.
    pub(crate) on_retype: Callback<()>,
    /// Somebody wants to save.
    pub(crate) on_submit: Callback<()>,
}

/// Runs the form of `draft`. `on_stored` gets the person's name once the edit is on this device.
#[hook]
pub(crate) fn use_staff_form(draft: &Draft, on_stored: Callback<AttrValue>) -> StaffForm {
    let desk = use_desk();
    let start = draft.clone();
    let form = use_form(move || {
        if start.problems.is_empty() {
            Form::with(start.values)
        } else {
            Form::refused(start.values, start.problems)
        }
    });
    let kept = use_state(|| draft.kept.clone());
    let found = check(&form, &desk.view(), draft.account, kept.as_ref());
    let on_submit = {
        let (form, kept, found, desk) = (form.clone(), kept.clone(), found.clone(), desk.clone());
        let (account, replaces) = (draft.account, draft.replaces);
        Callback::from(move |()| {
            let Some(values) = form.begin(found.clone()) else {
                return;
            };
            let place = Place {
                account,
                field: "password",
            };
            let sealed = match (*kept).clone() {
                Some(sealed) => Ok(sealed),
                None => desk.seal(form.get("password"), place),
            };
            let sealed = match sealed {
                Ok(sealed) => sealed,
                Err(trouble) => return form.fail(trouble.into()),
            };
            // From here on the typed password is nowhere: only what the server can open is kept.
            form.fill(Values::from([
                ("password", "".into()),
                ("confirm", "".into()),
            ]));
            kept.set(Some(sealed.clone()));
            let create = StaffCreate {
                account,
                fields: typed(&values),
                password: sealed,
            };
            let name = format!("{} {}", create.fields.first_name, create.fields.last_name);
            let (form, desk, on_stored) = (form.clone(), desk.clone(), on_stored.clone());
            spawn_local(async move {
                match desk
                    .author(Intent::StaffCreate(Box::new(create)), replaces)
                    .await
                {
                    Ok(()) => on_stored.emit(name.into()),
                    Err(trouble) => form.fail(trouble.into()),
                }
            });
        })
    };
    StaffForm {
        form,
        found,
        password_kept: kept.is_some(),
        on_retype: Callback::from(move |()| kept.set(None)),
        on_submit,
    }
}
