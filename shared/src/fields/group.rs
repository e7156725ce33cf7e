//! The fields of a group (domain D-07).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Fields;
use crate::id::AccountId;
use crate::message::{FieldProblem, Message};
use crate::record::Group;
use crate::validate::{self, Problems};

/// Most members of a group: an edit of it names them all, and comparing them is bounded.
pub const MAX_MEMBERS: usize = 400;

/// The fields of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupFields {
    /// Its name.
    pub name: String,
    /// Who is in it.
    #[serde(default)]
    pub members: BTreeSet<AccountId>,
    /// Whether it is out of use.
    #[serde(default)]
    pub archived: bool,
}

impl Fields for GroupFields {
    type Record = Group;

    fn of(group: &Group) -> Self {
        Self {
            name: group.name.clone(),
            members: group.members.clone(),
            archived: group.archived,
        }
    }

    fn checked(&self) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::new();
        let name = problems.check("name", validate::name(&self.name));
        problems.check("members", few(&self.members));
        problems.finish()?;
        Ok(Self {
            name: name.unwrap_or_default(),
            ..self.clone()
        })
    }

    fn put(self, group: &mut Group) {
        group.name = self.name;
        group.members = self.members;
        group.archived = self.archived;
    }
}

fn few(members: &BTreeSet<AccountId>) -> Result<(), Message> {
    if members.len() <= MAX_MEMBERS {
        return Ok(());
    }
    Err(Message::new("group-too-many").with("max", MAX_MEMBERS))
}
