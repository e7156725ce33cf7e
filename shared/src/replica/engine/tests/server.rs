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
use crate::record::{Record, RecordKey, Row, SeatCount};
use crate::time::UnixMillis;

/// A page of news holds this many rows.
const PAGE: usize = 2;
/// A push gets at most this many verdicts in one answer; the rest come with the next.
const VERDICTS: usize = 3;

/// Its one history.
const EPOCH: EpochId = EpochId(Uuid::nil());

/// The server.
#[derive(Clone, Debug, Default)]
pub(super) struct Server {
    rev: u64,
    rows: BTreeMap<RecordKey, Row>,
    ledger: BTreeMap<OpId, (DeviceId, Verdict)>,
    /// How far each device's queue has come.
    devices: BTreeMap<DeviceId, u64>,
}

impl Server {
    pub(super) fn new() -> Self {
        Self::default()
    }

    fn has(&self, head: &Seen) -> bool {
        head.epoch == EPOCH && head.rev.0 <= self.rev && head.tag == tag(head.rev.0)
    }

    fn unknown(&self, edits: &[OpId]) -> Vec<OpId> {
        let known = |op_id: &&OpId| {
            let entry = self.ledger.get(*op_id);
            entry.is_some_and(|(_, verdict)| verdict.outcome.took_effect())
        };
        edits
            .iter()
            .filter(|op_id| !known(op_id))
            .copied()
            .collect()
    }

    pub(super) fn push(
        &mut self,
        device: DeviceId,
        request: &PushRequest,
    ) -> Result<PushAnswer, Box<Problem>> {
        let foreign = request.head.as_ref().is_some_and(|head| !self.has(head));
        if request.epoch != EPOCH || foreign {
            return Err(problem(ProblemKind::EpochChanged));
        }
        let mut verdicts = Vec::new();
        for envelope in request.intents.iter().take(VERDICTS) {
            verdicts.push(self.take(device, envelope)?);
        }
        let head = self.cursor(self.rev).seen();
        Ok(PushAnswer { verdicts, head })
    }

    fn take(&mut self, device: DeviceId, envelope: &Envelope) -> Result<Verdict, Box<Problem>> {
        let last = self.counted(device);
        let known = self.ledger.get(&envelope.op_id);
        if envelope.seq <= last {
            return match known {
                Some((_, verdict)) => Ok(verdict.clone()),
                None => Err(problem(ProblemKind::ClonedDevice)),
            };
        }
        if envelope.seq > last + 1 {
            return Err(problem(ProblemKind::SequenceGap));
        }
        let verdict = match known {
            Some((_, verdict)) => verdict.clone(),
            None => self.decide(device, envelope),
        };
        self.devices.insert(device, envelope.seq);
        Ok(verdict)
    }

    fn decide(&mut self, device: DeviceId, envelope: &Envelope) -> Verdict {
        let Ok(Intent::StaffCreate(create)) = Intent::decode(envelope) else {
            panic!("tests send what can be read");
        };
        self.rev += 1;
        let rev = Rev(self.rev);
        let taken = self.rows.values().any(|row| match &row.record {
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
            self.rows.insert(record.key(), Row { rev, record });
            Outcome::Applied
        };
        let verdict = Verdict {
            op_id: envelope.op_id,
            seq: envelope.seq,
            outcome,
            rev,
            at: UnixMillis(0),
            notes: Vec::new(),
        };
        self.ledger
            .insert(envelope.op_id, (device, verdict.clone()));
        verdict
    }

    pub(super) fn pull(
        &self,
        device: DeviceId,
        request: &PullRequest,
    ) -> Result<PullAnswer, Box<Problem>> {
        let known = request.cursor.as_ref().filter(|cursor| {
            self.has(&cursor.seen()) && request.head.as_ref().is_none_or(|head| self.has(head))
        });
        let (rows, after, cursor) = match (known, request.after) {
            (Some(cursor), None) => self.changes(cursor),
            (Some(cursor), Some(after)) => self.snapshot(Some(after), cursor.clone()),
            (None, _) => self.snapshot(None, self.cursor(self.rev)),
        };
        let more = after.is_some() || cursor.rev.0 < self.rev;
        Ok(PullAnswer {
            snapshot: known.is_none(),
            after,
            rows,
            gone: Vec::new(),
            unknown: self.unknown(&request.confirm),
            backed_up: None,
            verdicts: self.unread(device, request.acked_through),
            last_seq: self.counted(device),
            head: self.cursor(self.rev).seen(),
            cursor,
            more,
            permissions: BTreeSet::new(),
            seats_out_of_sight: SeatCount::default(),
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
        let rest = self.rows.iter();
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
        let rows = self.rows.values();
        let mut rows: Vec<Row> = rows.filter(|row| row.rev > cursor.rev).cloned().collect();
        rows.sort_by_key(|row| row.rev);
        let rev = match rows.get(PAGE - 1) {
            Some(last) if rows.len() > PAGE => last.rev.0,
            _ => self.rev,
        };
        rows.truncate(PAGE);
        (rows, None, self.cursor(rev))
    }

    fn cursor(&self, rev: u64) -> Cursor {
        Cursor {
            epoch: EPOCH,
            rev: Rev(rev),
            tag: tag(rev),
            scope: String::new(),
        }
    }

    fn unread(&self, device: DeviceId, acked_through: u64) -> Vec<Verdict> {
        let own = self
            .ledger
            .values()
            .filter(|(author, verdict)| *author == device && verdict.seq > acked_through);
        own.map(|(_, verdict)| verdict.clone()).collect()
    }

    fn counted(&self, device: DeviceId) -> u64 {
        self.devices.get(&device).copied().unwrap_or(0)
    }
}

fn tag(rev: u64) -> String {
    format!("tag {rev}")
}

fn problem(kind: ProblemKind) -> Box<Problem> {
    Box::new(Problem::new(kind, Message::new("problem")))
}
