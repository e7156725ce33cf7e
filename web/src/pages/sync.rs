//! How far the edits on this device have come.

use lanyard_shared::intent::Intent;
use lanyard_shared::message::Message;
use lanyard_shared::replica::{Attention, RowState, Sending, Unsent, View};
use lanyard_shared::time::UnixMillis;
use patternfly_yew::prelude::{DescriptionGroup, DescriptionList, DescriptionListMode};
use yew::prelude::*;

use super::mend_staff::reasons;
use crate::browser;
use crate::components::{BusyButton, Heading, PushButton, RowLabel};
use crate::hooks::{use_desk, use_go, use_tick};
use crate::route::Route;
use crate::sync::{Connection, SyncStatus};
use crate::text::{say, t};

/// Status, what waits, what needs attention.
#[component]
pub(crate) fn SyncPage() -> Html {
    let desk = use_desk();
    use_tick();
    let (view, status, now) = (desk.view(), desk.status(), desk.now());
    let on_click = Callback::from(move |()| desk.sync_now());
    html! {
        <div class="app-sections">
            <div class="app-head">
                <Heading text={t("sync")} />
                <BusyButton label={t("sync-now")} busy={status.syncing} {on_click} />
            </div>
            <section class="pf-v6-c-card">
                <div class="pf-v6-c-card__body">{ facts(&status, &view, now) }</div>
            </section>
            <Refused refused={view.attention.clone()} />
            <Waiting waiting={view.unsent.clone()} {now} />
        </div>
    }
}

fn facts(status: &SyncStatus, view: &View, now: UnixMillis) -> Html {
    let last = status.last_contact.map(|at| browser::local_time(at, now));
    html! {
        <DescriptionList mode={[DescriptionListMode::Horizontal]} compact=true>
            <DescriptionGroup term={t("sync-connection")}>
                { say(&connection(status.connection, now)) }
            </DescriptionGroup>
            <DescriptionGroup term={t("sync-last-contact")}>
                { last.unwrap_or_else(|| t("sync-never").to_string()) }
            </DescriptionGroup>
            <DescriptionGroup term={t("sync-waiting-count")}>{ view.unsent.len() }</DescriptionGroup>
            <DescriptionGroup term={t("sync-attention-count")}>{ view.attention.len() }</DescriptionGroup>
        </DescriptionList>
    }
}

fn connection(connection: Connection, now: UnixMillis) -> Message {
    match connection {
        Connection::Connecting => Message::new("connection-connecting"),
        Connection::Online => Message::new("connection-online"),
        Connection::Offline { since } => {
            Message::new("sync-offline").with("time", browser::local_time(since, now))
        }
        Connection::SignedOut => Message::new("connection-signed-out"),
        Connection::PasswordChangeRequired => Message::new("banner-password-change"),
        Connection::WrongAccount => Message::new("connection-wrong-account"),
        Connection::CaptivePortal => Message::new("banner-captive-portal"),
        Connection::ReloadNeeded => Message::new("banner-reload"),
    }
}

/// What an edit is, in words.
fn title(intent: Option<&Intent>) -> Message {
    match intent {
        Some(Intent::StaffCreate(create)) => {
            let fields = &create.fields;
            let name = format!("{} {}", fields.first_name, fields.last_name);
            Message::new("edit-staff-create").with("name", name)
        }
        Some(intent) => Message::new("edit-other").with("kind", intent.kind().0),
        None => Message::new("edit-unread"),
    }
}

/// Properties of [`Waiting`].
#[derive(PartialEq, Properties)]
struct WaitingProps {
    waiting: Vec<Unsent>,
    now: UnixMillis,
}

/// The edits that have no answer yet, oldest first.
#[component]
fn Waiting(props: &WaitingProps) -> Html {
    let none = props.waiting.is_empty();
    html! {
        <section class="pf-v6-c-card" aria-labelledby="waiting">
            <div class="pf-v6-c-card__title">
                <h2 class="pf-v6-c-card__title-text" id="waiting">{ t("sync-waiting-title") }</h2>
            </div>
            <div class="pf-v6-c-card__body">
                <p class="app-quiet" hidden={!none}>{ t("sync-waiting-none") }</p>
                <ul class="app-rows" hidden={none}>
                    for unsent in &props.waiting {
                        <li key={unsent.op_id.to_string()} class="app-rows__row">
                            <div class="app-rows__what">
                                <span class="app-rows__name">
                                    { say(&title(unsent.intent.as_ref())) }
                                </span>
                                <span class="app-quiet">
                                    { browser::local_time(unsent.authored_at, props.now) }
                                </span>
                            </div>
                            <RowLabel row={row_of(unsent.sending)} />
                        </li>
                    }
                </ul>
            </div>
        </section>
    }
}

const fn row_of(sending: Sending) -> RowState {
    match sending {
        Sending::Waiting => RowState::OnThisDevice,
        Sending::Sent => RowState::Sent,
    }
}

/// Properties of [`Refused`].
#[derive(PartialEq, Properties)]
struct RefusedProps {
    refused: Vec<Attention>,
}

/// The refused edits, each with its reasons and the way to mend it.
#[component]
fn Refused(props: &RefusedProps) -> Html {
    let go = use_go();
    let none = props.refused.is_empty();
    html! {
        <section class="pf-v6-c-card" aria-labelledby="attention">
            <div class="pf-v6-c-card__title">
                <h2 class="pf-v6-c-card__title-text" id="attention">{ t("sync-attention-title") }</h2>
            </div>
            <div class="pf-v6-c-card__body">
                <p class="app-quiet" hidden={!none}>{ t("sync-attention-none") }</p>
                <ul class="app-rows" hidden={none}>
                    for refused in &props.refused {
                        <li key={refused.op_id.to_string()} class="app-rows__row">
                            <div class="app-rows__what">
                                <span class="app-rows__name">
                                    { say(&title(refused.intent.as_ref())) }
                                </span>
                                <ul class="app-reasons">
                                    for (place, reason) in reasons(refused).iter().enumerate() {
                                        <li key={place}>{ say(reason) }</li>
                                    }
                                </ul>
                            </div>
                            { mend(&go, refused) }
                        </li>
                    }
                </ul>
            </div>
        </section>
    }
}

fn mend(go: &Callback<Route>, refused: &Attention) -> Html {
    let op_id = refused.op_id;
    let on_click = go.reform(move |()| Route::MendStaff {
        op_id: op_id.to_string(),
    });
    html! { <PushButton label={t("mend")} small=true {on_click} /> }
}
