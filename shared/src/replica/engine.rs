//! The engine: decides what to store, send and ask next. Its driver does it and says how it went.
//!
//! ```text
//!              Unled, or a batch refused by the fence
//!   Following ◄───────────────────────────────────────── every other phase
//!       │ Led
//!       ▼         Timer · Poked · an edit
//!    Resting ───────────────────────────────┐
//!       ▲                                   ▼
//!       │ nothing left to do           what is next? ◄───────────────────┐
//!       ├───────────────────────────────┤   │   │                        │
//!       │ trouble: wait, longer each time   │   └─ number the queue,     │
//!       │                                   │      name the device ───┐  │
//!       │                     ┌─────────────┴──────────┐              │  │
//!       │                     ▼                        ▼              ▼  │
//!       ├──────────────── Pushing                   Pulling        Storing
//!       │                     │ verdicts               │ page         ▲
//!       └─────────────────────┴────────────────────────┴──────────────┘
//! ```
//!
//! Laws:
//! - An answer counts once it is durable: verdicts, rows, cursor and the move of answered intents are
//!   one batch, and only after it is stored comes the next call.
//! - A sequence number is durable before the intent leaves under it.
//! - Trouble on the way is not a verdict. The queue stays, and every wait has a timer.
//! - At most one call or write is on its way. An answer to any other is not listened to.

use super::event::{Action, Call, Event, Moment, RowsRead, Sight, StoreFailure};
use super::local::{Batch, Local, Place, Write};
use super::pace::Pace;
use super::status::{Connection, SyncStatus};
use crate::mutant::{self, Mutant};
use crate::protocol::MAX_PUSH_INTENTS;

mod answers;
mod next;
mod numbering;
mod pull;
mod push;
#[cfg(test)]
mod tests;

/// The local copy of one account in one tab.
#[derive(Clone, Debug)]
pub struct Replica {
    local: Local,
    phase: Phase,
    fence: Option<u64>,
    connection: Connection,
    pace: Pace,
    sight: Sight,
    /// There may be news on the server.
    pull_due: bool,
    renumber: Renumber,
    /// Numberings since a push last brought a verdict.
    renumbered: u32,
    /// Most intents in the next push.
    push_limit: usize,
    last_call: Call,
}

/// Where the engine stands.
#[derive(Clone, Debug)]
enum Phase {
    /// Another tab syncs.
    Following,
    /// It waits for the timer or a poke.
    Resting,
    /// A batch is being written; what it changes counts afterwards.
    Storing { call: Call, batch: Box<Batch> },
    /// Intents are on their way.
    Pushing { call: Call, intents: usize },
    /// A question for news is on its way.
    Pulling { call: Call },
}

/// Whether the server has refused the numbers of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Renumber {
    /// It has not.
    No,
    /// It counts otherwise: the next pull tells how far.
    WithNextPull,
    /// Another browser has a copy of this one's data, and the same name: take a new name.
    AsAnotherDevice,
}

impl Replica {
    /// A replica that looks on until [`Event::Led`].
    pub fn new(local: Local) -> Self {
        Self {
            local,
            phase: Phase::Following,
            fence: None,
            connection: Connection::Connecting,
            pace: Pace::default(),
            sight: Sight::InSight,
            pull_due: false,
            renumber: Renumber::No,
            renumbered: 0,
            push_limit: MAX_PUSH_INTENTS,
            last_call: 0,
        }
    }

    /// What is stored, as far as this tab knows.
    pub fn local(&self) -> &Local {
        &self.local
    }

    /// How the exchange stands. A tab that looks on knows it from the one that syncs.
    pub fn status(&self) -> SyncStatus {
        SyncStatus {
            leader: self.leads(),
            connection: self.connection,
            last_contact: self.local.meta.last_contact,
            syncing: !matches!(self.phase, Phase::Following | Phase::Resting),
        }
    }

    /// Whether this tab syncs.
    pub fn leads(&self) -> bool {
        !matches!(self.phase, Phase::Following)
    }

    /// Takes in one event and says what to do.
    pub fn step(&mut self, event: Event, moment: Moment) -> Vec<Action> {
        let before = self.status();
        let mut actions = self.take(event, moment);
        if self.status() != before {
            actions.push(Action::Report);
        }
        actions
    }

    fn take(&mut self, event: Event, moment: Moment) -> Vec<Action> {
        match event {
            Event::Led { fence, local } => self.led(fence, *local, moment),
            Event::Unled => self.follow(),
            Event::Reread { local, rows } => self.reread(*local, rows, moment),
            Event::Authored { batch, place } => self.authored(&batch, place, moment),
            Event::Stored { call, result } => self.stored(call, result, moment),
            Event::Pushed { call, answer } => self.pushed(call, answer, moment),
            Event::Pulled { call, answer } => self.pulled(call, answer, moment),
            Event::Timer => {
                self.pace.waited();
                self.poked(moment)
            }
            Event::Poked => self.poked(moment),
            Event::Seen(sight) => {
                self.sight = sight;
                match sight {
                    Sight::InSight => self.poked(moment),
                    Sight::OutOfSight => Vec::new(),
                }
            }
        }
    }

    fn led(&mut self, fence: u64, local: Local, moment: Moment) -> Vec<Action> {
        self.local = local;
        self.fence = Some(fence);
        self.phase = Phase::Resting;
        self.connection = Connection::Connecting;
        self.pull_due = true;
        self.renumber = Renumber::No;
        let mut actions = vec![Action::Draw];
        actions.extend(self.go(moment));
        actions
    }

    fn follow(&mut self) -> Vec<Action> {
        self.phase = Phase::Following;
        self.fence = None;
        Vec::new()
    }

    fn reread(&mut self, mut local: Local, rows: RowsRead, moment: Moment) -> Vec<Action> {
        if rows == RowsRead::Kept {
            local.rows = std::mem::take(&mut self.local.rows);
        }
        if local == self.local {
            return Vec::new();
        }
        self.local = local;
        let mut actions = vec![Action::Draw];
        actions.extend(self.go_if_resting(moment));
        actions
    }

    fn authored(&mut self, batch: &Batch, place: Place, moment: Moment) -> Vec<Action> {
        // What was read again meanwhile may hold the edit already, and further along.
        if !self.local.has(batch) {
            self.local.apply(batch, place);
        }
        let mut actions = vec![Action::Draw];
        actions.extend(self.go_if_resting(moment));
        actions
    }

    fn poked(&mut self, moment: Moment) -> Vec<Action> {
        self.pull_due = true;
        self.go_if_resting(moment)
    }

    fn go_if_resting(&mut self, moment: Moment) -> Vec<Action> {
        if matches!(self.phase, Phase::Resting) && !self.pace.must_wait(moment.now) {
            self.go(moment)
        } else {
            Vec::new()
        }
    }

    fn store(&mut self, writes: Vec<Write>) -> Vec<Action> {
        let mut actions = Vec::new();
        if mutant::is(Mutant::CursorBeforeRows) && pull::brings_rows(&writes) {
            let meta = writes
                .iter()
                .filter(|write| matches!(write, Write::PutMeta(_)));
            let batch = Box::new(Batch {
                writes: meta.cloned().collect(),
                fence: self.fence,
            });
            let call = self.call();
            actions.push(Action::Store { call, batch });
        }
        let batch = Box::new(Batch {
            writes,
            fence: self.fence,
        });
        let call = self.call();
        self.phase = Phase::Storing {
            call,
            batch: batch.clone(),
        };
        actions.push(Action::Store { call, batch });
        actions
    }

    fn stored(
        &mut self,
        call: Call,
        result: Result<(), StoreFailure>,
        moment: Moment,
    ) -> Vec<Action> {
        let batch = match &mut self.phase {
            Phase::Storing { call: asked, batch } if *asked == call => std::mem::take(&mut **batch),
            _ => return Vec::new(),
        };
        let result = match result {
            Err(StoreFailure::Failed) if mutant::is(Mutant::FailedWriteCounts) => Ok(()),
            result => result,
        };
        match result {
            Ok(()) => {
                let mut actions = Vec::new();
                if self.shows(&batch) {
                    actions.push(Action::Draw);
                }
                // Appended edits never come this way, so that there is no place to give.
                self.local.apply(&batch, 0);
                self.renumber = Renumber::No;
                if push::decides(&batch) {
                    self.progressed();
                }
                actions.extend(self.go(moment));
                actions
            }
            Err(StoreFailure::Fenced) => {
                let mut actions = self.follow();
                actions.push(Action::StandDown);
                actions
            }
            Err(StoreFailure::Failed) => {
                self.pull_due = true;
                self.rest_after_failure(None, moment)
            }
        }
    }

    /// Whether pages look different after a batch.
    fn shows(&self, batch: &Batch) -> bool {
        batch.writes.iter().any(|write| match write {
            Write::PutMeta(meta) => {
                let known = &self.local.meta;
                meta.permissions != known.permissions
                    || meta.sealing_key != known.sealing_key
                    || meta.seats_out_of_sight != known.seats_out_of_sight
            }
            _ => true,
        })
    }

    fn call(&mut self) -> Call {
        self.last_call += 1;
        self.last_call
    }
}
