//! The questions before somebody is locked for a while, and before that ends (domain D-10).

use lanyard_shared::intent::{Intent, StaffLock, StaffUnlock};
use yew::prelude::*;

use super::{QuestionProps, use_standing};
use crate::components::Dialog;
use crate::hooks::use_desk;
use crate::sync::Connection;
use crate::text::t;
use crate::words::person;

/// The question before somebody is locked.
#[component]
pub(super) fn Locking(props: &QuestionProps) -> Html {
    let desk = use_desk();
    let author = use_standing();
    let account = props.account;
    let on_confirm = props.on_close.reform({
        let author = author.clone();
        move |()| author.emit((account, vec![Intent::StaffLock(StaffLock { account })]))
    });
    let name = person(account, &desk.view()).unwrap_or_default();
    let online = desk.status().connection == Connection::Online;
    html! {
        <Dialog
            title={t!("lock-account-title", name = name)}
            confirm={t("lock-account")}
            danger=true
            {on_confirm}
            on_cancel={props.on_close.clone()}
        >
            <div class="app-stack">
                <p>{ t("lock-account-words") }</p>
                <p>{ t("lock-account-keeps") }</p>
                if !online {
                    <p><strong>{ t("deactivate-offline") }</strong></p>
                }
            </div>
        </Dialog>
    }
}

/// The question before somebody who is locked can sign in again.
#[component]
pub(super) fn Unlocking(props: &QuestionProps) -> Html {
    let desk = use_desk();
    let author = use_standing();
    let account = props.account;
    let on_confirm = props.on_close.reform({
        let author = author.clone();
        move |()| author.emit((account, vec![Intent::StaffUnlock(StaffUnlock { account })]))
    });
    let name = person(account, &desk.view()).unwrap_or_default();
    html! {
        <Dialog
            title={t!("unlock-account-title", name = name)}
            confirm={t("unlock-account")}
            {on_confirm}
            on_cancel={props.on_close.clone()}
        >
            <p>{ t("unlock-account-words") }</p>
        </Dialog>
    }
}
