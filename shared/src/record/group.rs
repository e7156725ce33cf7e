//! A group of people (domain D-07).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, GroupId};

/// Some people under one name. It gives no rights.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// Who is in it. Whoever is deactivated or removed stays, until they are erased (domain EDIT-04).
    #[serde(default)]
    pub members: BTreeSet<AccountId>,
    /// Whether it is out of use; it stays for history then.
    #[serde(default)]
    pub archived: bool,
}

impl Group {
    /// A new group without anything in it.
    pub(crate) fn blank(id: GroupId) -> Self {
        Self {
            id,
            name: String::new(),
            members: BTreeSet::new(),
            archived: false,
        }
    }
}
