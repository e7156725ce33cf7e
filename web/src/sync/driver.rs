//! Carries out what the replica's engine decides, and tells it what comes of it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::lock::Mutex;
use gloo_timers::callback::Timeout;
use lanyard_shared::id::AccountId;
use lanyard_shared::replica::{
    Action, Batch, Call, CallTrouble, Event, Local, Moment, Replica, RowsRead,
};
use lanyard_shared::time::UnixMillis;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::transport::{self, Caller};
use super::{Shown, chance};
use crate::browser;
use crate::store::{Store, StoreTrouble, WriteTrouble};

mod drawing;
mod keeping;
mod leading;
mod looking;
mod resending;
mod vigil;

use drawing::Drawing;
use leading::Leading;
use looking::Looking;

/// The local copy of one account in this tab.
pub(super) struct Driver {
    account: AccountId,
    store: Store,
    replica: RefCell<Replica>,
    /// One use of the store at a time, and its event told before the next begins: the engine hears
    /// of them in the order in which they took effect.
    turn: Mutex<()>,
    drawing: Drawing,
    leading: Leading,
    looking: Looking,
    timer: RefCell<Option<Timeout>>,
    ended: Cell<bool>,
}

impl Driver {
    /// Opens the local copy.
    ///
    /// # Errors
    /// Why the browser's storage cannot be used.
    pub(super) async fn open(account: AccountId) -> Result<Rc<Self>, StoreTrouble> {
        let store = Store::open(account).await?;
        let local = store.read(RowsRead::Read).await?;
        Ok(Rc::new(Self {
            account,
            store,
            replica: RefCell::new(Replica::new(local)),
            turn: Mutex::new(()),
            drawing: Drawing::default(),
            leading: Leading::default(),
            looking: Looking::default(),
            timer: RefCell::default(),
            ended: Cell::new(false),
        }))
    }

    /// Shows what is stored, and begins to sync where no other tab does.
    pub(super) fn start(self: &Rc<Self>, show: Callback<Shown>) {
        self.drawing.show_with(show);
        self.draw();
        self.look_out();
        spawn_local(self.clone().seek_the_lead());
    }

    /// Ends everything. What is under way is still finished by the browser.
    pub(super) fn stop(&self) {
        self.ended.set(true);
        self.timer.take();
        self.drawing.stop();
        self.leading.stop();
        self.looking.stop();
        self.store.close();
    }

    /// Makes an edit durable. `batch` is made from what is stored.
    ///
    /// # Errors
    /// Why the store could not take it; then nothing of it is stored.
    pub(super) async fn author(
        self: &Rc<Self>,
        batch: impl FnOnce(&Local) -> Batch,
    ) -> Result<(), StoreTrouble> {
        let _turn = self.turn.lock().await;
        if self.ended.get() {
            return Err(StoreTrouble::Closed);
        }
        let batch = Box::new(batch(self.replica.borrow().local()));
        let place = self.store.write(&batch).await?.unwrap_or_default();
        self.step(Event::Authored { batch, place });
        self.edited();
        Ok(())
    }

    /// Looks for news and sends what waits, in whichever tab syncs.
    pub(super) fn poke(self: &Rc<Self>) {
        if self.leads() {
            self.step(Event::Poked);
        } else {
            self.ask_the_leader();
        }
    }

    fn leads(&self) -> bool {
        self.replica.borrow().leads()
    }

    /// Tells the engine of an event, and does what it wants.
    fn step(self: &Rc<Self>, event: Event) {
        if self.ended.get() {
            return;
        }
        let moment = Moment {
            now: browser::device_now(),
            random: chance::bytes(),
        };
        let actions = self.replica.borrow_mut().step(event, moment);
        for action in actions {
            self.act(action);
        }
    }

    fn act(self: &Rc<Self>, action: Action) {
        match action {
            Action::Store { call, batch } => spawn_local(self.clone().store(call, *batch)),
            Action::Push {
                call,
                request,
                patience,
            } => {
                let driver = self.clone();
                spawn_local(async move {
                    let answer = match driver.caller() {
                        Some(caller) => transport::push(caller, &request, patience).await,
                        None => Err(CallTrouble::Offline),
                    };
                    driver.step(Event::Pushed { call, answer });
                });
            }
            Action::Pull {
                call,
                request,
                patience,
            } => {
                let driver = self.clone();
                spawn_local(async move {
                    let answer = match driver.caller() {
                        Some(caller) => transport::pull(caller, &request, patience).await,
                        None => Err(CallTrouble::Offline),
                    };
                    driver.step(Event::Pulled { call, answer });
                });
            }
            Action::ArmTimer(at) => self.arm_timer(at),
            Action::Draw => self.draw(),
            Action::Report => self.report(),
            Action::StandDown => self.leading.stand_down(),
        }
    }

    /// In whose name calls are made. The engine names the device before its first call.
    fn caller(&self) -> Option<Caller> {
        let device = self.replica.borrow().local().meta.device?;
        Some(Caller {
            account: self.account,
            device,
        })
    }

    async fn store(self: Rc<Self>, call: Call, batch: Batch) {
        let _turn = self.turn.lock().await;
        if self.ended.get() {
            return;
        }
        let written = self.store.write(&batch).await;
        self.drawing.note_trouble(match written {
            Err(WriteTrouble::Store(trouble)) => Some(trouble),
            Ok(_) | Err(WriteTrouble::Fenced) => None,
        });
        let result = written.map(drop).map_err(Into::into);
        self.step(Event::Stored { call, result });
        self.tell_others_to_read();
    }

    /// Reads what another tab has changed. The one that syncs is the only one that changes rows.
    async fn reread(self: Rc<Self>) {
        let _turn = self.turn.lock().await;
        if self.ended.get() {
            return;
        }
        let rows = match self.store.read(RowsRead::Kept).await {
            Ok(local) if self.leads() || self.has_rows_of(&local) => Some((local, RowsRead::Kept)),
            Ok(_) => None,
            // The next hint, or the next look at the page, reads again.
            Err(_) => return,
        };
        let read = match rows {
            Some(read) => Ok(read),
            None => {
                let local = self.store.read(RowsRead::Read).await;
                local.map(|local| (local, RowsRead::Read))
            }
        };
        if let Ok((local, rows)) = read {
            let local = Box::new(local);
            self.step(Event::Reread { local, rows });
        }
    }

    /// Reads first: a tab that died right after it had stored an edit told nobody of it.
    async fn timer_ran_out(self: Rc<Self>) {
        self.clone().reread().await;
        self.step(Event::Timer);
    }

    fn has_rows_of(&self, read: &Local) -> bool {
        let replica = self.replica.borrow();
        let (known, read) = (&replica.local().meta, &read.meta);
        known.generation == read.generation
            && known.cursor == read.cursor
            && known.snapshot_after == read.snapshot_after
    }

    fn arm_timer(self: &Rc<Self>, at: UnixMillis) {
        let wait = at.since(browser::device_now()).0.max(0);
        let wait = u32::try_from(wait).unwrap_or(u32::MAX).min(MAX_WAIT_MILLIS);
        let driver = Rc::downgrade(self);
        let timer = Timeout::new(wait, move || {
            if let Some(driver) = driver.upgrade() {
                spawn_local(driver.timer_ran_out());
            }
        });
        self.timer.replace(Some(timer));
    }
}

/// Browsers count a timer's milliseconds in 31 bits.
const MAX_WAIT_MILLIS: u32 = i32::MAX.unsigned_abs();
