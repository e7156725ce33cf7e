//! `staff.deactivate`, `staff.reactivate` (domain EDIT-03) and `role.delete` (domain D-05): acts that
//! name a record and nothing else.

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, RoleId};

/// Asks that somebody can no longer sign in. Wins over whatever others have changed meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffDeactivate {
    /// Whose account.
    pub account: AccountId,
}

/// Asks that somebody can sign in again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffReactivate {
    /// Whose account.
    pub account: AccountId,
}

/// Asks that a custom role which nobody has is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleDelete {
    /// The role.
    pub role: RoleId,
}
