//! The form of an office, a provider or a group with everything around it: for a new one, to change one, to
//! mend a refused edit.

use std::rc::Rc;

use lanyard_shared::fields::MAX_MEMBERS;
use lanyard_shared::id::AccountId;
use lanyard_shared::record::{Account, RecordKind, Standing};
use lanyard_shared::replica::View;
use lanyard_shared::validate::fold;
use yew::prelude::*;

use super::listed::Listed;
use crate::components::{ChangedMeanwhile, Choice, FormActs, FormFrame, RecordFieldset, chosen};
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
    let desk = use_desk();
    let view = desk.view();
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
    let people = use_memo(view.clone(), move |view| people(kind, view));
    let actions = html! {
        <FormActs
            label={props.submit.clone()}
            busy={record.form.is_busy()}
            back={props.back.clone()}
        >
            { props.aside.clone() }
        </FormActs>
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
                    offices={offices(&view, props.draft.values.get("offices"))}
                    people={(*people).clone()}
                    people_hint={people_hint(&view, desk.account())}
                />
            </FormFrame>
        </div>
    }
}

/// The offices in use, and those that were chosen `before`.
pub(super) fn offices(view: &View, before: Option<&AttrValue>) -> Vec<Choice> {
    let before = before.cloned().unwrap_or_default();
    let open = view.offices.values().filter(|office| {
        let id = office.id.to_string();
        office.active || chosen(&before).any(|held| held == id)
    });
    Choice::sorted(open.map(|it| Choice::new(it.id.to_string(), it.name.clone())))
}

/// How many may be in a group, and of whom a reader of some offices is not told (domain RIGHT-06).
fn people_hint(view: &View, reader: AccountId) -> AttrValue {
    let own = view.accounts.get(&reader).map(|shown| &shown.account);
    match own.and_then(|own| own.particulars.offices.as_ref()) {
        Some(_) => t!("group-members-hint-of-offices", max = MAX_MEMBERS),
        None => t!("group-members-hint", max = MAX_MEMBERS),
    }
}

/// Everybody with a login, by name; only a group has people. Who has left cannot be added any more.
fn people(kind: RecordKind, view: &View) -> Rc<[Choice]> {
    if kind != RecordKind::Group {
        return Rc::new([]);
    }
    let all = view.accounts.values().map(|shown| &shown.account);
    // Who is erased is in no group (domain EDIT-04).
    let mut all: Vec<&Account> = all.filter(|account| !account.is_erased()).collect();
    all.sort_by_cached_key(|account| fold(&account.full_name()));
    let choice = |account: &Account| Choice {
        detail: Some(account.username.clone().into()),
        barred: match account.standing {
            Standing::Deactivated => Some(t("state-deactivated")),
            Standing::Removed => Some(t("state-removed")),
            _ => None,
        },
        ..Choice::new(account.id.to_string(), account.full_name())
    };
    all.into_iter().map(choice).collect()
}
