//! What the answers to calls lead to, and calls that get none.

use super::{Phase, Renumber, Replica, pull, push};
use crate::protocol::{Problem, ProblemKind, PullAnswer, PushAnswer};
use crate::replica::event::{Action, Call, CallTrouble, Moment};
use crate::replica::pace::Pace;
use crate::replica::status::Connection;
use crate::time::Millis;

/// After so many numberings of the queue in a row the next one waits like any other failure.
const RENUMBER_AT_ONCE: u32 = 2;

impl Replica {
    pub(super) fn pushed(
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
                let writes = push::verdicts(&self.local, answer, moment.now);
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
                self.renumber(Renumber::WithNextPull, moment)
            }
            ProblemKind::ClonedDevice => self.renumber(Renumber::AsAnotherDevice, moment),
            // It would be answered so for ever: its author has to look at it.
            ProblemKind::TooLarge | ProblemKind::Malformed if intents == 1 => {
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

    /// Goes on at once with a queue that has to be numbered anew; after a wait when that happens
    /// again and again.
    fn renumber(&mut self, how: Renumber, moment: Moment) -> Vec<Action> {
        self.renumber = how;
        self.renumbered += 1;
        if self.renumbered > RENUMBER_AT_ONCE {
            return self.rest_after_failure(None, moment);
        }
        self.go(moment)
    }

    pub(super) fn pulled(
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
                let renumber = self.renumber == Renumber::WithNextPull;
                let writes = pull::page(&self.local, *answer, renumber, moment);
                self.store(writes)
            }
            Err(trouble) => {
                self.pull_due = true;
                self.failed(&trouble, moment)
            }
        }
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

    pub(super) fn rest_after_failure(
        &mut self,
        asked: Option<Millis>,
        moment: Moment,
    ) -> Vec<Action> {
        let [spread, ..] = moment.random;
        let next = self.pace.fail(asked, self.sight, spread, moment.now);
        self.phase = Phase::Resting;
        vec![Action::ArmTimer(next)]
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
