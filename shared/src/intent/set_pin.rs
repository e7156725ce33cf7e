//! `staff.set_pin`: another App Unlock PIN (domain NEW-11, EDIT-02). It is no part of a record, so that
//! nobody sees what it was.

use serde::{Deserialize, Serialize};

use crate::id::AccountId;
use crate::seal::Sealed;

/// Asks for another App Unlock PIN of an account, one's own or somebody else's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffSetPin {
    /// Whose.
    pub account: AccountId,
    /// The PIN, sealed at once.
    pub pin: Sealed,
}

impl StaffSetPin {
    /// The field for which a PIN is sealed, and at which problems with it are told.
    pub const FIELD: &str = "app_unlock_pin";
}
