//! The fields of a role (domain D-05, PERM-05).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Fields;
use crate::message::FieldProblem;
use crate::permission::Permission;
use crate::record::Role;
use crate::validate::{self, Problems};

/// The fields of a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleFields {
    /// Its name.
    pub name: String,
    /// What it is for; empty for nothing said.
    #[serde(default)]
    pub description: String,
    /// The permissions that it allows.
    #[serde(default)]
    pub allows: BTreeSet<Permission>,
}

impl Fields for RoleFields {
    type Record = Role;

    fn of(role: &Role) -> Self {
        Self {
            name: role.name.clone(),
            description: role.description.clone(),
            allows: role.allows.clone(),
        }
    }

    fn checked(&self) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::new();
        let name = problems.check("name", validate::name(&self.name));
        let description = problems.check("description", validate::lines(&self.description));
        problems.finish()?;
        Ok(Self {
            name: name.unwrap_or_default(),
            description: description.unwrap_or_default(),
            allows: self.allows.clone(),
        })
    }

    fn put(self, role: &mut Role) {
        role.name = self.name;
        role.description = self.description;
        role.allows = self.allows;
    }
}
