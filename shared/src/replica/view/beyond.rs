//! Who is out of a reader's reach: stronger, or of other offices (domain RIGHT-03, RIGHT-04), as far as
//! this device knows.

use super::View;
use crate::id::AccountId;
use crate::message::Message;
use crate::permission::Permission;
use crate::record::Account;
use crate::visibility::lies_within;

/// Why somebody is out of reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// They hold a guarded permission that the reader lacks (domain RIGHT-03).
    Stronger(Permission),
    /// They work in an office that is not among the reader's (domain RIGHT-04).
    Offices,
}

impl Beyond {
    /// In words, as the server has them.
    pub fn message(self) -> Message {
        match self {
            Self::Stronger(permission) => {
                Message::new("account-stronger").with("permission", permission.label())
            }
            Self::Offices => Message::new("account-out-of-reach"),
        }
    }
}

impl View {
    /// Why `reader` may not act upon an account: its standing, its credentials, and where its offices are
    /// others, whatever it says. `None` where they may, and for their own.
    pub fn beyond(&self, account: &Account, reader: AccountId) -> Option<Beyond> {
        if account.id == reader {
            return None;
        }
        if let Some(permission) = self.stronger_by_role(account.role) {
            return Some(Beyond::Stronger(permission));
        }
        let own = self.accounts.get(&reader);
        let own = own.and_then(|own| own.account.particulars.offices.as_ref());
        let within = lies_within(account.particulars.offices.as_ref(), own);
        (!within).then_some(Beyond::Offices)
    }
}
