//! The form of a staff account at work: from what is typed to a queued edit.

use lanyard_shared::fields::StaffFields;
use lanyard_shared::id::AccountId;
use lanyard_shared::intent::{Intent, SetFields, StaffCreate, StaffSetPin};
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::record::{RecordKey, RecordKind};
use lanyard_shared::seal::{Place, Sealed};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::staff_check::{Reader, Secrets, check, secrets};
use super::staff_draft::to_change;
use super::{Draft, Form, FormHandle, Kept, Purpose, Values, use_desk, use_form};
use crate::sync::Desk;
use crate::words::stored;

/// The form at work.
pub(crate) struct StaffForm {
    /// What is typed.
    pub(crate) form: FormHandle,
    /// What is wrong with it.
    pub(crate) found: Vec<FieldProblem>,
    /// What was sealed earlier and will be used.
    pub(crate) kept: Kept,
    /// Who chooses the secrets.
    pub(crate) secrets: Secrets,
    /// Somebody wants to type another password.
    pub(crate) on_retype: Callback<()>,
    /// Somebody wants to save.
    pub(crate) on_submit: Callback<()>,
}

/// Runs the form of `draft`. `on_stored` gets words that say so once the edit is on this device.
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
    let kept = use_state(|| match &draft.purpose {
        Purpose::Make { kept } => kept.clone(),
        Purpose::Change { .. } => Kept::default(),
    });
    let view = desk.view();
    let reader = Reader {
        account: desk.account(),
        view: &view,
    };
    let found = check(&form, draft, reader, &kept);
    let secrets = secrets(&form, &draft.typed(form.values()), &view);
    let on_submit = {
        let (form, found) = (form.clone(), found.clone());
        let (draft, kept) = (draft.clone(), kept.clone());
        Callback::from(move |()| {
            let Some(values) = form.begin(found.clone()) else {
                return;
            };
            let fields = draft.typed(&values);
            let name = format!("{} {}", fields.first_name, fields.last_name);
            let asked = match &draft.purpose {
                Purpose::Make { .. } => make(&form, &kept, &desk, &draft, fields),
                Purpose::Change { was, .. } => change(draft.account, was, &fields),
            };
            let intent = match asked {
                Ok(intent) => intent,
                Err(trouble) => return form.fail(trouble),
            };
            let (form, desk, on_stored) = (form.clone(), desk.clone(), on_stored.clone());
            let replaces = draft.replaces.clone();
            let words = stored(&name, desk.holds_back(std::slice::from_ref(&intent)));
            spawn_local(async move {
                match desk.author(intent, replaces).await {
                    Ok(()) => on_stored.emit(words),
                    Err(trouble) => form.fail(trouble.into()),
                }
            });
        })
    };
    StaffForm {
        form,
        found,
        kept: (*kept).clone(),
        secrets,
        on_retype: Callback::from(move |()| {
            kept.set(Kept {
                password: None,
                ..(*kept).clone()
            });
        }),
        on_submit,
    }
}

/// A new account. From here on the typed secrets are nowhere: only what the server can open is kept.
fn make(
    form: &FormHandle,
    kept: &UseStateHandle<Kept>,
    desk: &Desk,
    draft: &Draft,
    fields: StaffFields,
) -> Result<Intent, Message> {
    let account = draft.account;
    let seal = |field, typed: &str, earlier: &Option<Sealed>| match earlier {
        Some(sealed) if typed.is_empty() => Ok(Some(sealed.clone())),
        _ => desk.seal(typed, Place { account, field }).map(Some),
    };
    let password = || seal("password", form.get("password"), &kept.password);
    let pin = || seal(StaffSetPin::FIELD, form.get(StaffSetPin::FIELD), &kept.pin);
    let now = match secrets(form, &fields, &desk.view()) {
        Secrets::Maker => Kept {
            password: password()?,
            pin: pin()?,
        },
        Secrets::Member | Secrets::Copied => Kept {
            password: None,
            pin: pin()?,
        },
        Secrets::Stronger(_) => Kept::default(),
    };
    form.fill(Values::from([
        ("password", "".into()),
        ("confirm", "".into()),
        (StaffSetPin::FIELD, "".into()),
    ]));
    kept.set(now.clone());
    Ok(Intent::from(StaffCreate {
        account,
        fields,
        password: now.password,
        app_unlock_pin: now.pin,
        own_login: draft.own_login,
    }))
}

fn change(account: AccountId, was: &StaffFields, typed: &StaffFields) -> Result<Intent, Message> {
    let changes = to_change(was, typed).ok_or_else(|| Message::new("edit-nothing"))?;
    let record = RecordKey {
        kind: RecordKind::Account,
        id: account.0,
    };
    Ok(Intent::from(SetFields { record, changes }))
}
