//! An account: one person's login, and the states it goes through (domain D-04, D-10).

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, ProviderId, RoleId};
use crate::time::{Millis, UnixMillis};

mod particulars;
mod removal;
#[cfg(test)]
pub(crate) mod sample;

pub use particulars::{CareTeamIdentifier, Particulars};
pub use removal::Username;

/// One person's login. Secrets (password hash, PINs, seeds) are never part of it (domain RIGHT-06).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its id; other programs know accounts by it only.
    pub id: AccountId,
    /// In whose name the person works.
    pub work: Work,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// E-mail address, as typed.
    pub email: String,
    /// Whether a link sent to that address was opened by its owner.
    #[serde(default)]
    pub email_verified: bool,
    /// Username, as typed.
    pub username: String,
    /// The role.
    pub role: RoleId,
    /// Home telephone, E.164.
    #[serde(default)]
    pub home_phone: Option<String>,
    /// Mobile telephone, E.164.
    #[serde(default)]
    pub cell_phone: Option<String>,
    /// What else it says about the person.
    #[serde(flatten)]
    pub particulars: Particulars,
    /// Where the account stands.
    pub standing: Standing,
    /// The newest activation link, while the account is pending.
    #[serde(default)]
    pub activation: Option<ActivationLink>,
    /// Before this moment no sign-in: the beginning of the first day (domain NEW-16).
    #[serde(default)]
    pub starts_at: Option<UnixMillis>,
    /// From this moment on no sign-in: the end of the last day.
    #[serde(default)]
    pub ends_at: Option<UnixMillis>,
    /// While it is removed: until then that can be undone, and then what it says of the person is
    /// erased (domain EDIT-04). `None` once it is.
    #[serde(default)]
    pub erase_at: Option<UnixMillis>,
    /// The second factor.
    #[serde(default)]
    pub two_factor: TwoFactor,
    /// Emergency access is held until this moment.
    #[serde(default)]
    pub emergency_until: Option<UnixMillis>,
    /// The password was set by somebody else and not changed since (domain LINK-06).
    #[serde(default)]
    pub password_set_by_another: bool,
    /// When the account was made.
    pub created_at: UnixMillis,
}

/// In whose name a person works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "kebab-case")]
pub enum Work {
    /// On behalf of a primary provider (domain D-04).
    Staff {
        /// The primary provider.
        primary_provider: ProviderId,
    },
    /// In their own name (domain D-03).
    Provider {
        /// The provider whose login this is.
        provider: ProviderId,
    },
}

/// Where an account stands, as stored. What is shown is an [`AccountState`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Made, not yet activated.
    Pending,
    /// Activated.
    Active,
    /// Locked.
    Locked,
    /// Deactivated.
    Deactivated,
    /// Removed for good.
    Removed,
}

/// How far the newest activation link has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum ActivationLink {
    /// The mail waits in the queue; the life of the link has not begun (domain LINK-02).
    MailWaiting,
    /// The mail was handed over; the link works until then.
    Sent {
        /// When the link stops working.
        expires_at: UnixMillis,
    },
    /// The mail could not be sent within seven days.
    GivenUp,
}

/// The second factor of an account (domain STAFF-02, EDIT-06).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TwoFactor {
    /// Not asked for by anybody.
    #[default]
    Inactive,
    /// An administrator asks for it; the member has not yet enrolled (domain EDIT-06).
    Requested,
    /// Enrolled.
    Enrolled,
}

/// The state that people see (domain D-10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// Not yet activated; the mail has not left.
    MailWaiting,
    /// Not yet activated; the link works for this long.
    Pending {
        /// Time left.
        left: Millis,
    },
    /// Not yet activated, and the link has expired or was never sent.
    ExpiredLink,
    /// Can sign in.
    Active,
    /// Locked.
    Locked,
    /// Activated, but the first day has not come.
    NotYetStarted {
        /// When it comes.
        starts_at: UnixMillis,
    },
    /// Deactivated.
    Deactivated,
    /// Removed for good; that can be undone.
    Removed {
        /// Until then.
        until: UnixMillis,
    },
    /// Removed for good, and nothing of the person is left.
    Erased,
}

impl Account {
    /// First and last name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    /// Whether the account counts for the staff page and for seats: providers do not.
    pub const fn is_staff(&self) -> bool {
        matches!(self.work, Work::Staff { .. })
    }

    /// Whether it takes one of the plan's seats (domain D-08).
    pub const fn takes_seat(&self) -> bool {
        self.is_staff() && !matches!(self.standing, Standing::Deactivated | Standing::Removed)
    }

    /// The provider in whose name the person works.
    pub const fn provider(&self) -> ProviderId {
        match self.work {
            Work::Staff { primary_provider } => primary_provider,
            Work::Provider { provider } => provider,
        }
    }

    /// Whether it is marked *credential set by another* (domain LINK-06). Nobody signs in to an account
    /// that is not activated or is closed, so those are not marked.
    pub const fn has_given_password(&self) -> bool {
        self.password_set_by_another && matches!(self.standing, Standing::Active | Standing::Locked)
    }

    /// The state to show at `now`.
    pub fn state(&self, now: UnixMillis) -> AccountState {
        match self.standing {
            Standing::Pending => match self.activation {
                Some(ActivationLink::MailWaiting) => AccountState::MailWaiting,
                Some(ActivationLink::Sent { expires_at }) if now < expires_at => {
                    AccountState::Pending {
                        left: expires_at.since(now),
                    }
                }
                _ => AccountState::ExpiredLink,
            },
            Standing::Active if self.ends_at.is_some_and(|end| end <= now) => {
                AccountState::Deactivated
            }
            Standing::Active => match self.starts_at {
                Some(starts_at) if now < starts_at => AccountState::NotYetStarted { starts_at },
                _ => AccountState::Active,
            },
            Standing::Locked => AccountState::Locked,
            Standing::Deactivated => AccountState::Deactivated,
            Standing::Removed => match self.erase_at {
                Some(until) if now < until => AccountState::Removed { until },
                _ => AccountState::Erased,
            },
        }
    }
}

impl Standing {
    /// The name on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Locked => "locked",
            Self::Deactivated => "deactivated",
            Self::Removed => "removed",
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    // covers: LINK-06
    #[test]
    fn an_account_is_marked_while_somebody_could_sign_in_with_a_password_that_another_chose() {
        let marked = |standing, password_set_by_another| {
            let account = Account {
                standing,
                password_set_by_another,
                ..sample::person(AccountId(Uuid::from_u128(1)), "ana")
            };
            account.has_given_password()
        };
        assert!(marked(Standing::Active, true) && marked(Standing::Locked, true));
        assert!(!marked(Standing::Active, false));
        for closed in [Standing::Pending, Standing::Deactivated, Standing::Removed] {
            assert!(!marked(closed, true), "{closed:?}");
        }
    }
}
