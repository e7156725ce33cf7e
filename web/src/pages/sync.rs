//! How far the edits on this device have come.

use lanyard_shared::message::Message;
use lanyard_shared::replica::{Refused, RowState, ShownAccount, View};
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
            <Attention refused={refused(&view)} total={view.attention} />
            <Waiting waiting={waiting(&view)} total={view.unsent} {now} />
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
            <DescriptionGroup term={t("sync-waiting-count")}>{ view.unsent }</DescriptionGroup>
            <DescriptionGroup term={t("sync-attention-count")}>{ view.attention }</DescriptionGroup>
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

fn waiting(view: &View) -> Vec<ShownAccount> {
    let queued = |row: &RowState| matches!(row, RowState::OnThisDevice | RowState::Sent);
    let mut found: Vec<ShownAccount> = view
        .accounts
        .values()
        .filter(|shown| queued(&shown.row))
        .cloned()
        .collect();
    found.sort_by_key(|shown| shown.account.created_at);
    found
}

fn refused(view: &View) -> Vec<(AttrValue, Refused)> {
    let refused = |shown: &ShownAccount| match &shown.row {
        RowState::NeedsAttention(refused) => {
            Some((shown.account.full_name().into(), (**refused).clone()))
        }
        _ => None,
    };
    view.accounts.values().filter_map(refused).collect()
}

/// Properties of [`Waiting`].
#[derive(PartialEq, Properties)]
struct WaitingProps {
    waiting: Vec<ShownAccount>,
    total: usize,
    now: UnixMillis,
}

/// The edits that have no answer yet, oldest first. Those of a newer page are only counted.
#[component]
fn Waiting(props: &WaitingProps) -> Html {
    let unread = props.total.saturating_sub(props.waiting.len());
    html! {
        <section class="pf-v6-c-card" aria-labelledby="waiting">
            <div class="pf-v6-c-card__title">
                <h2 class="pf-v6-c-card__title-text" id="waiting">{ t("sync-waiting-title") }</h2>
            </div>
            <div class="pf-v6-c-card__body">
                <p class="app-quiet" hidden={props.total > 0}>{ t("sync-waiting-none") }</p>
                <ul class="app-rows" hidden={props.waiting.is_empty()}>
                    for shown in &props.waiting {
                        <li key={shown.account.id.to_string()} class="app-rows__row">
                            <div class="app-rows__what">
                                <span class="app-rows__name">
                                    { t!("edit-staff-create", name = shown.account.full_name()) }
                                </span>
                                <span class="app-quiet">
                                    { browser::local_time(shown.account.created_at, props.now) }
                                </span>
                            </div>
                            <RowLabel row={shown.row.clone()} />
                        </li>
                    }
                </ul>
                <p class="app-quiet" hidden={unread == 0}>{ t!("sync-unread", count = unread) }</p>
            </div>
        </section>
    }
}

/// Properties of [`Attention`].
#[derive(PartialEq, Properties)]
struct AttentionProps {
    refused: Vec<(AttrValue, Refused)>,
    total: usize,
}

/// The refused edits, each with its reasons and the way to mend it.
#[component]
fn Attention(props: &AttentionProps) -> Html {
    let go = use_go();
    let unread = props.total.saturating_sub(props.refused.len());
    html! {
        <section class="pf-v6-c-card" aria-labelledby="attention">
            <div class="pf-v6-c-card__title">
                <h2 class="pf-v6-c-card__title-text" id="attention">{ t("sync-attention-title") }</h2>
            </div>
            <div class="pf-v6-c-card__body">
                <p class="app-quiet" hidden={props.total > 0}>{ t("sync-attention-none") }</p>
                <ul class="app-rows" hidden={props.refused.is_empty()}>
                    for (name, refused) in &props.refused {
                        <li key={refused.op_id.to_string()} class="app-rows__row">
                            <div class="app-rows__what">
                                <span class="app-rows__name">
                                    { t!("edit-staff-create", name = name.as_str()) }
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
                <p class="app-quiet" hidden={unread == 0}>{ t!("sync-unread", count = unread) }</p>
            </div>
        </section>
    }
}

fn mend(go: &Callback<Route>, refused: &Refused) -> Html {
    let op_id = refused.op_id;
    let on_click = go.reform(move |()| Route::MendStaff {
        op_id: op_id.to_string(),
    });
    html! { <PushButton label={t("mend")} small=true {on_click} /> }
}
