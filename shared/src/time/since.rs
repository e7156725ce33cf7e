//! How long ago something was, on a device whose clock people can set.

use serde::{Deserialize, Serialize};

use super::{Millis, UnixMillis};

/// How long ago something was. Only the clock's steps forward count: one that was set back takes
/// nothing of the time away that has passed, and goes on counting from where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Since {
    passed: Millis,
    /// What the clock said when this was last brought up to date.
    reading: UnixMillis,
}

impl Since {
    /// It is just now.
    pub const fn now(now: UnixMillis) -> Self {
        Self {
            passed: Millis(0),
            reading: now,
        }
    }

    /// It was when the clock said `point`; just now, where that is still to come.
    pub fn at(point: UnixMillis, now: UnixMillis) -> Self {
        Self::now(point.min(now)).seen(now)
    }

    /// Brought up to date.
    #[must_use]
    pub fn seen(self, now: UnixMillis) -> Self {
        let step = now.since(self.reading).0.max(0);
        Self {
            passed: Millis(self.passed.0.saturating_add(step)),
            reading: now,
        }
    }

    /// How long ago it was when this was last brought up to date.
    pub const fn passed(self) -> Millis {
        self.passed
    }

    /// What the clock said then.
    pub const fn reading(self) -> UnixMillis {
        self.reading
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seen(since: Since, readings: &[i64]) -> Since {
        let step = |since: Since, now: &i64| since.seen(UnixMillis(*now));
        readings.iter().fold(since, step)
    }

    #[test]
    fn time_passes_by_the_clock() {
        let since = Since::now(UnixMillis(100));
        assert_eq!(seen(since, &[150, 400]).passed(), Millis(300));
        assert_eq!(
            Since::at(UnixMillis(100), UnixMillis(400)).passed(),
            Millis(300)
        );
        assert_eq!(
            Since::at(UnixMillis(900), UnixMillis(400)).passed(),
            Millis(0)
        );
    }

    // covers: CRED-04, CRED-06
    #[test]
    fn a_clock_that_was_set_back_takes_nothing_away_and_counts_on() {
        let since = Since::now(UnixMillis(0));
        assert_eq!(seen(since, &[1_000, 0]).passed(), Millis(1_000));
        assert_eq!(seen(since, &[1_000, 0, 500]).passed(), Millis(1_500));
    }

    proptest! {
        // covers: CRED-06
        #[test]
        fn whatever_the_clock_is_set_to_no_less_time_has_passed_than_went_by(
            steps in prop::collection::vec((0_i64..1_000_000, -1_000_000_000_i64..1_000_000_000), 1..40)
        ) {
            let mut clock = UnixMillis(0);
            let mut since = Since::now(clock);
            let mut truly = 0;
            for (went_by, set_by) in steps {
                clock = clock.plus(Millis(went_by));
                truly += went_by;
                since = since.seen(clock);
                prop_assert!(since.passed().0 >= truly);
                clock = clock.plus(Millis(set_by));
                since = since.seen(clock);
                prop_assert!(since.passed().0 >= truly);
            }
        }
    }
}
