//! Browsers: tabs open, hang and die, clocks jump, people sign in and out, profiles are copied.

use lanyard_shared::replica::{Batch, Event, Sight, Write};
use lanyard_shared::time::Millis;

use crate::simulation::broken::Held;
use crate::simulation::device::Device;
use crate::simulation::network::THIEF;
use crate::simulation::report::Counted;
use crate::simulation::world::World;

impl World {
    /// Somebody edits, sometimes a few times in a row.
    pub(super) fn somebody_edits(&mut self) -> Held {
        let times = if self.chance.one_in(4) { 3 } else { 1 };
        (0..times).try_for_each(|_| self.author())
    }

    pub(super) fn look_or_look_away(&mut self) -> Held {
        let sight = if self.chance.one_in(2) {
            Sight::InSight
        } else {
            Sight::OutOfSight
        };
        match self.some_tab() {
            Some((device, tab)) => self.tell(device, tab, Event::Seen(sight)),
            None => Ok(()),
        }
    }

    pub(super) fn tab_opens(&mut self) -> Held {
        let device = self.chance.below(self.devices.len());
        let tabs = self
            .devices
            .get(device)
            .map_or(0, |device| device.tabs.len());
        if tabs < 3 {
            self.open_tab(device)
        } else {
            Ok(())
        }
    }

    pub(super) fn lock_is_given(&mut self) -> Held {
        let device = self.chance.below(self.devices.len());
        self.seek_lead(device)
    }

    pub(super) fn somebody_takes_over(&mut self) -> Held {
        match self.some_tab() {
            Some((device, tab)) => self.lead(device, tab),
            None => Ok(()),
        }
    }

    pub(super) fn browser_is_killed(&mut self) -> Held {
        let n = self.chance.below(self.browsers.len());
        self.count(Counted::BrowserKilled);
        for device in self.of_browser(n) {
            self.kill_tabs(device);
            self.open_tab(device)?;
        }
        Ok(())
    }

    fn kill_tabs(&mut self, device: usize) {
        let tabs = self
            .devices
            .get(device)
            .map(|d| d.tabs.iter().map(|tab| tab.id));
        let tabs: Vec<u64> = tabs.into_iter().flatten().collect();
        for tab in tabs {
            self.die(device, tab);
        }
    }

    pub(in crate::simulation) fn of_browser(&self, browser: usize) -> Vec<usize> {
        let devices = self.devices.iter().enumerate();
        let own = devices.filter(|(_, device)| device.browser == browser);
        own.map(|(n, _)| n).collect()
    }

    pub(super) fn clock_jumps(&mut self) -> Held {
        let n = self.chance.below(self.browsers.len());
        let far = 1 + self.chance.below(4 * 24 * 3_600_000);
        let far = i64::try_from(far).unwrap_or(0);
        let ahead = self.chance.one_in(2);
        if let Some(browser) = self.browsers.get_mut(n) {
            browser.ahead += if ahead { far } else { -far };
        }
        self.count(if ahead {
            Counted::ClockAhead
        } else {
            Counted::ClockBack
        });
        self.note(format!("browser {n}: clock jumps ahead {ahead} by {far}"));
        Ok(())
    }

    pub(super) fn night_passes(&mut self) -> Held {
        self.count(Counted::NightPassed);
        self.note("a night passes".to_owned());
        // Sometimes so many that what was answered long ago may be let go.
        let nights = if self.chance.one_in(6) { 31 } else { 1 };
        self.pass(Millis::hours(13 + 24 * (nights - 1)));
        Ok(())
    }

    /// Mostly where nobody is signed in.
    pub(super) fn somebody_signs_in(&mut self) -> Held {
        let signed_out = self.devices.iter().filter(|device| {
            let browser = self.browsers.get(device.browser);
            browser.is_some_and(|browser| browser.session.is_none()) || device.is_signed_out()
        });
        let signed_out: Vec<_> = signed_out.map(|d| (d.browser, d.account)).collect();
        let chosen = match self.chance.pick(&signed_out).copied() {
            None if self.chance.one_in(4) => {
                let n = self.chance.below(self.devices.len());
                self.devices.get(n).map(|d| (d.browser, d.account))
            }
            chosen => chosen,
        };
        match chosen {
            Some((browser, account)) => self.sign_in(browser, account).map(drop),
            None => Ok(()),
        }
    }

    /// The cookie is gone, and the rows with it; unsent work stays.
    pub(super) fn somebody_signs_out(&mut self) -> Held {
        let n = self.chance.below(self.devices.len());
        let Some(device) = self.devices.get_mut(n) else {
            return Ok(());
        };
        let fence = device.disk.raise_fence();
        let meta = Box::new(device.disk.meta()?.forgotten());
        let batch = Batch {
            writes: vec![Write::ClearRows, Write::PutMeta(meta)],
            fence: Some(fence),
        };
        let wiped = device.disk.write(&batch).is_ok();
        device.touched = true;
        let browser = device.browser;
        if let Some(browser) = self.browsers.get_mut(browser) {
            browser.session = None;
        }
        self.note(format!("{n}: signs out, wiped {wiped}"));
        self.say_changed(n, THIEF)
    }

    /// Another computer has the same data and cookie, and goes on by itself.
    pub(super) fn profile_is_cloned(&mut self) -> Held {
        if self.browsers.len() >= 5 {
            return Ok(());
        }
        let n = self.chance.below(self.browsers.len());
        let Some(mut browser) = self.browsers.get(n).cloned() else {
            return Ok(());
        };
        self.count(Counted::Cloned);
        let copy = self.browsers.len();
        self.note(format!("browser {copy} is a clone of {n}"));
        browser.offline = false;
        self.browsers.push(browser);
        for n in self.of_browser(n) {
            let Some(device) = self.devices.get_mut(n) else {
                continue;
            };
            let mut clone = Device::new(copy, device.account);
            clone.copied = true;
            clone.disk = device.disk.clone();
            clone.edits = device.edits.clone();
            device.copied = true;
            self.devices.push(clone);
            self.open_tab(self.devices.len() - 1)?;
        }
        Ok(())
    }

    pub(super) fn older_profile_is_kept(&mut self) -> Held {
        let n = self.chance.below(self.devices.len());
        if let Some(device) = self.devices.get_mut(n) {
            device.older = Some((device.disk.clone(), device.edits.clone()));
        }
        Ok(())
    }

    pub(super) fn older_profile_is_put_back(&mut self) -> Held {
        let n = self.chance.below(self.devices.len());
        self.kill_tabs(n);
        if let Some(device) = self.devices.get_mut(n)
            && let Some((disk, edits)) = device.older.take()
        {
            device.disk = disk;
            device.edits = edits;
            device.touched = true;
            device.copied = true;
            self.note(format!("{n}: an older copy is put back"));
            self.count(Counted::OldCopy);
        }
        self.open_tab(n)
    }
}
