//! What tells this tab to look: the browser, the server's hints, the other tabs.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use lanyard_shared::replica::{Connection, Event, Sight};
use lanyard_shared::time::{Millis, UnixMillis};
use wasm_bindgen_futures::spawn_local;
use web_sys::VisibilityState;

use super::Driver;
use crate::browser;
use crate::sync::hints::HintStream;
use crate::sync::tabs::{Said, Tabs};

/// How often a tab in sight asks the one that syncs, while the server is away or an edit waits.
const ASK_MILLIS: u32 = 5_000;
/// After so many questions without an answer the tab that syncs is asleep: another takes over.
const PATIENCE: u32 = 1;
/// A broken stream of hints is opened again after this at the earliest.
const STREAM_PAUSE: Millis = Millis::seconds(10);

/// What is listened to.
#[derive(Default)]
pub(super) struct Looking {
    tabs: RefCell<Option<Tabs>>,
    hints: RefCell<Option<HintStream>>,
    /// No stream before this.
    stream_again: Cell<UnixMillis>,
    listeners: RefCell<Vec<EventListener>>,
    asking: RefCell<Option<Interval>>,
    /// Questions since the tab that syncs last spoke.
    unanswered: Cell<u32>,
    /// An edit of this tab waits for the one that syncs.
    edit_waits: Cell<bool>,
    /// Another tab changed something while this one was out of sight.
    stale: Cell<bool>,
    /// The browser was asked to keep the data for good.
    asked_to_persist: Cell<bool>,
}

impl Looking {
    pub(super) fn stop(&self) {
        self.tabs.take();
        self.hints.take();
        self.listeners.take();
        self.asking.take();
    }

    fn say(&self, said: &Said) {
        if let Some(tabs) = &*self.tabs.borrow() {
            tabs.say(said);
        }
    }
}

impl Driver {
    /// Begins to listen.
    pub(super) fn look_out(self: &Rc<Self>) {
        let driver = Rc::downgrade(self);
        let tabs = Tabs::new(self.account, move |said| {
            with(&driver, |driver| driver.hear(said))
        });
        self.looking.tabs.replace(Some(tabs));

        let (window, document) = (gloo_utils::window(), gloo_utils::document());
        let mut listeners: Vec<_> = ["focus", "online", "offline"]
            .into_iter()
            .map(|name| {
                let driver = Rc::downgrade(self);
                EventListener::new(&window, name, move |_| {
                    with(&driver, |driver| driver.poke())
                })
            })
            .collect();
        let driver = Rc::downgrade(self);
        listeners.push(EventListener::new(
            &document,
            "visibilitychange",
            move |_| {
                with(&driver, |driver| driver.seen());
            },
        ));
        self.looking.listeners.replace(listeners);

        let driver = Rc::downgrade(self);
        let asking = Interval::new(ASK_MILLIS, move || {
            with(&driver, |driver| driver.ask_if_needed())
        });
        self.looking.asking.replace(Some(asking));
        self.seen();
    }

    fn seen(self: &Rc<Self>) {
        let sight = sight();
        self.step(Event::Seen(sight));
        if sight == Sight::InSight {
            if self.looking.stale.take() {
                spawn_local(self.clone().reread());
            }
            if !self.leads() {
                self.ask_the_leader();
            }
        }
    }

    fn hear(self: &Rc<Self>, said: Said) {
        match said {
            // A tab out of sight reads what it needs when it is seen again.
            Said::Changed if !self.leads() && sight() == Sight::OutOfSight => {
                self.looking.stale.set(true);
            }
            Said::Changed => spawn_local(self.clone().reread()),
            Said::Look => {
                if self.leads() {
                    self.step(Event::Poked);
                    self.tell_status();
                }
            }
            Said::Status(status) => {
                if !self.leads() {
                    self.looking.unanswered.set(0);
                    self.looking.edit_waits.set(false);
                    self.hear_status(status);
                }
            }
        }
    }

    pub(super) fn tell_others_to_read(&self) {
        self.looking.say(&Said::Changed);
    }

    pub(super) fn tell_status(&self) {
        self.looking.say(&Said::Status(self.status()));
    }

    pub(super) fn ask_the_leader(&self) {
        self.looking.say(&Said::Look);
    }

    /// A tab that only looks on notices here that the server is back, and that the tab which syncs
    /// was put to sleep by the browser.
    fn ask_if_needed(self: &Rc<Self>) {
        let online = self.status().connection == Connection::Online;
        let needed = !online || self.looking.edit_waits.get();
        if self.leads() || !needed || sight() == Sight::OutOfSight {
            return;
        }
        self.ask_the_leader();
        let unanswered = self.looking.unanswered.get() + 1;
        self.looking.unanswered.set(unanswered);
        if unanswered > PATIENCE {
            self.looking.unanswered.set(0);
            self.leading.take_over();
        }
    }

    /// After an edit of this tab: the others read it, and the browser is asked to keep it for good
    /// where it cannot leave at once.
    pub(super) fn edited(&self) {
        self.tell_others_to_read();
        self.looking.edit_waits.set(!self.leads());
        let offline = self.status().connection != Connection::Online;
        if offline && !self.looking.asked_to_persist.replace(true) {
            ask_to_persist();
        }
    }

    /// Holds the stream of hints while this tab syncs and the server answers.
    pub(super) fn follow_hints(self: &Rc<Self>) {
        let status = self.replica.borrow().status();
        if !status.leader || status.connection != Connection::Online {
            self.looking.hints.take();
            return;
        }
        let open = self.looking.hints.borrow().is_some();
        if open || browser::device_now() < self.looking.stream_again.get() {
            return;
        }
        let (moved, broken) = (Rc::downgrade(self), Rc::downgrade(self));
        let stream = HintStream::open(
            move |rev| with(&moved, |driver| driver.hint(rev)),
            move || with(&broken, |driver| driver.hints_ended()),
        );
        self.looking.hints.replace(stream);
    }

    fn hint(self: &Rc<Self>, rev: u64) {
        let replica = self.replica.borrow();
        let known = replica.local().meta.cursor.as_ref();
        let new = known.is_none_or(|cursor| cursor.rev.0 < rev);
        drop(replica);
        if new {
            self.step(Event::Poked);
        }
    }

    fn hints_ended(self: &Rc<Self>) {
        let again = browser::device_now().plus(STREAM_PAUSE);
        self.looking.stream_again.set(again);
        self.looking.hints.take();
        self.step(Event::Poked);
    }
}

fn with(driver: &Weak<Driver>, act: impl FnOnce(&Rc<Driver>)) {
    if let Some(driver) = driver.upgrade() {
        act(&driver);
    }
}

fn sight() -> Sight {
    match gloo_utils::document().visibility_state() {
        VisibilityState::Hidden => Sight::OutOfSight,
        _ => Sight::InSight,
    }
}

/// Browsers decide by themselves or ask the person; the data is kept in both cases.
fn ask_to_persist() {
    if let Ok(answer) = gloo_utils::window().navigator().storage().persist() {
        spawn_local(async move {
            let _ = wasm_bindgen_futures::JsFuture::from(answer).await;
        });
    }
}
