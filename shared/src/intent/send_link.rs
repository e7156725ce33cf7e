//! `staff.send_link`: a mail with a new link, by which somebody activates their account or chooses a new
//! password (domain LINK-04, LINK-08).

use serde::{Deserialize, Serialize};

use crate::id::AccountId;
use crate::protocol::LinkPurpose;

/// Asks for a mail with a new link, which takes the place of older ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffSendLink {
    /// Whose account.
    pub account: AccountId,
    /// What the author saw a link do for it. Where it was an activation and they have come in since,
    /// there is nothing left to send; in any other case they get the link that helps them.
    pub purpose: LinkPurpose,
}

impl StaffSendLink {
    /// Whether the activation that is asked for is done, for an account that `helping` links help now.
    pub fn is_done(self, helping: LinkPurpose) -> bool {
        self.purpose == LinkPurpose::Activation && helping != LinkPurpose::Activation
    }
}
