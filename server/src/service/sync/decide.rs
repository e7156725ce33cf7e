//! Inside the transaction of a push: each intent gets its one verdict.

use std::sync::Arc;

use lanyard_shared::id::OpId;
use lanyard_shared::intent::Envelope;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::mutant::{self, Mutant};
use lanyard_shared::protocol::{Outcome, ProblemKind, PushAnswer, Seen, Verdict};
use lanyard_shared::time::UnixMillis;
use lanyard_shared::visibility::Viewer;
use serde_json::{Value, json};

use crate::app::App;
use crate::error::{Error, Result};
use crate::service::intent::case::Case;
use crate::service::intent::{Prepared, rejected};
use crate::service::rights;
use crate::store::audit::{self, AuditEntry};
use crate::store::devices::{self, Queue};
use crate::store::ledger::{self, Decided};
use crate::store::{Tx, acknowledgements, is_trouble};

/// One push, ready for its transaction.
pub(super) struct Batch {
    pub(super) queue: Queue,
    pub(super) head: Option<Seen>,
    pub(super) acked_through: u64,
    pub(super) items: Vec<Item>,
}

/// One intent of a push.
pub(super) struct Item {
    pub(super) envelope: Envelope,
    pub(super) body_hash: [u8; 32],
    /// `None` for one that was decided before: it is not prepared a second time.
    pub(super) prepared: Option<Prepared>,
}

/// Refuses a queue that counts in another history, or whose device has heard of one.
pub(super) fn same_history(tx: &Tx<'_>, queue: Queue, head: Option<&Seen>) -> Result<()> {
    let goes_on = head.map_or(Ok(true), |seen| audit::has(tx, seen))?;
    if goes_on && audit::head(tx)?.epoch == queue.epoch {
        return Ok(());
    }
    let kind = ProblemKind::EpochChanged;
    Err(Error::refused(kind, "problem-epoch-changed"))
}

/// Where an intent stands in its queue.
pub(super) enum Place {
    /// It is the next one.
    Next,
    /// It was decided at this place before.
    Again(Box<Decided>),
}

/// Where `envelope` stands in a queue that was decided up to `last`.
///
/// # Errors
/// `sequence-gap`, `cloned-device`.
pub(super) fn place(tx: &Tx<'_>, queue: Queue, last: u64, envelope: &Envelope) -> Result<Place> {
    let gap = || Error::refused(ProblemKind::SequenceGap, "problem-sequence-gap");
    if envelope.seq > last {
        return if envelope.seq - last == 1 || mutant::is(Mutant::GapAccepted) {
            Ok(Place::Next)
        } else {
            Err(gap())
        };
    }
    let decided = ledger::at(tx, queue, envelope.seq)?.ok_or_else(gap)?;
    if decided.verdict.op_id != envelope.op_id && !mutant::is(Mutant::CloneUnnoticed) {
        // Two browsers count in one queue: the profile was copied.
        let kind = ProblemKind::ClonedDevice;
        return Err(Error::refused(kind, "problem-cloned-device"));
    }
    Ok(Place::Again(Box::new(decided)))
}

/// The author of a push. What they may do is looked up once, and again after each effect that may
/// have changed it.
struct Author<'a> {
    app: &'a App,
    queue: Queue,
    now: UnixMillis,
    viewer: Option<Arc<Viewer>>,
}

impl Author<'_> {
    fn viewer(&mut self, tx: &Tx<'_>) -> Result<Arc<Viewer>> {
        if let Some(viewer) = &self.viewer {
            return Ok(Arc::clone(viewer));
        }
        let viewer = Arc::new(rights::viewer(tx, self.queue.account)?);
        self.viewer = Some(Arc::clone(&viewer));
        Ok(viewer)
    }
}

/// A way to decide one intent.
type Decide = fn(&mut Tx<'_>, &mut Author<'_>, &Item) -> Result<Verdict>;

/// Decides the intents of a push in their order and notes how far the queue has come.
///
/// Hardly any intent fails, and SQLite copies each page that a savepoint changes: one for them all
/// saves a tenth of the writer's time. Where an intent does fail, all are decided again, each in one
/// of its own.
pub(super) fn apply(
    app: &App,
    tx: &mut Tx<'_>,
    batch: &Batch,
    now: UnixMillis,
) -> Result<PushAnswer> {
    match tx.attempt(|tx| apply_by(reach, app, tx, batch, now)) {
        Err(error) if !is_lost(tx, &error) => apply_by(decide, app, tx, batch, now),
        applied => applied,
    }
}

fn apply_by(
    decide: Decide,
    app: &App,
    tx: &mut Tx<'_>,
    batch: &Batch,
    now: UnixMillis,
) -> Result<PushAnswer> {
    let queue = batch.queue;
    same_history(tx, queue, batch.head.as_ref())?;
    let mut last = devices::last_seq(tx, queue)?;
    let mut author = Author {
        app,
        queue,
        now,
        viewer: None,
    };
    let mut verdicts = Vec::new();
    for item in &batch.items {
        let verdict = match place(tx, queue, last, &item.envelope)? {
            Place::Next => {
                last = item.envelope.seq;
                decide(tx, &mut author, item)?
            }
            Place::Again(decided) => again(*decided, item),
        };
        verdicts.push(verdict);
    }
    let acked_through = batch.acked_through.min(last);
    devices::put(tx, queue, last, acked_through, now)?;
    acknowledgements::note(tx, queue, acked_through, now)?;
    let head = audit::head(tx)?.seen();
    Ok(PushAnswer { verdicts, head })
}

/// The verdict of an intent that comes again at its place.
fn again(decided: Decided, item: &Item) -> Verdict {
    if decided.body_hash == item.body_hash {
        return decided.verdict;
    }
    Verdict {
        outcome: reused(),
        ..decided.verdict
    }
}

/// Decides one intent at its place and writes the verdict down. A fault of the server's becomes the
/// verdict of this intent alone, unless the transaction as a whole is lost.
fn decide(tx: &mut Tx<'_>, author: &mut Author<'_>, item: &Item) -> Result<Verdict> {
    let (queue, now) = (author.queue, author.now);
    let error = match tx.attempt(|tx| reach(tx, author, item)) {
        Ok(verdict) => return Ok(verdict),
        Err(error) => error,
    };
    if is_lost(tx, &error) {
        return Err(error);
    }
    let outcome = failed(error, item.envelope.op_id);
    let verdict = note(tx, queue, item, outcome, now)?;
    ledger::insert(tx, queue, item.body_hash, &verdict)?;
    Ok(verdict)
}

/// Whether an error is one of the transaction as a whole.
fn is_lost(tx: &Tx<'_>, error: &Error) -> bool {
    tx.is_over() || is_trouble(error)
}

fn reach(tx: &mut Tx<'_>, author: &mut Author<'_>, item: &Item) -> Result<Verdict> {
    let (queue, now) = (author.queue, author.now);
    let known = ledger::find(tx, item.envelope.op_id)?;
    let known = known.filter(|_| !mutant::is(Mutant::LedgerNotAsked));
    let verdict = match known {
        // It was decided at another place: before a restore, or under another device name.
        Some(decided)
            if (decided.account == queue.account || mutant::is(Mutant::VerdictToAnyone))
                && decided.body_hash == item.body_hash =>
        {
            Verdict {
                seq: item.envelope.seq,
                ..decided.verdict
            }
        }
        Some(_) => note(tx, queue, item, reused(), now)?,
        None => {
            let prepared = item
                .prepared
                .as_ref()
                .ok_or_else(|| Error::Internal("the ledger lost a verdict".to_owned()))?;
            if let Some(outcome) = held(tx, queue, &item.envelope)? {
                note(tx, queue, item, outcome, now)?
            } else {
                let viewer = author.viewer(tx)?;
                let case = Case::of(tx, queue, viewer, item.envelope.seen.as_ref())?;
                let judged = prepared.judge(tx, &case, now)?;
                if judged.effect.moves_rights() {
                    author.viewer = None;
                }
                let mut verdict = note(tx, queue, item, judged.outcome, now)?;
                let moment = (verdict.rev, now);
                verdict.notes = judged.effect.take(author.app, tx, &case, moment)?;
                verdict
            }
        }
    };
    if mutant::is(Mutant::VerdictNotKept) {
        return Ok(verdict);
    }
    ledger::insert(tx, queue, item.body_hash, &verdict)?;
    Ok(verdict)
}

/// How an intent ends whatever it asks for: held, because one that it builds on did not take effect.
fn held(tx: &Tx<'_>, queue: Queue, envelope: &Envelope) -> Result<Option<Outcome>> {
    for earlier in &envelope.after {
        let decided = ledger::find(tx, *earlier)?;
        let own = decided.filter(|decided| decided.account == queue.account);
        if own.is_some_and(|decided| !decided.verdict.outcome.took_effect())
            && !mutant::is(Mutant::HeldIgnored)
        {
            return Ok(Some(Outcome::Held { on: *earlier }));
        }
    }
    Ok(None)
}

/// Writes the audit entry of an outcome, whose revision the verdict bears.
fn note(
    tx: &mut Tx<'_>,
    queue: Queue,
    item: &Item,
    outcome: Outcome,
    now: UnixMillis,
) -> Result<Verdict> {
    let envelope = &item.envelope;
    let prepared = item.prepared.as_ref();
    let entry = AuditEntry {
        actor: Some(queue.account),
        action: prepared.map_or("intent.refused", Prepared::action),
        target: prepared.and_then(Prepared::target),
        detail: json!({
            "op": envelope.op_id,
            "device": queue.device,
            "authored_at": envelope.authored_at,
            "outcome": told(&outcome),
            // What was refused may be anything that somebody sent; the log keeps it out.
            "asked": prepared.filter(|_| outcome.took_effect()).map(Prepared::detail),
        }),
    };
    Ok(Verdict {
        op_id: envelope.op_id,
        seq: envelope.seq,
        outcome,
        rev: tx.bump(now, &entry)?,
        at: now,
        notes: Vec::new(),
    })
}

/// What the audit log keeps of an outcome: of a conflict the fields without their values, which are
/// people's names and addresses.
fn told(outcome: &Outcome) -> Value {
    match outcome {
        Outcome::Conflict { fields } => {
            let fields: Vec<&str> = fields.iter().map(|odds| odds.field.as_str()).collect();
            json!({ "result": "conflict", "fields": fields })
        }
        other => json!(other),
    }
}

fn reused() -> Outcome {
    rejected(FieldProblem::general(Message::new("intent-id-reused")))
}

/// What an error inside an intent means for it.
fn failed(error: Error, op_id: OpId) -> Outcome {
    match error {
        Error::Refused(problem) if problem.fields.is_empty() => {
            rejected(FieldProblem::general(problem.message))
        }
        Error::Refused(problem) => Outcome::Rejected {
            problems: problem.fields,
        },
        failed => {
            let request_id = op_id.to_string();
            tracing::error!(request_id, error = %failed, "an intent failed");
            Outcome::Failed { request_id }
        }
    }
}
