//! What must be true of the server: what took effect, what was told, what the records are.

use std::collections::{BTreeMap, BTreeSet};

use lanyard_server::store::audit::Recorded;
use lanyard_server::store::database::Database;
use lanyard_server::store::{audit, changes};
use lanyard_shared::id::{AccountId, DeviceId, OpId};
use lanyard_shared::intent::{Envelope, Intent};
use lanyard_shared::protocol::{Cursor, Rev, Verdict};
use lanyard_shared::record::{RecordKey, Row};
use lanyard_shared::replica::Meta;
use lanyard_shared::time::UnixMillis;

use super::broken::{Broken, Held, hold};
use super::disk::row_key;
use super::model::{Asked, Model, Told};
use super::report::{Counted, Counts};
use super::retention::{is_long_ago, is_so, spent};
use super::template::Template;

/// More than a world ever has.
const ALL: usize = 100_000;

/// Knows what must be true.
pub(super) struct Oracle {
    /// What the audit log of the present database says.
    pub(super) history: History,
    /// Every edit that was ever made, by its author.
    authored: BTreeMap<OpId, (AccountId, Envelope)>,
    /// The verdict that was told of each.
    told: BTreeMap<OpId, Verdict>,
    /// Those of which somebody was erased since: they say less now (domain EDIT-04).
    shortened: BTreeSet<OpId>,
    /// Edits that were decided in a database that another was put in the place of.
    pub(super) lost: BTreeSet<OpId>,
    /// What each cursor stands for: the rows of one reader by their revisions.
    pictures: BTreeMap<(AccountId, CursorKey), BTreeMap<String, Rev>>,
}

type CursorKey = (String, u64, String, String);

/// What is true in one database.
#[derive(Clone, Debug)]
pub(super) struct History {
    pub(super) rev: Rev,
    pub(super) model: Model,
    pub(super) decided: BTreeMap<OpId, (Rev, Told)>,
}

impl Oracle {
    pub(super) fn new(template: &Template, database: &Database) -> Held<Self> {
        let (head, rows, entries) = database.read(|tx| {
            let rows = changes::snapshot(tx, None, ALL)?;
            Ok((audit::head(tx)?, rows, audit::since(tx, Rev(0), ALL)?))
        })?;
        let mut model = Model::new(head.epoch, by_key(rows), template.own.clone());
        let tags = entries.into_iter().map(|entry| (entry.rev, entry.tag));
        model.tags.extend(tags);
        Ok(Self {
            history: History {
                rev: head.rev,
                model,
                decided: BTreeMap::new(),
            },
            authored: BTreeMap::new(),
            told: BTreeMap::new(),
            shortened: BTreeSet::new(),
            lost: BTreeSet::new(),
            pictures: BTreeMap::new(),
        })
    }

    pub(super) fn model(&self) -> &Model {
        &self.history.model
    }

    /// Somebody made an edit.
    pub(super) fn authored(&mut self, account: AccountId, envelope: &Envelope) {
        let envelope = envelope.clone();
        self.authored.insert(envelope.op_id, (account, envelope));
    }

    /// An edit that was decided, and whose author is not `account`.
    pub(super) fn of_another(&self, account: AccountId) -> Option<&Envelope> {
        let mut decided = self.history.decided.keys().rev();
        decided.find_map(|op_id| {
            let (author, envelope) = self.authored.get(op_id)?;
            (*author != account).then_some(envelope)
        })
    }

    /// After a commit: each new entry of the audit log is as it must be, and so are the records.
    pub(super) fn committed(&mut self, database: &Database, counts: &mut Counts) -> Held {
        let before = self.history.rev;
        let (head, entries, rows) = database.read(|tx| {
            let rows = changes::since(tx, before, ALL)?;
            Ok((audit::head(tx)?, audit::since(tx, before, ALL)?, rows))
        })?;
        self.history.model.epoch = head.epoch;
        for entry in &entries {
            hold!(
                entry.rev.0 == self.history.rev.0 + 1,
                "revisions have no gap: {entry:?} after {:?}",
                self.history.rev
            );
            self.history.rev = entry.rev;
            let tags = &mut self.history.model.tags;
            tags.insert(entry.rev, entry.tag.clone());
            self.take(entry, counts)?;
        }
        let changed = self.model().rows.iter();
        let changed: BTreeMap<RecordKey, Row> = changed
            .filter(|(_, row)| row.rev > before)
            .map(|(key, row)| (*key, row.clone()))
            .collect();
        same(
            &by_key(rows),
            &changed,
            "the server's changes are those of the model",
        )
    }

    fn take(&mut self, entry: &Recorded, counts: &mut Counts) -> Held {
        let Some(op) = detail::<OpId>(entry, "op")? else {
            if let Some(counted) = Counted::act(&entry.action) {
                counts.add(counted);
            }
            if entry.action == "account.erased" {
                self.shorten(entry);
            }
            return self.history.model.replay(entry);
        };
        let Some((author, envelope)) = self.authored.get(&op) else {
            return Err(Broken(format!("somebody asked for {entry:?}")));
        };
        if entry.actor != Some(*author) {
            // A stolen intent: that it was refused is checked where it is told.
            return self.history.model.replay(entry);
        }
        let told = Told::of(entry)?;
        counts.add(Counted::verdict(&told));
        if format!("{told:?}").contains("seats-full") {
            counts.add(Counted::SeatsFull);
        }
        let decided = &self.history.decided;
        let held_by = envelope.after.iter().find(|earlier| {
            let own = self.authored.get(*earlier);
            let own = own.is_some_and(|(other, _)| other == author);
            let decided = decided.get(*earlier);
            own && decided.is_some_and(|(_, told)| !told.took_effect())
        });
        let asked = Asked {
            envelope,
            author: *author,
            device: detail(entry, "device")?.unwrap_or(DeviceId(uuid::Uuid::nil())),
            held_by: held_by.copied(),
        };
        let first = decided.get(&op);
        hold!(
            first.is_none(),
            "an intent is decided once: {op} at {first:?} and {:?}",
            entry.rev
        );
        self.history.model.decide(entry, &asked, &told)?;
        self.history.decided.insert(op, (entry.rev, told));
        Ok(())
    }

    /// The verdicts about somebody, and those to them, keep no values from now on.
    fn shorten(&mut self, erased: &Recorded) {
        let about = self.authored.iter().filter(|(_, (author, envelope))| {
            let target = Intent::decode(envelope).ok().map(|intent| intent.target());
            let own = erased.target.is_some_and(|key| key.id == author.0);
            own || target.is_some() && target == erased.target
        });
        self.shortened.extend(about.map(|(op, _)| *op));
    }

    /// The whole of the database, looked through from the start.
    pub(super) fn check_whole(&self, database: &Database) -> Held {
        let (rows, torn) = database.read(|tx| {
            let rows = changes::snapshot(tx, None, ALL)?;
            Ok((rows, audit::verify(tx)?))
        })?;
        hold!(torn.is_none(), "the audit chain is whole: torn at {torn:?}");
        same(
            &by_key(rows),
            &self.model().rows,
            "the server's records are the model's",
        )
    }

    /// A verdict leaves the server for `account`.
    pub(super) fn tells(&mut self, account: AccountId, verdict: &Verdict, now: UnixMillis) -> Held {
        let op = verdict.op_id;
        let author = self.authored.get(&op).map(|(author, _)| *author);
        hold!(
            author == Some(account),
            "a verdict goes to its author only: {verdict:?} to {account}"
        );
        let decided = self.history.decided.get(&op);
        hold!(
            decided.is_some_and(|decided| is_so(decided, verdict, now)),
            "a verdict is told once it is committed: {verdict:?}, in the log {decided:?}"
        );
        let first = self.told.entry(op).or_insert_with(|| verdict.clone());
        let mut first = first.clone();
        let mut same = Verdict {
            seq: first.seq,
            ..verdict.clone()
        };
        if self.shortened.contains(&op) {
            // A backup that was put back knows them still.
            first.forget_values();
            same.forget_values();
        }
        if is_long_ago(verdict, now) {
            first = spent(first);
            same = spent(same);
        }
        hold!(
            first == same,
            "every retry gets the same verdict: {first:?}, then {verdict:?}"
        );
        Ok(())
    }

    /// Another database was put in the place of the one before.
    pub(super) fn put_back(&mut self, history: History) {
        // What was decided again after another put-back has two decisions, each in its own
        // database: only the same entry of the log is the same decision.
        let gone = self.history.decided.iter();
        let gone: Vec<OpId> = gone
            .filter(|(op, (rev, _))| {
                let there = history.decided.get(op).map(|(rev, _)| *rev);
                let tags = (self.model().tags.get(rev), history.model.tags.get(rev));
                there != Some(*rev) || tags.0 != tags.1
            })
            .map(|(op, _)| *op)
            .collect();
        for op in gone {
            self.told.remove(&op);
            self.lost.insert(op);
        }
        self.history = history;
    }

    /// A reader is told that this cursor is all there is.
    pub(super) fn pictures(&mut self, account: AccountId, cursor: &Cursor) {
        let seen = self.history.model.seen_by(account).into_iter();
        let picture = seen.map(|(key, row)| (row_key(&key), row.rev)).collect();
        self.pictures.insert((account, key_of(cursor)), picture);
    }

    /// Where a device has a cursor, it has the rows that the cursor stands for, but for those that
    /// have changed since: they come with a later page, and may be there already.
    pub(super) fn check_picture(
        &self,
        account: AccountId,
        meta: &Meta,
        rows: &BTreeMap<String, Rev>,
    ) -> Held {
        let (Some(cursor), Some(head)) = (&meta.cursor, &meta.head) else {
            return Ok(());
        };
        let model = self.model();
        let goes_on = model.has(head);
        let picture = self.pictures.get(&(account, key_of(cursor)));
        // A device that has heard of more than there is now gets a new snapshot.
        let Some(picture) = picture.filter(|_| goes_on && meta.snapshot_after.is_none()) else {
            return Ok(());
        };
        let now = model.rows.iter();
        let settled = now.filter(|(_, row)| row.rev <= cursor.rev);
        let settled: BTreeSet<String> = settled.map(|(key, _)| row_key(key)).collect();
        let wrong = picture
            .iter()
            .find(|(key, expected)| settled.contains(*key) && rows.get(*key) != Some(*expected));
        hold!(
            wrong.is_none(),
            "the rows of {account} are those of {cursor:?}: {wrong:?}, not {:?}",
            wrong.map(|(key, _)| rows.get(key))
        );
        let odd = rows
            .iter()
            .find(|(key, rev)| !picture.contains_key(*key) && **rev <= cursor.rev);
        hold!(
            odd.is_none(),
            "{account} has the rows that {cursor:?} lets them see, not {odd:?}"
        );
        Ok(())
    }
}

fn detail<T: serde::de::DeserializeOwned>(entry: &Recorded, name: &str) -> Held<Option<T>> {
    let value = entry.detail.get(name);
    Ok(value.map(T::deserialize).transpose()?)
}

fn key_of(cursor: &Cursor) -> CursorKey {
    let Cursor {
        epoch,
        rev,
        tag,
        scope,
    } = cursor;
    (epoch.to_string(), rev.0, tag.clone(), scope.clone())
}

fn by_key(rows: Vec<Row>) -> BTreeMap<RecordKey, Row> {
    rows.into_iter()
        .map(|row| (row.record.key(), row))
        .collect()
}

/// Whether both have the same rows.
pub(super) fn same(
    found: &BTreeMap<RecordKey, Row>,
    expected: &BTreeMap<RecordKey, Row>,
    words: &str,
) -> Held {
    hold!(
        found == expected,
        "{words}: {}",
        difference(found, expected)
    );
    Ok(())
}

fn difference<T: PartialEq + std::fmt::Debug>(
    found: &BTreeMap<RecordKey, T>,
    expected: &BTreeMap<RecordKey, T>,
) -> String {
    let keys: BTreeSet<_> = found.keys().chain(expected.keys()).collect();
    let differing = keys
        .into_iter()
        .filter(|key| found.get(key) != expected.get(key));
    let told: Vec<String> = differing
        .take(3)
        .map(|key| {
            format!(
                "{key:?} is {:?}, not {:?}",
                found.get(key),
                expected.get(key)
            )
        })
        .collect();
    told.join("; ")
}
