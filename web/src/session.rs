//! Who is signed in on this browser, and what pages pass to each other about signing in.
//!
//! A tab is one person's from the moment somebody signed in in it, or from its loading where the
//! browser remembers somebody. When another person signs in in another tab, this one stays whose it
//! is: the server takes nothing from it (the cookie is the other person's), and it says so until its
//! own person signs in again in any tab.

use std::rc::Rc;

use lanyard_shared::id::AccountId;
use web_sys::StorageEvent;
use yew::prelude::*;

use crate::browser;
use crate::lock;
use crate::route::Route;

/// The key under which the account's id is remembered: an id says nothing about the person.
const KEY: &str = "lanyard.account";

/// Who is signed in on this browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Session {
    /// The account whose local copy is open.
    pub(crate) account: Option<AccountId>,
    /// The username that the next sign-in page proposes. In memory only.
    pub(crate) proposed_username: AttrValue,
    /// The page that somebody wanted to see when they were asked to sign in.
    pub(crate) wanted: Option<Route>,
    /// Who has signed in and has something to do first.
    choosing: Option<AccountId>,
}

/// What happens to a session.
pub(crate) enum SessionEvent {
    /// Somebody signed in.
    SignedIn(AccountId),
    /// Somebody signed in who has something to do first: to choose a password of their own (domain
    /// LINK-06), or to enrol a second factor (domain EDIT-06).
    HasToDoFirst {
        /// Who.
        account: AccountId,
        /// What they signed in with, which a password may not hold.
        username: AttrValue,
    },
    /// The person signed out.
    SignedOut,
    /// Another tab made the browser remember somebody else.
    Elsewhere {
        /// Whom it remembered before.
        before: Option<AccountId>,
        /// Whom it remembers now.
        now: Option<AccountId>,
    },
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
        Self::of(remembered())
    }

    /// Who calls to the server are made for, as far as this tab knows.
    pub(crate) fn caller(&self) -> Option<AccountId> {
        self.choosing.or(self.account)
    }

    /// Whether this is the first page of somebody who has something to do first, also after a reload.
    pub(crate) fn is_first(&self) -> bool {
        self.choosing.is_some() || self.account.is_none()
    }

    fn of(account: Option<AccountId>) -> Self {
        Self {
            account,
            ..Self::default()
        }
    }

    fn after(&self, event: SessionEvent) -> Self {
        let next = self.clone();
        match event {
            SessionEvent::SignedIn(account) => Self::of(Some(account)),
            SessionEvent::SignedOut => Self::default(),
            SessionEvent::HasToDoFirst { account, username } => Self {
                choosing: Some(account),
                proposed_username: username,
                ..next
            },
            SessionEvent::Elsewhere { before, now } => match self.account {
                None => Self::of(now),
                own if now.is_none() && own == before => Self::default(),
                Some(_) => next,
            },
            SessionEvent::Propose(proposed_username) => Self {
                proposed_username,
                ..next
            },
            SessionEvent::Wanted(route) => Self {
                wanted: Some(route),
                ..next
            },
        }
    }
}

impl Reducible for Session {
    type Action = SessionEvent;

    fn reduce(self: Rc<Self>, event: SessionEvent) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}

/// Somebody signed in: later visits and other tabs begin with them.
pub(crate) fn sign_in(session: &SessionContext, account: AccountId) {
    if let Some(storage) = browser::lasting() {
        // Where the browser refuses, the next visit begins at the sign-in page.
        let _ = storage.set_item(KEY, &account.to_string());
    }
    lock::touch(account);
    session.dispatch(SessionEvent::SignedIn(account));
}

/// The person of this tab signed out. Whoever signed in in another tab meanwhile stays remembered.
pub(crate) fn sign_out(session: &SessionContext, account: AccountId) {
    if let Some(storage) = browser::lasting()
        && remembered() == Some(account)
    {
        let _ = storage.remove_item(KEY);
    }
    lock::forget(account);
    session.dispatch(SessionEvent::SignedOut);
}

/// Whether another tab changed who is remembered.
pub(crate) fn is_about_it(event: &StorageEvent) -> bool {
    // Without a key: everything was cleared.
    event.key().is_none_or(|key| key == KEY)
}

/// What another tab's change of the remembered account means for this one.
pub(crate) fn elsewhere(event: &StorageEvent) -> Option<SessionEvent> {
    let account = |id: Option<String>| id.and_then(|id| id.parse().ok());
    (event.key().as_deref() == Some(KEY)).then(|| SessionEvent::Elsewhere {
        before: account(event.old_value()),
        now: account(event.new_value()),
    })
}

fn remembered() -> Option<AccountId> {
    let kept = browser::lasting().and_then(|storage| storage.get_item(KEY).ok()?);
    kept.and_then(|id| id.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const MINE: AccountId = AccountId(Uuid::from_u128(1));
    const OTHER: AccountId = AccountId(Uuid::from_u128(2));

    fn after(
        own: Option<AccountId>,
        before: Option<AccountId>,
        now: Option<AccountId>,
    ) -> Option<AccountId> {
        let event = SessionEvent::Elsewhere { before, now };
        Session::of(own).after(event).account
    }

    #[test]
    fn a_tab_stays_whose_it_is_when_somebody_else_signs_in_or_out_elsewhere() {
        assert_eq!(after(Some(MINE), Some(MINE), Some(OTHER)), Some(MINE));
        assert_eq!(after(Some(MINE), Some(OTHER), None), Some(MINE));
        assert_eq!(after(Some(MINE), Some(OTHER), Some(MINE)), Some(MINE));
    }

    #[test]
    fn signing_out_is_for_every_tab_of_the_person_and_signing_in_for_every_tab_of_nobody() {
        assert_eq!(after(Some(MINE), Some(MINE), None), None);
        assert_eq!(after(None, None, Some(OTHER)), Some(OTHER));
    }

    #[test]
    fn a_password_is_chosen_for_whoever_signed_in_last() {
        let session = Session::of(Some(MINE)).after(SessionEvent::HasToDoFirst {
            account: OTHER,
            username: "otto".into(),
        });
        assert_eq!(session.proposed_username, "otto");
        assert_eq!(
            (session.account, session.caller()),
            (Some(MINE), Some(OTHER))
        );
        assert!(session.is_first());
        let session = session.after(SessionEvent::SignedIn(OTHER));
        assert_eq!(session.caller(), Some(OTHER));
        assert!(!session.is_first());
    }
}
