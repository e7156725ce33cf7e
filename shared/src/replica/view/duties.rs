//! What whoever manages accounts should look at, as far as this device knows: the Dashboard's list
//! (domain NEW-14).

use super::View;
use crate::id::AccountId;
use crate::record::{Account, AccountState, ActivationLink, Standing};
use crate::time::{Millis, UnixMillis};

/// An activation link that ends within this time is worth a word before it does.
const LINK_SOON: Millis = Millis::hours(24);
/// So is a last day.
const LAST_DAY_SOON: Millis = Millis::hours(14 * 24);
/// For so long it is told that one is over (domain NEW-16).
const LAST_DAY_NEWS: Millis = Millis::hours(14 * 24);

/// Why somebody's account is worth a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// It is locked.
    Locked,
    /// It was not activated, and its link has ended.
    LinkEnded,
    /// It was not activated, because its mail could not be sent.
    MailGivenUp,
    /// It was not activated, and its link ends soon.
    LinkEndsSoon {
        /// Time left.
        left: Millis,
    },
    /// Its last day comes soon.
    LastDaySoon {
        /// When it is over.
        ends_at: UnixMillis,
    },
    /// Its last day is over, and nobody signs in with it.
    LastDayOver {
        /// Since when.
        ended_at: UnixMillis,
    },
}

/// How many people stand where. Who has left is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Headcount {
    /// They can sign in.
    pub active: usize,
    /// They have not activated their account.
    pub pending: usize,
    /// They are locked out.
    pub locked: usize,
    /// Their first day has not come.
    pub not_started: usize,
}

impl Duty {
    /// Of an account, where it is worth a look.
    pub fn of(account: &Account, now: UnixMillis) -> Option<Self> {
        match account.state(now) {
            AccountState::Locked => Some(Self::Locked),
            AccountState::ExpiredLink => Some(match account.activation {
                Some(ActivationLink::GivenUp) => Self::MailGivenUp,
                _ => Self::LinkEnded,
            }),
            AccountState::Pending { left } => {
                (left <= LINK_SOON).then_some(Self::LinkEndsSoon { left })
            }
            AccountState::Active | AccountState::NotYetStarted { .. } => account
                .ends_at
                .filter(|end| end.since(now) <= LAST_DAY_SOON)
                .map(|ends_at| Self::LastDaySoon { ends_at }),
            AccountState::Deactivated => {
                let ended = account.ends_at.filter(|end| *end <= now);
                ended
                    .filter(|end| now.since(*end) < LAST_DAY_NEWS)
                    .map(|ended_at| Self::LastDayOver { ended_at })
            }
            AccountState::MailWaiting | AccountState::Removed { .. } | AccountState::Erased => None,
        }
    }

    /// What comes first in the list.
    const fn rank(self) -> (u8, i64) {
        match self {
            Self::Locked => (0, 0),
            Self::LinkEnded => (1, 0),
            Self::MailGivenUp => (2, 0),
            Self::LinkEndsSoon { left } => (3, left.0),
            Self::LastDaySoon { ends_at } => (4, ends_at.0),
            Self::LastDayOver { ended_at } => (5, -ended_at.0),
        }
    }
}

impl View {
    /// The people worth a look, the most pressing first.
    pub fn duties(&self, now: UnixMillis) -> Vec<(AccountId, Duty)> {
        let accounts = self.accounts.values().map(|shown| &shown.account);
        let mut duties: Vec<(AccountId, Duty)> = accounts
            .filter_map(|account| Some((account.id, Duty::of(account, now)?)))
            .collect();
        duties.sort_by_key(|(id, duty)| (duty.rank(), *id));
        duties
    }

    /// How many staff logins stand where.
    pub fn headcount(&self, now: UnixMillis) -> Headcount {
        let mut count = Headcount::default();
        let staff = self.accounts.values().map(|shown| &shown.account);
        for account in staff.filter(|account| account.is_staff()) {
            let place = match account.state(now) {
                _ if account.standing == Standing::Pending => &mut count.pending,
                AccountState::Active => &mut count.active,
                AccountState::Locked => &mut count.locked,
                AccountState::NotYetStarted { .. } => &mut count.not_started,
                _ => continue,
            };
            *place += 1;
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::record::Record;
    use crate::record::sample::person;

    const NOW: UnixMillis = UnixMillis(1_000_000_000_000);

    fn of(n: u128, change: impl FnOnce(&mut Account)) -> Account {
        let mut account = person(AccountId(Uuid::from_u128(n)), "Ana");
        change(&mut account);
        account
    }

    fn pending(n: u128, activation: ActivationLink) -> Account {
        of(n, |account| {
            account.standing = Standing::Pending;
            account.activation = Some(activation);
        })
    }

    fn sent(hours: i64) -> ActivationLink {
        ActivationLink::Sent {
            expires_at: NOW.plus(Millis::hours(hours)),
        }
    }

    /// Somebody deactivated whose last day was over so many hours ago.
    fn left(n: u128, hours: i64) -> Account {
        of(n, |account| {
            account.standing = Standing::Deactivated;
            account.ends_at = Some(NOW.minus(Millis::hours(hours)));
        })
    }

    fn view() -> View {
        let mut view = View::default();
        let people = [
            of(1, |_| {}),
            of(2, |it| it.ends_at = Some(NOW.plus(Millis::hours(48)))),
            of(3, |it| it.ends_at = Some(NOW.plus(Millis::hours(24 * 60)))),
            pending(4, sent(71)),
            pending(5, sent(3)),
            pending(6, sent(0)),
            pending(7, ActivationLink::GivenUp),
            pending(8, ActivationLink::MailWaiting),
            of(9, |it| it.standing = Standing::Locked),
            of(10, |it| it.standing = Standing::Deactivated),
            of(11, |it| it.starts_at = Some(NOW.plus(Millis::hours(1)))),
            left(12, 24 * 14),
            left(13, 24 * 14 - 1),
            left(14, 1),
            left(15, -1),
        ];
        for account in people {
            view.insert(&Record::from(account));
        }
        view
    }

    // covers: NEW-14, NEW-16
    #[test]
    fn whoever_needs_a_hand_is_listed_the_most_pressing_first() {
        let listed: Vec<(u128, Duty)> = view()
            .duties(NOW)
            .into_iter()
            .map(|(id, duty)| (id.0.as_u128(), duty))
            .collect();
        let left = Millis::hours(3);
        let ends_at = NOW.plus(Millis::hours(48));
        let over = |hours| Duty::LastDayOver {
            ended_at: NOW.minus(Millis::hours(hours)),
        };
        assert_eq!(
            listed,
            [
                (9, Duty::Locked),
                (6, Duty::LinkEnded),
                (7, Duty::MailGivenUp),
                (5, Duty::LinkEndsSoon { left }),
                (2, Duty::LastDaySoon { ends_at }),
                (14, over(1)),
                (13, over(24 * 14 - 1)),
            ]
        );
    }

    // covers: D-10
    #[test]
    fn each_person_is_counted_where_they_stand() {
        let expected = Headcount {
            active: 3,
            pending: 5,
            locked: 1,
            not_started: 1,
        };
        assert_eq!(view().headcount(NOW), expected);
    }
}
