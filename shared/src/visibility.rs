//! Who sees which record (domain RIGHT-06). Push, pull and exports all ask here.

use std::collections::BTreeSet;

use crate::id::{AccountId, ProviderId, RoleId};
use crate::permission::Permission;
use crate::record::Record;

/// Somebody who looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// Their account.
    pub account: AccountId,
    /// Their role.
    pub role: RoleId,
    /// The provider in whose name they work.
    pub provider: ProviderId,
    /// What they may do.
    pub permissions: BTreeSet<Permission>,
}

impl Viewer {
    /// Whether this person sees `record`.
    pub fn sees(&self, record: &Record) -> bool {
        if self.permissions.contains(&Permission::ManageAccounts) {
            return true;
        }
        match record {
            // Offices are small and public inside a practice: a phone number and a door.
            Record::Practice(_) | Record::Office(_) => true,
            Record::Account(account) => account.id == self.account,
            Record::Role(role) => role.id == self.role,
            Record::Provider(provider) => provider.id == self.provider,
        }
    }

    /// A short code that is another one whenever [`Viewer::sees`] may answer otherwise.
    pub fn scope(&self) -> String {
        if self.permissions.contains(&Permission::ManageAccounts) {
            return "accounts".to_owned();
        }
        format!("own:{}:{}", self.role, self.provider)
    }
}
