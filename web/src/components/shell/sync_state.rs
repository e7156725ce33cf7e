//! How the exchange with the server stands, in three words in the masthead.

use lanyard_shared::message::Message;
use lanyard_shared::replica::View;
use lanyard_shared::time::UnixMillis;
use patternfly_yew::prelude::Icon;
use yew::prelude::*;
use yew_router::prelude::Link;

use crate::browser;
use crate::route::Route;
use crate::sync::{Connection, SyncStatus};
use crate::text::say;

/// The one thing about sync that matters most now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SyncNews {
    /// Refused edits wait for a person.
    Attention(usize),
    /// The server cannot be reached.
    Offline {
        /// Since when.
        since: UnixMillis,
        /// How many edits wait.
        waiting: usize,
    },
    /// The server answers but does not take edits from this page.
    Halted,
    /// Edits travel.
    Syncing,
    /// Edits wait.
    Waiting(usize),
    /// Everything is there.
    Synced,
}

impl SyncNews {
    /// Picks the news.
    pub(crate) fn of(status: &SyncStatus, view: &View) -> Self {
        match status.connection {
            _ if !view.attention.is_empty() => Self::Attention(view.attention.len()),
            Connection::Offline { since } => Self::Offline {
                since,
                waiting: view.unsent.len(),
            },
            Connection::Connecting => Self::Syncing,
            Connection::Online if status.syncing => Self::Syncing,
            Connection::Online if !view.unsent.is_empty() => Self::Waiting(view.unsent.len()),
            Connection::Online => Self::Synced,
            _ => Self::Halted,
        }
    }

    /// The news in words.
    pub(crate) fn message(self, now: UnixMillis) -> Message {
        match self {
            Self::Attention(count) => Message::new("sync-attention").with("count", count),
            Self::Offline { since, .. } => {
                Message::new("sync-offline").with("time", browser::local_time(since, now))
            }
            Self::Halted => Message::new("sync-halted"),
            Self::Syncing => Message::new("sync-syncing"),
            Self::Waiting(count) => Message::new("sync-waiting").with("count", count),
            Self::Synced => Message::new("sync-synced"),
        }
    }

    /// The page that tells more.
    const fn leads_to(self) -> Route {
        match self {
            Self::Attention(_) => Route::Attention,
            _ => Route::Sync,
        }
    }

    const fn look(self) -> (&'static str, Icon) {
        match self {
            Self::Attention(_) => ("app-sync--attention", Icon::ExclamationCircle),
            Self::Offline { .. } => ("app-sync--offline", Icon::Disconnected),
            Self::Halted => ("app-sync--attention", Icon::ExclamationTriangle),
            Self::Syncing | Self::Waiting(_) => ("app-sync--busy", Icon::SyncAlt),
            Self::Synced => ("app-sync--good", Icon::CheckCircle),
        }
    }
}

/// Properties of [`SyncState`].
#[derive(PartialEq, Properties)]
pub(crate) struct SyncStateProps {
    /// The news.
    pub(crate) news: SyncNews,
    /// The present moment.
    pub(crate) now: UnixMillis,
}

/// The news, leading to the page that tells more. Changes are read aloud.
#[component]
pub(crate) fn SyncState(props: &SyncStateProps) -> Html {
    let (class, icon) = props.news.look();
    html! {
        <div class="app-sync" role="status">
            <Link<Route>
                classes={classes!("pf-v6-c-button", "pf-m-plain", "app-sync__link", class)}
                to={props.news.leads_to()}
            >
                <span class="app-sync__icon">{ icon }</span>
                <span class="app-sync__words">{ say(&props.news.message(props.now)) }</span>
            </Link<Route>>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use lanyard_shared::id::OpId;
    use lanyard_shared::replica::{Attention, Sending, Unsent, Why};
    use uuid::Uuid;

    use super::*;

    const OP_ID: OpId = OpId(Uuid::nil());

    fn unsent() -> Unsent {
        Unsent {
            op_id: OP_ID,
            intent: None,
            authored_at: UnixMillis(0),
            sending: Sending::Waiting,
        }
    }

    fn refused() -> Attention {
        Attention {
            op_id: OP_ID,
            intent: None,
            behind: Vec::new(),
            members: Vec::new(),
            later: 0,
            held: None,
            authored_at: UnixMillis(0),
            decided_at: UnixMillis(0),
            why: Why::Undone,
        }
    }

    fn news(connection: Connection, waiting: usize, attention: usize) -> SyncNews {
        let status = SyncStatus {
            leader: true,
            connection,
            last_contact: None,
            syncing: false,
        };
        let view = View {
            unsent: vec![unsent(); waiting],
            attention: vec![refused(); attention],
            ..View::default()
        };
        SyncNews::of(&status, &view)
    }

    #[test]
    fn what_needs_a_person_is_told_before_anything_else() {
        let offline = Connection::Offline {
            since: UnixMillis(0),
        };
        assert_eq!(news(offline, 2, 1), SyncNews::Attention(1));
    }

    #[test]
    fn edits_that_wait_are_told_while_the_server_answers() {
        assert_eq!(news(Connection::Online, 2, 0), SyncNews::Waiting(2));
        assert_eq!(news(Connection::Online, 0, 0), SyncNews::Synced);
    }

    #[test]
    fn a_server_that_takes_nothing_from_this_page_is_not_called_synced() {
        for connection in [
            Connection::SignedOut,
            Connection::WrongAccount,
            Connection::ReloadNeeded,
        ] {
            assert_eq!(news(connection, 0, 0), SyncNews::Halted);
        }
    }
}
