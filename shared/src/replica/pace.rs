//! How long to wait: between tries, and for an answer.

use super::event::Sight;
use crate::time::{Millis, UnixMillis};

/// The first retry comes after this.
const FIRST_RETRY: Millis = Millis::seconds(1);
/// Retries are never further apart than this.
const LAST_RETRY: Millis = Millis::seconds(60);
/// While somebody looks, the return of the server is noticed within this.
const RETRY_IN_SIGHT: Millis = Millis::seconds(5);
/// How often to look for news that no hint told of.
const LOOK: Millis = Millis::seconds(30);
/// How often to look whether a person has ended what only a person can.
const LOOK_FOR_A_PERSON: Millis = Millis::seconds(60);
/// How long a push may take: the server hashes each password in it.
pub(super) const PUSH_PATIENCE: Millis = Millis::seconds(20);

/// Counts the tries that failed in a row, and the wait that the server asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pace {
    failures: u32,
    /// No call before this, whatever happens: the server asked for it.
    not_before: Option<UnixMillis>,
}

impl Pace {
    /// Something worked.
    pub(super) fn succeed(&mut self) {
        *self = Self::default();
    }

    /// Something failed: the moment of the next try, and no try before it where the server said so.
    pub(super) fn fail(
        &mut self,
        asked: Option<Millis>,
        sight: Sight,
        spread: u8,
        now: UnixMillis,
    ) -> UnixMillis {
        let doubled = FIRST_RETRY.0 << self.failures.min(6);
        let ceiling = match sight {
            Sight::InSight => RETRY_IN_SIGHT,
            Sight::OutOfSight => LAST_RETRY,
        };
        let delay = doubled.min(ceiling.0);
        // Between half and all of the delay, so that many devices do not come back at once.
        let delay = delay / 2 + delay / 2 * i64::from(spread) / 255;
        self.failures = self.failures.saturating_add(1);
        self.not_before = asked.map(|wait| now.plus(wait));
        now.plus(Millis(delay)).max(self.not_before.unwrap_or(now))
    }

    /// The wait is over.
    pub(super) fn waited(&mut self) {
        self.not_before = None;
    }

    /// The moment to look again although nothing failed.
    pub(super) fn look(now: UnixMillis) -> UnixMillis {
        now.plus(LOOK)
    }

    /// The moment to look whether a person has acted.
    pub(super) fn look_for_a_person(now: UnixMillis) -> UnixMillis {
        now.plus(LOOK_FOR_A_PERSON)
    }

    /// Whether the server asked to be left alone at this moment. A clock that was set back does not
    /// prolong the wait.
    pub(super) fn must_wait(&self, now: UnixMillis) -> bool {
        self.not_before
            .is_some_and(|until| now < until && until.since(now).0 <= Millis::hours(1).0)
    }

    /// How long a pull may take to begin its answer. Short at first, so that a server which accepts
    /// and never answers is noticed at once; longer after each failure, for slow networks.
    pub(super) const fn pull_patience(&self) -> Millis {
        match self.failures {
            0 | 1 => Millis::seconds(4),
            2 => Millis::seconds(8),
            _ => Millis::seconds(20),
        }
    }
}
