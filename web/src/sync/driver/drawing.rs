//! What the pages are given to draw.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use lanyard_shared::replica::{SyncStatus, View};
use yew::Callback;

use super::Driver;
use crate::browser;
use crate::store::StoreTrouble;
use crate::sync::people::People;
use crate::sync::{Load, Shown};

/// While a snapshot arrives page by page, all of it is drawn this often.
const SNAPSHOT_FRAME_MILLIS: u32 = 500;

/// What was given last.
#[derive(Default)]
pub(super) struct Drawing {
    show: RefCell<Option<Callback<Shown>>>,
    view: RefCell<Rc<View>>,
    people: Rc<People>,
    /// What the tab that syncs said, while that is another one.
    told: RefCell<Option<SyncStatus>>,
    trouble: Cell<Option<StoreTrouble>>,
    later: RefCell<Option<Timeout>>,
}

impl Drawing {
    pub(super) fn show_with(&self, show: Callback<Shown>) {
        self.show.replace(Some(show));
    }

    pub(super) fn stop(&self) {
        self.show.take();
        self.later.take();
    }

    pub(super) fn note_trouble(&self, trouble: Option<StoreTrouble>) {
        self.trouble.set(trouble);
    }
}

impl Driver {
    /// Draws the view anew.
    pub(super) fn draw(self: &Rc<Self>) {
        let arriving = self.replica.borrow().local().meta.snapshot_after.is_some();
        if !arriving {
            self.drawing.later.take();
            self.draw_now();
        } else if self.drawing.later.borrow().is_none() {
            let driver = Rc::downgrade(self);
            let later = Timeout::new(SNAPSHOT_FRAME_MILLIS, move || {
                if let Some(driver) = driver.upgrade() {
                    driver.drawing.later.take();
                    driver.draw_now();
                }
            });
            self.drawing.later.replace(Some(later));
        }
    }

    fn draw_now(&self) {
        let view = View::of(self.replica.borrow().local());
        self.drawing.view.replace(Rc::new(view));
        self.show();
    }

    /// Tells how the exchange stands, to the pages and to the other tabs.
    pub(super) fn report(self: &Rc<Self>) {
        self.show();
        self.follow_hints();
        self.keep_vigil();
        if self.leads() {
            self.drawing.told.take();
            self.tell_status();
        }
    }

    /// Takes in what the tab that syncs says.
    pub(super) fn hear_status(&self, status: SyncStatus) {
        self.drawing.told.replace(Some(SyncStatus {
            leader: false,
            ..status
        }));
        self.show();
    }

    /// How the exchange stands, by this tab or the one that syncs.
    pub(super) fn status(&self) -> SyncStatus {
        let own = self.replica.borrow().status();
        if own.leader {
            return own;
        }
        self.drawing.told.borrow().clone().unwrap_or(own)
    }

    fn show(&self) {
        let show = self.drawing.show.borrow().clone();
        let Some(show) = show else {
            return;
        };
        let replica = self.replica.borrow();
        let meta = &replica.local().meta;
        show.emit(Shown {
            load: Load::Ready,
            view: self.drawing.view.borrow().clone(),
            people: self.drawing.people.clone(),
            status: self.status(),
            clock_ahead: meta.clock_ahead,
            contact: meta.contact(browser::device_now()),
            trouble: self.drawing.trouble.get(),
        });
    }
}
