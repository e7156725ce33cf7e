//! A plain model of the practice: what the audit log says was done, done once more by the book, one
//! revision after the other. After each the rules hold, and the server's records are the model's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lanyard_server::store::audit::Recorded;
use lanyard_shared::id::{AccountId, DeviceId, EpochId, OpId, RoleId};
use lanyard_shared::intent::Envelope;
use lanyard_shared::permission::{Permission, Setting, effective};
use lanyard_shared::protocol::{Outcome, Rev, Seen};
use lanyard_shared::record::{
    Account, ActivationLink, Practice, Record, RecordKey, RecordKind, Role, Row, Standing,
};
use lanyard_shared::visibility::Viewer;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::broken::{Broken, Held, hold};

mod ending;
mod fields;
mod letters;
mod merging;
mod removal;
mod rules;
mod whole;

use ending::Ending;

/// The records, and what is known beside them.
#[derive(Clone, Debug)]
pub(super) struct Model {
    pub(super) epoch: EpochId,
    pub(super) rows: BTreeMap<RecordKey, Row>,
    /// What is set for each person beside their role.
    pub(super) own: BTreeMap<AccountId, BTreeMap<Permission, Setting>>,
    /// Records that were there.
    pub(super) gone: BTreeSet<RecordKey>,
    /// The tag of each revision.
    pub(super) tags: BTreeMap<Rev, String>,
    /// The activation link of each account that was sent one; `None` where it does not work.
    links: BTreeMap<AccountId, Option<ActivationLink>>,
    /// Accounts that have not opened theirs.
    await_activation: BTreeSet<AccountId>,
    /// Accounts without a password: their owners have yet to choose one.
    pub(super) no_password: BTreeSet<AccountId>,
    /// The address that was asked for last, and by whom.
    wishes: BTreeMap<AccountId, (String, AccountId)>,
    /// Who changed which field of which record.
    changes: Vec<FieldChange>,
}

#[derive(Clone, Debug)]
struct FieldChange {
    record: RecordKey,
    field: String,
    rev: Rev,
    hands: (AccountId, DeviceId),
}

/// An intent as it was decided.
pub(super) struct Asked<'a> {
    pub(super) envelope: &'a Envelope,
    pub(super) author: AccountId,
    pub(super) device: DeviceId,
    /// One that it builds on, and that did not take effect.
    pub(super) held_by: Option<OpId>,
}

impl Model {
    /// The model of records that nobody has edited.
    pub(super) fn new(
        epoch: EpochId,
        rows: BTreeMap<RecordKey, Row>,
        own: BTreeMap<AccountId, BTreeMap<Permission, Setting>>,
    ) -> Self {
        Self {
            epoch,
            rows,
            own,
            gone: BTreeSet::new(),
            tags: BTreeMap::new(),
            links: BTreeMap::new(),
            await_activation: BTreeSet::new(),
            no_password: BTreeSet::new(),
            wishes: BTreeMap::new(),
            changes: Vec::new(),
        }
    }

    /// Whether a revision that somebody has heard of is one of this history.
    pub(super) fn has(&self, seen: &Seen) -> bool {
        seen.epoch == self.epoch && self.tags.get(&seen.rev) == Some(&seen.tag)
    }

    fn record(&self, key: RecordKey) -> Option<&Record> {
        self.rows.get(&key).map(|row| &row.record)
    }

    pub(super) fn account(&self, id: AccountId) -> Option<&Account> {
        match self.record(account_key(id))? {
            Record::Account(account) => Some(account),
            _ => None,
        }
    }

    fn role(&self, id: RoleId) -> Option<&Role> {
        match self.record(role_key(id))? {
            Record::Role(role) => Some(role),
            _ => None,
        }
    }

    fn records(&self) -> impl Iterator<Item = &Record> {
        self.rows.values().map(|row| &row.record)
    }

    pub(super) fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.records().filter_map(|record| match record {
            Record::Account(account) => Some(&**account),
            _ => None,
        })
    }

    fn practice(&self) -> Option<&Practice> {
        self.records().find_map(|record| match record {
            Record::Practice(practice) => Some(practice),
            _ => None,
        })
    }

    /// What an account may do whenever it is active.
    fn potential(&self, account: &Account) -> BTreeSet<Permission> {
        let none = BTreeMap::new();
        let own = self.own.get(&account.id).unwrap_or(&none);
        let role = self.role(account.role).map(|role| role.allows.clone());
        effective(&role.unwrap_or_default(), own)
    }

    /// What somebody may do and see.
    pub(super) fn viewer(&self, id: AccountId) -> Option<Viewer> {
        let account = self.account(id)?;
        let permissions = match account.standing {
            Standing::Active => self.potential(account),
            _ => BTreeSet::new(),
        };
        Some(Viewer {
            account: id,
            role: account.role,
            provider: account.provider(),
            offices: account.particulars.offices.clone(),
            permissions,
        })
    }

    /// What somebody sees.
    pub(super) fn seen_by(&self, id: AccountId) -> BTreeMap<RecordKey, Row> {
        let Some(viewer) = self.viewer(id) else {
            return BTreeMap::new();
        };
        let seen = self.rows.values().filter(|row| viewer.sees(&row.record));
        let seen = seen.cloned().map(|mut row| {
            if let Record::Group(group) = &mut row.record {
                group
                    .members
                    .retain(|member| self.is_in_sight(&viewer, *member));
            }
            (row.record.key(), row)
        });
        seen.collect()
    }

    /// Whether somebody sees the account of somebody.
    fn is_in_sight(&self, viewer: &Viewer, of: AccountId) -> bool {
        let account = self.record(account_key(of));
        account.is_some_and(|account| viewer.sees(account))
    }

    /// The groups that somebody is in get a new revision: who sees their members has changed.
    fn touch_groups_of(&mut self, member: AccountId, rev: Rev) {
        for row in self.rows.values_mut() {
            if matches!(&row.record, Record::Group(group) if group.members.contains(&member)) {
                row.rev = rev;
            }
        }
    }

    /// Does what one entry of the audit log says.
    pub(super) fn replay(&mut self, entry: &Recorded) -> Held {
        match entry.action.as_str() {
            "session.begin" | "session.refuse" | "session.end" | "practice.restored" => {}
            // A stolen intent.
            "intent.refused" => {}
            "mail.sent" | "link.send" | "password.forget" | "email.ask" | "email.change"
            | "account.activate" | "password.reset" => self.by_mail(entry)?,
            "account.removed"
            | "account.removal-undone"
            | "account.erased"
            | "simulation.removal-aged" => self.by_removal(entry)?,
            "simulation.standing" => {
                let standing = detail(entry, "standing")?;
                self.change(entry, |account| account.standing = standing)?;
            }
            "simulation.setting" => {
                let permission = detail(entry, "permission")?;
                let setting = detail(entry, "setting")?;
                self.change(entry, |_| {})?;
                let own = self.own.entry(target(entry)?).or_default();
                own.insert(permission, setting);
            }
            other => {
                return Err(Broken(format!("the model knows the act {other}")));
            }
        }
        self.check()
    }

    /// Does what an intent asks for, where it took effect as it must.
    pub(super) fn decide(&mut self, entry: &Recorded, asked: &Asked<'_>, told: &Told) -> Held {
        let ending = self.ending(entry, asked);
        hold!(
            ending.fits(entry, told),
            "an intent ends as the rules say: {:?} by {} ended {told:?} at {:?}, not {}",
            asked.envelope,
            asked.author,
            entry.rev,
            ending.words()
        );
        if let Ending::TakesEffect { model, .. } = ending
            && told.took_effect()
        {
            self.check_rights(asked, &model)?;
            *self = *model;
        }
        self.check()
    }

    fn put(&mut self, rev: Rev, record: Record) {
        let record = match record {
            Record::Account(mut account) => {
                let link = self.links.get(&account.id).copied().flatten();
                let pending = account.standing == Standing::Pending;
                Arc::make_mut(&mut account).activation = link.filter(|_| pending);
                Record::Account(account)
            }
            Record::Provider(mut provider) => {
                provider.offices.sort();
                Record::Provider(provider)
            }
            record => record,
        };
        self.rows.insert(record.key(), Row { rev, record });
    }

    /// Changes the account that an entry is about.
    fn change(&mut self, entry: &Recorded, change: impl FnOnce(&mut Account)) -> Held {
        let id = target(entry)?;
        let account = self.account(id).cloned();
        let mut account = account.ok_or_else(|| Broken(format!("account {id} is there")))?;
        change(&mut account);
        self.put(entry.rev, Record::from(account));
        Ok(())
    }

    fn note(&mut self, rev: Rev, asked: &Asked<'_>, record: RecordKey, fields: &[String]) {
        let hands = (asked.author, asked.device);
        self.changes.extend(fields.iter().map(|field| FieldChange {
            record,
            field: field.clone(),
            rev,
            hands,
        }));
    }
}

/// The end of an intent as the audit log keeps it: without what people typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// In full.
    Whole(Outcome),
    /// A conflict about these fields.
    Conflict(Vec<String>),
}

impl Told {
    pub(super) fn of(entry: &Recorded) -> Held<Self> {
        let outcome = entry.detail.get("outcome").unwrap_or(&Value::Null);
        if outcome
            .get("result")
            .is_some_and(|result| result == "conflict")
        {
            let fields = outcome.get("fields").unwrap_or(&Value::Null);
            return Ok(Self::Conflict(serde::Deserialize::deserialize(fields)?));
        }
        Ok(Self::Whole(serde::Deserialize::deserialize(outcome)?))
    }

    pub(super) fn took_effect(&self) -> bool {
        matches!(self, Self::Whole(outcome) if outcome.took_effect())
    }

    /// Whether a verdict says the same.
    pub(super) fn is(&self, outcome: &Outcome) -> bool {
        match (self, outcome) {
            (Self::Conflict(told), Outcome::Conflict { fields }) => {
                told.iter().eq(fields.iter().map(|odds| &odds.field))
            }
            (Self::Whole(told), outcome) => told == outcome,
            _ => false,
        }
    }
}

const fn account_key(id: AccountId) -> RecordKey {
    RecordKey {
        kind: RecordKind::Account,
        id: id.0,
    }
}

const fn role_key(id: RoleId) -> RecordKey {
    RecordKey {
        kind: RecordKind::Role,
        id: id.0,
    }
}

fn target(entry: &Recorded) -> Held<AccountId> {
    let target = entry.target.filter(|key| key.kind == RecordKind::Account);
    let target = target.map(|key| AccountId(key.id));
    target.ok_or_else(|| Broken(format!("an entry is about an account: {entry:?}")))
}

fn detail<T: DeserializeOwned>(entry: &Recorded, name: &str) -> Held<T> {
    let value = entry.detail.get(name).unwrap_or(&Value::Null);
    Ok(T::deserialize(value)?)
}
