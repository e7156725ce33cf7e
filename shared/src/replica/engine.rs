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

use super::event::{Action, Call, CallTrouble, Event, Moment, RowsRead, Sight, StoreFailure};
use super::local::{Batch, Local, Place, Write};
use super::pace::{PUSH_PATIENCE, Pace};
use super::status::{Connection, SyncStatus};
use crate::id::DeviceId;
use crate::protocol::{
    MAX_PUSH_INTENTS, PROTOCOL, Problem, ProblemKind, PullAnswer, PullRequest, PushAnswer,
};
use crate::time::{Millis, UnixMillis};

mod numbering;
mod pull;
mod push;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod tests;

/// After so many numberings of the queue in a row the next one waits like any other failure.
const RENUMBER_AT_ONCE: u32 = 2;

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
    /// The server counts otherwise: number the queue anew with the next pull.
    renumber: bool,
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
            renumber: false,
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
        self.renumber = false;
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
        let known = batch.writes.iter().any(|write| match write {
            Write::Append(envelope) => self.local.knows(envelope.op_id),
            _ => false,
        });
        // What was read again meanwhile may hold the edit already, and further along.
        if !known {
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

    /// What is next? Decided from what is stored alone, so that it comes out the same after a crash.
    fn go(&mut self, moment: Moment) -> Vec<Action> {
        if self.local.meta.device.is_none() {
            let device = DeviceId::new(moment.now, moment.random);
            return self.store(self.numbered_for(device));
        }
        if self.must_pull_first() {
            return self.pull();
        }
        if let Some(actions) = self.push() {
            return actions;
        }
        if self.pull_due {
            return self.pull();
        }
        self.phase = Phase::Resting;
        self.pace.succeed();
        vec![Action::ArmTimer(Pace::look(moment.now))]
    }

    /// The queue got shorter.
    fn progressed(&mut self) {
        self.pace.succeed();
        self.renumbered = 0;
        self.push_limit = MAX_PUSH_INTENTS;
    }

    /// A push needs a history to count in, a whole picture, and a server that answers: where that is
    /// not known, a pull finds it out sooner than a push full of passwords to be hashed.
    fn must_pull_first(&self) -> bool {
        let meta = &self.local.meta;
        meta.cursor.is_none()
            || meta.snapshot_after.is_some()
            || self.renumber
            || self.connection != Connection::Online
    }

    fn pull(&mut self) -> Vec<Action> {
        let call = self.call();
        self.pull_due = false;
        self.phase = Phase::Pulling { call };
        let meta = &self.local.meta;
        let request = PullRequest {
            protocol: PROTOCOL,
            cursor: meta.cursor.clone(),
            after: meta.snapshot_after,
            acked_through: meta.acked_through,
        };
        vec![Action::Pull {
            call,
            request,
            patience: self.pace.pull_patience(),
        }]
    }

    /// The next step of sending the queue; `None` when it is empty.
    fn push(&mut self) -> Option<Vec<Action>> {
        if self.local.outbox.is_empty() {
            return None;
        }
        let numbering = push::numbering(&self.local, self.push_limit);
        if !numbering.is_empty() {
            return Some(self.store(numbering));
        }
        let request = push::request(&self.local, self.push_limit)?;
        let call = self.call();
        let intents = request.intents.len();
        self.phase = Phase::Pushing { call, intents };
        Some(vec![Action::Push {
            call,
            request: Box::new(request),
            patience: PUSH_PATIENCE,
        }])
    }

    fn pushed(
        &mut self,
        call: Call,
        answer: Result<PushAnswer, CallTrouble>,
        moment: Moment,
    ) -> Vec<Action> {
        let intents = match self.phase {
            Phase::Pushing {
                call: asked,
                intents,
            } if asked == call => intents,
            _ => return Vec::new(),
        };
        // Whatever became of it, the rows may have changed.
        self.pull_due = true;
        match answer {
            Ok(answer) => {
                self.connection = Connection::Online;
                let writes = push::verdicts(&self.local, &answer.verdicts, moment.now);
                if writes.is_empty() {
                    // An answer about something else would be asked for again without end.
                    return self.rest_after_failure(None, moment);
                }
                self.store(writes)
            }
            Err(trouble) => self.push_failed(&trouble, intents, moment),
        }
    }

    fn push_failed(
        &mut self,
        trouble: &CallTrouble,
        intents: usize,
        moment: Moment,
    ) -> Vec<Action> {
        let CallTrouble::Problem(problem) = trouble else {
            return self.failed(trouble, moment);
        };
        match problem.kind {
            ProblemKind::EpochChanged | ProblemKind::SequenceGap => {
                self.renumber = true;
                self.renumber_within_reason(moment)
            }
            ProblemKind::ClonedDevice => self.renumber_as_another(moment),
            ProblemKind::TooLarge if intents == 1 => {
                self.store(push::refused(&self.local, problem, moment.now))
            }
            kind if blames_the_request(kind) => {
                // One of them may be at fault: fewer at a time let the others through.
                self.push_limit = (intents / 2).max(1);
                self.rest_after_failure(asked_wait(problem), moment)
            }
            _ => self.failed(trouble, moment),
        }
    }

    /// Goes on at once with a queue that has to be numbered anew, unless that happens again and
    /// again.
    fn renumber_within_reason(&mut self, moment: Moment) -> Vec<Action> {
        self.renumbered += 1;
        if self.renumbered > RENUMBER_AT_ONCE {
            return self.rest_after_failure(None, moment);
        }
        self.go(moment)
    }

    /// Another browser has a copy of this one's data: whoever is told so takes a new name.
    fn renumber_as_another(&mut self, moment: Moment) -> Vec<Action> {
        self.renumbered += 1;
        if self.renumbered > RENUMBER_AT_ONCE {
            return self.rest_after_failure(None, moment);
        }
        let device = DeviceId::new(moment.now, moment.random);
        self.store(self.numbered_for(device))
    }

    fn numbered_for(&self, device: DeviceId) -> Vec<Write> {
        let mut meta = self.local.meta.clone();
        meta.device = Some(device);
        let mut writes = numbering::anew(&self.local.outbox, &mut meta, 0);
        writes.push(Write::PutMeta(Box::new(meta)));
        writes
    }

    fn pulled(
        &mut self,
        call: Call,
        answer: Result<Box<PullAnswer>, CallTrouble>,
        moment: Moment,
    ) -> Vec<Action> {
        if !matches!(self.phase, Phase::Pulling { call: asked } if asked == call) {
            return Vec::new();
        }
        match answer {
            Ok(answer) => {
                self.connection = Connection::Online;
                self.pull_due |= answer.more;
                let writes = pull::page(&self.local, *answer, self.renumber, moment);
                self.store(writes)
            }
            Err(trouble) => {
                self.pull_due = true;
                self.failed(&trouble, moment)
            }
        }
    }

    fn store(&mut self, writes: Vec<Write>) -> Vec<Action> {
        let batch = Box::new(Batch {
            writes,
            fence: self.fence,
        });
        let call = self.call();
        self.phase = Phase::Storing {
            call,
            batch: batch.clone(),
        };
        vec![Action::Store { call, batch }]
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
        match result {
            Ok(()) => {
                let mut actions = Vec::new();
                if self.shows(&batch) {
                    actions.push(Action::Draw);
                }
                // Appended edits never come this way, so that there is no place to give.
                self.local.apply(&batch, 0);
                self.renumber = false;
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
                meta.permissions != known.permissions || meta.sealing_key != known.sealing_key
            }
            _ => true,
        })
    }

    /// A call gave no answer to go by.
    fn failed(&mut self, trouble: &CallTrouble, moment: Moment) -> Vec<Action> {
        let contact = self.local.meta.last_contact;
        self.connection = Connection::after(self.connection, trouble, contact, moment.now);
        if self.connection.waits_for_a_person() {
            self.phase = Phase::Resting;
            return vec![Action::ArmTimer(Pace::look_for_a_person(moment.now))];
        }
        let asked = match trouble {
            CallTrouble::Problem(problem) => asked_wait(problem),
            _ => None,
        };
        self.rest_after_failure(asked, moment)
    }

    fn rest_after_failure(&mut self, asked: Option<Millis>, moment: Moment) -> Vec<Action> {
        let [spread, ..] = moment.random;
        let next: UnixMillis = self.pace.fail(asked, self.sight, spread, moment.now);
        self.phase = Phase::Resting;
        vec![Action::ArmTimer(next)]
    }

    fn call(&mut self) -> Call {
        self.last_call += 1;
        self.last_call
    }
}

/// How long the server asks to be left alone.
fn asked_wait(problem: &Problem) -> Option<Millis> {
    let seconds = problem.retry_after?;
    Some(Millis::seconds(i64::try_from(seconds).unwrap_or(0)))
}

/// Whether the server could not digest what it was sent.
const fn blames_the_request(kind: ProblemKind) -> bool {
    matches!(
        kind,
        ProblemKind::TooLarge
            | ProblemKind::Invalid
            | ProblemKind::Malformed
            | ProblemKind::Internal
            | ProblemKind::Unavailable
    )
}
