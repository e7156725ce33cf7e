//! Everything works again, and people do what only people can: then every queue empties in bounded
//! steps, and every copy is right.

use std::collections::BTreeMap;

use lanyard_shared::id::OpId;
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{RecordKey, Row, Standing};
use lanyard_shared::replica::{RowsRead, View, Why};
use lanyard_shared::time::Millis;

use super::broken::{Broken, Held, hold};
use super::device::{Device, Tab};
use super::disk::List;
use super::oracle::same;
use super::world::World;

/// Steps for each edit and device within which all is quiet.
const BOUND: usize = 120;

/// Rounds after which nobody has anything left to do.
const ROUNDS: usize = 8;

impl World {
    /// Mends everything, lets each person sign in, and waits until nothing is left to do.
    pub(super) fn heal(&mut self) -> Held {
        self.note("everything works".to_owned());
        self.mended = true;
        self.all_is_over()?;
        for device in 0..self.devices.len() {
            let Some(home) = self.devices.get(device) else {
                continue;
            };
            if home.tabs.is_empty() {
                self.open_tab(device)?;
            }
        }
        // Two people may share a browser: each has their turn, and once more, to see what the others
        // have done. That goes on while somebody does something: who is active again, because of
        // what another has sent, sends what they had. In the first round people look at what a
        // restore has undone.
        for round in 0..ROUNDS {
            let before = self.newest_row();
            for turn in 0..2 {
                let signed_in = self.take_turns(turn)?;
                self.settle(&signed_in)?;
                for device in signed_in.iter().filter(|_| round == 0) {
                    self.send_undone_again(*device)?;
                }
                self.settle(&signed_in)?;
            }
            if round > 0 && self.newest_row() == before {
                return Ok(());
            }
        }
        Err(Broken(format!(
            "people come to an end: not after {ROUNDS} rounds"
        )))
    }

    /// The newest change of a record that there is, and how many records.
    fn newest_row(&self) -> (Option<Rev>, usize) {
        let rows = &self.oracle.model().rows;
        (rows.values().map(|row| row.rev).max(), rows.len())
    }

    /// Most people send again what they may.
    fn send_undone_again(&mut self, device: usize) -> Held {
        let leader = self.devices.get_mut(device).and_then(|d| d.leader());
        let leader = leader.map(|tab| (tab.id, View::of(tab.replica.local())));
        match leader {
            Some((tab, view)) if !self.chance.one_in(3) => {
                let undone = view.attention.iter().filter(|item| item.why == Why::Undone);
                let undone: Vec<OpId> = undone.map(|item| item.op_id).collect();
                self.resend_in_sight(device, tab, &undone)
            }
            _ => Ok(()),
        }
    }

    /// At the start: everybody has a copy of what they may see.
    pub(super) fn warm_up(&mut self) -> Held {
        self.mended = true;
        for turn in 0..2 {
            let signed_in = self.take_turns(turn)?;
            self.settle(&signed_in)?;
        }
        self.mended = false;
        Ok(())
    }

    /// In each browser the n-th person signs in. Gives the devices of those who could.
    fn take_turns(&mut self, turn: usize) -> Held<Vec<usize>> {
        let mut signed_in = Vec::new();
        self.turns.clear();
        for browser in 0..self.browsers.len() {
            let own = self.of_browser(browser);
            let Some(device) = own.get(turn).copied() else {
                continue;
            };
            let account = self.devices.get(device).map(|device| device.account);
            self.turns.extend(account.map(|account| (browser, account)));
            if let Some(account) = account
                && self.sign_in(browser, account)?
            {
                signed_in.push(device);
            } else {
                let standing = account.and_then(|id| self.oracle.model().account(id));
                hold!(
                    standing.is_none_or(|account| account.standing != Standing::Active),
                    "who is active can sign in: {account:?}"
                );
            }
        }
        Ok(signed_in)
    }

    /// Lets everything run until these devices have nothing left to do.
    fn settle(&mut self, devices: &[usize]) -> Held {
        let bound = BOUND * (self.edits() + self.devices.len() + 4);
        for _ in 0..bound {
            if self.is_quiet(devices)? {
                // A tab that stood down last asks for the lead anew.
                for device in 0..self.devices.len() {
                    self.seek_lead(device)?;
                }
                if self.under_way.is_empty() {
                    return Ok(());
                }
            }
            self.step_on()?;
            self.check_devices()?;
        }
        Err(Broken(format!(
            "with the network up every queue empties: not after {bound} steps; {}",
            self.unsettled(devices)?
        )))
    }

    fn step_on(&mut self) -> Held {
        if let Some(under_way) = self.take(0) {
            return self.deliver(under_way);
        }
        if self.server.is_busy() {
            return self.commit(8);
        }
        for device in 0..self.devices.len() {
            self.seek_lead(device)?;
            let leader = self.devices.get_mut(device).and_then(|d| d.leader());
            if let Some(tab) = leader.map(|tab| tab.id) {
                self.run_timer(device, tab)?;
            }
        }
        self.pass(Millis::seconds(1));
        self.sign_in_again()
    }

    /// Whose session was ended by what somebody did signs in anew, where they may, and who may again
    /// does so.
    fn sign_in_again(&mut self) -> Held {
        for (browser, account) in self.turns.clone() {
            let mut own = self
                .devices
                .iter()
                .filter(|device| device.browser == browser && device.account == account);
            if own.any(|device| device.is_signed_out() && self.is_active(device)) {
                self.sign_in(browser, account)?;
            }
        }
        Ok(())
    }

    fn is_quiet(&self, devices: &[usize]) -> Held<bool> {
        if !self.under_way.is_empty() || self.server.is_busy() {
            return Ok(false);
        }
        for device in devices {
            let Some(home) = self
                .devices
                .get(*device)
                .filter(|home| self.is_active(home))
            else {
                continue;
            };
            let meta = home.disk.meta()?;
            let up_to_date = meta.head.is_some_and(|head| self.oracle.model().has(&head));
            let busy = !home.disk.queue_is_empty() || meta.confirming.is_some();
            if busy || !up_to_date || home.disk.rows()? != self.seen_on(*device) {
                return Ok(false);
            }
            // A tab that died right after it had written told nobody: the one that leads reads when
            // its timer runs out.
            let stored = home.disk.read(RowsRead::Read)?;
            if leader_of(home).is_some_and(|leader| *leader.replica.local() != stored) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether its owner may sign in.
    fn is_active(&self, device: &Device) -> bool {
        let account = self.oracle.model().account(device.account);
        account.is_some_and(|account| account.standing == Standing::Active)
    }

    fn unsettled(&self, devices: &[usize]) -> Held<String> {
        let mut told = Vec::new();
        for device in devices {
            let Some(home) = self.devices.get(*device) else {
                continue;
            };
            let edits = home.disk.edits()?;
            let queued = edits
                .iter()
                .filter(|(_, list)| *list == List::Outbox)
                .count();
            let rows = same(&home.disk.rows()?, &self.seen_on(*device), "rows");
            let status = leader_of(home).map(|tab| tab.replica.status());
            told.push(format!("{device}: {queued} queued, {rows:?}, {status:?}"));
        }
        Ok(told.join("; "))
    }

    /// What a device must show.
    fn seen_on(&self, device: usize) -> BTreeMap<RecordKey, Row> {
        let Some(home) = self.devices.get(device) else {
            return BTreeMap::new();
        };
        self.oracle.model().seen_by(home.account)
    }

    /// What must hold once all is quiet.
    pub(super) fn check_healed(&mut self) -> Held {
        self.oracle.check_whole(&self.server.database().lock())?;
        for device in 0..self.devices.len() {
            let Some(home) = self.devices.get(device) else {
                continue;
            };
            if !self.is_active(home) {
                continue;
            }
            same(
                &home.disk.rows()?,
                &self.seen_on(device),
                "each copy is what its reader sees",
            )?;
            let (told, taken) = (
                home.disk.meta()?.seats_out_of_sight,
                self.oracle.model().seats_out_of_sight(home.account),
            );
            hold!(
                told == taken,
                "{device} knows of the seats out of sight: {told:?} of {taken:?}"
            );
            let Some(leader) = leader_of(home) else {
                return Err(Broken(format!("some tab of device {device} leads")));
            };
            hold!(leader.timer.is_some(), "{device} looks again by itself");
            for answered in home.disk.list(List::Answered)?.values() {
                let op_id = answered.envelope.op_id;
                let decided = self.oracle.history.decided.get(&op_id);
                hold!(
                    decided.is_some_and(|(_, told)| told.took_effect()),
                    "what a restore has undone is told: {op_id} on device {device}"
                );
            }
            let local = home.disk.read(RowsRead::Read)?;
            hold!(
                *leader.replica.local() == local,
                "memory and store agree on device {device}"
            );
        }
        Ok(())
    }
}

fn leader_of(device: &Device) -> Option<&Tab> {
    device.tabs.iter().find(|tab| Some(tab.id) == device.lock)
}
