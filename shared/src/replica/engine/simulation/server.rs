//! A server small enough to be obviously right: the rules of the protocol over a few maps.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::id::{DeviceId, EpochId, OpId};
use crate::intent::{Envelope, Intent};
use crate::message::{FieldProblem, Message};
use crate::protocol::{
    Cursor, Outcome, Problem, ProblemKind, PullAnswer, PullRequest, PushAnswer, PushRequest, Rev,
    SealingKey, Seen, Verdict,
};
use crate::record::{Record, RecordKey, Row};
use crate::time::UnixMillis;

/// A page of news holds this many rows.
const PAGE: usize = 2;
/// A push gets at most this many verdicts in one answer; the rest come with the next.
const VERDICTS: usize = 3;

/// The server.
#[derive(Clone, Debug)]
pub(in crate::replica::engine) struct Server {
    data: Data,
    backup: Option<Box<Data>>,
    /// Histories so far.
    epochs: u128,
    /// Databases put back so far: each writes other tags.
    branches: u32,
    /// Why every call is refused.
    pub(super) refusing: Option<ProblemKind>,
    /// Edits may have been lost by restoring.
    pub(super) lost_history: bool,
}

/// What a backup holds.
#[derive(Clone, Debug, Default)]
struct Data {
    epoch: u128,
    rev: u64,
    tags: BTreeMap<u64, String>,
    rows: BTreeMap<RecordKey, Row>,
    ledger: BTreeMap<OpId, Entry>,
    devices: BTreeMap<(DeviceId, u128), u64>,
    effects: BTreeMap<OpId, u32>,
}

#[derive(Clone, Debug)]
struct Entry {
    device: DeviceId,
    epoch: u128,
    verdict: Verdict,
}

impl Server {
    pub(in crate::replica::engine) fn new() -> Self {
        let tags = BTreeMap::from([(0, "0".to_owned())]);
        Self {
            data: Data {
                tags,
                ..Data::default()
            },
            backup: None,
            epochs: 0,
            branches: 0,
            refusing: None,
            lost_history: false,
        }
    }

    pub(super) fn back_up(&mut self) {
        self.backup = Some(Box::new(self.data.clone()));
    }

    /// Puts the backup back, as the server does it: with a new history.
    pub(super) fn restore(&mut self) {
        self.put_back();
        self.epochs += 1;
        self.data.epoch = self.epochs;
    }

    /// Puts the backup back behind the server's back.
    pub(super) fn put_back(&mut self) {
        if let Some(backup) = &self.backup {
            self.data = (**backup).clone();
            self.branches += 1;
            self.lost_history = true;
        }
    }

    pub(super) fn rows(&self) -> &BTreeMap<RecordKey, Row> {
        &self.data.rows
    }

    pub(super) fn effects(&self) -> &BTreeMap<OpId, u32> {
        &self.data.effects
    }

    fn has(&self, head: &Seen) -> bool {
        head.epoch == epoch(self.data.epoch) && self.data.tags.get(&head.rev.0) == Some(&head.tag)
    }

    fn unknown(&self, edits: &[OpId]) -> Vec<OpId> {
        let known = |op_id: &&OpId| {
            let entry = self.data.ledger.get(*op_id);
            entry.is_some_and(|entry| entry.verdict.outcome.took_effect())
        };
        edits
            .iter()
            .filter(|op_id| !known(op_id))
            .copied()
            .collect()
    }

    fn refuse(&self) -> Result<(), Box<Problem>> {
        match self.refusing {
            Some(kind) => {
                let mut problem = problem(kind);
                problem.retry_after = (kind == ProblemKind::TooMany).then_some(20);
                Err(problem)
            }
            None => Ok(()),
        }
    }

    pub(in crate::replica::engine) fn push(
        &mut self,
        device: DeviceId,
        request: &PushRequest,
    ) -> Result<PushAnswer, Box<Problem>> {
        self.refuse()?;
        let foreign = request.head.as_ref().is_some_and(|head| !self.has(head));
        if request.epoch != epoch(self.data.epoch) || foreign {
            return Err(problem(ProblemKind::EpochChanged));
        }
        let mut verdicts = Vec::new();
        for envelope in request.intents.iter().take(VERDICTS) {
            verdicts.push(self.take(device, envelope)?);
        }
        let head = self.cursor(self.data.rev).seen();
        Ok(PushAnswer { verdicts, head })
    }

    fn take(&mut self, device: DeviceId, envelope: &Envelope) -> Result<Verdict, Box<Problem>> {
        let counter = (device, self.data.epoch);
        let last = self.data.devices.get(&counter).copied().unwrap_or(0);
        let known = self.data.ledger.get(&envelope.op_id);
        if envelope.seq <= last {
            return match known {
                Some(entry) => Ok(entry.verdict.clone()),
                None => Err(problem(ProblemKind::ClonedDevice)),
            };
        }
        if envelope.seq > last + 1 {
            return Err(problem(ProblemKind::SequenceGap));
        }
        let verdict = match known {
            Some(entry) => entry.verdict.clone(),
            None => self.decide(device, envelope),
        };
        self.data.devices.insert(counter, envelope.seq);
        Ok(verdict)
    }

    fn decide(&mut self, device: DeviceId, envelope: &Envelope) -> Verdict {
        let Ok(Intent::StaffCreate(create)) = Intent::decode(envelope) else {
            panic!("tests send what can be read");
        };
        self.data.rev += 1;
        let rev = Rev(self.data.rev);
        let tag = format!("{rev:?} {}", self.branches);
        self.data.tags.insert(rev.0, tag);
        let taken = self.data.rows.values().any(|row| match &row.record {
            Record::Account(account) => account.username == create.fields.username,
            _ => false,
        });
        let outcome = if taken {
            let message = Message::new("username-taken");
            Outcome::Rejected {
                problems: vec![FieldProblem::at("username", message)],
            }
        } else {
            let record = Record::from(create.account(UnixMillis(0)));
            self.data.rows.insert(record.key(), Row { rev, record });
            *self.data.effects.entry(envelope.op_id).or_default() += 1;
            Outcome::Applied
        };
        let verdict = Verdict {
            op_id: envelope.op_id,
            seq: envelope.seq,
            outcome,
            rev,
            at: UnixMillis(0),
        };
        let entry = Entry {
            device,
            epoch: self.data.epoch,
            verdict: verdict.clone(),
        };
        self.data.ledger.insert(envelope.op_id, entry);
        verdict
    }

    pub(in crate::replica::engine) fn pull(
        &self,
        device: DeviceId,
        request: &PullRequest,
    ) -> Result<PullAnswer, Box<Problem>> {
        self.refuse()?;
        let known = request.cursor.as_ref().filter(|cursor| {
            cursor.epoch == epoch(self.data.epoch)
                && self.data.tags.get(&cursor.rev.0) == Some(&cursor.tag)
                && request.head.as_ref().is_none_or(|head| self.has(head))
        });
        let (rows, after, cursor) = match (known, request.after) {
            (Some(cursor), None) => self.changes(cursor),
            (Some(cursor), Some(after)) => self.snapshot(Some(after), cursor.clone()),
            (None, _) => self.snapshot(None, self.cursor(self.data.rev)),
        };
        let more = after.is_some() || cursor.rev.0 < self.data.rev;
        Ok(PullAnswer {
            snapshot: known.is_none(),
            after,
            rows,
            gone: Vec::new(),
            unknown: self.unknown(&request.confirm),
            backed_up: None,
            verdicts: self.unread(device, request.acked_through),
            last_seq: self.counted(device),
            head: self.cursor(self.data.rev).seen(),
            cursor,
            more,
            permissions: BTreeSet::new(),
            sealing_key: SealingKey {
                id: String::new(),
                public: String::new(),
            },
            server_time: UnixMillis(0),
        })
    }

    fn snapshot(
        &self,
        after: Option<RecordKey>,
        cursor: Cursor,
    ) -> (Vec<Row>, Option<RecordKey>, Cursor) {
        let rest = self.data.rows.iter();
        let mut rest = rest.filter(|(key, _)| after.is_none_or(|after| **key > after));
        let page: Vec<_> = rest.by_ref().take(PAGE).collect();
        let last = page.last().map(|(key, _)| **key);
        let after = last.filter(|_| rest.next().is_some());
        (
            page.into_iter().map(|(_, row)| row.clone()).collect(),
            after,
            cursor,
        )
    }

    fn changes(&self, cursor: &Cursor) -> (Vec<Row>, Option<RecordKey>, Cursor) {
        let rows = self.data.rows.values();
        let mut rows: Vec<Row> = rows.filter(|row| row.rev > cursor.rev).cloned().collect();
        rows.sort_by_key(|row| row.rev);
        let rev = match rows.get(PAGE - 1) {
            Some(last) if rows.len() > PAGE => last.rev.0,
            _ => self.data.rev,
        };
        rows.truncate(PAGE);
        (rows, None, self.cursor(rev))
    }

    fn cursor(&self, rev: u64) -> Cursor {
        Cursor {
            epoch: epoch(self.data.epoch),
            rev: Rev(rev),
            tag: self.data.tags.get(&rev).cloned().unwrap_or_default(),
            scope: String::new(),
        }
    }

    fn unread(&self, device: DeviceId, acked_through: u64) -> Vec<Verdict> {
        let entries = self.data.ledger.values();
        let own = entries.filter(|entry| {
            entry.device == device
                && entry.epoch == self.data.epoch
                && entry.verdict.seq > acked_through
        });
        own.map(|entry| entry.verdict.clone()).collect()
    }

    fn counted(&self, device: DeviceId) -> u64 {
        let counter = (device, self.data.epoch);
        self.data.devices.get(&counter).copied().unwrap_or(0)
    }
}

fn epoch(number: u128) -> EpochId {
    EpochId(Uuid::from_u128(number))
}

fn problem(kind: ProblemKind) -> Box<Problem> {
    Box::new(Problem::new(kind, Message::new("problem")))
}
