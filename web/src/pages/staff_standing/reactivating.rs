//! The question before somebody can sign in again, with another e-mail address where they have one now
//! (domain EDIT-03).

use lanyard_shared::id::AccountId;
use lanyard_shared::intent::{Intent, StaffReactivate};
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::replica::View;
use lanyard_shared::validate::{self, Problems};
use yew::prelude::*;

use super::{QuestionProps, use_standing};
use crate::components::{FormDialog, TextField, TextKind};
use crate::hooks::{Form, use_desk, use_form};
use crate::text::t;
use crate::words::person;

/// The question; an address may be left out.
#[component]
pub(super) fn Reactivating(props: &QuestionProps) -> Html {
    let desk = use_desk();
    let author = use_standing();
    let form = use_form(Form::default);
    let (account, view) = (props.account, desk.view());
    let found = check(form.get("email"), account, &view);
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

/// What is wrong with another address, as far as this device knows (domain NEW-06).
fn check(typed: &str, account: AccountId, view: &View) -> Vec<FieldProblem> {
    let Some(email) = another(typed) else {
        return Vec::new();
    };
    let mut problems = Problems::new();
    problems.check("email", validate::email(email).map(drop));
    if let Some(practice) = &view.practice {
        let domains = &practice.policies.email_domains;
        problems.check("email", validate::email_allowed(email, domains));
    }
    let shown = view.accounts.get(&account);
    if shown.is_some_and(|shown| shown.account.email == email) {
        problems.check("email", Err::<(), _>(Message::new("email-same")));
    }
    if view.email_holder(email, account).is_some() {
        problems.check("email", Err::<(), _>(Message::new("email-taken")));
    }
    problems.finish().err().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    // covers: EDIT-03, NEW-06
    #[test]
    fn another_address_may_be_left_out_and_is_checked_where_it_is_typed() {
        let (ana, bob) = (sample::account(1, "ana"), sample::account(2, "bob"));
        let id = ana.id;
        let view = View {
            accounts: [ana, bob]
                .map(|account| (account.id, sample::shown(account)))
                .into(),
            ..View::default()
        };
        let told = |typed: &str| {
            let found = check(typed, id, &view).into_iter().next();
            found.map(|problem| problem.message.key)
        };
        assert_eq!(told(" "), None);
        assert_eq!(told("ana@new.example"), None);
        assert_eq!(told("ana").as_deref(), Some("email-invalid"));
        assert_eq!(told("ana@example.org").as_deref(), Some("email-same"));
        assert_eq!(told("BOB@example.org").as_deref(), Some("email-taken"));
    }
}
