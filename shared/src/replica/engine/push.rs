//! Which intents go next, and what their verdicts change.

use std::collections::BTreeMap;

use serde::Serialize;

use super::numbering;
use crate::id::OpId;
use crate::intent::{Envelope, Intent};
use crate::message::FieldProblem;
use crate::mutant::{self, Mutant};
use crate::protocol::{
    MAX_PUSH_BYTES, MAX_PUSH_INTENTS, MAX_PUSH_SEALED, Outcome, PROTOCOL, Problem, PushAnswer,
    PushRequest, Rev, Verdict,
};
use crate::replica::local::{Answered, Batch, Local, Meta, Place, Queued, Sending, Write};
use crate::time::UnixMillis;

/// Room for what a push holds beside its intents, in bytes.
const REQUEST_BYTES: u64 = 512;
/// A number in an envelope that still has none grows by at most this many digits.
const SEQ_DIGITS: u64 = 20;

/// Numbers for those of the next intents that have none; empty when each has one. They are durable
/// before anything leaves under them.
pub(super) fn numbering(local: &Local, limit: usize) -> Vec<Write> {
    let mut meta = local.meta.clone();
    let mut writes = Vec::new();
    for (place, queued) in next(&local.outbox, limit) {
        if queued.envelope.seq > 0 {
            continue;
        }
        let mut queued = queued.clone();
        meta.last_seq += 1;
        queued.envelope.seq = meta.last_seq;
        queued.sending = Sending::Sent;
        writes.push(Write::PutQueued(*place, Box::new(queued)));
    }
    if !writes.is_empty() && !mutant::is(Mutant::NumberReused) {
        writes.push(Write::PutMeta(Box::new(meta)));
    }
    writes
}

/// The next push. `None` without a queue or a history.
pub(super) fn request(local: &Local, limit: usize) -> Option<PushRequest> {
    let mut intents: Vec<Envelope> = Vec::new();
    for (_, queued) in next(&local.outbox, limit) {
        let follows = intents
            .last()
            .is_none_or(|last| last.seq + 1 == queued.envelope.seq);
        // Behind a gap (its intents have their verdicts) a new push begins.
        if !follows {
            break;
        }
        intents.push(queued.envelope.clone());
    }
    if intents.is_empty() {
        return None;
    }
    Some(PushRequest {
        protocol: PROTOCOL,
        epoch: local.meta.numbered_in?,
        head: local.meta.head.clone(),
        acked_through: local.meta.acked_through,
        intents,
    })
}

/// The front of the queue that fits into one push; never empty unless the queue is.
fn next(outbox: &BTreeMap<Place, Queued>, limit: usize) -> Vec<(&Place, &Queued)> {
    let mut bytes = REQUEST_BYTES;
    let mut sealed = 0;
    let mut next = Vec::new();
    for (place, queued) in outbox.iter().take(limit.min(MAX_PUSH_INTENTS)) {
        bytes += size(&queued.envelope) + SEQ_DIGITS;
        // What this page cannot read may hold one.
        sealed += Intent::decode(&queued.envelope).map_or(1, |intent| intent.sealed());
        let full = bytes > MAX_PUSH_BYTES || sealed > MAX_PUSH_SEALED;
        // One that is too large by itself goes alone; the server says so.
        if full && !next.is_empty() {
            break;
        }
        next.push((place, queued));
    }
    next
}

/// The length of a value as JSON, in bytes.
fn size(value: &impl Serialize) -> u64 {
    let json = serde_json::to_vec(value).unwrap_or_default();
    u64::try_from(json.len()).unwrap_or(u64::MAX)
}

/// What the answer to a push changes; empty when no verdict is about an intent of the queue.
pub(super) fn verdicts(local: &Local, answer: PushAnswer, now: UnixMillis) -> Vec<Write> {
    let mut writes = decided(local, &answer.verdicts, now);
    if let Some(Write::PutMeta(meta)) = writes.last_mut() {
        meta.head = Some(answer.head);
    }
    writes
}

fn decided(local: &Local, verdicts: &[Verdict], now: UnixMillis) -> Vec<Write> {
    let mut meta = local.meta.clone();
    let mut outbox = local.outbox.clone();
    let mut writes = answered(&mut outbox, &mut meta, verdicts);
    if !writes.is_empty() {
        meta.last_contact = Some(now);
        writes.push(Write::PutMeta(Box::new(meta)));
    }
    writes
}

/// Moves decided intents out of the queue. A verdict about an intent that is not in the queue says
/// nothing: it came before, or is not for this device.
pub(super) fn answered(
    outbox: &mut BTreeMap<Place, Queued>,
    meta: &mut Meta,
    verdicts: &[Verdict],
) -> Vec<Write> {
    let queued = outbox.iter();
    let places: BTreeMap<OpId, Place> = queued
        .map(|(place, queued)| (queued.envelope.op_id, *place))
        .collect();
    let mut writes = Vec::new();
    for verdict in verdicts {
        let place = places.get(&verdict.op_id);
        let Some((place, queued)) = place.and_then(|place| outbox.remove_entry(place)) else {
            continue;
        };
        let answered = Answered {
            envelope: queued.envelope,
            verdict: verdict.clone(),
        };
        writes.push(Write::Answer(place, Box::new(answered)));
    }
    // Numbers are given in the order of the queue, so that all below the lowest are decided.
    meta.acked_through = numbering::lowest(outbox, meta) - 1;
    writes
}

/// What becomes of the first intent of the queue, which the server cannot take in whole: the person
/// has to make it smaller.
pub(super) fn refused(local: &Local, problem: &Problem, now: UnixMillis) -> Vec<Write> {
    let verdict = |envelope: &Envelope| Verdict {
        op_id: envelope.op_id,
        seq: envelope.seq,
        outcome: Outcome::Rejected {
            problems: vec![FieldProblem::general(problem.message.clone())],
        },
        rev: Rev::default(),
        at: now,
        notes: Vec::new(),
    };
    let first = local.outbox.values().next();
    let first: Vec<Verdict> = first
        .map(|queued| verdict(&queued.envelope))
        .into_iter()
        .collect();
    decided(local, &first, now)
}

/// Whether a batch takes something out of the queue.
pub(super) fn decides(batch: &Batch) -> bool {
    let mut writes = batch.writes.iter();
    writes.any(|write| matches!(write, Write::Answer(..)))
}
