//! What must hold, whatever has happened.

use super::world::World;

impl World {
    /// Holds at every moment.
    pub(super) fn check(&self) {
        for (device, op_id) in &self.edits {
            let disk = &self.devices[*device].disk;
            let queued = disk.outbox.values().map(|queued| &queued.envelope);
            let refused = disk.attention.values().map(|refused| &refused.envelope);
            let answered = disk.answered.values().map(|answered| &answered.envelope);
            let all = queued.chain(refused).chain(answered);
            let places = all.filter(|envelope| envelope.op_id == *op_id).count();
            assert_eq!(places, 1, "{op_id} of device {device} is in one place");
        }
        let twice = self.server.effects().values().any(|count| *count > 1);
        assert!(!twice, "an intent takes effect once");
    }

    /// Holds once everything is quiet: each device knows what became of its edits.
    pub(super) fn check_healed(&self) {
        let effects = self.server.effects();
        for device in &self.devices {
            let answered = device.disk.answered.values();
            for answered in answered {
                let done = effects.contains_key(&answered.envelope.op_id);
                assert!(
                    done,
                    "what is told is true, and what a restore has undone is listed"
                );
            }
            for refused in device.disk.attention.values() {
                // A copy of the device may have sent it anew to a history that never refused it.
                let told_true =
                    self.server.lost_history || !effects.contains_key(&refused.envelope.op_id);
                assert!(told_true, "what is told as refused did not take effect");
            }
            for tab in &device.tabs {
                assert!(
                    !tab.replica.leads() || tab.timer.is_some(),
                    "it looks again by itself"
                );
            }
            let shown = device.tabs.last().unwrap();
            assert_eq!(*shown.replica.local(), device.disk, "memory and disk agree");
        }
    }
}
