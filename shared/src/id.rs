//! Identifiers: UUIDs, one type for each kind of thing, so that none stands in for another.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id (UUIDv7, RFC 9562) from a point in time and ten random bytes.
            pub fn new(now: crate::time::UnixMillis, random: [u8; 10]) -> Self {
                let millis = u64::try_from(now.0).unwrap_or(0);
                Self(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// An account: one person's login.
    AccountId,
    /// An office of the practice.
    OfficeId,
    /// A provider: a licensed person.
    ProviderId,
    /// A role: a named set of permissions.
    RoleId,
    /// A group of people.
    GroupId,
    /// One browser profile of one user, as the sync protocol counts it.
    DeviceId,
    /// One intent of one person; the same on every retry and after export and import.
    OpId,
    /// A history of the database; changes when a backup is restored.
    EpochId,
    /// A one-time link.
    LinkId,
    /// A mail in the queue.
    MailId,
}
