//! The lock of an idle screen (domain CRED-04).
//!
//! It is one for all tabs of an account in this browser, and outlives a reload. What it keeps out is
//! whoever walks by: the data leave the document of every tab, nothing that is stored is locked away
//! by it, and the queue goes on being sent. Pages that need no copy of an account are never locked.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use lanyard_shared::id::AccountId;
use lanyard_shared::lock::Lock;
use lanyard_shared::protocol::{SessionInfo, UnlockBy};
use lanyard_shared::record::Practice;
use wasm_bindgen::JsCast;
use yew::prelude::*;
use yew_router::hooks::use_route;

use crate::browser;
use crate::components::{Curtain, Stage};
use crate::hooks::use_session;
use crate::pages::LockPage;
use crate::route::Route;

mod kept;
mod opening;
mod proof;
mod watch;

pub(crate) use kept::forget;
pub(crate) use opening::{Refusal, Way, open, who_is_there};
use proof::Proof;
use watch::use_watch;

/// The screen of one account in this tab.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Screen {
    account: Option<AccountId>,
    lock: Lock,
    /// What the locked screen begins with.
    begins: Begins,
}

/// What a locked screen begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Begins {
    /// It asks its own person to show who they are.
    #[default]
    Unlocking,
    /// A colleague wants to sign in.
    Switching,
}

/// The way to the lock for everything below [`LockProvider`].
#[derive(Clone)]
pub(crate) struct LockContext {
    screen: Screen,
    set: UseStateSetter<Screen>,
    /// The PIN that was right here last: in the memory of this page only.
    pin: Rc<RefCell<Option<Proof>>>,
}

impl PartialEq for LockContext {
    fn eq(&self, other: &Self) -> bool {
        self.screen == other.screen && Rc::ptr_eq(&self.pin, &other.pin)
    }
}

impl Screen {
    /// As the browser remembers it. Where it was left alone for too long it is locked, and the browser
    /// remembers that: whatever else is noted of the lock builds on it.
    fn found(account: Option<AccountId>) -> Self {
        let mut lock = account.map(kept::lock).unwrap_or_default();
        let touched = account.and_then(|account| Some((account, kept::touched(account)?)));
        if let Some((account, touched)) = touched
            && lock.is_due(browser::device_now().since(touched))
        {
            lock = lock.closed();
            kept::put_lock(account, &lock);
        }
        Self {
            account,
            lock,
            begins: Begins::default(),
        }
    }
}

impl LockContext {
    /// Locks the screen in every tab of the account.
    pub(crate) fn close(&self, begins: Begins) {
        self.change(begins, Lock::closed);
    }

    /// What the practice says, for a reload before the copy is read.
    fn note_policy(&self, idle_minutes: u16) {
        let begins = self.screen.begins;
        self.change(begins, |lock| Lock {
            idle_minutes,
            ..lock.clone()
        });
    }

    /// Whose screen it is.
    pub(crate) fn account(&self) -> Option<AccountId> {
        self.screen.account
    }

    /// What it begins with.
    pub(crate) fn begins(&self) -> Begins {
        self.screen.begins
    }

    /// What it asks for.
    pub(crate) fn asks_for(&self) -> UnlockBy {
        self.screen.lock.asks_for()
    }

    fn change(&self, begins: Begins, change: impl FnOnce(&Lock) -> Lock) {
        let Some(account) = self.screen.account else {
            return;
        };
        // Another tab may have changed it since this one drew it.
        let lock = change(&kept::lock(account));
        kept::put_lock(account, &lock);
        self.set.set(Screen {
            account: Some(account),
            lock,
            begins,
        });
    }
}

/// Somebody signed in: their screen is open, and this device may judge their password.
pub(crate) fn begin(info: &SessionInfo, password: &str) {
    let lock = Lock {
        opens_by: info.unlock_by,
        ..kept::lock(info.account).opened()
    };
    kept::put_lock(info.account, &lock);
    touch(info.account);
    learn_password(info.account, password);
}

/// Somebody is at the screen of an account.
pub(crate) fn touch(account: AccountId) {
    kept::touch(account, browser::device_now());
}

/// The password of an account is this one, the server says.
pub(crate) fn learn_password(account: AccountId, password: &str) {
    if let Some(proof) = Proof::of(password) {
        kept::put_password(account, &proof);
    }
}

/// The lock of the account in this tab.
#[hook]
#[expect(clippy::expect_used, reason = "App provides it around every page")]
pub(crate) fn use_lock() -> LockContext {
    use_context().expect("App provides the lock")
}

/// Lets the lock know what the practice says.
#[hook]
pub(crate) fn use_idle_policy(practice: Option<&Practice>) {
    let lock = use_lock();
    let minutes = practice.map(|practice| practice.policies.idle_minutes);
    use_effect_with(minutes, move |minutes| {
        if let Some(minutes) = minutes {
            lock.note_policy(*minutes);
        }
    });
}

/// Properties of [`LockProvider`].
#[derive(PartialEq, Properties)]
pub(crate) struct LockProviderProps {
    /// The pages, and whatever stands above them.
    pub(crate) children: Html,
}

/// Watches whether anybody is there, and takes the pages out of sight where nobody is.
#[component]
pub(crate) fn LockProvider(props: &LockProviderProps) -> Html {
    let context = use_screen();
    let public = use_route::<Route>().is_none_or(|route| route.is_public());
    let locked = context.screen.lock.locked && !public;
    // What was never shown in this tab need not be drawn behind the lock either.
    let shown = use_mut_ref(|| false);
    if !locked {
        shown.replace(true);
    }
    let curtain = if locked {
        Curtain::Drawn
    } else {
        Curtain::Open
    };
    let behind = *shown.borrow();
    html! {
        <ContextProvider<LockContext> context={context}>
            <Stage {curtain} before={html! { <LockPage /> }}>
                if behind {
                    { props.children.clone() }
                }
            </Stage>
        </ContextProvider<LockContext>>
    }
}

#[hook]
fn use_screen() -> LockContext {
    let account = use_session().account;
    let known = use_state_eq(|| Screen::found(account));
    let pin = use_memo(account, |_| RefCell::default());
    let screen = if known.account == account {
        (*known).clone()
    } else {
        Screen::found(account)
    };
    {
        let set = known.setter();
        use_effect_with(account, move |account| {
            let account = *account;
            set.set(Screen::found(account));
            let follower = EventListener::new(&gloo_utils::window(), "storage", move |event| {
                if kept::is_about(event.unchecked_ref(), account) {
                    let lock = account.map(kept::lock).unwrap_or_default();
                    set.set(Screen {
                        account,
                        lock,
                        begins: Begins::default(),
                    });
                }
            });
            move || drop(follower)
        });
    }
    let context = LockContext {
        screen,
        set: known.setter(),
        pin,
    };
    let on_idle = {
        let context = context.clone();
        Callback::from(move |()| context.close(Begins::default()))
    };
    use_watch(account, &context.screen.lock, on_idle);
    context
}
