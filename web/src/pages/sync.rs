//! How far the edits on this device have come.

use std::rc::Rc;

use lanyard_shared::message::Message;
use lanyard_shared::replica::{RowState, Sending, Unsent, View};
use lanyard_shared::time::UnixMillis;
use patternfly_yew::prelude::{DescriptionGroup, DescriptionList, DescriptionListMode};
use yew::prelude::*;
use yew_router::prelude::Link;

use crate::browser;
use crate::components::{BusyButton, Card, Heading, RowLabel};
use crate::hooks::{use_desk, use_tick};
use crate::route::Route;
use crate::sync::{Connection, SyncStatus};
use crate::text::{say, t};
use crate::words::title;

/// Status, and what waits to be accepted.
#[component]
pub(crate) fn SyncPage() -> Html {
    let desk = use_desk();
    use_tick();
    let (view, status, now) = (desk.view(), desk.status(), desk.now());
    let server_now = desk.server_now();
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
            <Waiting waiting={view.unsent.clone()} view={view.clone()} {now} />
            <Remarks {view} now={server_now} />
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
            <DescriptionGroup term={t("attention")}>
                <span class="app-count">
                    <span>{ view.attention.len() }</span>
                    if !view.attention.is_empty() {
                        <Link<Route> to={Route::Attention}>{ t("to-attention") }</Link<Route>>
                    }
                </span>
            </DescriptionGroup>
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
        Connection::EnrolmentRequired => Message::new("banner-enrolment"),
        Connection::WrongAccount => Message::new("connection-wrong-account"),
        Connection::CaptivePortal => Message::new("banner-captive-portal"),
        Connection::ReloadNeeded => Message::new("banner-reload"),
    }
}

/// Properties of [`Waiting`].
#[derive(PartialEq, Properties)]
struct WaitingProps {
    waiting: Vec<Unsent>,
    view: Rc<View>,
    now: UnixMillis,
}

/// The edits that have no answer yet, oldest first.
#[component]
fn Waiting(props: &WaitingProps) -> Html {
    let none = props.waiting.is_empty();
    let nothing_waits = if props.view.attention.is_empty() {
        "sync-waiting-none"
    } else {
        "sync-waiting-none-but-attention"
    };
    html! {
        <Card id="waiting" title={t("sync-waiting-title")}>
            <p class="app-quiet" hidden={!none}>{ t(nothing_waits) }</p>
            <ul class="app-rows" hidden={none}>
                for unsent in &props.waiting {
                    <li key={unsent.op_id.to_string()} class="app-rows__row">
                        <div class="app-rows__what">
                            <span class="app-rows__name">
                                { title(unsent.intent.as_ref(), &props.view) }
                            </span>
                            <span class="app-quiet">
                                { browser::local_time(unsent.authored_at, props.now) }
                            </span>
                        </div>
                        <RowLabel row={row_of(unsent.sending)} />
                    </li>
                }
            </ul>
        </Card>
    }
}

/// Properties of [`Remarks`].
#[derive(PartialEq, Properties)]
struct RemarksProps {
    view: Rc<View>,
    now: UnixMillis,
}

/// What else came of edits that were accepted, the newest first.
#[component]
fn Remarks(props: &RemarksProps) -> Html {
    let remarks = &props.view.remarks;
    html! {
        <Card id="remarks" title={t("sync-remarks-title")} hidden={remarks.is_empty()}>
            <ul class="app-rows">
                for remark in remarks {
                    <li key={remark.op_id.to_string()} class="app-rows__row">
                        <div class="app-rows__what">
                            <span class="app-rows__name">
                                { title(remark.intent.as_ref(), &props.view) }
                            </span>
                            for (place, note) in remark.notes.iter().enumerate() {
                                <span key={place}>{ say(note) }</span>
                            }
                            <span class="app-quiet">
                                { browser::local_time(remark.at, props.now) }
                            </span>
                        </div>
                    </li>
                }
            </ul>
        </Card>
    }
}

const fn row_of(sending: Sending) -> RowState {
    match sending {
        Sending::Waiting => RowState::OnThisDevice,
        Sending::Sent => RowState::Sent,
    }
}
