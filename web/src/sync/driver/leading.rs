//! Which tab syncs: the one that holds the lock of the account.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use lanyard_shared::replica::{Event, RowsRead};
use wasm_bindgen_futures::spawn_local;

use super::Driver;
use crate::sync::lead::{Asking, Lead};

/// How long to wait before asking again for a lock that was refused or lost.
const PAUSE_MILLIS: u32 = 1_000;

/// This tab's request for the lock, or the lock.
#[derive(Default)]
pub(super) struct Leading {
    lead: RefCell<Option<Rc<Lead>>>,
    /// The next request takes the lock from whoever holds it.
    at_once: Cell<bool>,
}

impl Leading {
    /// Gives the lock back; the loop asks for it anew.
    pub(super) fn stand_down(&self) {
        let lead = self.lead.borrow().clone();
        if let Some(lead) = lead {
            lead.release();
        }
    }

    /// Takes the lock from a tab that does not answer.
    pub(super) fn take_over(&self) {
        self.at_once.set(true);
        self.stand_down();
    }

    pub(super) fn stop(&self) {
        self.stand_down();
        self.lead.take();
    }
}

impl Driver {
    /// Asks for the lock again and again, as long as the pages are there.
    pub(super) async fn seek_the_lead(self: Rc<Self>) {
        let name = format!("lanyard-sync-{}", self.account);
        while !self.ended.get() {
            let asking = if self.leading.at_once.take() {
                Asking::AtOnce
            } else {
                Asking::InTurn
            };
            let driver = self.clone();
            let asked = Lead::ask(&name, asking, move || {
                spawn_local(driver.clone().take_the_lead())
            });
            let Ok(lead) = asked else {
                // Without locks every tab syncs, and the fence lets the newest one write.
                return self.take_the_lead().await;
            };
            let lead = Rc::new(lead);
            self.leading.lead.replace(Some(lead.clone()));
            lead.ended().await;
            self.step(Event::Unled);
            let taking_over = self.leading.at_once.get() && !lead.was_granted();
            if !self.ended.get() && !taking_over {
                TimeoutFuture::new(PAUSE_MILLIS).await;
            }
        }
    }

    /// Raises the fence, so that whoever synced before cannot write any more, and reads what they
    /// have left.
    async fn take_the_lead(self: Rc<Self>) {
        let _turn = self.turn.lock().await;
        if self.ended.get() {
            return;
        }
        let taken = async {
            let fence = self.store.raise_fence().await?;
            Ok((fence, self.store.read(RowsRead::Read).await?))
        };
        match taken.await {
            Ok((fence, local)) => {
                self.drawing.note_trouble(None);
                let local = Box::new(local);
                self.step(Event::Led { fence, local });
            }
            Err(trouble) => {
                self.drawing.note_trouble(Some(trouble));
                self.report();
                self.leading.stand_down();
            }
        }
    }
}
