//! What a page shows: base rows with the queued intents on top, computed anew from both.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::attention::{self, Attention};
use super::local::{Local, Sending};
use super::overlay::{self, Overlay};
use crate::id::{AccountId, GroupId, OfficeId, OpId, ProviderId, RoleId};
use crate::intent::{Envelope, Intent};
use crate::permission::{Permission, stronger_by};
use crate::protocol::SealingKey;
use crate::record::{
    Account, Group, Office, Practice, Provider, Record, RecordKey, RecordKind, Role, SeatCount,
    Work,
};
use crate::time::UnixMillis;
use crate::validate;

mod beyond;
mod choices;
mod duties;
mod edits;
mod hanging;
mod leaving;
mod taking_away;

pub use beyond::Beyond;
pub use duties::{Duty, Headcount};
pub use edits::{Remark, Unsent};
pub use hanging::Hanging;
pub use leaving::{Leaving, LeavingTogether};

/// Everything that pages draw from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The practice; `None` until the first pull.
    pub practice: Option<Practice>,
    /// Offices by id.
    pub offices: BTreeMap<OfficeId, Office>,
    /// Providers by id.
    pub providers: BTreeMap<ProviderId, Provider>,
    /// Roles by id.
    pub roles: BTreeMap<RoleId, Role>,
    /// Accounts by id, those made on this device among them.
    pub accounts: BTreeMap<AccountId, ShownAccount>,
    /// Groups by id.
    pub groups: BTreeMap<GroupId, Group>,
    /// How far the newest edit of a record has come; nothing for those that are as the server holds
    /// them.
    pub marks: BTreeMap<RecordKey, RowState>,
    /// What the reader may do.
    pub permissions: BTreeSet<Permission>,
    /// The seats of a limited plan that people out of the reader's sight take.
    pub seats_out_of_sight: SeatCount,
    /// The key for sealing what is typed; `None` until the first pull.
    pub sealing_key: Option<SealingKey>,
    /// Edits that wait on this device to be decided, in the order in which they were made.
    pub unsent: Vec<Unsent>,
    /// Edits that wait for a person, in the order in which they were made.
    pub attention: Vec<Attention>,
    /// What else came of edits that took effect, the newest first.
    pub remarks: Vec<Remark>,
}

/// An account as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownAccount {
    /// The account, shared with what is stored: as long as nothing changes in it, it is the same one.
    pub account: Arc<Account>,
    /// How far its newest edit has come.
    pub row: RowState,
    /// Edits without a verdict take something from the person: rights, offices, days, or signing in
    /// at all. That is not in force until they are sent (domain RIGHT-07).
    pub takes_away: bool,
}

/// How far an edit has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowState {
    /// The server holds what is shown.
    #[default]
    Accepted,
    /// Stored on this device, not sent.
    OnThisDevice,
    /// Sent; the answer has not come.
    Sent,
    /// An edit of it is on the attention list, under this id.
    NeedsAttention(OpId),
}

impl View {
    /// Computes what is shown from what is stored.
    pub fn of(local: &Local) -> Self {
        let mut view = Self {
            permissions: local.meta.permissions.clone(),
            seats_out_of_sight: local.meta.seats_out_of_sight,
            sealing_key: local.meta.sealing_key.clone(),
            unsent: edits::unsent(local),
            attention: attention::of(local),
            remarks: edits::remarks(local),
            ..Self::default()
        };
        let mut drawn = Drawn::of(local);
        for accepted in on_the_way(local) {
            if let Ok(intent) = Intent::decode(accepted) {
                view.marks.insert(intent.target(), RowState::Sent);
                drawn.lay_over(&intent, accepted.authored_at);
            }
        }
        let in_force = taking_away::in_force(&drawn, &view.unsent);
        for unsent in &view.unsent {
            let row = match unsent.sending {
                Sending::Waiting => RowState::OnThisDevice,
                Sending::Sent => RowState::Sent,
            };
            // A newer page queued what cannot be read; it waits for that page.
            if let Some(intent) = &unsent.intent {
                view.marks.insert(intent.target(), row);
                drawn.lay_over(intent, unsent.authored_at);
            }
        }
        for item in &view.attention {
            if let Some(intent) = &item.intent {
                let mark = RowState::NeedsAttention(item.op_id);
                view.marks.insert(intent.target(), mark);
                // What the server refused to make is shown as it was typed; of everything else the
                // server's state is shown, and the list tells what was wanted.
                if intent.makes().is_some() {
                    drawn.lay_over(intent, item.authored_at);
                }
            }
        }
        // Thousands of accounts in the order of their ids: at once, and not one by one.
        let accounts = drawn.records().filter_map(|record| view.shown(record));
        view.accounts = accounts.collect();
        let others = drawn.records();
        let others = others.filter(|record| !matches!(record, Record::Account(_)));
        others.for_each(|record| view.insert(record));
        view.mark_losses(&in_force);
        view
    }

    fn insert(&mut self, record: &Record) {
        match record.clone() {
            Record::Practice(practice) => self.practice = Some(practice),
            Record::Office(office) => {
                self.offices.insert(office.id, office);
            }
            Record::Provider(provider) => {
                self.providers.insert(provider.id, provider);
            }
            Record::Role(role) => {
                self.roles.insert(role.id, role);
            }
            Record::Account(_) => self.accounts.extend(self.shown(record)),
            Record::Group(group) => {
                self.groups.insert(group.id, group);
            }
        }
    }

    /// An account as it is shown.
    fn shown(&self, record: &Record) -> Option<(AccountId, ShownAccount)> {
        let Record::Account(account) = record else {
            return None;
        };
        let shown = ShownAccount {
            row: self.mark(record.key()),
            account: account.clone(),
            takes_away: false,
        };
        Some((account.id, shown))
    }

    /// How far the newest edit of a record has come.
    pub fn mark(&self, key: RecordKey) -> RowState {
        self.marks.get(&key).copied().unwrap_or_default()
    }

    /// The item of the attention list with this id.
    pub fn attention_item(&self, op_id: OpId) -> Option<&Attention> {
        self.attention.iter().find(|item| item.op_id == op_id)
    }

    /// Seats taken and seats there are, where the plan limits them (domain D-08).
    pub fn seats(&self) -> (SeatCount, Option<usize>) {
        let accounts = self.accounts.values().map(|shown| &*shown.account);
        let taken = SeatCount::of(accounts) + self.seats_out_of_sight;
        let practice = self.practice.as_ref();
        (taken, practice.and_then(|practice| practice.plan.seats()))
    }

    /// A guarded permission that a role holds and the reader lacks, as far as this device knows: whoever
    /// has that role is stronger (domain RIGHT-03).
    pub fn stronger_by_role(&self, role: RoleId) -> Option<Permission> {
        let held = &self.roles.get(&role)?.allows;
        stronger_by(&self.permissions, held).first().copied()
    }

    /// Another account that has this username, as far as this device knows.
    pub fn username_holder(&self, username: &str, except: AccountId) -> Option<AccountId> {
        let folded = validate::fold(username);
        self.holder(except, |account| {
            validate::folds_to(&account.username, &folded)
        })
    }

    /// Another account that has this e-mail address, as far as this device knows. That of somebody
    /// removed is free (domain EDIT-04).
    pub fn email_holder(&self, email: &str, except: AccountId) -> Option<AccountId> {
        let folded = validate::fold(email);
        self.holder(except, |account| {
            !account.is_removed() && validate::folds_to(&account.email, &folded)
        })
    }

    /// The own login of a provider. That of somebody removed is none (domain D-03).
    pub fn login_of(&self, provider: ProviderId) -> Option<&ShownAccount> {
        let own = Work::Provider { provider };
        let mut accounts = self.accounts.values();
        accounts.find(|shown| shown.account.work == own && !shown.account.is_removed())
    }

    fn holder(&self, except: AccountId, same: impl Fn(&Account) -> bool) -> Option<AccountId> {
        let mut others = self.accounts.values().map(|shown| &*shown.account);
        others
            .find(|account| account.id != except && same(account))
            .map(|account| account.id)
    }

    /// Whether the reader may do `permission`.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }
}

/// The edits that took effect and whose rows have not been pulled yet: without them a page would show
/// for a moment what was there before. While it is not known which history the rows are of, none.
fn on_the_way(local: &Local) -> impl Iterator<Item = &Envelope> {
    let meta = &local.meta;
    let whole = meta.snapshot_after.is_none() && meta.confirming.is_none();
    let pulled = meta.cursor.as_ref().filter(|_| whole);
    let answered = local.answered.values();
    answered
        .filter(move |answered| pulled.is_some_and(|cursor| cursor.rev < answered.verdict.rev))
        .map(|answered| &answered.envelope)
}

/// The records as they are drawn: the server's, and those that an edit changes.
struct Drawn<'a> {
    local: &'a Local,
    /// `None` for one that an edit deletes.
    edited: BTreeMap<RecordKey, Option<Record>>,
}

impl<'a> Drawn<'a> {
    const fn of(local: &'a Local) -> Self {
        Self {
            local,
            edited: BTreeMap::new(),
        }
    }

    fn lay_over(&mut self, intent: &Intent, authored_at: UnixMillis) {
        let key = intent.target();
        let edited = match overlay::of(intent, self.record(key), authored_at) {
            Overlay::Shows(record) => Some(*record),
            Overlay::Deletes => None,
            Overlay::Nothing => return,
        };
        self.edited.insert(key, edited);
    }

    fn record(&self, key: RecordKey) -> Option<&Record> {
        match self.edited.get(&key) {
            Some(edited) => edited.as_ref(),
            None => self.local.rows.get(&key).map(|row| &row.record),
        }
    }

    fn records(&self) -> impl Iterator<Item = &Record> {
        let rows = self.local.rows.iter();
        let untouched = rows.filter(|(key, _)| !self.edited.contains_key(key));
        untouched
            .map(|(_, row)| &row.record)
            .chain(self.edited.values().flatten())
    }
}

/// The kinds of record in the order in which a snapshot sends them: what others point at first.
pub const SNAPSHOT_ORDER: [RecordKind; 6] = [
    RecordKind::Practice,
    RecordKind::Office,
    RecordKind::Provider,
    RecordKind::Role,
    RecordKind::Account,
    RecordKind::Group,
];

#[cfg(test)]
mod tests;
