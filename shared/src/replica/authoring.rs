//! What a person does on this device: new edits, and what becomes of those on the attention list.
//! Each act is one batch, so that nothing is ever in two places or in none.

use super::attention::{self, Attention, Mends, Why};
use super::local::{Batch, Local, Place, Write};
use crate::fields;
use crate::id::OpId;
use crate::intent::{Envelope, Intent, SetFields};
use crate::merge;
use crate::time::UnixMillis;

/// What an edit needs beside its content.
pub struct Author<'a> {
    /// The device's clock.
    pub now: UnixMillis,
    /// Gives a new id each time.
    pub new_id: &'a mut dyn FnMut() -> OpId,
}

impl Local {
    /// What makes a new edit durable. Where it mends an item of the attention list, that leaves the
    /// list in the same step, and what is not part of it is queued again behind it.
    pub fn authoring(
        &self,
        intent: &Intent,
        mends: Option<&Mends>,
        author: &mut Author<'_>,
    ) -> Batch {
        let mut writing = Writing {
            local: self,
            before: self.queue(mends.map(|mends| mends.item)),
            writes: Vec::new(),
            author,
        };
        writing.append(intent);
        if let Some(mends) = mends {
            writing.settle(mends);
        }
        writing.batch()
    }

    /// What makes several new edits durable, in their order: all of them or none.
    pub fn authoring_all(&self, intents: &[Intent], author: &mut Author<'_>) -> Batch {
        let mut writing = Writing {
            local: self,
            before: self.queue(None),
            writes: Vec::new(),
            author,
        };
        for intent in intents {
            writing.append(intent);
        }
        writing.batch()
    }

    /// What takes an item off the list whose edit is so already, and queues again what is not part
    /// of it.
    pub fn settling(&self, mends: &Mends, author: &mut Author<'_>) -> Batch {
        let mut writing = Writing {
            local: self,
            before: self.queue(Some(mends.item)),
            writes: Vec::new(),
            author,
        };
        writing.settle(mends);
        writing.batch()
    }

    /// The item of the attention list with this id.
    pub fn attention_item(&self, item: OpId) -> Option<Attention> {
        let mut items = attention::of(self).into_iter();
        items.find(|found| found.op_id == item)
    }

    /// What takes an item off the attention list because the person does not want it any more.
    pub fn discarding(&self, item: OpId) -> Batch {
        Batch {
            writes: self.off_the_list(item),
            fence: None,
        }
    }

    /// The edit of an item with what the server holds now as what its author has before them: sent
    /// again, it changes exactly that. What is no change of fields is asked for once more as it is.
    /// `None` where nothing is left to change.
    pub fn upon_theirs(&self, item: &Attention) -> Option<Intent> {
        let Some(Intent::SetFields(set)) = &item.intent else {
            return item.intent.clone();
        };
        let Some(row) = self.rows.get(&set.record) else {
            // The server says what has become of the record.
            return item.intent.clone();
        };
        let held = fields::of(&row.record);
        let wanted = merge::lay_over(&held, &set.changes);
        let mut changes = merge::between(&held, &wanted);
        changes.retain(|field, _| held.contains_key(field));
        (!changes.is_empty()).then(|| {
            Intent::from(SetFields {
                record: set.record,
                changes,
            })
        })
    }

    /// What sends undone edits again, under the ids that they have: the server does them once. Made
    /// from what is stored, behind a fence, so that two tabs do not queue one edit twice.
    pub fn resending(&self, items: &[OpId]) -> Batch {
        let mut writes = Vec::new();
        for (place, edit) in &self.attention {
            let undone = edit.verdict.outcome.took_effect();
            if undone && items.contains(&edit.envelope.op_id) {
                let envelope = Envelope {
                    seq: 0,
                    ..edit.envelope.clone()
                };
                writes.push(Write::Append(Box::new(envelope)));
                writes.push(Write::Dismiss(*place));
            }
        }
        Batch {
            writes,
            fence: None,
        }
    }

    fn off_the_list(&self, item: OpId) -> Vec<Write> {
        self.places_of(item).map(Write::Dismiss).collect()
    }

    fn places_of(&self, item: OpId) -> impl Iterator<Item = Place> {
        let families = attention::families(self);
        families
            .filter(move |family| family.root.envelope.op_id == item)
            .flat_map(|family| family.places)
    }

    /// The edits that a new one may build on: those without a verdict, and those that were refused
    /// to make a record, but for an item that is being mended.
    fn queue(&self, mended: Option<OpId>) -> Vec<(OpId, Intent)> {
        let gone: Vec<Place> = mended
            .iter()
            .flat_map(|item| self.places_of(*item))
            .collect();
        let stays = self
            .attention
            .iter()
            .filter(|(place, _)| !gone.contains(place));
        let refused = stays
            .filter_map(|(_, refused)| read(&refused.envelope))
            .filter(|(_, intent)| intent.makes().is_some());
        let queued = self.outbox.values().map(|queued| &queued.envelope);
        refused.chain(queued.filter_map(read)).collect()
    }
}

/// A batch of edits in the making.
struct Writing<'a, 'b> {
    local: &'a Local,
    /// The edits that the next one may build on.
    before: Vec<(OpId, Intent)>,
    writes: Vec<Write>,
    author: &'a mut Author<'b>,
}

impl Writing<'_, '_> {
    fn append(&mut self, intent: &Intent) {
        let op_id = (self.author.new_id)();
        let cursor = self.local.meta.cursor.as_ref();
        let envelope = Envelope {
            seen: cursor.map(|cursor| cursor.seen()),
            after: built_upon(intent, &self.before),
            ..intent.envelope(op_id, self.author.now)
        };
        self.before.push((op_id, intent.clone()));
        self.writes.push(Write::Append(Box::new(envelope)));
    }

    /// Takes an item off the list. What joined it and is not in the edit that mends it goes into the
    /// queue again, as it was typed; what this version cannot read, as it lies there.
    fn settle(&mut self, mends: &Mends) {
        let families = attention::families(self.local);
        let mut same = families.filter(|family| family.root.envelope.op_id == mends.item);
        let Some(family) = same.next() else {
            return;
        };
        let others = family.followers.iter().map(|follower| &follower.envelope);
        for envelope in others.filter(|envelope| !mends.members.contains(&envelope.op_id)) {
            match Intent::decode(envelope) {
                Ok(intent) => self.append(&intent),
                Err(_) => {
                    let again = Envelope {
                        op_id: (self.author.new_id)(),
                        seq: 0,
                        after: Vec::new(),
                        ..envelope.clone()
                    };
                    self.writes.push(Write::Append(Box::new(again)));
                }
            }
        }
        self.writes
            .extend(family.places.into_iter().map(Write::Dismiss));
    }

    fn batch(self) -> Batch {
        Batch {
            writes: self.writes,
            fence: None,
        }
    }
}

/// The items that may be sent again with one click after a restore: they make nothing, mail nothing,
/// give nobody rights, and build on nothing that has to be sent again first.
pub fn plain(items: &[Attention]) -> Vec<OpId> {
    let undone = items.iter().filter(|item| item.why == Why::Undone);
    let mut others: Vec<&Intent> = Vec::new();
    let mut plain = Vec::new();
    for (item, intent) in undone.filter_map(|item| Some((item, item.intent.as_ref()?))) {
        if intent.is_plain() && !others.iter().any(|other| intent.builds_on(other)) {
            plain.push(item.op_id);
        } else {
            others.push(intent);
        }
    }
    plain
}

fn read(envelope: &Envelope) -> Option<(OpId, Intent)> {
    let intent = Intent::decode(envelope).ok()?;
    Some((envelope.op_id, intent))
}

/// The edits on which a new one builds, without those on which one of these builds itself.
fn built_upon(intent: &Intent, before: &[(OpId, Intent)]) -> Vec<OpId> {
    let mut built: Vec<&(OpId, Intent)> = Vec::new();
    for earlier in before.iter().rev() {
        let implied = built.iter().any(|(_, later)| later.builds_on(&earlier.1));
        if !implied && intent.builds_on(&earlier.1) {
            built.push(earlier);
        }
    }
    built.iter().rev().map(|(op_id, _)| *op_id).collect()
}

#[cfg(test)]
mod tests;
