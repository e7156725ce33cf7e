//! Deactivating and reactivating somebody from the list (domain EDIT-03), who takes over from them
//! (domain EDIT-05), and locking them for a while (domain D-10).

use std::rc::Rc;

use lanyard_shared::id::AccountId;
use lanyard_shared::intent::{Intent, StaffDeactivate};
use lanyard_shared::protocol::TwoFactorAct;
use yew::prelude::*;

use super::credentials::SecondFactorDialog;
use super::staff_removal::{Removing, use_undo_removal};
use crate::components::{Dialog, PersonSelect, RowAct};
use crate::hooks::{use_author, use_desk, use_go};
use crate::route::Route;
use crate::sync::{Connection, Desk, Person};
use crate::text::t;
use crate::words::{named, person, stored};

mod locking;
mod reactivating;

use locking::{Locking, Unlocking};
use reactivating::Reactivating;

/// A question before something is done about somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// Are they to be deactivated?
    Deactivate(AccountId),
    /// Are they to sign in again?
    Reactivate(AccountId),
    /// Are they to be locked?
    Lock(AccountId),
    /// Are they to be unlocked?
    Unlock(AccountId),
    /// Are they to be removed for good?
    Remove(AccountId),
    /// Is a second factor to be asked of them (domain EDIT-06)?
    SetUp(AccountId),
}

/// The question that is asked now.
pub(super) type Asking = UseStateHandle<Option<Question>>;

/// Carries out what somebody picks in a row.
#[hook]
pub(super) fn use_row_acts(asking: &Asking) -> Callback<RowAct> {
    let go = use_go();
    let undo = use_undo_removal();
    let ask = asking.setter();
    Callback::from(move |act| match act {
        RowAct::Edit(account) => go.emit(Route::EditStaff {
            account: account.to_string(),
        }),
        RowAct::Copy(account) => go.emit(Route::CopyStaff {
            account: account.to_string(),
        }),
        RowAct::SetUp(account) => ask.set(Some(Question::SetUp(account))),
        RowAct::Mend(op_id) => go.emit(Route::MendStaff {
            op_id: op_id.to_string(),
        }),
        RowAct::Delete(account) => ask.set(Some(Question::Deactivate(account))),
        RowAct::Lock(account) => ask.set(Some(Question::Lock(account))),
        RowAct::Unlock(account) => ask.set(Some(Question::Unlock(account))),
        RowAct::Remove(account) => ask.set(Some(Question::Remove(account))),
        RowAct::UndoRemoval(account) => undo.emit(account),
        RowAct::Reactivate(account) => ask.set(Some(Question::Reactivate(account))),
    })
}

/// Queues edits for somebody's sake, in this order, and says so.
#[hook]
fn use_standing() -> Callback<(AccountId, Vec<Intent>)> {
    let (desk, author) = (use_desk(), use_author());
    Callback::from(move |(account, edits): (AccountId, Vec<Intent>)| {
        let name = person(account, &desk.view()).unwrap_or_default();
        let words = stored(&name, desk.holds_back(&edits));
        author.emit((edits, words));
    })
}

/// Properties of [`StaffQuestion`].
#[derive(PartialEq, Properties)]
pub(super) struct StaffQuestionProps {
    /// What is asked now.
    pub(super) asking: Asking,
}

/// The question that is asked now, if any.
#[component]
pub(super) fn StaffQuestion(props: &StaffQuestionProps) -> Html {
    let close = props.asking.setter();
    let on_close = Callback::from(move |()| close.set(None));
    let question = match *props.asking {
        Some(Question::Deactivate(account)) => html! { <Deactivating {account} {on_close} /> },
        Some(Question::Reactivate(account)) => html! { <Reactivating {account} {on_close} /> },
        Some(Question::Lock(account)) => html! { <Locking {account} {on_close} /> },
        Some(Question::Unlock(account)) => html! { <Unlocking {account} {on_close} /> },
        Some(Question::Remove(account)) => html! { <Removing {account} {on_close} /> },
        Some(Question::SetUp(account)) => html! {
            <SecondFactorDialog {account} act={TwoFactorAct::Require} {on_close} />
        },
        None => Html::default(),
    };
    html! { <div>{ question }</div> }
}

/// Properties of the questions.
#[derive(PartialEq, Properties)]
pub(super) struct QuestionProps {
    /// Whom it is about.
    pub(super) account: AccountId,
    /// It was answered.
    pub(super) on_close: Callback<()>,
}

/// The question before somebody is deactivated.
#[component]
fn Deactivating(props: &QuestionProps) -> Html {
    let desk = use_desk();
    let author = use_standing();
    let successor = use_state_eq(|| None::<AccountId>);
    let (account, view) = (props.account, desk.view());
    let on_confirm = {
        let (on_close, view, successor) = (props.on_close.clone(), view.clone(), *successor);
        Callback::from(move |()| {
            on_close.emit(());
            let handed_on = successor.map(|to| view.handed_on(account, to));
            let mut edits = handed_on.unwrap_or_default();
            edits.push(Intent::StaffDeactivate(StaffDeactivate { account }));
            author.emit((account, edits));
        })
    };
    let name = person(account, &view).unwrap_or_default();
    let online = desk.status().connection == Connection::Online;
    html! {
        <Dialog
            title={t!("deactivate-title", name = name.as_str())}
            confirm={t("deactivate")}
            danger=true
            {on_confirm}
            on_cancel={props.on_close.clone()}
        >
            <div class="app-stack">
                <p>{ t("deactivate-words") }</p>
                <p>{ t("deactivate-back") }</p>
                if !online {
                    <p><strong>{ t("deactivate-offline") }</strong></p>
                }
                { leaving(account, &desk, &successor) }
            </div>
        </Dialog>
    }
}

/// What hangs on somebody, and who is to take it over.
fn leaving(account: AccountId, desk: &Desk, successor: &UseStateHandle<Option<AccountId>>) -> Html {
    let view = desk.view();
    let found = view.hangs_on_person(account);
    let (groups, people) = (found.groups.len(), found.people.len());
    let set = successor.setter();
    let on_choose = Callback::from(move |chosen| set.set(chosen));
    html! {
        <div class="app-stack" hidden={found.is_empty()}>
            <ul class="app-reasons">
                if groups > 0 {
                    <li key="groups">
                        { t!("leaving-groups", count = groups, names = named(&found.groups)) }
                    </li>
                }
                if people > 0 {
                    <li key="people">
                        { t!("leaving-people", count = people, names = named(&found.people)) }
                    </li>
                }
                if found.report {
                    <li key="report">{ t("leaving-report") }</li>
                }
            </ul>
            <p>{ t("leaving-stays") }</p>
            if found.can_be_handed_on() {
                <PersonSelect
                    id="successor"
                    label={t("successor")}
                    chosen={**successor}
                    nobody={t("successor-none")}
                    people={successors(account, desk)}
                    {on_choose}
                />
                <p class="app-quiet">{ t("successor-words") }</p>
            }
        </div>
    }
}

fn successors(of: AccountId, desk: &Desk) -> Vec<Rc<Person>> {
    let (people, view) = (desk.people(), desk.view());
    let others = people.iter();
    let others = others.filter(|other| view.can_succeed(of, &other.account));
    others.cloned().collect()
}
