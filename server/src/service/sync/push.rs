//! Push: takes intents in and gives the verdict of each.

use lanyard_shared::id::DeviceId;
use lanyard_shared::intent::{Envelope, Intent};
use lanyard_shared::mutant::{self, Mutant};
use lanyard_shared::protocol::{MAX_PUSH_INTENTS, ProblemKind, PushAnswer, PushRequest, Seen};

use super::admit;
use super::decide::{Batch, Item, Place, apply, place, same_history};
use crate::app::App;
use crate::error::{Error, Result};
use crate::service::intent;
use crate::service::sessions::Actor;
use crate::store::devices::{self, Queue};
use crate::store::{Tx, ledger};

/// Takes intents in and gives the verdict of each, in their order. Effect, verdict and audit entry
/// of an intent are stored together; one that fails does not stop the others.
///
/// A push with more new sealed passwords than the limit is decided up to there: the answer has
/// fewer verdicts than the request has intents, and the device sends the rest again.
///
/// # Errors
/// Refusals of the whole push, which decide nothing: `reload`, `password-change-required`,
/// `too-large`, `epoch-changed`, `cloned-device`, `sequence-gap`. What the store gives.
pub async fn push(
    app: &App,
    actor: &Actor,
    device: DeviceId,
    request: PushRequest,
) -> Result<PushAnswer> {
    admit(actor, request.protocol)?;
    if request.intents.len() > MAX_PUSH_INTENTS {
        return Err(Error::refused(ProblemKind::TooLarge, "problem-too-large"));
    }
    let queue = Queue {
        account: actor.account,
        device,
        epoch: request.epoch,
    };
    let batch = Batch {
        queue,
        head: request.head.clone(),
        acked_through: request.acked_through,
        items: prepare(app, actor, queue, request.head, request.intents).await?,
    };
    let now = app.effects.clock.now();
    let keys = app.clone();
    let written = app.store.write(move |tx| apply(&keys, tx, &batch, now));
    let answer = written.await?;
    let mut verdicts = answer.verdicts.iter();
    if verdicts.any(|verdict| verdict.outcome.took_effect()) {
        app.mail_waiting.notify_one();
    }
    Ok(answer)
}

/// Prepares what was not decided before. What a look at the store refuses already costs no hash.
async fn prepare(
    app: &App,
    actor: &Actor,
    queue: Queue,
    head: Option<Seen>,
    intents: Vec<Envelope>,
) -> Result<Vec<Item>> {
    let (intents, known) = app
        .store
        .read(move |tx| {
            same_history(tx, queue, head.as_ref())?;
            let known = known(tx, queue, &intents)?;
            Ok((intents, known))
        })
        .await?;
    let mut sealed = 0;
    let mut items = Vec::new();
    for (envelope, known) in intents.into_iter().zip(known) {
        let prepared = if known {
            None
        } else {
            sealed += Intent::decode(&envelope).map_or(0, |intent| intent.sealed());
            if sealed > app.limits.push_sealed {
                break;
            }
            Some(intent::prepare(app, actor, &envelope).await?)
        };
        items.push(Item {
            body_hash: ledger::body_hash(&envelope),
            envelope,
            prepared,
        });
    }
    Ok(items)
}

/// Which of the intents were decided before; refuses a queue that does not continue here.
fn known(tx: &Tx<'_>, queue: Queue, intents: &[Envelope]) -> Result<Vec<bool>> {
    let mut last = devices::last_seq(tx, queue)?;
    let mut known = Vec::new();
    for envelope in intents {
        if let Place::Next = place(tx, queue, last, envelope)? {
            last = envelope.seq;
        }
        let decided = ledger::find(tx, envelope.op_id)?.is_some();
        known.push(decided && !mutant::is(Mutant::LedgerNotAsked));
    }
    Ok(known)
}
