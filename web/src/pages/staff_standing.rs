//! Deactivating and reactivating somebody from the list (domain EDIT-03).

use lanyard_shared::id::AccountId;
use lanyard_shared::intent::{Intent, StaffDeactivate, StaffReactivate};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{Dialog, RowAct};
use crate::hooks::{Tone, use_desk, use_go, use_toasts};
use crate::route::Route;
use crate::sync::Connection;
use crate::text::{say, t};
use crate::words::person;

/// Whom the question before a deactivation is about, while it is asked.
pub(super) type Asking = UseStateHandle<Option<AccountId>>;

/// Carries out what somebody picks in a row.
#[hook]
pub(super) fn use_row_acts(deactivating: &Asking) -> Callback<RowAct> {
    let go = use_go();
    let author = use_standing();
    let ask = deactivating.setter();
    Callback::from(move |act| match act {
        RowAct::Edit(account) => go.emit(Route::EditStaff {
            account: account.to_string(),
        }),
        RowAct::Copy(account) => go.emit(Route::CopyStaff {
            account: account.to_string(),
        }),
        RowAct::SetUp(account) => go.emit(Route::Credentials {
            account: account.to_string(),
        }),
        RowAct::Mend(op_id) => go.emit(Route::MendStaff {
            op_id: op_id.to_string(),
        }),
        RowAct::Delete(account) => ask.set(Some(account)),
        RowAct::Reactivate(account) => {
            author.emit(Intent::StaffReactivate(StaffReactivate { account }));
        }
    })
}

/// Queues a change of somebody's standing and says so.
#[hook]
fn use_standing() -> Callback<Intent> {
    let desk = use_desk();
    let toasts = use_toasts();
    Callback::from(move |intent: Intent| {
        let (desk, toasts) = (desk.clone(), toasts.clone());
        let name = person(AccountId(intent.target().id), &desk.view()).unwrap_or_default();
        spawn_local(async move {
            match desk.author(intent, None).await {
                Ok(()) => toasts.raise(Tone::Success, t!("staff-stored", name = name)),
                Err(trouble) => toasts.raise(Tone::Danger, say(&trouble.into())),
            }
        });
    })
}

/// Properties of [`Deactivating`].
#[derive(PartialEq, Properties)]
pub(super) struct DeactivatingProps {
    /// Whom the question is about, while it is asked.
    pub(super) account: Asking,
}

/// The question before somebody is deactivated.
#[component]
pub(super) fn Deactivating(props: &DeactivatingProps) -> Html {
    let desk = use_desk();
    let author = use_standing();
    let Some(account) = *props.account else {
        return html! { <div /> };
    };
    let close = props.account.setter();
    let on_cancel = Callback::from(move |()| close.set(None));
    let on_confirm = {
        let on_cancel = on_cancel.clone();
        Callback::from(move |()| {
            on_cancel.emit(());
            author.emit(Intent::StaffDeactivate(StaffDeactivate { account }));
        })
    };
    let name = person(account, &desk.view()).unwrap_or_default();
    let online = desk.status().connection == Connection::Online;
    html! {
        <div>
            <Dialog
                title={t!("deactivate-title", name = name.as_str())}
                confirm={t("deactivate")}
                danger=true
                {on_confirm}
                {on_cancel}
            >
                <div class="app-stack">
                    <p>{ t("deactivate-words") }</p>
                    <p>{ t("deactivate-back") }</p>
                    if !online {
                        <p><strong>{ t("deactivate-offline") }</strong></p>
                    }
                </div>
            </Dialog>
        </div>
    }
}
