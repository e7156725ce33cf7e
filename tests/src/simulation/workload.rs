//! What people do: they edit, mend what was refused, send again what a restore has undone.

use lanyard_shared::id::OpId;
use lanyard_shared::intent::{Envelope, Intent};
use lanyard_shared::mutant::{self, Mutant};
use lanyard_shared::replica::{
    Attention, Author, Batch, Local, Mends, RowsRead, View, Why, Write, plain,
};
use lanyard_shared::time::UnixMillis;

use super::broken::Held;
use super::report::Counted;
use super::world::World;

mod makers;
mod values;

use makers::Desk;

/// An edit as its maker gives it.
pub(super) enum Edit {
    /// As the pages make it.
    Intent(Intent),
    /// As another version of the pages would make it.
    Raw {
        kind: &'static str,
        version: u16,
        body: serde_json::Value,
        counted: Counted,
    },
}

impl World {
    /// Somebody edits in one of the tabs.
    pub(super) fn author(&mut self) -> Held {
        self.edit(|desk| desk.make())
    }

    /// Somebody makes a few accounts one after the other, which leave in one push.
    pub(super) fn make_accounts(&mut self) -> Held {
        let Some((device, tab, local)) = self.some_local() else {
            return Ok(());
        };
        (0..4).try_for_each(|_| self.edit_in(device, tab, &local, |desk| desk.make_account()))
    }

    fn edit(&mut self, make: fn(&mut Desk<'_>) -> Option<Edit>) -> Held {
        match self.some_local() {
            Some((device, tab, local)) => self.edit_in(device, tab, &local, make),
            None => Ok(()),
        }
    }

    fn edit_in(
        &mut self,
        device: usize,
        tab: u64,
        local: &Local,
        make: fn(&mut Desk<'_>) -> Option<Edit>,
    ) -> Held {
        let view = View::of(local);
        let mut desk = Desk {
            chance: &mut self.chance,
            view: &view,
            new_accounts: &mut self.new_accounts,
            first_people: &self.people,
        };
        match make(&mut desk) {
            Some(Edit::Intent(intent)) => {
                let batch = self.authoring(device, local, &intent, None);
                self.write_edit(device, tab, batch)
            }
            Some(Edit::Raw {
                kind,
                version,
                body,
                counted,
            }) => {
                self.count(counted);
                let now = self.device_now(device);
                let envelope = Envelope {
                    op_id: OpId::new(now, self.chance.bytes()),
                    seq: 0,
                    kind: kind.to_owned(),
                    version,
                    authored_at: now,
                    seen: None,
                    after: Vec::new(),
                    body,
                };
                let batch = Batch {
                    writes: vec![Write::Append(Box::new(envelope))],
                    fence: None,
                };
                self.write_edit(device, tab, batch)
            }
            None => Ok(()),
        }
    }

    /// Somebody deals with an item of the attention list.
    pub(super) fn mend(&mut self) -> Held {
        let Some((device, tab, local)) = self.some_local() else {
            return Ok(());
        };
        let items = View::of(&local).attention;
        let undone: Vec<Attention> = items
            .iter()
            .filter(|item| item.why == Why::Undone)
            .cloned()
            .collect();
        let first = self.chance.pick(&undone).or(self.chance.pick(&items));
        let Some(item) = first.cloned() else {
            return Ok(());
        };
        let how = self.chance.below(5);
        if item.why == Why::Undone && how > 0 {
            let chosen = if how < 4 {
                plain(&items)
            } else {
                vec![item.op_id]
            };
            return self.resend_in_sight(device, tab, &chosen);
        }
        let batch = match (&item.why, how) {
            (Why::Undone, _) | (_, 0) => local.discarding(item.op_id),
            (Why::Refused(_), 1..3) => match local.upon_theirs(&item) {
                Some(intent) => self.authoring(device, &local, &intent, Some(&item.mends())),
                None => return Ok(()),
            },
            (Why::Refused(_), _) => match self.mended(&item) {
                Some(intent) => self.authoring(device, &local, &intent, Some(&item.mends())),
                None => local.discarding(item.op_id),
            },
        };
        self.write_edit(device, tab, batch)
    }

    /// As [`World::resend`]; whoever has another tab in sight clicks there as well.
    pub(super) fn resend_in_sight(&mut self, device: usize, tab: u64, undone: &[OpId]) -> Held {
        let home = self.devices.get(device);
        let tabs = home.map(|home| home.tabs.iter().map(|tab| tab.id));
        let others: Vec<u64> = tabs.into_iter().flatten().filter(|it| *it != tab).collect();
        let other = self.chance.pick(&others).copied();
        self.resend(device, tab, undone)?;
        other.map_or(Ok(()), |other| self.resend(device, other, undone))
    }

    /// Undone edits are queued again as far as they are on the list still: what the tab shows may be
    /// older than what is stored, so the fence is raised and that is read.
    fn resend(&mut self, device: usize, tab: u64, undone: &[OpId]) -> Held {
        let Some(home) = self.devices.get_mut(device) else {
            return Ok(());
        };
        let fence = home.disk.raise_fence();
        let mut local = home.disk.read(RowsRead::Kept)?;
        if mutant::is(Mutant::ResentUnread)
            && let Some(found) = home.tab(tab)
        {
            local = found.replica.local().clone();
        }
        let batch = Batch {
            fence: Some(fence),
            ..local.resending(undone)
        };
        for write in &batch.writes {
            if matches!(write, Write::Append(_)) {
                self.count(Counted::SentAgain);
            }
        }
        self.write_edit(device, tab, batch)
    }

    /// A refused edit with values that nobody else has.
    fn mended(&mut self, item: &Attention) -> Option<Intent> {
        match item.intent.clone()? {
            Intent::StaffCreate(mut create) => {
                let unique = self.new_accounts + 100;
                self.new_accounts += 1;
                create.fields.first_name = "Mended".to_owned();
                create.fields.last_name = "Lane".to_owned();
                create.fields.username = format!("mended{unique}");
                create.fields.email = format!("mended{unique}@example.org");
                Some(Intent::StaffCreate(create))
            }
            // Tried once more as it is.
            other => Some(other),
        }
    }

    fn authoring(
        &mut self,
        device: usize,
        local: &Local,
        intent: &Intent,
        mends: Option<&Mends>,
    ) -> Batch {
        let now: UnixMillis = self.device_now(device);
        let chance = &mut self.chance;
        let mut new_id = || OpId::new(now, chance.bytes());
        let mut author = Author {
            now,
            new_id: &mut new_id,
        };
        local.authoring(intent, mends, &mut author)
    }

    /// One of the tabs that a person can use.
    pub(super) fn some_tab(&mut self) -> Option<(usize, u64)> {
        let device = self.chance.below(self.devices.len());
        let tabs = self.devices.get(device)?.tabs.iter();
        let awake: Vec<u64> = tabs.filter(|tab| !tab.frozen).map(|tab| tab.id).collect();
        let tab = *self.chance.pick(&awake)?;
        Some((device, tab))
    }

    /// One of them, and what it knows.
    fn some_local(&mut self) -> Option<(usize, u64, Local)> {
        let (device, tab) = self.some_tab()?;
        let found = self.devices.get_mut(device)?.tab(tab)?;
        Some((device, tab, found.replica.local().clone()))
    }
}
