//! Points in time and durations, as plain numbers that a caller passes in.

use serde::{Deserialize, Serialize};

mod day;
mod since;

pub use day::{Day, NotADay};
pub use since::Since;

/// How long an activation, reset or e-mail link lives: 72 hours (domain LINK-01).
pub const LINK_LIFE: Millis = Millis::hours(72);
/// How long a set-up link lives: 24 hours (domain D-09).
pub const SETUP_LINK_LIFE: Millis = Millis::hours(24);
/// How long a mail is tried before it is given up: 7 days (domain LINK-02).
pub const MAIL_LIFE: Millis = Millis::hours(7 * 24);
/// How long a session lives: 12 hours (domain CRED-04).
pub const SESSION_LIFE: Millis = Millis::hours(12);
/// How long a link made at the server's console lives: 30 minutes (domain LINK-10).
pub const CONSOLE_LINK_LIFE: Millis = Millis::minutes(30);

/// How long the removal of an account can be undone: 30 days (domain EDIT-04).
pub const REMOVAL_LIFE: Millis = Millis::hours(30 * 24);

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct UnixMillis(pub i64);

/// A length of time in milliseconds.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Millis(pub i64);

impl Millis {
    /// So many seconds.
    pub const fn seconds(n: i64) -> Self {
        Self(n * 1_000)
    }

    /// So many minutes.
    pub const fn minutes(n: i64) -> Self {
        Self::seconds(n * 60)
    }

    /// So many hours.
    pub const fn hours(n: i64) -> Self {
        Self::minutes(n * 60)
    }

    /// So many days of 24 hours.
    pub const fn days(n: i64) -> Self {
        Self::hours(n * 24)
    }

    /// Whole days of 24 hours in this length.
    pub const fn whole_days(self) -> i64 {
        self.0 / Self::days(1).0
    }

    /// Whole minutes in this length, rounded up, so that a link with seconds left never reads "0".
    pub const fn minutes_up(self) -> i64 {
        (self.0 + 59_999) / 60_000
    }
}

impl UnixMillis {
    /// This point moved later by `length`; saturates at the end of time.
    #[must_use]
    pub const fn plus(self, length: Millis) -> Self {
        Self(self.0.saturating_add(length.0))
    }

    /// This point moved earlier by `length`; saturates at the beginning of time.
    #[must_use]
    pub const fn minus(self, length: Millis) -> Self {
        Self(self.0.saturating_sub(length.0))
    }

    /// How long after `earlier` this point is; negative when it is before.
    pub const fn since(self, earlier: Self) -> Millis {
        Millis(self.0.saturating_sub(earlier.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // covers: LINK-01
    #[test]
    fn minutes_are_rounded_up() {
        assert_eq!(Millis(1).minutes_up(), 1);
        assert_eq!(Millis(60_000).minutes_up(), 1);
        assert_eq!(LINK_LIFE.minutes_up(), 72 * 60);
    }
}
