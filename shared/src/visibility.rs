//! Who sees which record, and who may act upon which person (domain RIGHT-04, RIGHT-06). Push, pull
//! and exports all ask here.

use std::collections::BTreeSet;

use crate::id::{AccountId, OfficeId, ProviderId, RoleId};
use crate::permission::Permission;
use crate::record::{Account, Record};

/// Somebody who looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// Their account.
    pub account: AccountId,
    /// Their role.
    pub role: RoleId,
    /// The provider in whose name they work.
    pub provider: ProviderId,
    /// The offices to which they are restricted; `None` for all.
    pub offices: Option<BTreeSet<OfficeId>>,
    /// What they may do.
    pub permissions: BTreeSet<Permission>,
}

impl Viewer {
    /// Whether this person sees `record`.
    pub fn sees(&self, record: &Record) -> bool {
        let manages = self.permissions.contains(&Permission::ManageAccounts);
        match record {
            // Offices are small and public inside a practice: a phone number and a door.
            Record::Practice(_) | Record::Office(_) => true,
            Record::Account(account) => {
                account.id == self.account || (manages && self.meets(account))
            }
            Record::Role(role) => {
                manages
                    || self.permissions.contains(&Permission::ManagePermissions)
                    || role.id == self.role
            }
            Record::Provider(provider) => manages || provider.id == self.provider,
            // Of members out of sight nothing is told; the server leaves them out.
            Record::Group(_) => manages,
        }
    }

    /// Whether this person and the owner of `account` have an office in common: who is not
    /// restricted is in all, and of whom nothing is left is in none.
    fn meets(&self, account: &Account) -> bool {
        if account.is_erased() {
            return !self.is_restricted();
        }
        match (&self.offices, &account.particulars.offices) {
            (Some(mine), Some(theirs)) => !mine.is_disjoint(theirs),
            _ => true,
        }
    }

    /// Whether this person may edit `account`: all its offices lie within their own (domain RIGHT-04).
    pub fn reaches(&self, account: &Account) -> bool {
        lies_within(account.particulars.offices.as_ref(), self.offices.as_ref())
    }

    /// Whether what this person sees of the others' accounts depends on the offices of those.
    pub const fn is_restricted(&self) -> bool {
        self.offices.is_some()
    }

    /// A short code that is another one whenever [`Viewer::sees`] may answer otherwise for a record
    /// that has not changed.
    pub fn scope(&self) -> String {
        if !self.permissions.contains(&Permission::ManageAccounts) {
            let roles = self.permissions.contains(&Permission::ManagePermissions);
            let roles = if roles { "roles:" } else { "" };
            return format!("own:{roles}{}:{}", self.role, self.provider);
        }
        match &self.offices {
            None => "accounts".to_owned(),
            Some(offices) => {
                let offices: Vec<String> = offices.iter().map(ToString::to_string).collect();
                format!("accounts:{}", offices.join(","))
            }
        }
    }
}

/// Whether a restriction allows nothing that `outer` does not; `None` is no restriction.
pub fn lies_within(inner: Option<&BTreeSet<OfficeId>>, outer: Option<&BTreeSet<OfficeId>>) -> bool {
    match (inner, outer) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(inner), Some(outer)) => inner.is_subset(outer),
    }
}
