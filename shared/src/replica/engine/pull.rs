//! What one page of news changes: verdicts, rows, cursor and numbers, in one batch.

use super::{numbering, push};
use crate::id::DeviceId;
use crate::mutant::{self, Mutant};
use crate::protocol::PullAnswer;
use crate::replica::event::Moment;
use crate::replica::local::{Answered, Local, Place, Write};
use crate::time::{Millis, Since};

/// How long an intent that took effect is kept, in case a backup is restored on the server.
const KEPT: Millis = Millis::hours(30 * 24);

/// The batch of one page. `renumber` when the server has refused the numbers of the queue.
pub(super) fn page(
    local: &Local,
    answer: PullAnswer,
    renumber: bool,
    moment: Moment,
) -> Vec<Write> {
    let mut meta = local.meta.clone();
    let mut outbox = local.outbox.clone();
    let mut writes = push::answered(&mut outbox, &mut meta, &answer.verdicts);

    // The server's count ends before the queue begins: it lost what came between.
    let lags = numbering::lowest(&outbox, &meta) > answer.last_seq + 1;
    let another_history = meta
        .numbered_in
        .is_some_and(|epoch| epoch != answer.cursor.epoch);
    if another_history || renumber || lags {
        writes.extend(numbering::anew(&outbox, &mut meta, answer.last_seq));
    } else if answer.last_seq > meta.last_seq {
        // Somebody else has used this device's name: its data was copied to another browser, or an
        // older copy of it was put back.
        meta.device = Some(DeviceId::new(moment.now, moment.random));
        writes.extend(numbering::anew(&outbox, &mut meta, 0));
    }

    let snapshot = answer.snapshot;
    if snapshot {
        if !mutant::is(Mutant::SnapshotKeepsRows) {
            writes.push(Write::ClearRows);
        }
        if mutant::is(Mutant::AnsweredLetGo) {
            writes.extend(local.answered.keys().copied().map(Write::LetGo));
        }
        meta.generation += 1;
    }
    let kept = kept(local, &answer);
    let changed = answer.rows.into_iter().map(Box::new).map(Write::PutRow);
    writes.extend(changed);
    writes.extend(answer.gone.into_iter().map(Write::DeleteRow));
    if snapshot {
        // Another history, perhaps: what of the answered edits does it hold?
        meta.confirming = local.answered.keys().next().map(|_| 0);
    } else {
        writes.extend(kept);
        meta.confirming = confirmed(local);
    }

    meta.head = Some(answer.head);
    meta.numbered_in = Some(answer.cursor.epoch);
    meta.cursor = Some(answer.cursor);
    meta.snapshot_after = answer.after;
    meta.permissions = answer.permissions;
    meta.seats_out_of_sight = answer.seats_out_of_sight;
    meta.sealing_key = Some(answer.sealing_key);
    meta.last_contact = Some(moment.now);
    meta.contact = Some(Since::now(moment.now));
    meta.clock_ahead = answer.server_time.since(moment.now);
    writes.push(Write::PutMeta(Box::new(meta)));
    writes
}

/// Whether a batch is one of news.
pub(super) fn brings_rows(writes: &[Write]) -> bool {
    let mut writes = writes.iter();
    writes.any(|write| matches!(write, Write::PutRow(_) | Write::DeleteRow(_)))
}

/// What becomes of the answered edits. Those that the server was asked after and does not know were
/// undone by a restore. Others are let go of when no restore can undo them any more, or when they
/// are too old to matter; but not while some are still to be asked after, because their revisions
/// may be those of another history.
fn kept(local: &Local, answer: &PullAnswer) -> Vec<Write> {
    if local.meta.confirming.is_some() && !mutant::is(Mutant::UndoneUntold) {
        let asked = local.to_confirm();
        return asked
            .filter(|(_, edit)| answer.unknown.contains(&edit.envelope.op_id))
            .map(|(place, edit)| Write::Undo(place, Box::new(edit.clone())))
            .collect();
    }
    let settled = |answered: &Answered| {
        let backed_up = answer
            .backed_up
            .is_some_and(|rev| answered.verdict.rev <= rev);
        backed_up || answer.server_time.since(answered.verdict.at) > KEPT
    };
    let answered = local.answered.iter();
    answered
        .filter(|(_, answered)| settled(answered))
        .map(|(place, _)| Write::LetGo(*place))
        .collect()
}

/// How far asking after answered edits has come; `None` when all were asked after.
fn confirmed(local: &Local) -> Option<Place> {
    let asked = local.to_confirm().last().map(|(place, _)| place)?;
    let mut left = local.answered.keys();
    left.any(|place| *place > asked).then_some(asked)
}
