//! Removing somebody for good, and undoing that (domain EDIT-04). Both work online only (domain
//! RIGHT-08).

use lanyard_shared::id::AccountId;
use lanyard_shared::replica::ShownAccount;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::staff_standing::QuestionProps;
use crate::api::{self, ApiError};
use crate::components::{AccountStateLabel, Dialog, Notice, PushButton};
use crate::hooks::{Tone, use_act, use_desk, use_toasts};
use crate::sync::Connection;
use crate::text::{say, t};
use crate::words::{full_name, person};

/// The question before somebody is removed for good.
#[component]
pub(super) fn Removing(props: &QuestionProps) -> Html {
    let (desk, toasts) = (use_desk(), use_toasts());
    let (me, account) = (desk.account(), props.account);
    let name = person(account, &desk.view()).unwrap_or_default();
    let online = desk.status().connection == Connection::Online;
    let done = {
        let (desk, on_close, name) = (desk.clone(), props.on_close.clone(), name.clone());
        Callback::from(move |()| {
            toasts.raise(Tone::Success, t!("remove-done", name = name.as_str()));
            // The row tells the rest when it arrives.
            desk.sync_now();
            on_close.emit(());
        })
    };
    let (act, on_confirm) = use_act(move |()| api::remove_account(me, account), done);
    html! {
        <Dialog
            title={t!("remove-title", name = name.as_str())}
            confirm={online.then(|| t("remove-confirm"))}
            danger=true
            {on_confirm}
            on_cancel={props.on_close.clone()}
        >
            <div class="app-stack">
                if !online {
                    <p><strong>{ t("remove-offline") }</strong></p>
                }
                <p>{ t("remove-words") }</p>
                <p>{ t("remove-erases") }</p>
                <p>{ t("remove-frees") }</p>
                <p>{ t("remove-keeps") }</p>
                if let Some(trouble) = &act.trouble {
                    <div role="alert">
                        <Notice tone={Tone::Danger} title={reason(trouble)} />
                    </div>
                }
            </div>
        </Dialog>
    }
}

/// Undoes the removal of somebody, and says what came of it.
#[hook]
pub(super) fn use_undo_removal() -> Callback<AccountId> {
    let (desk, toasts) = (use_desk(), use_toasts());
    Callback::from(move |account: AccountId| {
        let (desk, toasts) = (desk.clone(), toasts.clone());
        let name = person(account, &desk.view()).unwrap_or_default();
        spawn_local(async move {
            match api::undo_removal(desk.account(), account).await {
                Ok(()) => {
                    toasts.raise(Tone::Success, t!("removal-undone", name = name));
                    desk.sync_now();
                }
                Err(trouble) => toasts.raise(Tone::Danger, reason(&trouble)),
            }
        });
    })
}

/// What stands in the way: of a field at fault what is wrong with it, for there is no form around it.
fn reason(trouble: &ApiError) -> AttrValue {
    let at_field = trouble.fields().first();
    at_field.map_or_else(|| say(&trouble.message()), |problem| say(&problem.message))
}

/// Properties of [`Removed`].
#[derive(PartialEq, Properties)]
pub(super) struct RemovedProps {
    /// Somebody who was removed.
    pub(super) shown: ShownAccount,
}

/// In the place of the form of somebody removed: until when that can be undone.
#[component]
pub(super) fn Removed(props: &RemovedProps) -> Html {
    let undo = use_undo_removal();
    let account = &props.shown.account;
    let (id, now) = (account.id, use_desk().server_now());
    html! {
        <Notice tone={Tone::Info} title={t!("removed-title", name = full_name(account))}>
            <div class="app-stack">
                <AccountStateLabel state={account.state(now)} {now} />
                if !account.is_erased() {
                    <div class="app-acts">
                        <PushButton
                            label={t("removal-undo")}
                            on_click={undo.reform(move |()| id)}
                        />
                    </div>
                }
            </div>
        </Notice>
    }
}
