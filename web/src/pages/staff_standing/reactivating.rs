//! The question before somebody can sign in again, with another e-mail address where they have one now
//! (domain EDIT-03).

use lanyard_shared::intent::{Intent, StaffReactivate};
use yew::prelude::*;

use super::{QuestionProps, use_standing};
use crate::components::{FormDialog, TextField, TextKind};
use crate::hooks::{Form, another_email, use_desk, use_form};
use crate::text::t;
use crate::words::person;

/// The question; an address may be left out.
#[component]
pub(super) fn Reactivating(props: &QuestionProps) -> Html {
    let desk = use_desk();
    let author = use_standing();
    let form = use_form(Form::default);
    let (account, view) = (props.account, desk.view());
    let typed = another(form.get("email"));
    let found = typed.map_or_else(Vec::new, |typed| another_email(typed, account, &view));
    let on_submit = {
        let (form, found, on_close) = (form.clone(), found.clone(), props.on_close.clone());
        Callback::from(move |()| {
            let Some(_) = form.begin(found.clone()) else {
                return;
            };
            let email = another(form.get("email")).map(str::to_owned);
            on_close.emit(());
            let back = Intent::StaffReactivate(StaffReactivate { account, email });
            author.emit((account, vec![back]));
        })
    };
    let name = person(account, &view).unwrap_or_default();
    html! {
        <FormDialog
            title={t!("reactivate-title", name = name)}
            form={form.clone()}
            submit={t("reactivate")}
            {on_submit}
            on_cancel={props.on_close.clone()}
        >
            <p>{ t("reactivate-words") }</p>
            <TextField
                bind={form.bind("email", &found)}
                label={t("new-email-address")}
                kind={TextKind::Email}
                hint={t("reactivate-email-hint")}
            />
        </FormDialog>
    }
}

/// The address that is typed, if any.
fn another(typed: &str) -> Option<&str> {
    Some(typed.trim()).filter(|typed| !typed.is_empty())
}
