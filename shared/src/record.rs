//! What is stored and synced, one file for each kind of record.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::protocol::Rev;

mod account;
mod group;
mod office;
mod practice;
mod provider;
mod role;
mod seats;

#[cfg(test)]
pub(crate) use account::sample;
pub use account::{
    Account, AccountState, ActivationLink, CareTeamIdentifier, Particulars, Standing, TwoFactor,
    Username, Work,
};
pub use group::Group;
pub use office::Office;
pub use practice::{FirstPassword, PasswordPolicy, Plan, Policies, Practice, TwoFactorPolicy};
pub use provider::Provider;
pub use role::Role;
pub use seats::SeatCount;

/// Any record that travels in a pull.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Record {
    /// The one practice.
    Practice(Practice),
    /// An office.
    Office(Office),
    /// A provider.
    Provider(Provider),
    /// A role.
    Role(Role),
    /// An account. There are thousands of them, and what is stored, shown and listed shares them.
    Account(Arc<Account>),
    /// A group of people.
    Group(Group),
}

/// The kinds of [`Record`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordKind {
    /// The one practice.
    Practice,
    /// An office.
    Office,
    /// A provider.
    Provider,
    /// A role.
    Role,
    /// An account.
    Account,
    /// A group of people.
    Group,
}

/// Names one record among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordKey {
    /// Its kind.
    pub kind: RecordKind,
    /// Its id; the practice has the nil id.
    pub id: Uuid,
}

/// A record with the revision that last changed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The revision of the last change.
    pub rev: Rev,
    /// The record.
    pub record: Record,
}

impl Record {
    /// The name of this record among all.
    pub fn key(&self) -> RecordKey {
        let (kind, id) = match self {
            Self::Practice(_) => (RecordKind::Practice, Uuid::nil()),
            Self::Office(office) => (RecordKind::Office, office.id.0),
            Self::Provider(provider) => (RecordKind::Provider, provider.id.0),
            Self::Role(role) => (RecordKind::Role, role.id.0),
            Self::Account(account) => (RecordKind::Account, account.id.0),
            Self::Group(group) => (RecordKind::Group, group.id.0),
        };
        RecordKey { kind, id }
    }
}

impl RecordKind {
    /// The name on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Office => "office",
            Self::Provider => "provider",
            Self::Role => "role",
            Self::Account => "account",
            Self::Group => "group",
        }
    }
}

impl From<Account> for Record {
    fn from(account: Account) -> Self {
        Self::Account(Arc::new(account))
    }
}
