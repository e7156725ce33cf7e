//! What tells this tab to look: the browser, the server's hints, the other tabs.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use lanyard_shared::replica::{Connection, Event, Sight};
use lanyard_shared::time::{Millis, UnixMillis};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{StorageEvent, VisibilityState};

use super::Driver;
use super::vigil::Vigil;
use crate::browser;
use crate::session;
use crate::sync::hints::HintStream;
use crate::sync::tabs::{Said, Tabs};

/// A broken stream of hints is opened again after this at the earliest.
const STREAM_PAUSE_MILLIS: i64 = 10_000;

/// What is listened to.
#[derive(Default)]
pub(super) struct Looking {
    tabs: RefCell<Option<Tabs>>,
    hints: RefCell<Option<HintStream>>,
    /// No stream before this.
    stream_again: Cell<UnixMillis>,
    /// Opens it then.
    stream_later: RefCell<Option<Timeout>>,
    listeners: RefCell<Vec<EventListener>>,
    pub(super) vigil: Vigil,
    /// An edit of this tab waits for the one that syncs.
    pub(super) edit_waits: Cell<bool>,
    /// Another tab changed something while this one was out of sight.
    stale: Cell<bool>,
    /// The browser was asked to keep the data for good.
    asked_to_persist: Cell<bool>,
}

impl Looking {
    pub(super) fn stop(&self) {
        self.tabs.take();
        self.hints.take();
        self.stream_later.take();
        self.listeners.take();
        self.vigil.end();
    }

    /// `false` where there is no way to say it.
    pub(super) fn say(&self, said: &Said) -> bool {
        let tabs = self.tabs.borrow();
        tabs.as_ref().is_some_and(|tabs| tabs.say(said))
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
        let driver = Rc::downgrade(self);
        listeners.push(EventListener::new(&document, "freeze", move |_| {
            with(&driver, |driver| driver.fall_asleep());
        }));
        let driver = Rc::downgrade(self);
        listeners.push(EventListener::new(&window, "storage", move |event| {
            // Somebody signed in or out in another tab: the server knows who may go on.
            if session::is_about_it(event.unchecked_ref::<StorageEvent>()) {
                with(&driver, |driver| driver.poke());
            }
        }));
        self.looking.listeners.replace(listeners);
        self.seen();
    }

    fn seen(self: &Rc<Self>) {
        let sight = sight();
        self.step(Event::Seen(sight));
        if sight == Sight::InSight && self.looking.stale.take() {
            spawn_local(self.clone().reread());
        }
        self.keep_vigil();
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
                    self.looking.vigil.heard();
                    self.looking.edit_waits.set(false);
                    self.hear_status(status);
                }
            }
            Said::AnyoneThere => {
                if self.leads() || self.leading.is_taking() {
                    self.tell_that_i_am_here();
                }
            }
            Said::Here => self.looking.vigil.heard(),
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
        if self.looking.hints.borrow().is_some() {
            return;
        }
        let pause = self.looking.stream_again.get().since(browser::device_now());
        // A clock that was set back does not prolong it.
        if let 1..=STREAM_PAUSE_MILLIS = pause.0 {
            let driver = Rc::downgrade(self);
            let millis = u32::try_from(pause.0).unwrap_or(0);
            let later = Timeout::new(millis, move || with(&driver, Self::follow_hints));
            self.looking.stream_later.replace(Some(later));
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
        let again = browser::device_now().plus(Millis(STREAM_PAUSE_MILLIS));
        self.looking.stream_again.set(again);
        self.looking.hints.take();
        self.step(Event::Poked);
    }
}

pub(super) fn with(driver: &Weak<Driver>, act: impl FnOnce(&Rc<Driver>)) {
    if let Some(driver) = driver.upgrade() {
        act(&driver);
    }
}

pub(super) fn sight() -> Sight {
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
