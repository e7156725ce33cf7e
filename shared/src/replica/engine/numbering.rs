//! Sequence numbers: which the queue has, and how it gets others.

use std::collections::BTreeMap;

use crate::mutant::{self, Mutant};
use crate::replica::local::{Meta, Place, Queued, Sending, Write};

/// The queue after it has lost its numbers: the next ones follow on `base`, which is how far the
/// server has counted. Changes the counters in `meta`.
pub(super) fn anew(outbox: &BTreeMap<Place, Queued>, meta: &mut Meta, base: u64) -> Vec<Write> {
    meta.last_seq = base;
    meta.acked_through = base;
    let numbered = outbox.iter().filter(|(_, queued)| queued.envelope.seq > 0);
    numbered
        .map(|(place, queued)| {
            let mut queued = queued.clone();
            queued.envelope.seq = 0;
            queued.sending = Sending::Waiting;
            let place = match outbox.first_key_value() {
                Some((first, _)) if mutant::is(Mutant::RenumberingLosesQueue) => first,
                _ => place,
            };
            Write::PutQueued(*place, Box::new(queued))
        })
        .collect()
}

/// The lowest number in the queue; where nothing has one, the next that would be given out.
pub(super) fn lowest(outbox: &BTreeMap<Place, Queued>, meta: &Meta) -> u64 {
    let numbers = outbox.values().map(|queued| queued.envelope.seq);
    let lowest = numbers.filter(|seq| *seq > 0).min();
    lowest.unwrap_or(meta.last_seq + 1)
}
