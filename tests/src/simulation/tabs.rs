//! What tabs do: open, take the lead, write, author, die.

use lanyard_shared::mutant::{self, Mutant};
use lanyard_shared::replica::{Batch, Call, Event, Meta, Replica, RowsRead, StoreFailure, Write};
use lanyard_shared::time::Millis;

use super::broken::{Held, hold};
use super::device::Tab;
use super::disk::List;
use super::network::{Load, UnderWay};
use super::report::Counted;
use super::world::World;

/// How long an edit that took effect is kept.
const KEPT: Millis = Millis::hours(30 * 24);

/// The scope of those who see all records.
const EVERYTHING: &str = "accounts";

/// How a write of a tab ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    Done,
    /// The store has no room.
    Full,
    /// The tab dies before the write.
    DiesBefore,
    /// The tab dies after the write.
    DiesAfter,
}

impl World {
    pub(super) fn open_tab(&mut self, device: usize) -> Held {
        let id = self.new_tab();
        let Some(home) = self.devices.get_mut(device) else {
            return Ok(());
        };
        let local = home.disk.read(RowsRead::Read)?;
        home.tabs.push(Tab {
            id,
            replica: Replica::new(local),
            timer: None,
            frozen: false,
        });
        self.note(format!("{device}.{id}: opens"));
        self.seek_lead(device)
    }

    /// Gives a free lock to one of the tabs.
    pub(super) fn seek_lead(&mut self, device: usize) -> Held {
        let Some(home) = self.devices.get(device) else {
            return Ok(());
        };
        if home.lock.is_some() {
            return Ok(());
        }
        let awake = home.tabs.iter().filter(|tab| !tab.frozen);
        let awake: Vec<u64> = awake.map(|tab| tab.id).collect();
        match self.chance.pick(&awake) {
            Some(tab) => self.lead(device, *tab),
            None => Ok(()),
        }
    }

    /// A tab takes the lead, whoever has it.
    pub(super) fn lead(&mut self, device: usize, tab: u64) -> Held {
        // What it has not yet heard of an earlier loss it hears now.
        let unled = self.under_way.iter().position(|under_way| {
            under_way.device == device
                && under_way.tab == tab
                && matches!(under_way.load, Load::Unled)
        });
        if let Some(unled) = unled.and_then(|unled| self.take(unled)) {
            self.deliver(unled)?;
        }
        let Some(home) = self.devices.get_mut(device) else {
            return Ok(());
        };
        let before = home.lock.replace(tab);
        let fence = home.disk.raise_fence();
        let local = Box::new(home.disk.read(RowsRead::Read)?);
        if let Some(before) = before.filter(|before| *before != tab) {
            self.count(Counted::TakenOver);
            self.send(device, before, Load::Unled)?;
        }
        self.note(format!("{device}.{tab}: leads"));
        self.tell(device, tab, Event::Led { fence, local })
    }

    /// A tab gives the lock back, where it still has it.
    pub(super) fn stand_down(&mut self, device: usize, tab: u64) {
        self.note(format!("{device}.{tab}: stands down"));
        if let Some(home) = self.devices.get_mut(device)
            && home.lock == Some(tab)
        {
            home.lock = None;
        }
    }

    /// A tab is gone, and with it what it has not written. What it asked the server is still asked.
    pub(super) fn die(&mut self, device: usize, tab: u64) {
        self.note(format!("{device}.{tab}: dies"));
        if let Some(home) = self.devices.get_mut(device) {
            home.tabs.retain(|found| found.id != tab);
        }
        self.under_way.retain(|under_way| {
            let own = under_way.device == device && under_way.tab == tab;
            !own || under_way.load.is_call()
        });
        self.stand_down(device, tab);
    }

    /// A batch of a tab's engine is written, or not.
    pub(super) fn store(&mut self, device: usize, tab: u64, call: Call, batch: &Batch) -> Held {
        let ending = self.ending();
        match ending {
            Writing::DiesBefore => {
                self.count(Counted::CrashBeforeCommit);
                self.die(device, tab);
                return Ok(());
            }
            Writing::Full => {
                self.count(Counted::QuotaOnWrite);
                self.note(format!("{device}.{tab}: no room to write"));
                let result = Err(StoreFailure::Failed);
                return self.tell(device, tab, Event::Stored { call, result });
            }
            Writing::Done | Writing::DiesAfter => {}
        }
        let result = self.write(device, batch)?;
        self.note(format!(
            "{device}.{tab}: writes {}: {result:?}",
            words(batch)
        ));
        if ending == Writing::DiesAfter {
            self.count(Counted::CrashAfterCommit);
            self.die(device, tab);
            return Ok(());
        }
        self.tell(device, tab, Event::Stored { call, result })?;
        self.say_changed(device, tab)
    }

    fn write(&mut self, device: usize, batch: &Batch) -> Held<Result<(), StoreFailure>> {
        self.check_let_go(device, batch)?;
        let Some(home) = self.devices.get_mut(device) else {
            return Ok(Err(StoreFailure::Failed));
        };
        home.touched = true;
        let before = home.disk.meta()?;
        let written = home.disk.write(batch).map(drop);
        let undone = batch.writes.iter();
        let undone = undone
            .filter(|write| matches!(write, Write::Undo(..)))
            .count();
        let after = home.disk.meta()?;
        let renamed = before.device.is_some() && before.device != after.device;
        hold!(
            home.copied || self.put_backs > 0 || !renamed,
            "only copies take another name, not device {device}: {before:?}, then {after:?}"
        );
        let scope = |meta: Meta| meta.cursor.map(|cursor| cursor.scope);
        let (before, after) = (scope(before), scope(after));
        if before.as_deref() == Some(EVERYTHING) && after.is_some() && after != before {
            self.count(Counted::ScopeShrank);
        }
        for _ in 0..undone {
            self.count(Counted::Undone);
        }
        Ok(written)
    }

    /// What is let go of took effect long ago.
    fn check_let_go(&mut self, device: usize, batch: &Batch) -> Held {
        let (now, backed_up) = (self.now(), self.server.backed_up);
        let Some(home) = self.devices.get_mut(device) else {
            return Ok(());
        };
        let fits = batch
            .writes
            .iter()
            .any(|write| matches!(write, Write::LetGo(_)));
        if !fits {
            return Ok(());
        }
        let answered = home.disk.list(List::Answered)?;
        for write in &batch.writes {
            let Write::LetGo(place) = write else { continue };
            let Some(answered) = answered.get(place) else {
                continue;
            };
            let age = now - answered.verdict.at.0;
            hold!(
                age > KEPT.0 || answered.verdict.rev <= backed_up,
                "an answered edit is kept until a backup has it or for 30 days: {answered:?}"
            );
            home.edits.remove(&answered.envelope.op_id);
        }
        Ok(())
    }

    /// What a person does in a tab: new edits, and what leaves the attention list for them.
    pub(super) fn write_edit(&mut self, device: usize, tab: u64, batch: Batch) -> Held {
        let ending = self.ending();
        match ending {
            Writing::DiesBefore => {
                self.count(Counted::CrashBeforeEdit);
                self.die(device, tab);
                return Ok(());
            }
            Writing::Full => {
                // The person is told that it could not be kept.
                self.count(Counted::QuotaOnEdit);
                return self.told_before_written(device, &batch);
            }
            Writing::Done | Writing::DiesAfter => {}
        }
        let Some(home) = self.devices.get_mut(device) else {
            return Ok(());
        };
        let listed = home.disk.list(List::Attention)?;
        let Ok(place) = home.disk.write(&batch) else {
            return Ok(());
        };
        home.touched = true;
        for write in &batch.writes {
            if let Write::Dismiss(place) = write
                && let Some(dealt_with) = listed.get(place)
            {
                home.edits.remove(&dealt_with.envelope.op_id);
            }
        }
        for write in &batch.writes {
            if let Write::Append(envelope) = write {
                home.edits.insert(envelope.op_id);
                self.oracle.authored(home.account, envelope);
            }
        }
        self.note(format!("{device}.{tab}: edit {}", words(&batch)));
        if ending == Writing::DiesAfter {
            self.count(Counted::CrashAfterEdit);
            self.die(device, tab);
            return Ok(());
        }
        if batch.fence.is_some() {
            self.reread(device, tab)?;
        } else {
            let batch = Box::new(batch);
            let place = place.unwrap_or_default();
            self.tell(device, tab, Event::Authored { batch, place })?;
        }
        self.say_changed(device, tab)
    }

    /// The mutant's way: it was told as kept.
    fn told_before_written(&mut self, device: usize, batch: &Batch) -> Held {
        if mutant::is(Mutant::ToldBeforeWritten)
            && let Some(home) = self.devices.get_mut(device)
        {
            home.touched = true;
            for write in &batch.writes {
                if let Write::Append(envelope) = write {
                    home.edits.insert(envelope.op_id);
                }
            }
        }
        Ok(())
    }

    /// The other tabs are told to read.
    pub(super) fn say_changed(&mut self, device: usize, tab: u64) -> Held {
        let Some(home) = self.devices.get(device) else {
            return Ok(());
        };
        let others = home.tabs.iter().map(|tab| tab.id).filter(|id| *id != tab);
        let others: Vec<u64> = others.collect();
        for other in others {
            let told = self.under_way.iter().any(|under_way: &UnderWay| {
                under_way.device == device
                    && under_way.tab == other
                    && matches!(under_way.load, Load::Changed)
            });
            if !told {
                self.send(device, other, Load::Changed)?;
            }
        }
        Ok(())
    }

    /// How the next write ends.
    fn ending(&mut self) -> Writing {
        if self.mended {
            return Writing::Done;
        }
        match self.chance.below(40) {
            0 => Writing::DiesBefore,
            1 => Writing::DiesAfter,
            2 => Writing::Full,
            _ => Writing::Done,
        }
    }
}

/// What a batch writes, for the trace.
fn words(batch: &Batch) -> String {
    let writes = batch.writes.iter().map(|write| match write {
        Write::Append(envelope) => format!("append {} {}", envelope.kind, envelope.op_id),
        Write::PutQueued(_, queued) => {
            format!(
                "queued {} as {}",
                queued.envelope.op_id, queued.envelope.seq
            )
        }
        Write::Answer(_, answered) => format!("answer {}", answered.envelope.op_id),
        Write::Dismiss(place) => format!("dismiss {place}"),
        Write::LetGo(place) => format!("let go {place}"),
        Write::Undo(_, undone) => format!("undone {}", undone.envelope.op_id),
        Write::PutRow(row) => format!("row {:?} at {}", row.record.key().kind, row.rev.0),
        Write::DeleteRow(key) => format!("no row {:?}", key.kind),
        Write::ClearRows => "no rows".to_owned(),
        Write::PutMeta(meta) => format!(
            "meta: {:?} at {:?}, number {}",
            meta.device,
            meta.cursor.as_ref().map(|cursor| cursor.rev.0),
            meta.last_seq
        ),
    });
    writes.collect::<Vec<_>>().join(", ")
}
