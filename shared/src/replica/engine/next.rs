//! What is next: numbers, a push, a pull, or a rest.

use super::{Phase, Renumber, Replica, numbering, push};
use crate::id::{DeviceId, OpId};
use crate::mutant::{self, Mutant};
use crate::protocol::{MAX_PUSH_INTENTS, PROTOCOL, PullRequest};
use crate::replica::event::{Action, Moment};
use crate::replica::local::{Batch, Write};
use crate::replica::pace::{PUSH_PATIENCE, Pace};
use crate::replica::status::Connection;

impl Replica {
    /// What is next? Decided from what is stored alone, so that it comes out the same after a crash.
    pub(super) fn go(&mut self, moment: Moment) -> Vec<Action> {
        if self.local.meta.device.is_none() || self.renumber == Renumber::AsAnotherDevice {
            let device = DeviceId::new(moment.now, moment.random);
            return self.store(self.numbered_for(device));
        }
        if let Some(meta) = self.local.meta.time_noted(moment.now) {
            return self.store(vec![Write::PutMeta(Box::new(meta))]);
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
    pub(super) fn progressed(&mut self) {
        self.pace.succeed();
        self.renumbered = 0;
        self.push_limit = MAX_PUSH_INTENTS;
    }

    /// A push needs a history to count in, a whole picture, certainty about what a restore has undone,
    /// and a server that answers: where that is not known, a pull finds it out sooner than a push full of passwords to be hashed.
    fn must_pull_first(&self) -> bool {
        let meta = &self.local.meta;
        meta.cursor.is_none()
            || meta.snapshot_after.is_some()
            || meta.confirming.is_some()
            || self.renumber == Renumber::WithNextPull
            || self.connection != Connection::Online
    }

    fn to_confirm(&self) -> Vec<OpId> {
        let asked = self.local.to_confirm();
        asked.map(|(_, edit)| edit.envelope.op_id).collect()
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
            head: meta.head.clone(),
            // Without a cursor it is not known in which history the numbers count.
            acked_through: meta.cursor.as_ref().map_or(0, |_| meta.acked_through),
            confirm: self.to_confirm(),
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
        if mutant::is(Mutant::SentBeforeNumbered) {
            let numbered = Batch {
                writes: numbering,
                fence: None,
            };
            self.local.apply(&numbered, 0);
        } else if !numbering.is_empty() {
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

    /// A new name for this device, under which the queue is numbered from the start.
    fn numbered_for(&self, device: DeviceId) -> Vec<Write> {
        let mut meta = self.local.meta.clone();
        meta.device = Some(device);
        let mut writes = numbering::anew(&self.local.outbox, &mut meta, 0);
        writes.push(Write::PutMeta(Box::new(meta)));
        writes
    }
}
