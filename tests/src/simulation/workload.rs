//! What people do: a table of edits, one line for each kind.

use lanyard_shared::id::{OpId, ProviderId, RoleId};
use lanyard_shared::intent::{Envelope, Intent, StaffCreate, StaffFields};
use lanyard_shared::permission::{ROLE_BTG_ADMIN, ROLE_NURSE, ROLE_OFFICE_MANAGER, ROLE_STAFF};
use lanyard_shared::replica::{Batch, View, Write};
use lanyard_shared::time::UnixMillis;
use serde_json::json;
use uuid::Uuid;

use super::broken::Held;
use super::chance::Chance;
use super::report::Counted;
use super::template;
use super::world::World;

/// What an edit is made from.
pub(super) struct Desk<'a> {
    pub(super) chance: &'a mut Chance,
    /// What the page shows.
    pub(super) view: &'a View,
    /// How many new accounts there were so far; a maker that needs one raises it.
    pub(super) new_accounts: &'a mut usize,
}

/// An edit as its maker gives it.
pub(super) enum Edit {
    /// As the pages make it.
    Intent(Intent),
    /// As another version of the pages would make it.
    Raw {
        kind: &'static str,
        version: u16,
        body: serde_json::Value,
        counted: Counted,
    },
}

type Maker = fn(&mut Desk<'_>) -> Option<Edit>;

/// The kinds of edits and how often each is made.
const MAKERS: &[(usize, Maker)] = &[
    (16, create),
    (1, create_too_large),
    (1, unknown_kind),
    (1, unknown_version),
    (1, malformed),
];

fn choose(chance: &mut Chance) -> Maker {
    let sum = MAKERS.iter().map(|(weight, _)| weight).sum();
    let mut left = chance.below(sum);
    for (weight, maker) in MAKERS {
        if left < *weight {
            return *maker;
        }
        left -= weight;
    }
    create
}

fn create(desk: &mut Desk<'_>) -> Option<Edit> {
    let fields = staff_fields(desk)?;
    let (account, password) = template::new_account(*desk.new_accounts)?;
    *desk.new_accounts += 1;
    Some(Edit::Intent(Intent::StaffCreate(Box::new(StaffCreate {
        account,
        fields,
        password,
    }))))
}

/// Names come from a few, so that some are taken.
fn staff_fields(desk: &mut Desk<'_>) -> Option<StaffFields> {
    let providers: Vec<ProviderId> = desk.view.providers.keys().copied().collect();
    let roles: [RoleId; 4] = [ROLE_STAFF, ROLE_NURSE, ROLE_BTG_ADMIN, ROLE_OFFICE_MANAGER];
    let name = desk.chance.below(24);
    let chance = &mut *desk.chance;
    Some(StaffFields {
        first_name: if chance.one_in(20) {
            " ".to_owned()
        } else {
            format!("Ada{name}")
        },
        last_name: "Lane".to_owned(),
        primary_provider: *chance.pick(&providers)?,
        role: if chance.one_in(30) {
            RoleId(Uuid::nil())
        } else {
            *chance.pick(&roles)?
        },
        email: format!("{}@example.org", chance.below(24)),
        username: format!("{}user{name}", if chance.one_in(2) { "U" } else { "u" }),
        home_phone: if chance.one_in(4) {
            "(212) 555-0147"
        } else {
            ""
        }
        .to_owned(),
        cell_phone: String::new(),
    })
}

fn create_too_large(desk: &mut Desk<'_>) -> Option<Edit> {
    match create(desk)? {
        Edit::Intent(Intent::StaffCreate(mut create)) => {
            create.fields.last_name = "x".repeat(20 * 1024);
            Some(Edit::Intent(Intent::StaffCreate(create)))
        }
        other => Some(other),
    }
}

fn unknown_kind(_: &mut Desk<'_>) -> Option<Edit> {
    Some(Edit::Raw {
        kind: "staff.promote",
        version: 1,
        body: json!({ "account": Uuid::nil(), "to": "chief" }),
        counted: Counted::UnknownKind,
    })
}

fn unknown_version(_: &mut Desk<'_>) -> Option<Edit> {
    Some(Edit::Raw {
        kind: "staff.create",
        version: 0,
        body: json!({ "name": "Ada Lane" }),
        counted: Counted::OldVersion,
    })
}

fn malformed(_: &mut Desk<'_>) -> Option<Edit> {
    Some(Edit::Raw {
        kind: "staff.create",
        version: 1,
        body: json!({ "account": 7 }),
        counted: Counted::Malformed,
    })
}

impl Edit {
    fn envelope(&self, op_id: OpId, authored_at: UnixMillis) -> Envelope {
        match self {
            Self::Intent(intent) => intent.envelope(op_id, authored_at),
            Self::Raw {
                kind,
                version,
                body,
                ..
            } => Envelope {
                op_id,
                seq: 0,
                kind: (*kind).to_owned(),
                version: *version,
                authored_at,
                body: body.clone(),
            },
        }
    }
}

impl World {
    /// Somebody edits in one of the tabs.
    pub(super) fn author(&mut self) -> Held {
        let Some((device, tab)) = self.some_tab() else {
            return Ok(());
        };
        let Some(view) = self.view(device, tab) else {
            return Ok(());
        };
        let maker = choose(&mut self.chance);
        let edit = maker(&mut Desk {
            chance: &mut self.chance,
            view: &view,
            new_accounts: &mut self.new_accounts,
        });
        let Some(edit) = edit else {
            return Ok(());
        };
        match &edit {
            Edit::Raw { counted, .. } => self.count(*counted),
            Edit::Intent(_) => {}
        }
        self.queue(device, tab, &edit, None)
    }

    /// Somebody mends a refused edit, or does not want it any more.
    pub(super) fn mend(&mut self) -> Held {
        let Some((device, tab)) = self.some_tab() else {
            return Ok(());
        };
        let Some(home) = self.devices.get_mut(device) else {
            return Ok(());
        };
        let Some(found) = home.tab(tab) else {
            return Ok(());
        };
        let local = found.replica.local();
        let refused: Vec<&Envelope> = local.attention.values().map(|a| &a.envelope).collect();
        let Some(refused) = self
            .chance
            .pick(&refused)
            .map(|envelope| (*envelope).clone())
        else {
            return Ok(());
        };
        let op_id = refused.op_id;
        match Intent::decode(&refused) {
            Ok(Intent::StaffCreate(mut create)) if !self.chance.one_in(4) => {
                let unique = self.new_accounts + 100;
                self.new_accounts += 1;
                create.fields.first_name = "Mended".to_owned();
                create.fields.last_name = "Lane".to_owned();
                create.fields.username = format!("mended{unique}");
                create.fields.email = format!("mended{unique}@example.org");
                let edit = Edit::Intent(Intent::StaffCreate(create));
                self.queue(device, tab, &edit, Some(op_id))
            }
            _ => {
                let writes: Vec<Write> = local.dismissing(op_id).into_iter().collect();
                let batch = Batch {
                    writes,
                    fence: None,
                };
                self.write_edit(device, tab, batch, Some(op_id))
            }
        }
    }

    fn queue(&mut self, device: usize, tab: u64, edit: &Edit, replaces: Option<OpId>) -> Held {
        let now = self.device_now(device);
        let op_id = OpId::new(now, self.chance.bytes());
        let envelope = edit.envelope(op_id, now);
        let Some(home) = self.devices.get_mut(device) else {
            return Ok(());
        };
        let Some(found) = home.tab(tab) else {
            return Ok(());
        };
        let local = found.replica.local();
        let batch = match edit {
            Edit::Intent(intent) => local.authoring(intent, op_id, now, replaces),
            Edit::Raw { .. } => Batch {
                writes: vec![Write::Append(Box::new(envelope))],
                fence: None,
            },
        };
        self.write_edit(device, tab, batch, replaces)
    }

    /// One of the tabs that a person can use.
    pub(super) fn some_tab(&mut self) -> Option<(usize, u64)> {
        let device = self.chance.below(self.devices.len());
        let tabs = &self.devices.get(device)?.tabs;
        let awake: Vec<u64> = tabs
            .iter()
            .filter(|tab| !tab.frozen)
            .map(|tab| tab.id)
            .collect();
        let tab = *self.chance.pick(&awake)?;
        Some((device, tab))
    }

    fn view(&mut self, device: usize, tab: u64) -> Option<View> {
        let home = self.devices.get_mut(device)?;
        Some(View::of(home.tab(tab)?.replica.local()))
    }
}
