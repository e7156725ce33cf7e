//! The kinds of edits: a table with a line for each, and the values that people choose.

use std::collections::BTreeSet;

use lanyard_shared::fields::{self, StaffFields};
use lanyard_shared::id::{AccountId, OfficeId, ProviderId, RoleId};
use lanyard_shared::intent::{
    Create, Intent, RoleDelete, SetFields, StaffCreate, StaffDeactivate, StaffLock,
    StaffReactivate, StaffSendLink, StaffSetPin, StaffUnlock,
};
use lanyard_shared::merge;
use lanyard_shared::permission::{
    Permission, ROLE_BTG_ADMIN, ROLE_NURSE, ROLE_OFFICE_MANAGER, ROLE_PROVIDER, ROLE_STAFF,
};
use lanyard_shared::protocol::LinkPurpose;
use lanyard_shared::record::{Particulars, Record, RecordKey, RecordKind, Standing};
use lanyard_shared::replica::View;
use lanyard_shared::time::UnixMillis;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Edit;
use super::values::{another, first_name, phone};
use crate::simulation::chance::Chance;
use crate::simulation::report::Counted;
use crate::simulation::template;

/// What an edit is made from.
pub(super) struct Desk<'a> {
    pub(super) chance: &'a mut Chance,
    /// What the page shows.
    pub(super) view: &'a View,
    /// How many new accounts there were so far.
    pub(super) new_accounts: &'a mut usize,
    /// Those who were there at the start: they are seldom touched, so that something goes on.
    pub(super) first_people: &'a [AccountId],
}

type Maker = fn(&mut Desk<'_>) -> Option<Edit>;

/// The kinds of edits and how often each is made.
const MAKERS: &[(usize, Maker)] = &[
    (26, staff_create),
    (110, set_fields),
    (10, record_create),
    (6, staff_deactivate),
    (6, staff_reactivate),
    (6, staff_lock),
    (6, staff_unlock),
    (6, staff_set_pin),
    (6, staff_send_link),
    (12, role_delete),
    (2, create_too_large),
    (4, unknown_kind),
    (4, unknown_version),
    (4, malformed),
];

impl Desk<'_> {
    /// An edit; `None` where the page shows nothing to make it from.
    pub(super) fn make(&mut self) -> Option<Edit> {
        let sum = MAKERS.iter().map(|(weight, _)| weight).sum();
        let mut left = self.chance.below(sum);
        let maker = MAKERS.iter().find(|(weight, _)| {
            let found = left < *weight;
            left = left.saturating_sub(*weight);
            found
        });
        let (_, maker) = maker?;
        let edit = maker(self)?;
        // Pages offer people what they may do; what they may do can change.
        let allowed = match &edit {
            Edit::Intent(intent) => self.view.may(Permission::to_edit(intent.target().kind)),
            Edit::Raw { .. } => true,
        };
        (allowed || self.chance.one_in(8)).then_some(edit)
    }

    /// A new account.
    pub(super) fn make_account(&mut self) -> Option<Edit> {
        let allowed = self.view.may(Permission::ManageAccounts);
        if allowed { staff_create(self) } else { None }
    }

    fn new_uuid(&mut self) -> Uuid {
        uuid::Builder::from_random_bytes(self.chance.bytes()).into_uuid()
    }

    /// An account as the page shows it.
    fn some_account(&mut self) -> Option<AccountId> {
        let all = self.view.accounts.keys().copied();
        let (first, later): (Vec<_>, Vec<_>) = all.partition(|id| self.first_people.contains(id));
        let seldom = later.is_empty() && self.chance.one_in(2) || self.chance.one_in(6);
        self.chance
            .pick(if seldom { &first } else { &later })
            .copied()
    }
}

fn staff_create(desk: &mut Desk<'_>) -> Option<Edit> {
    let mut fields = staff_fields(desk)?;
    let own_login = desk.chance.one_in(5);
    if own_login && !desk.chance.one_in(6) {
        fields.role = ROLE_PROVIDER;
    }
    let newcomer = template::newcomer(*desk.new_accounts)?;
    *desk.new_accounts += 1;
    Some(Edit::Intent(Intent::from(StaffCreate {
        account: newcomer.account,
        fields,
        // Now and then its owner is to choose one.
        password: (!desk.chance.one_in(6)).then_some(newcomer.password),
        app_unlock_pin: desk.chance.one_in(3).then_some(newcomer.pin),
        own_login,
    })))
}

/// Names come from a few, so that some are taken.
fn staff_fields(desk: &mut Desk<'_>) -> Option<StaffFields> {
    let providers: Vec<ProviderId> = desk.view.providers.keys().copied().collect();
    let mut roles: Vec<RoleId> = desk.view.roles.keys().copied().collect();
    roles.extend([ROLE_STAFF, ROLE_NURSE, ROLE_BTG_ADMIN, ROLE_OFFICE_MANAGER]);
    let offices: Vec<OfficeId> = desk.view.offices.keys().copied().collect();
    let chance = &mut *desk.chance;
    let name = chance.below(24);
    Some(StaffFields {
        first_name: first_name(chance),
        last_name: "Lane".to_owned(),
        primary_provider: *chance.pick(&providers)?,
        role: match chance.one_in(30) {
            true => RoleId(Uuid::nil()),
            false => *chance.pick(&roles)?,
        },
        email: format!("{}@example.org", chance.below(24)),
        username: format!("{}user{name}", if chance.one_in(2) { "U" } else { "u" }),
        home_phone: phone(chance),
        cell_phone: String::new(),
        particulars: Particulars {
            offices: match chance.one_in(4) {
                true => chance.pick(&offices).map(|id| BTreeSet::from([*id])),
                false => None,
            },
            ..Particulars::default()
        },
    })
}

/// The fields that are changed most, so that people often change the same.
const POPULAR: [&str; 8] = [
    "name",
    "first_name",
    "role",
    "allows",
    "offices",
    "specialty",
    "policies",
    "members",
];

/// Other values in one or two fields of something that the page shows.
fn set_fields(desk: &mut Desk<'_>) -> Option<Edit> {
    let record = some_record(desk)?;
    let was = fields::of(&record);
    let mut set = was.clone();
    let names: Vec<&String> = was.keys().collect();
    let popular: Vec<&String> = was
        .keys()
        .filter(|name| POPULAR.contains(&&***name))
        .collect();
    for _ in 0..=desk.chance.below(2) {
        let often = !desk.chance.one_in(3);
        let name = (*desk.chance.pick(if often { &popular } else { &names })?).clone();
        let value = set.get(&name)?.clone();
        let value = another(desk, record.key().kind, &name, &value)?;
        set.insert(name, value);
    }
    let changes = merge::between(&was, &set);
    (!changes.is_empty()).then(|| {
        Edit::Intent(Intent::from(SetFields {
            record: record.key(),
            changes,
        }))
    })
}

fn some_record(desk: &mut Desk<'_>) -> Option<Record> {
    let view = desk.view;
    let all: Vec<Record> = match desk.chance.below(12) {
        0..3 => {
            let id = desk.some_account()?;
            return Some(Record::Account(view.accounts.get(&id)?.account.clone()));
        }
        3..5 => view
            .practice
            .iter()
            .cloned()
            .map(Record::Practice)
            .collect(),
        5 => view.offices.values().cloned().map(Record::Office).collect(),
        6..8 => view
            .providers
            .values()
            .cloned()
            .map(Record::Provider)
            .collect(),
        8..10 => view.groups.values().cloned().map(Record::Group).collect(),
        _ => {
            let custom = view.roles.values().filter(|role| !role.system);
            let custom: Vec<Record> = custom.cloned().map(Record::Role).collect();
            match custom.is_empty() && desk.chance.one_in(2) || desk.chance.one_in(8) {
                true => view.roles.values().cloned().map(Record::Role).collect(),
                false => custom,
            }
        }
    };
    let few = if desk.chance.one_in(3) { all.len() } else { 2 };
    desk.chance.pick(all.get(..few).unwrap_or(&all)).cloned()
}

fn record_create(desk: &mut Desk<'_>) -> Option<Edit> {
    let id = desk.new_uuid();
    let names = ["Northern", "Southern", "Eastern", ""];
    let name = *desk.chance.pick(&names)?;
    let (kind, typed) = match desk.chance.below(5) {
        0 => (
            RecordKind::Office,
            json!({ "name": name, "phone": "(212) 555-0148" }),
        ),
        1 => {
            let offices: Vec<_> = desk.view.offices.keys().collect();
            let office = desk.chance.pick(&offices);
            let typed = json!({ "first_name": "Ida", "last_name": name, "offices": [office] });
            (RecordKind::Provider, typed)
        }
        2 => {
            let people: Vec<_> = desk.view.accounts.keys().collect();
            let member = desk.chance.pick(&people);
            (
                RecordKind::Group,
                json!({ "name": name, "members": [member] }),
            )
        }
        _ => {
            let some = ["manage-accounts", "settings", "access-reports"];
            let allows = desk.chance.pick(&some);
            (
                RecordKind::Role,
                json!({ "name": name, "allows": [allows] }),
            )
        }
    };
    let Value::Object(fields) = typed else {
        return None;
    };
    Some(Edit::Intent(Intent::from(Create {
        record: RecordKey { kind, id },
        fields,
    })))
}

fn staff_deactivate(desk: &mut Desk<'_>) -> Option<Edit> {
    let account = desk.some_account()?;
    Some(Edit::Intent(Intent::StaffDeactivate(StaffDeactivate {
        account,
    })))
}

fn staff_reactivate(desk: &mut Desk<'_>) -> Option<Edit> {
    let ended = desk.view.accounts.values().map(|shown| &shown.account);
    let ended = ended.filter(|account| account.standing == Standing::Deactivated);
    let ended: Vec<AccountId> = ended.map(|account| account.id).collect();
    let account = *desk.chance.pick(&ended)?;
    let moved = desk.chance.one_in(2);
    let email = moved.then(|| format!("{}@example.org", desk.chance.below(24)));
    Some(Edit::Intent(Intent::StaffReactivate(StaffReactivate {
        account,
        email,
    })))
}

fn staff_lock(desk: &mut Desk<'_>) -> Option<Edit> {
    let account = desk.some_account()?;
    Some(Edit::Intent(Intent::StaffLock(StaffLock { account })))
}

fn staff_unlock(desk: &mut Desk<'_>) -> Option<Edit> {
    let people = desk.view.accounts.values().map(|shown| &shown.account);
    let locked = people.filter(|account| account.standing == Standing::Locked);
    let locked: Vec<AccountId> = locked.map(|account| account.id).collect();
    // Mostly somebody locked, where there is anybody.
    let account = match desk.chance.pick(&locked) {
        Some(account) if !desk.chance.one_in(6) => *account,
        _ => desk.some_account()?,
    };
    Some(Edit::Intent(Intent::StaffUnlock(StaffUnlock { account })))
}

fn staff_set_pin(desk: &mut Desk<'_>) -> Option<Edit> {
    let account = desk.some_account()?;
    let pin = template::pin_for(account)?;
    Some(Edit::Intent(Intent::StaffSetPin(StaffSetPin {
        account,
        pin,
    })))
}

/// Mostly the link that helps; now and then another one, as somebody asked for who has not heard yet.
fn staff_send_link(desk: &mut Desk<'_>) -> Option<Edit> {
    let account = desk.some_account()?;
    let shown = desk.view.accounts.get(&account)?;
    let helping = LinkPurpose::that_helps(&shown.account);
    let purpose = helping.filter(|_| !desk.chance.one_in(6));
    Some(Edit::Intent(Intent::StaffSendLink(StaffSendLink {
        account,
        purpose: purpose.unwrap_or(LinkPurpose::Activation),
    })))
}

fn role_delete(desk: &mut Desk<'_>) -> Option<Edit> {
    let roles = desk.view.roles.values();
    let held = |id| {
        desk.view
            .accounts
            .values()
            .any(|shown| shown.account.role == id)
    };
    let custom = roles.filter(|role| !role.system).map(|role| role.id);
    let custom = custom.filter(|id| !held(*id));
    let custom: Vec<RoleId> = custom.collect();
    let role = *desk.chance.pick(&custom)?;
    Some(Edit::Intent(Intent::RoleDelete(RoleDelete { role })))
}

fn create_too_large(desk: &mut Desk<'_>) -> Option<Edit> {
    match staff_create(desk)? {
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
        body: json!({ "name": "Ada Lane", "at": UnixMillis(0) }),
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
