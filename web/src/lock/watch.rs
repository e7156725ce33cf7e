//! Whether anybody touches a tab of the account.
//!
//! Laws:
//! - Time is counted by the clock, not by timers: a laptop that slept for too long is locked at the
//!   first look after it, also when that look is the touch that woke it.
//! - A touch in one tab counts for all. It is told through the browser's storage, at most once in
//!   [`TOLD_EVERY`].
//! - A clock that was set back does not prolong anything, see [`Since`].

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Interval;
use lanyard_shared::id::AccountId;
use lanyard_shared::lock::Lock;
use lanyard_shared::time::{Millis, Since, UnixMillis};
use yew::prelude::*;

use super::kept;
use crate::browser;

/// How often to look. Browsers look less often in tabs out of sight, which look again when they are
/// seen.
const LOOK_MILLIS: u32 = 5_000;
/// Touches that follow each other within this are one.
const ONE_TOUCH: Millis = Millis::seconds(1);
/// Other tabs hear of touches this often.
const TOLD_EVERY: Millis = Millis::seconds(5);

const TOUCHES: [&str; 4] = ["pointerdown", "pointermove", "wheel", "keydown"];

/// Calls `on_idle` when nobody has touched any tab of the account for as long as the practice says.
#[hook]
pub(super) fn use_watch(account: Option<AccountId>, lock: &Lock, on_idle: Callback<()>) {
    let watched = account.filter(|_| !lock.locked);
    use_effect_with((watched, lock.clone()), move |(watched, lock)| {
        let watching = watched.map(|account| Watch::begin(account, lock.clone(), on_idle));
        move || drop(watching)
    });
}

/// The watch over one account in this tab.
struct Watch {
    account: AccountId,
    lock: Lock,
    /// How long ago the last touch was, of any tab.
    untouched: Cell<Since>,
    /// What the storage said about it.
    told: Cell<UnixMillis>,
    on_idle: Callback<()>,
}

/// What keeps the watch going.
struct Watching {
    _listeners: Vec<EventListener>,
    _looking: Interval,
}

impl Watch {
    fn begin(account: AccountId, lock: Lock, on_idle: Callback<()>) -> Watching {
        let now = browser::device_now();
        let told = kept::touched(account).unwrap_or_else(|| {
            kept::touch(account, now);
            now
        });
        let watch = Rc::new(Self {
            account,
            lock,
            untouched: Cell::new(Since::at(told, now)),
            told: Cell::new(told),
            on_idle,
        });
        let (window, document) = (gloo_utils::window(), gloo_utils::document());
        let early = EventListenerOptions::run_in_capture_phase();
        let mut listeners: Vec<_> = TOUCHES
            .into_iter()
            .map(|name| {
                let watch = watch.clone();
                EventListener::new_with_options(&window, name, early, move |_| watch.touch())
            })
            .collect();
        for name in ["focus", "pageshow"] {
            let watch = watch.clone();
            listeners.push(EventListener::new(&window, name, move |_| watch.look()));
        }
        for name in ["visibilitychange", "resume"] {
            let watch = watch.clone();
            listeners.push(EventListener::new(&document, name, move |_| watch.look()));
        }
        let looking = Interval::new(LOOK_MILLIS, move || watch.look());
        Watching {
            _listeners: listeners,
            _looking: looking,
        }
    }

    /// Locks where nobody was here for too long.
    fn look(&self) {
        self.bring_up_to_date(browser::device_now());
        if self.lock.is_due(self.untouched.get().passed()) {
            self.on_idle.emit(());
        }
    }

    fn touch(&self) {
        let now = browser::device_now();
        self.bring_up_to_date(now);
        let untouched = self.untouched.get().passed();
        if self.lock.is_due(untouched) {
            return self.on_idle.emit(());
        }
        if untouched < ONE_TOUCH {
            return;
        }
        self.untouched.set(Since::now(now));
        let since_told = now.since(self.told.get());
        if !(Millis(0)..TOLD_EVERY).contains(&since_told) {
            self.told.set(now);
            kept::touch(self.account, now);
        }
    }

    fn bring_up_to_date(&self, now: UnixMillis) {
        let told = kept::touched(self.account).unwrap_or(self.told.get());
        let untouched = if told == self.told.replace(told) {
            self.untouched.get().seen(now)
        } else {
            // Somebody touched another tab.
            Since::at(told, now)
        };
        self.untouched.set(untouched);
    }
}
