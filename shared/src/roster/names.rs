//! Records by the names that people write into cells, or by their ids.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::id::{GroupId, OfficeId, ProviderId, RoleId};
use crate::message::Message;
use crate::replica::View;
use crate::validate;

/// The records of one kind.
pub(super) struct Names<Id> {
    by_name: BTreeMap<String, Vec<(Id, bool)>>,
    by_id: BTreeMap<Uuid, (Id, String)>,
}

/// The records that a line of the file names.
pub(super) struct Known {
    pub(super) roles: Names<RoleId>,
    pub(super) providers: Names<ProviderId>,
    pub(super) offices: Names<OfficeId>,
    pub(super) groups: Names<GroupId>,
}

impl Known {
    /// Those that the reader sees.
    pub(super) fn of(view: &View) -> Self {
        let roles = view.roles.values();
        let providers = view.providers.values();
        let offices = view.offices.values();
        let groups = view.groups.values();
        Self {
            roles: Names::of(roles.map(|it| (it.id, it.id.0, it.name.clone(), true))),
            providers: Names::of(providers.map(|it| (it.id, it.id.0, it.full_name(), it.active))),
            offices: Names::of(offices.map(|it| (it.id, it.id.0, it.name.clone(), it.active))),
            groups: Names::of(groups.map(|it| (it.id, it.id.0, it.name.clone(), !it.archived))),
        }
    }
}

impl<Id: Copy + PartialEq> Names<Id> {
    /// Each with its id, its name, and whether it is in use.
    fn of(records: impl Iterator<Item = (Id, Uuid, String, bool)>) -> Self {
        let mut names = Self {
            by_name: BTreeMap::new(),
            by_id: BTreeMap::new(),
        };
        for (id, uuid, name, in_use) in records {
            let same = names.by_name.entry(plain(&name)).or_default();
            same.push((id, in_use));
            names.by_id.insert(uuid, (id, name));
        }
        names
    }

    /// The one that is meant. Of several of the same name that is the one in use.
    ///
    /// # Errors
    /// That there is none, or more than one.
    pub(super) fn find(&self, typed: &str) -> Result<Id, Message> {
        let by_id = typed.parse().ok().and_then(|id: Uuid| self.by_id.get(&id));
        if let Some((id, _)) = by_id {
            return Ok(*id);
        }
        let same = self.by_name.get(&plain(typed));
        let same = same.map(Vec::as_slice).unwrap_or_default();
        let mut used = same.iter().filter(|(_, in_use)| *in_use);
        match (same, used.next(), used.next()) {
            ([], ..) => Err(Message::new("import-unknown").with("name", typed)),
            ([(id, _)], ..) | (_, Some((id, _)), None) => Ok(*id),
            _ => Err(Message::new("import-several").with("name", typed)),
        }
    }

    /// What a cell says of one: its name where reading that leads back to it, otherwise its id.
    pub(super) fn written(&self, id: Id, uuid: Uuid) -> String {
        match self.by_id.get(&uuid) {
            Some((_, name)) if self.find(name) == Ok(id) => name.clone(),
            _ => uuid.to_string(),
        }
    }
}

/// A name in the form in which names are compared: spaces between its parts do not count, nor does case.
pub(super) fn plain(name: &str) -> String {
    let parts: Vec<&str> = name.split_whitespace().collect();
    validate::fold(&parts.join(" "))
}
