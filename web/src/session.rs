//! Who is signed in on this browser, and what pages pass to each other about signing in.

use std::rc::Rc;

use lanyard_shared::id::AccountId;
use yew::prelude::*;

use crate::browser;
use crate::route::Route;

/// The key under which the account's id is remembered: an id says nothing about the person.
pub(crate) const KEY: &str = "lanyard.account";

/// Who is signed in on this browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Session {
    /// The account whose local copy is open.
    pub(crate) account: Option<AccountId>,
    /// The username that the next sign-in page proposes. In memory only.
    pub(crate) proposed_username: AttrValue,
    /// The page that somebody wanted to see when they were asked to sign in.
    pub(crate) wanted: Option<Route>,
}

/// What happens to a session.
pub(crate) enum SessionEvent {
    /// Somebody signed in.
    SignedIn(AccountId),
    /// The person signed out.
    SignedOut,
    /// A page knows who will sign in next.
    Propose(AttrValue),
    /// A page needs a session before it can be shown.
    Wanted(Route),
}

/// The context by which pages read and change the session.
pub(crate) type SessionContext = UseReducerHandle<Session>;

impl Session {
    /// What this browser remembers from earlier visits.
    pub(crate) fn remembered() -> Self {
        let kept = browser::lasting().and_then(|storage| storage.get_item(KEY).ok()?);
        Self {
            account: kept.and_then(|id| id.parse().ok()),
            ..Self::default()
        }
    }
}

impl Reducible for Session {
    type Action = SessionEvent;

    fn reduce(self: Rc<Self>, event: SessionEvent) -> Rc<Self> {
        let mut next = (*self).clone();
        match event {
            SessionEvent::SignedIn(account) => {
                next = Self {
                    account: Some(account),
                    ..Self::default()
                };
            }
            SessionEvent::SignedOut => next = Self::default(),
            SessionEvent::Propose(username) => next.proposed_username = username,
            SessionEvent::Wanted(route) => next.wanted = Some(route),
        }
        Rc::new(next)
    }
}

/// Remembers the account for later visits, or forgets it.
pub(crate) fn remember(account: Option<AccountId>) {
    let Some(storage) = browser::lasting() else {
        return;
    };
    // Where the browser refuses, the next visit begins at the sign-in page.
    let _ = match account {
        Some(account) => storage.set_item(KEY, &account.to_string()),
        None => storage.remove_item(KEY),
    };
}
