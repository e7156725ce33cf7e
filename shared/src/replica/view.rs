//! What a page shows: base rows with the queued intents on top, computed anew from both.

use std::collections::{BTreeMap, BTreeSet};

use super::local::{Local, Sending};
use crate::id::{AccountId, OfficeId, OpId, ProviderId, RoleId};
use crate::intent::{Envelope, Intent};
use crate::message::FieldProblem;
use crate::permission::Permission;
use crate::protocol::{Outcome, SealingKey};
use crate::record::{Account, Office, Plan, Practice, Provider, Record, RecordKind, Role};
use crate::validate;

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
    /// What the reader may do.
    pub permissions: BTreeSet<Permission>,
    /// The key for sealing what is typed; `None` until the first pull.
    pub sealing_key: Option<SealingKey>,
    /// How many edits wait on this device to be decided.
    pub unsent: usize,
    /// How many refused edits wait for a person.
    pub attention: usize,
}

/// An account as shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownAccount {
    /// The account.
    pub account: Account,
    /// How far its newest edit has come.
    pub row: RowState,
}

/// How far an edit has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowState {
    /// The server holds what is shown.
    Accepted,
    /// Stored on this device, not sent.
    OnThisDevice,
    /// Sent; the answer has not come.
    Sent,
    /// Refused; a person has to look.
    NeedsAttention(Box<Refused>),
}

/// A refused edit with what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The intent that was refused.
    pub op_id: OpId,
    /// What was asked for; `None` when this version of the program cannot read it.
    pub intent: Option<Intent>,
    /// Why, at which field; empty where the reason is not one of fields.
    pub problems: Vec<FieldProblem>,
    /// The verdict as it came.
    pub outcome: Outcome,
}

impl View {
    /// Computes what is shown from what is stored.
    pub fn of(local: &Local) -> Self {
        let mut view = Self {
            permissions: local.meta.permissions.clone(),
            sealing_key: local.meta.sealing_key.clone(),
            unsent: local.outbox.len(),
            attention: local.attention.len(),
            ..Self::default()
        };
        for row in local.rows.values() {
            view.insert(&row.record);
        }
        for queued in local.outbox.values() {
            let row = match queued.sending {
                Sending::Waiting => RowState::OnThisDevice,
                Sending::Sent => RowState::Sent,
            };
            view.overlay(&queued.envelope, row);
        }
        for refused in local.attention.values() {
            let problems = match &refused.verdict.outcome {
                Outcome::Rejected { problems } => problems.clone(),
                _ => Vec::new(),
            };
            let row = RowState::NeedsAttention(Box::new(Refused {
                op_id: refused.envelope.op_id,
                intent: Intent::decode(&refused.envelope).ok(),
                problems,
                outcome: refused.verdict.outcome.clone(),
            }));
            view.overlay(&refused.envelope, row);
        }
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
            Record::Account(account) => {
                let shown = ShownAccount {
                    account: *account,
                    row: RowState::Accepted,
                };
                self.accounts.insert(shown.account.id, shown);
            }
        }
    }

    /// Lays one intent over what is shown so far.
    fn overlay(&mut self, envelope: &Envelope, row: RowState) {
        match Intent::decode(envelope) {
            Ok(Intent::StaffCreate(create)) => {
                // The server's row may be here before the verdict is: then the row counts.
                self.accounts
                    .entry(create.account)
                    .or_insert_with(|| ShownAccount {
                        account: create.account(envelope.authored_at),
                        row,
                    });
            }
            // A newer page queued it; it waits for that page and is counted, not drawn.
            Err(_) => {}
        }
    }

    /// Seats used and seats there are, where the plan limits them (domain D-08).
    pub fn seats(&self) -> (usize, Option<usize>) {
        let used = self
            .accounts
            .values()
            .filter(|shown| shown.account.takes_seat())
            .count();
        (
            used,
            self.practice
                .as_ref()
                .and_then(|practice: &Practice| Plan::seats(practice.plan)),
        )
    }

    /// Another account that has this username, as far as this device knows.
    pub fn username_holder(&self, username: &str, except: AccountId) -> Option<AccountId> {
        let folded = validate::fold(username);
        self.holder(except, |account| {
            validate::fold(&account.username) == folded
        })
    }

    /// Another account that has this e-mail address, as far as this device knows.
    pub fn email_holder(&self, email: &str, except: AccountId) -> Option<AccountId> {
        let folded = validate::fold(email);
        self.holder(except, |account| validate::fold(&account.email) == folded)
    }

    fn holder(&self, except: AccountId, same: impl Fn(&Account) -> bool) -> Option<AccountId> {
        let mut others = self.accounts.values().map(|shown| &shown.account);
        others
            .find(|account| account.id != except && same(account))
            .map(|account| account.id)
    }

    /// Whether the reader may do `permission`.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }
}

/// The kinds of record in the order in which a snapshot sends them: what others point at first.
pub const SNAPSHOT_ORDER: [RecordKind; 5] = [
    RecordKind::Practice,
    RecordKind::Office,
    RecordKind::Provider,
    RecordKind::Role,
    RecordKind::Account,
];
