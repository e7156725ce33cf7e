//! Which tab syncs: the one that holds the lock of the account.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use lanyard_shared::replica::{Event, Local, RowsRead};
use wasm_bindgen_futures::spawn_local;

use super::Driver;
use crate::store::StoreTrouble;
use crate::sync::lead::{Asking, Lead};

/// How long to wait before asking again for a lock that was refused or lost.
const PAUSE_MILLIS: u32 = 1_000;

/// This tab's request for the lock, or the lock.
#[derive(Default)]
pub(super) struct Leading {
    lead: RefCell<Option<Rc<Lead>>>,
    /// The next request takes the lock from whoever holds it.
    at_once: Cell<bool>,
    /// Counts the requests, each of which may end in a term of its own.
    term: Cell<u64>,
    /// How many times over the lock is there and what is stored is being read.
    taking: Cell<u32>,
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

    /// Whether this tab is about to sync.
    pub(super) fn is_taking(&self) -> bool {
        self.taking.get() > 0
    }

    /// A term ends or begins.
    fn next_term(&self) -> u64 {
        self.term.set(self.term.get() + 1);
        self.term.get()
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
            let term = self.leading.next_term();
            let asked = Lead::ask(&name, asking, move || {
                spawn_local(driver.clone().take_the_lead(term))
            });
            let Ok(lead) = asked else {
                // Without locks every tab syncs, and the fence lets the newest one write.
                return self.take_the_lead(term).await;
            };
            let lead = Rc::new(lead);
            self.leading.lead.replace(Some(lead.clone()));
            lead.ended().await;
            self.leading.next_term();
            if lead.was_taken() {
                self.robbed();
            }
            self.step(Event::Unled);
            let taking_over = self.leading.at_once.get() && !lead.was_granted();
            if !self.ended.get() && !taking_over {
                TimeoutFuture::new(PAUSE_MILLIS).await;
            }
        }
    }

    /// The browser freezes this tab: another may sync, and has the lock at once. The loop waits by a
    /// timer before it asks again, so that it does not while the tab is frozen.
    pub(super) fn fall_asleep(self: &Rc<Self>) {
        self.leading.stand_down();
        self.step(Event::Unled);
    }

    /// Raises the fence, so that whoever synced before cannot write any more, and reads what they
    /// have left.
    async fn take_the_lead(self: Rc<Self>, term: u64) {
        // Before what may take a while: nobody else need take the lead meanwhile.
        self.leading.taking.set(self.leading.taking.get() + 1);
        self.tell_that_i_am_here();
        let _turn = self.turn.lock().await;
        let taken = self.prepare_to_lead(term).await;
        self.leading.taking.set(self.leading.taking.get() - 1);
        match taken {
            // Another tab took the lock while this one read: its fence is the higher one, or it will be.
            _ if self.ended.get() || self.leading.term.get() != term => {}
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

    async fn prepare_to_lead(&self, term: u64) -> Result<(u64, Local), StoreTrouble> {
        if self.ended.get() || self.leading.term.get() != term {
            return Err(StoreTrouble::Closed);
        }
        let fence = self.store.raise_fence().await?;
        Ok((fence, self.store.read(RowsRead::Read).await?))
    }
}
