//! What a device has stored, and the writes that change it. The browser keeps this in IndexedDB
//! and a test in memory; both apply the same [`Batch`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::id::{DeviceId, EpochId};
use crate::intent::Envelope;
use crate::permission::Permission;
use crate::protocol::{Cursor, MAX_CONFIRM, SealingKey, Seen, Verdict};
use crate::record::{RecordKey, Row, SeatCount};
use crate::time::{Millis, Since, UnixMillis};

/// Everything that one device keeps for one account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Local {
    /// What is not a row.
    pub meta: Meta,
    /// The server's rows.
    pub rows: BTreeMap<RecordKey, Row>,
    /// Edits without a verdict, by their place in the queue.
    pub outbox: BTreeMap<Place, Queued>,
    /// Refused edits, by their place in the queue when they were made; and edits that took effect,
    /// where a restored backup has undone it.
    pub attention: BTreeMap<Place, Answered>,
    /// Edits that took effect, kept in case a backup is restored on the server.
    pub answered: BTreeMap<Place, Answered>,
}

/// The order in which edits were made on this device. Given by the store when the edit is written.
pub type Place = u64;

/// Cursor, device and counters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// This device, for this account.
    pub device: Option<DeviceId>,
    /// How much of which history the rows show.
    pub cursor: Option<Cursor>,
    /// The newest revision that the server has told of. Everything answered is part of the history
    /// up to it, or that history is gone.
    #[serde(default)]
    pub head: Option<Seen>,
    /// The history in which the sequence numbers count; `None` before the first pull.
    #[serde(default)]
    pub numbered_in: Option<EpochId>,
    /// The last sequence number that was given out in that history.
    pub last_seq: u64,
    /// Every verdict up to this sequence number is stored here.
    pub acked_through: u64,
    /// The last key of a snapshot that has not arrived whole.
    pub snapshot_after: Option<RecordKey>,
    /// What the reader may do.
    #[serde(default)]
    pub permissions: BTreeSet<Permission>,
    /// The seats of a limited plan that people out of the reader's sight take.
    #[serde(default)]
    pub seats_out_of_sight: SeatCount,
    /// The key for sealing what is typed.
    pub sealing_key: Option<SealingKey>,
    /// When the server last answered, by this device's clock.
    pub last_contact: Option<UnixMillis>,
    /// How far the server's clock is ahead of this device's. For telling time left.
    #[serde(default)]
    pub clock_ahead: Millis,
    /// How long ago the server last answered with news, also where the clock was set back meanwhile.
    #[serde(default)]
    pub(super) contact: Option<Since>,
    /// A snapshot has begun, and the server is being asked which of the answered edits it knows: those
    /// up to this place were asked after.
    #[serde(default)]
    pub confirming: Option<Place>,
    /// Counts the snapshots, so that another tab sees that rows were replaced.
    #[serde(default)]
    pub generation: u64,
}

/// An edit without a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queued {
    /// The edit.
    pub envelope: Envelope,
    /// Whether it may have reached the server.
    pub sending: Sending,
}

/// Whether an edit may have reached the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sending {
    /// Never sent; it has no sequence number.
    Waiting,
    /// Sent at least once under its sequence number.
    Sent,
}

/// An edit with its verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The edit.
    pub envelope: Envelope,
    /// How it ended.
    pub verdict: Verdict,
}

/// One change of what is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Appends an edit to the outbox, at the next place.
    Append(Box<Envelope>),
    /// Rewrites an edit in the outbox.
    PutQueued(Place, Box<Queued>),
    /// Moves an answered edit out of the outbox: to `answered` where it took effect, else to
    /// `attention`.
    Answer(Place, Box<Answered>),
    /// Takes a refused edit off the list, because a person dealt with it.
    Dismiss(Place),
    /// Lets go of an edit that took effect long ago.
    LetGo(Place),
    /// Moves an edit that took effect to the attention list: a restored backup has undone it.
    Undo(Place, Box<Answered>),
    /// Writes a row.
    PutRow(Box<Row>),
    /// Removes a row.
    DeleteRow(RecordKey),
    /// Removes every row: a snapshot begins.
    ClearRows,
    /// Rewrites the meta record.
    PutMeta(Box<Meta>),
}

/// Changes that become durable together or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// The changes, in order.
    pub writes: Vec<Write>,
    /// The writer's view of who syncs (a fence): the batch is refused when another has taken over.
    /// `None` for edits, which any tab may queue.
    pub fence: Option<u64>,
}

impl Meta {
    /// What stays after the person has signed out: who this device is and how far its queue has
    /// come, so that unsent work goes on at the next sign-in. The rest comes anew with a snapshot.
    #[must_use]
    pub fn forgotten(&self) -> Self {
        Self {
            device: self.device,
            head: self.head.clone(),
            numbered_in: self.numbered_in,
            last_seq: self.last_seq,
            acked_through: self.acked_through,
            last_contact: self.last_contact,
            generation: self.generation + 1,
            ..Self::default()
        }
    }
}

impl Local {
    /// Applies a batch that was stored. `place` is where the store put the first appended edit.
    pub fn apply(&mut self, batch: &Batch, mut place: Place) {
        for write in &batch.writes {
            match write {
                Write::Append(envelope) => {
                    let queued = Queued {
                        envelope: (**envelope).clone(),
                        sending: Sending::Waiting,
                    };
                    self.outbox.insert(place, queued);
                    place += 1;
                }
                Write::PutQueued(place, queued) => {
                    self.outbox.insert(*place, (**queued).clone());
                }
                Write::Answer(place, answered) => {
                    self.outbox.remove(place);
                    let list = if answered.verdict.outcome.took_effect() {
                        &mut self.answered
                    } else {
                        &mut self.attention
                    };
                    list.insert(*place, (**answered).clone());
                }
                Write::Dismiss(place) => {
                    self.attention.remove(place);
                }
                Write::LetGo(place) => {
                    self.answered.remove(place);
                }
                Write::Undo(place, undone) => {
                    self.answered.remove(place);
                    self.attention.insert(*place, (**undone).clone());
                }
                Write::PutRow(row) => {
                    self.rows.insert(row.record.key(), (**row).clone());
                }
                Write::DeleteRow(key) => {
                    self.rows.remove(key);
                }
                Write::ClearRows => self.rows.clear(),
                Write::PutMeta(meta) => self.meta = (**meta).clone(),
            }
        }
    }

    /// Whether what this batch appends is stored here already, and further along perhaps. An edit
    /// that the batch itself moves from the attention list back into the queue is not.
    pub fn has(&self, batch: &Batch) -> bool {
        let leaves = |place: &Place| batch.writes.contains(&Write::Dismiss(*place));
        let appends = |envelope: &Envelope| {
            batch.writes.iter().any(|write| match write {
                Write::Append(appended) => appended.op_id == envelope.op_id,
                _ => false,
            })
        };
        let queued = self.outbox.values().map(|queued| &queued.envelope);
        let answered = self.answered.values().map(|answered| &answered.envelope);
        let listed = self.attention.iter();
        let listed = listed.filter(|(place, _)| !leaves(place));
        let listed = listed.map(|(_, refused)| &refused.envelope);
        queued.chain(answered).chain(listed).any(appends)
    }

    /// The edits whose effect is to be asked after next, by their places.
    pub fn to_confirm(&self) -> impl Iterator<Item = (Place, &Answered)> {
        let after = self.meta.confirming;
        let answered = self.answered.iter();
        answered
            .filter(move |(place, _)| after.is_some_and(|after| **place > after))
            .map(|(place, edit)| (*place, edit))
            .take(MAX_CONFIRM)
    }

    /// The place for the next edit in a store that gives places itself.
    pub fn next_place(&self) -> Place {
        let last = |keys: Option<&Place>| keys.copied().unwrap_or(0);
        let outbox = last(self.outbox.keys().next_back());
        let attention = last(self.attention.keys().next_back());
        let answered = last(self.answered.keys().next_back());
        outbox.max(attention).max(answered) + 1
    }
}
