//! A role: a named set of permissions (domain D-05).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::RoleId;
use crate::permission::Permission;

/// A named set of permissions that accounts point at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Its id; system roles have fixed ids.
    pub id: RoleId,
    /// Its name. System roles are shown by their name in English everywhere.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// System roles cannot be edited or deleted.
    pub system: bool,
    /// The permissions that it allows.
    pub allows: BTreeSet<Permission>,
}

impl Role {
    /// A new custom role without anything in it.
    pub(crate) fn blank(id: RoleId) -> Self {
        Self {
            id,
            name: String::new(),
            description: String::new(),
            system: false,
            allows: BTreeSet::new(),
        }
    }
}
