//! The seats of a plan and who takes them (domain D-08).

use std::collections::BTreeMap;
use std::ops::Add;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{Account, Plan, Standing};

/// How many staff logins each plan has seats for; none for any number.
static SEATS: LazyLock<BTreeMap<Plan, Option<usize>>> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "the file is part of the program and a test reads it"
    )]
    serde_json::from_str(include_str!("../../data/plans.json")).expect("data/plans.json is valid")
});

impl Plan {
    /// How many staff logins the plan has seats for; `None` is any number.
    pub fn seats(self) -> Option<usize> {
        SEATS.get(&self).copied().flatten()
    }
}

/// How many seats are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatCount {
    /// All that are taken.
    pub taken: usize,
    /// Those of accounts that are not activated yet.
    pub pending: usize,
}

impl SeatCount {
    /// The seats that these accounts take.
    pub fn of<'a>(accounts: impl Iterator<Item = &'a Account>) -> Self {
        let mut count = Self::default();
        for account in accounts.filter(|account| account.takes_seat()) {
            count.taken += 1;
            count.pending += usize::from(account.standing == Standing::Pending);
        }
        count
    }

    /// Whether none is taken.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Add for SeatCount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            taken: self.taken + other.taken,
            pending: self.pending + other.pending,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::id::{AccountId, ProviderId};
    use crate::record::Work;
    use crate::record::sample::person;

    // covers: D-08
    #[test]
    fn every_plan_is_in_the_data() {
        assert_eq!(SEATS.len(), Plan::ALL.len());
        let seats = Plan::ALL.map(Plan::seats);
        assert_eq!(seats, [Some(3), Some(3), None]);
    }

    // covers: D-08
    #[test]
    fn staff_takes_a_seat_unless_they_have_left() {
        let of = |n, standing| Account {
            standing,
            ..person(AccountId(Uuid::from_u128(n)), "Ana")
        };
        let provider = Account {
            work: Work::Provider {
                provider: ProviderId(Uuid::nil()),
            },
            ..of(6, Standing::Active)
        };
        let all = [
            of(1, Standing::Pending),
            of(2, Standing::Active),
            of(3, Standing::Locked),
            of(4, Standing::Deactivated),
            of(5, Standing::Removed),
            provider,
        ];
        let count = SeatCount::of(all.iter());
        assert_eq!((count.taken, count.pending), (3, 1));
        let both = count + count;
        assert_eq!((both.taken, both.pending), (6, 2));
    }
}
