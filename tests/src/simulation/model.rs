//! A plain model of the practice: what the audit log says was done, done once more by the book, one
//! revision after the other. After each the rules hold, and the server's records are the model's.

use std::collections::{BTreeMap, BTreeSet};

use lanyard_server::store::audit::Recorded;
use lanyard_shared::id::AccountId;
use lanyard_shared::intent::{Envelope, Intent, StaffCreate};
use lanyard_shared::permission::{Permission, Setting, effective, out_of_reach};
use lanyard_shared::protocol::{Outcome, Rev};
use lanyard_shared::record::{
    Account, ActivationLink, Practice, Record, RecordKey, RecordKind, Row, Standing,
};
use lanyard_shared::time::LINK_LIFE;
use lanyard_shared::validate::fold;
use lanyard_shared::visibility::Viewer;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::broken::{Broken, Held, hold};

/// The records, and what is set for each person.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    pub(super) rows: BTreeMap<RecordKey, Row>,
    pub(super) own: BTreeMap<AccountId, BTreeMap<Permission, Setting>>,
}

impl Model {
    pub(super) fn account(&self, id: AccountId) -> Option<&Account> {
        let key = RecordKey {
            kind: RecordKind::Account,
            id: id.0,
        };
        match &self.rows.get(&key)?.record {
            Record::Account(account) => Some(account),
            _ => None,
        }
    }

    pub(super) fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.rows.values().filter_map(|row| match &row.record {
            Record::Account(account) => Some(&**account),
            _ => None,
        })
    }

    fn practice(&self) -> Option<&Practice> {
        self.rows.values().find_map(|row| match &row.record {
            Record::Practice(practice) => Some(practice),
            _ => None,
        })
    }

    /// What somebody may do and see.
    pub(super) fn viewer(&self, id: AccountId) -> Option<Viewer> {
        let account = self.account(id)?;
        let role = self.rows.values().find_map(|row| match &row.record {
            Record::Role(role) if role.id == account.role => Some(role.allows.clone()),
            _ => None,
        });
        let none = BTreeMap::new();
        let own = self.own.get(&id).unwrap_or(&none);
        let permissions = match account.standing {
            Standing::Active => effective(&role.unwrap_or_default(), own),
            _ => BTreeSet::new(),
        };
        Some(Viewer {
            account: id,
            role: account.role,
            provider: account.provider(),
            permissions,
        })
    }

    /// What somebody sees.
    pub(super) fn seen_by(&self, id: AccountId) -> BTreeMap<RecordKey, &Row> {
        let viewer = self.viewer(id);
        let rows = self.rows.iter().filter(|(_, row)| {
            let viewer = viewer.as_ref();
            viewer.is_some_and(|viewer| viewer.sees(&row.record))
        });
        rows.map(|(key, row)| (*key, row)).collect()
    }

    /// Does what one entry of the audit log says. `intent` is the one that it is about.
    pub(super) fn replay(&mut self, entry: &Recorded, intent: Option<&Envelope>) -> Held {
        match (entry.action.as_str(), intent) {
            (_, Some(envelope)) => {
                let outcome: Outcome = detail(entry, "outcome")?;
                self.judge(entry, envelope, &outcome)?;
                if outcome.took_effect() {
                    self.take_effect(entry, envelope)?;
                }
            }
            ("session.begin" | "session.refuse" | "session.end" | "history.begin", None) => {}
            // Its author had no right to it, or it could not be read.
            ("intent.refused", None) => {}
            ("mail.sent", None) => {
                let at = entry.at;
                self.change(entry, |account| {
                    if account.standing == Standing::Pending {
                        account.activation = Some(ActivationLink::Sent {
                            expires_at: at.plus(LINK_LIFE),
                        });
                    }
                })?;
            }
            ("account.activate", None) => self.change(entry, |account| {
                account.standing = Standing::Active;
                account.email_verified = true;
                account.activation = None;
            })?,
            ("simulation.standing", None) => {
                let standing = detail(entry, "standing")?;
                self.change(entry, |account| {
                    account.standing = standing;
                    account.activation = None;
                })?;
            }
            ("simulation.setting", None) => {
                let permission = detail(entry, "permission")?;
                let setting = detail(entry, "setting")?;
                self.change(entry, |_| {})?;
                let own = self.own.entry(target(entry)?).or_default();
                own.insert(permission, setting);
            }
            (other, None) => {
                return Err(Broken(format!("the model knows the act {other}")));
            }
        }
        self.check()
    }

    /// Whether an intent ended as it must.
    fn judge(&self, entry: &Recorded, envelope: &Envelope, outcome: &Outcome) -> Held {
        let expected = match Intent::decode(envelope) {
            Ok(Intent::StaffCreate(create)) => self.allows_create(entry, &create),
            Err(_) => false,
        };
        // Where the server itself failed nothing took effect, whatever should have.
        let failed = matches!(outcome, Outcome::Failed { .. });
        hold!(
            outcome.took_effect() == (expected && !failed),
            "an intent ends as the rules say: {envelope:?} ended {outcome:?} at {:?}",
            entry.rev
        );
        Ok(())
    }

    fn allows_create(&self, entry: &Recorded, create: &StaffCreate) -> bool {
        let Some(author) = entry.actor.and_then(|actor| self.viewer(actor)) else {
            return false;
        };
        let fields = &create.fields;
        let role = self.rows.values().find_map(|row| match &row.record {
            Record::Role(role) if role.id == fields.role => Some(&role.allows),
            _ => None,
        });
        let provider = self.rows.values().any(|row| match &row.record {
            Record::Provider(provider) => provider.id == fields.primary_provider && provider.active,
            _ => false,
        });
        let taken = self.accounts().any(|other| {
            fold(&other.username) == fold(&fields.username)
                || fold(&other.email) == fold(&fields.email)
        });
        author.permissions.contains(&Permission::ManageAccounts)
            && self.account(create.account).is_none()
            && fields.checked().is_ok()
            && provider
            && role.is_some_and(|wanted| out_of_reach(&author.permissions, wanted).is_empty())
            && !taken
            && self.seats_left() > 0
    }

    fn seats_left(&self) -> usize {
        let seats = self.practice().and_then(|practice| practice.plan.seats());
        let taken = self
            .accounts()
            .filter(|account| account.takes_seat())
            .count();
        seats.map_or(usize::MAX, |seats| seats.saturating_sub(taken))
    }

    fn take_effect(&mut self, entry: &Recorded, envelope: &Envelope) -> Held {
        match Intent::decode(envelope) {
            Ok(Intent::StaffCreate(create)) => {
                self.put(entry.rev, Record::from(create.account(entry.at)));
            }
            Err(error) => return Err(Broken(format!("what took effect can be read: {error}"))),
        }
        Ok(())
    }

    fn put(&mut self, rev: Rev, record: Record) {
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

    /// What holds at every revision.
    fn check(&self) -> Held {
        let mut names = BTreeSet::new();
        for account in self.accounts() {
            let (name, email) = (fold(&account.username), fold(&account.email));
            hold!(
                names.insert((false, name)),
                "usernames are unique: {account:?}"
            );
            hold!(
                names.insert((true, email)),
                "addresses are unique: {account:?}"
            );
        }
        let seats = self.practice().and_then(|practice| practice.plan.seats());
        let taken = self
            .accounts()
            .filter(|account| account.takes_seat())
            .count();
        hold!(
            seats.is_none_or(|seats| taken <= seats),
            "{taken} seats are taken of {seats:?}"
        );
        Ok(())
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
