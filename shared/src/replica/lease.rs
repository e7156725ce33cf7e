//! For how long a copy may be shown without contact to the server (domain CRED-06).

use super::local::Meta;
use crate::record::Policies;
use crate::time::{Millis, Since, UnixMillis};

/// Time without contact is noted this often: a clock that is set back while no page is open loses no
/// more than what passed since.
const NOTED_EVERY: Millis = Millis::minutes(10);
/// A clock corrects itself by less than this.
const CORRECTION: Millis = Millis::minutes(1);

/// Whether a copy may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lease {
    /// It may.
    Runs,
    /// The server must answer first. What waits in the queue waits on.
    Over {
        /// Whole days since it last answered.
        days: i64,
        /// How many the practice allows.
        allowed: u16,
    },
}

impl Lease {
    /// What the policies say of a copy that the server was last heard of so long ago. One that was
    /// never filled has nothing to show.
    pub fn of(contact: Option<Since>, policies: &Policies, now: UnixMillis) -> Self {
        let allowed = policies.offline_days;
        let passed = contact.map_or(Millis(0), |contact| contact.seen(now).passed());
        if passed < Millis::days(allowed.into()) {
            return Self::Runs;
        }
        Self::Over {
            days: passed.whole_days(),
            allowed,
        }
    }
}

impl Meta {
    /// How long ago the server last answered with news; for a copy from before that was counted, by
    /// the clock alone.
    pub fn contact(&self, now: UnixMillis) -> Option<Since> {
        let by_clock = || self.last_contact.map(|contact| Since::at(contact, now));
        self.contact.or_else(by_clock)
    }

    /// With the time that has passed since contact, where that is to be noted.
    pub(super) fn time_noted(&self, now: UnixMillis) -> Option<Self> {
        let contact = self.contact?;
        let moved = now.since(contact.reading());
        if moved < NOTED_EVERY && moved > Millis(-CORRECTION.0) {
            return None;
        }
        Some(Self {
            contact: Some(contact.seen(now)),
            ..self.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CONTACT: UnixMillis = UnixMillis(1_700_000_000_000);

    fn after(passed: Millis) -> Lease {
        let contact = Some(Since::now(CONTACT));
        Lease::of(contact, &Policies::default(), CONTACT.plus(passed))
    }

    fn in_touch() -> Meta {
        Meta {
            contact: Some(Since::now(CONTACT)),
            last_contact: Some(CONTACT),
            ..Meta::default()
        }
    }

    // covers: CRED-06
    #[test]
    fn a_copy_may_be_shown_for_fourteen_days_or_what_the_practice_says() {
        assert_eq!(after(Millis(Millis::days(14).0 - 1)), Lease::Runs);
        let over = Lease::Over {
            days: 14,
            allowed: 14,
        };
        assert_eq!(after(Millis::days(14)), over);
        let short = Policies {
            offline_days: 1,
            ..Policies::default()
        };
        let contact = Some(Since::now(CONTACT));
        let later = CONTACT.plus(Millis::hours(60));
        let over = Lease::Over {
            days: 2,
            allowed: 1,
        };
        assert_eq!(Lease::of(contact, &short, later), over);
    }

    #[test]
    fn a_copy_that_was_never_filled_has_no_lease_to_end() {
        assert_eq!(
            Lease::of(None, &Policies::default(), UnixMillis(i64::MAX)),
            Lease::Runs
        );
    }

    // covers: CRED-06
    #[test]
    fn a_copy_from_before_contact_was_counted_goes_by_the_clock() {
        let meta = Meta {
            contact: None,
            ..in_touch()
        };
        let later = CONTACT.plus(Millis::days(15));
        let contact = meta.contact(later);
        assert!(matches!(
            Lease::of(contact, &Policies::default(), later),
            Lease::Over { days: 15, .. }
        ));
    }

    #[test]
    fn time_is_noted_now_and_then_and_at_once_when_the_clock_was_set_back() {
        let at = |moved: Millis| in_touch().time_noted(CONTACT.plus(moved)).is_some();
        assert!(!at(Millis(NOTED_EVERY.0 - 1)) && at(NOTED_EVERY));
        assert!(!at(Millis::seconds(-59)) && at(Millis::minutes(-1)));
        assert_eq!(Meta::default().time_noted(CONTACT), None);
    }

    proptest! {
        // covers: CRED-06
        #[test]
        fn a_clock_that_is_set_back_again_and_again_prolongs_nothing(
            steps in prop::collection::vec((0_i64..200, 0_i64..5_000), 1..40)
        ) {
            let mut meta = in_touch();
            let mut clock = CONTACT;
            let mut truly = Millis(0);
            for (hours, minutes_back) in steps {
                clock = clock.plus(Millis::hours(hours));
                truly = Millis(truly.0 + Millis::hours(hours).0);
                meta = meta.time_noted(clock).unwrap_or(meta);
                clock = clock.plus(Millis::minutes(-minutes_back));
                meta = meta.time_noted(clock).unwrap_or(meta);
                let lease = Lease::of(meta.contact(clock), &Policies::default(), clock);
                prop_assert!(truly < Millis::days(14) || lease != Lease::Runs);
            }
        }
    }
}
