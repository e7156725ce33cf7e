//! What a browser keeps for one account: the same values under the same keys, in the same text, as
//! `web/src/store` keeps in IndexedDB, so that what does not survive the way there and back is found.

use std::collections::BTreeMap;

use lanyard_shared::id::OpId;
use lanyard_shared::mutant::{self, Mutant};
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{RecordKey, Row};
use lanyard_shared::replica::{
    Answered, Batch, Local, Meta, Place, Queued, RowsRead, Sending, StoreFailure, Write,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// One account's store in one browser.
#[derive(Clone, Default)]
pub(super) struct Disk {
    meta: Option<String>,
    fence: u64,
    rows: BTreeMap<String, String>,
    outbox: BTreeMap<Place, String>,
    attention: BTreeMap<Place, String>,
    answered: BTreeMap<Place, String>,
    /// What the key generator of the outbox gave last.
    last_place: Place,
}

/// The lists in which an edit can lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Outbox,
    Attention,
    Answered,
}

impl Disk {
    /// Everything that is stored, of one moment.
    pub(super) fn read(&self, rows: RowsRead) -> Result<Local, serde_json::Error> {
        let rows = match rows {
            RowsRead::Read => self.rows()?,
            RowsRead::Kept => BTreeMap::new(),
        };
        Ok(Local {
            meta: self.meta()?,
            rows,
            outbox: decoded(&self.outbox)?,
            attention: decoded(&self.attention)?,
            answered: decoded(&self.answered)?,
        })
    }

    pub(super) fn meta(&self) -> Result<Meta, serde_json::Error> {
        let meta = self.meta.as_ref();
        meta.map_or(Ok(Meta::default()), |meta| serde_json::from_str(meta))
    }

    pub(super) fn rows(&self) -> Result<BTreeMap<RecordKey, Row>, serde_json::Error> {
        let rows = self.rows.values().map(|row| {
            let row: Row = serde_json::from_str(row)?;
            Ok((row.record.key(), row))
        });
        rows.collect()
    }

    /// The revision of each row, by its key.
    pub(super) fn revs(&self) -> Result<BTreeMap<String, Rev>, serde_json::Error> {
        #[derive(Deserialize)]
        struct Stored {
            rev: Rev,
        }
        let rows = self.rows.iter().map(|(key, row)| {
            let Stored { rev } = serde_json::from_str(row)?;
            Ok((key.clone(), rev))
        });
        rows.collect()
    }

    pub(super) fn list(&self, list: List) -> Result<BTreeMap<Place, Answered>, serde_json::Error> {
        match list {
            // What is queued has no verdict to read.
            List::Outbox => Ok(BTreeMap::new()),
            List::Attention => decoded(&self.attention),
            List::Answered => decoded(&self.answered),
        }
    }

    pub(super) fn queue_is_empty(&self) -> bool {
        self.outbox.is_empty()
    }

    /// Every edit that lies here, with the list where it lies.
    pub(super) fn edits(&self) -> Result<Vec<(OpId, List)>, serde_json::Error> {
        #[derive(Deserialize)]
        struct Stored {
            envelope: Named,
        }
        #[derive(Deserialize)]
        struct Named {
            op_id: OpId,
        }
        let lists = [
            (&self.outbox, List::Outbox),
            (&self.attention, List::Attention),
            (&self.answered, List::Answered),
        ];
        let mut edits = Vec::new();
        for (values, list) in lists {
            for value in values.values() {
                let stored: Stored = serde_json::from_str(value)?;
                edits.push((stored.envelope.op_id, list));
            }
        }
        Ok(edits)
    }

    /// One transaction: all of a batch, or nothing where an older tab wrote it. Gives the place of
    /// the first appended edit.
    pub(super) fn write(&mut self, batch: &Batch) -> Result<Option<Place>, StoreFailure> {
        let fenced = batch.fence.is_some_and(|fence| fence != self.fence);
        if fenced && !mutant::is(Mutant::FenceUnchecked) {
            return Err(StoreFailure::Fenced);
        }
        let mut written = self.clone();
        let mut appended = None;
        for write in &batch.writes {
            let place = written.put(write).map_err(|_| StoreFailure::Failed)?;
            appended = appended.or(place);
        }
        *self = written;
        Ok(appended)
    }

    /// Makes every tab that synced before an older one.
    pub(super) fn raise_fence(&mut self) -> u64 {
        self.fence += 1;
        self.fence
    }

    fn put(&mut self, write: &Write) -> Result<Option<Place>, serde_json::Error> {
        match write {
            Write::Append(envelope) => {
                let queued = Queued {
                    envelope: (**envelope).clone(),
                    sending: Sending::Waiting,
                };
                self.last_place += 1;
                self.outbox.insert(self.last_place, encode(&queued)?);
                return Ok(Some(self.last_place));
            }
            Write::PutQueued(place, queued) => {
                self.outbox.insert(*place, encode(queued)?);
            }
            Write::Answer(place, answered) => {
                self.outbox.remove(place);
                let list = if answered.verdict.outcome.took_effect() {
                    &mut self.answered
                } else {
                    &mut self.attention
                };
                list.insert(*place, encode(answered)?);
            }
            Write::Dismiss(place) => {
                self.attention.remove(place);
            }
            Write::LetGo(place) => {
                self.answered.remove(place);
            }
            Write::Undo(place, undone) => {
                self.answered.remove(place);
                self.attention.insert(*place, encode(undone)?);
            }
            Write::PutRow(row) => {
                self.rows.insert(row_key(&row.record.key()), encode(row)?);
            }
            Write::DeleteRow(key) => {
                self.rows.remove(&row_key(key));
            }
            Write::ClearRows => self.rows.clear(),
            Write::PutMeta(meta) => self.meta = Some(encode(meta)?),
        }
        Ok(None)
    }
}

/// The key of a row.
pub(super) fn row_key(key: &RecordKey) -> String {
    format!("{}:{}", key.kind.as_str(), key.id)
}

fn encode(value: &impl Serialize) -> Result<String, serde_json::Error> {
    serde_json::to_string(value)
}

fn decoded<T: DeserializeOwned>(
    values: &BTreeMap<Place, String>,
) -> Result<BTreeMap<Place, T>, serde_json::Error> {
    let values = values.iter();
    values
        .map(|(place, value)| Ok((*place, serde_json::from_str(value)?)))
        .collect()
}
