//! The sessions of an account, and ending them (domain CRED-05).

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::{EndSessions, OpenSession};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::browser;
use crate::components::{Card, Loading, Look, Notice, PushButton, TableHead, cell};
use crate::hooks::{Load, Tone, use_desk, use_load, use_toasts};
use crate::text::{say, t};

const HEADS: &[&str] = &[
    "session-agent",
    "session-began",
    "session-ends",
    "staff-acts",
];

/// Properties of [`SessionsCard`].
#[derive(PartialEq, Properties)]
pub(crate) struct SessionsCardProps {
    /// Whose sessions.
    pub(crate) account: AccountId,
}

/// Where somebody is signed in. It is asked of the server each time the page opens.
#[component]
pub(crate) fn SessionsCard(props: &SessionsCardProps) -> Html {
    let desk = use_desk();
    let (me, of) = (desk.account(), props.account);
    let (load, again) = use_load(move || api::sessions(me, of));
    let on_end = use_end(props.account, again.clone());
    let content = match load {
        Load::Loading => html! { <Loading /> },
        Load::Failed(error) => html! {
            <div class="app-stack" role="status">
                <Notice tone={Tone::Info} title={say(&error.message())}>
                    <PushButton label={t("try-again")} look={Look::Inline} on_click={again} />
                </Notice>
            </div>
        },
        Load::Ready(found) if found.sessions.is_empty() => html! { <p>{ t("sessions-none") }</p> },
        Load::Ready(found) => table(&found.sessions, &on_end),
    };
    html! {
        <Card id="sessions" title={t("sessions")}>{ content }</Card>
    }
}

/// Ends a session, or all but the one that asks.
#[hook]
fn use_end(account: AccountId, again: Callback<()>) -> Callback<Option<String>> {
    let desk = use_desk();
    let toasts = use_toasts();
    Callback::from(move |session: Option<String>| {
        let asked = EndSessions { account, session };
        let (me, toasts, again) = (desk.account(), toasts.clone(), again.clone());
        spawn_local(async move {
            match api::end_sessions(me, &asked).await {
                Ok(()) => toasts.raise(Tone::Success, t("session-ended")),
                Err(error) => toasts.raise(Tone::Danger, say(&error.message())),
            }
            again.emit(());
        });
    })
}

fn table(sessions: &[OpenSession], on_end: &Callback<Option<String>>) -> Html {
    let others = sessions.iter().filter(|one| !one.current).count();
    html! {
        <div class="app-stack">
            <table
                class="pf-v6-c-table pf-m-compact pf-m-grid-md"
                role="table"
                aria-labelledby="sessions"
            >
                <TableHead heads={HEADS} />
                <tbody class="pf-v6-c-table__tbody" role="rowgroup">
                    for session in sessions {
                        { row(session, on_end) }
                    }
                </tbody>
            </table>
            if others > 1 {
                <PushButton
                    label={t("sessions-end-others")}
                    on_click={on_end.reform(|()| None)}
                />
            }
        </div>
    }
}

fn row(session: &OpenSession, on_end: &Callback<Option<String>>) -> Html {
    let now = browser::device_now();
    let agent = if session.agent.is_empty() {
        t("session-agent-unknown")
    } else {
        session.agent.clone().into()
    };
    let id = session.id.clone();
    let act = if session.current {
        html! { <span>{ t("session-current") }</span> }
    } else {
        html! {
            <PushButton
                label={t("session-end")}
                look={Look::Inline}
                on_click={on_end.reform(move |()| Some(id.clone()))}
            />
        }
    };
    html! {
        <tr key={session.id.clone()} class="pf-v6-c-table__tr" role="row">
            { cell(t("session-agent"), html! { agent }, None) }
            { cell(t("session-began"), html! { browser::local_time(session.began_at, now) }, None) }
            { cell(t("session-ends"), html! { browser::local_time(session.expires_at, now) }, None) }
            { cell(t("staff-acts"), act, None) }
        </tr>
    }
}
