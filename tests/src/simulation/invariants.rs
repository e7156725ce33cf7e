//! What holds on every device at every moment.

use std::collections::BTreeMap;

use lanyard_shared::id::OpId;
use lanyard_shared::protocol::Rev;
use lanyard_shared::replica::Answered;
use lanyard_shared::time::UnixMillis;

use super::broken::{Held, hold};
use super::disk::List;
use super::retention::is_so;
use super::world::World;

impl World {
    /// Looks at every device that was written to.
    pub(super) fn check_devices(&mut self) -> Held {
        for device in 0..self.devices.len() {
            let touched = self.devices.get_mut(device);
            if touched.is_some_and(|device| std::mem::take(&mut device.touched)) {
                self.check_device(device)?;
            }
        }
        Ok(())
    }

    fn check_device(&self, device: usize) -> Held {
        let Some(home) = self.devices.get(device) else {
            return Ok(());
        };
        let mut places: BTreeMap<OpId, Vec<List>> = BTreeMap::new();
        for (op_id, list) in home.disk.edits()? {
            places.entry(op_id).or_default().push(list);
        }
        for op_id in &home.edits {
            let found = places.get(op_id);
            hold!(
                found.is_some_and(|lists| lists.len() == 1),
                "an acknowledged edit is in one place: {op_id} on device {device} is in {found:?}"
            );
        }
        for list in [List::Attention, List::Answered] {
            for answered in home.disk.list(list)?.values() {
                self.check_told(device, list, answered)?;
            }
        }
        let meta = home.disk.meta()?;
        let revs = home.disk.revs()?;
        self.oracle.check_picture(home.account, &meta, &revs)
    }

    /// What a device was told is so, unless the database of then is gone.
    fn check_told(&self, device: usize, list: List, answered: &Answered) -> Held {
        let op_id = answered.envelope.op_id;
        let verdict = &answered.verdict;
        let undone = list == List::Attention && verdict.outcome.took_effect();
        hold!(
            !undone || self.oracle.lost.contains(&op_id),
            "only what a restore has undone is told as undone: {op_id} on device {device}"
        );
        if self.oracle.lost.contains(&op_id) {
            return Ok(());
        }
        // Refused on the device itself: it cannot be sent.
        if list == List::Attention && verdict.rev == Rev(0) {
            return Ok(());
        }
        let now = UnixMillis(self.now());
        let decided = self.oracle.history.decided.get(&op_id);
        hold!(
            decided.is_some_and(|decided| is_so(decided, verdict, now)),
            "what device {device} was told of {op_id} is so: {verdict:?}, in the log {decided:?}"
        );
        hold!(
            verdict.outcome.took_effect() == (list == List::Answered),
            "{op_id} is in the list of its end: {verdict:?} in {list:?}"
        );
        Ok(())
    }
}
