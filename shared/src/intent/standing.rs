//! `staff.deactivate`, `staff.reactivate` (domain EDIT-03), `staff.lock`, `staff.unlock` (domain D-10)
//! and `role.delete` (domain D-05): acts that name a record and nothing else.

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, RoleId};

/// Asks that somebody can no longer sign in. Wins over whatever others have changed meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffDeactivate {
    /// Whose account.
    pub account: AccountId,
}

/// Asks that somebody can sign in again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffReactivate {
    /// Whose account.
    pub account: AccountId,
    /// The e-mail address that they have now, where it is another one: then the account waits for its
    /// activation again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

impl StaffReactivate {
    /// The version that it travels as. A server that knows the first one only would bring the account
    /// back with its old address, so that one with another address is a version of its own.
    pub(super) const fn version(&self) -> u16 {
        if self.email.is_some() { 2 } else { 1 }
    }
}

/// Asks that somebody cannot sign in for a while. Wins over whatever others have changed meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffLock {
    /// Whose account.
    pub account: AccountId,
}

/// Asks that somebody who is locked can sign in again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffUnlock {
    /// Whose account.
    pub account: AccountId,
}

/// Asks that a custom role which nobody has is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleDelete {
    /// The role.
    pub role: RoleId,
}
