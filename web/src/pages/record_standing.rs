//! Taking an office, a provider or a group out of use from their list, and putting it into use again.

use lanyard_shared::intent::{Intent, SetFields};
use lanyard_shared::merge::{Change, Changes};
use lanyard_shared::record::{RecordKey, RecordKind};
use lanyard_shared::replica::View;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::listed::Listed;
use crate::components::{Dialog, RecordAct};
use crate::hooks::{Tone, use_desk, use_go, use_toasts};
use crate::route::Route;
use crate::text::{say, t};
use crate::words::{name_of, named};

/// What the question before something is taken out of use is about, while it is asked.
pub(super) type Asking = UseStateHandle<Option<RecordKey>>;

/// Carries out what somebody picks in a row.
#[hook]
pub(super) fn use_record_acts(listed: Listed, ending: &Asking) -> Callback<RecordAct> {
    let go = use_go();
    let author = use_in_use();
    let ask = ending.setter();
    Callback::from(move |act| match act {
        RecordAct::Edit(record) => go.emit(listed.edit(record.id)),
        RecordAct::Mend(op_id) => go.emit(Route::MendStaff {
            op_id: op_id.to_string(),
        }),
        RecordAct::End(record) => ask.set(Some(record)),
        RecordAct::Reopen(record) => author.emit((record, true)),
    })
}

/// Queues a change of whether a record is in use, and says so.
#[hook]
fn use_in_use() -> Callback<(RecordKey, bool)> {
    let desk = use_desk();
    let toasts = use_toasts();
    Callback::from(move |(record, active): (RecordKey, bool)| {
        let (desk, toasts) = (desk.clone(), toasts.clone());
        // A group says that it is out of use, the others that they are in use.
        let (field, set) = match record.kind {
            RecordKind::Group => ("archived", !active),
            _ => ("active", active),
        };
        let change = Change {
            was: (!set).into(),
            set: set.into(),
        };
        let intent = Intent::from(SetFields {
            record,
            changes: Changes::from([(field.to_owned(), change)]),
        });
        spawn_local(async move {
            match desk.author(intent, None).await {
                Ok(()) => toasts.raise(Tone::Success, t("record-stored")),
                Err(trouble) => toasts.raise(Tone::Danger, say(&trouble.into())),
            }
        });
    })
}

/// Properties of [`Ending`].
#[derive(PartialEq, Properties)]
pub(super) struct EndingProps {
    /// What the question is about, while it is asked.
    pub(super) record: Asking,
}

/// The question before something is taken out of use, with what hangs on it.
#[component]
pub(super) fn Ending(props: &EndingProps) -> Html {
    let desk = use_desk();
    let author = use_in_use();
    let Some(record) = *props.record else {
        return html! { <div /> };
    };
    let close = props.record.setter();
    let on_cancel = Callback::from(move |()| close.set(None));
    let on_confirm = {
        let on_cancel = on_cancel.clone();
        Callback::from(move |()| {
            on_cancel.emit(());
            author.emit((record, false));
        })
    };
    let view = desk.view();
    let name = name_of(record, &view);
    let (title, confirm, words) = match record.kind {
        RecordKind::Office => (
            t!("office-close-title", name = name),
            t("office-close"),
            t("office-close-words"),
        ),
        RecordKind::Group => (
            t!("group-archive-title", name = name),
            t("group-archive"),
            t("group-archive-words"),
        ),
        _ => (
            t!("deactivate-title", name = name),
            t("deactivate"),
            t("provider-deactivate-words"),
        ),
    };
    html! {
        <div>
            <Dialog {title} {confirm} danger=true {on_confirm} {on_cancel}>
                <div class="app-stack">
                    <p>{ words }</p>
                    { hanging(record, &view) }
                </div>
            </Dialog>
        </div>
    }
}

/// Who stands in the way, by name.
fn hanging(record: RecordKey, view: &View) -> Html {
    let found = view.hanging_on(record);
    let (count, names) = (found.people.len(), named(&found.people));
    let people = match record.kind {
        RecordKind::Office => t!("office-people-named", count = count, names = names),
        _ => t!("provider-people-named", count = count, names = names),
    };
    let providers = t!(
        "office-providers-named",
        count = found.providers.len(),
        names = named(&found.providers)
    );
    html! {
        <div class="app-stack" hidden={found.is_empty()}>
            <p hidden={found.providers.is_empty()}>{ providers }</p>
            <p hidden={found.people.is_empty()}>{ people }</p>
            <p><strong>{ t("hanging-refused") }</strong></p>
        </div>
    }
}
