//! Troubles that pass: they begin at some event and are over a few events later.

use lanyard_server::store::image::DiskTrouble;
use lanyard_shared::protocol::ProblemKind;

use super::broken::Held;
use super::report::Counted;
use super::world::World;

/// The troubles of the moment, each with the event at which it is over.
#[derive(Default)]
pub(super) struct Passing {
    event: usize,
    refusing: Option<(ProblemKind, usize)>,
    offline: Vec<(usize, usize)>,
    disk: Option<usize>,
    dice: Option<usize>,
    frozen: Vec<(usize, u64, usize)>,
}

impl Passing {
    /// Why calls are refused.
    pub(super) fn refusing(&self) -> Option<ProblemKind> {
        self.refusing.map(|(kind, _)| kind)
    }
}

impl World {
    /// What is over at this event is over.
    pub(super) fn let_up(&mut self, event: usize) -> Held {
        let over = |until: usize| until <= event;
        self.passing.event = event;
        if self.passing.refusing.is_some_and(|(_, until)| over(until)) {
            self.passing.refusing = None;
        }
        if self.passing.disk.is_some_and(over) {
            self.passing.disk = None;
            self.server.database().lock().set_trouble(None)?;
        }
        if self.passing.dice.is_some_and(over) {
            self.passing.dice = None;
            self.server.dice.set_stuck(false);
        }
        for (browser, until) in std::mem::take(&mut self.passing.offline) {
            if !over(until) {
                self.passing.offline.push((browser, until));
            } else if let Some(browser) = self.browsers.get_mut(browser) {
                browser.offline = false;
            }
        }
        for (device, tab, until) in std::mem::take(&mut self.passing.frozen) {
            if !over(until) {
                self.passing.frozen.push((device, tab, until));
            } else if let Some(tab) = self.devices.get_mut(device).and_then(|d| d.tab(tab)) {
                tab.frozen = false;
            }
        }
        Ok(())
    }

    /// Everything is over.
    pub(super) fn all_is_over(&mut self) -> Held {
        self.let_up(usize::MAX)
    }

    fn until(&mut self, longest: usize) -> usize {
        self.passing.event + 2 + self.chance.below(longest)
    }

    pub(super) fn server_refuses(&mut self) -> Held {
        let kinds = [
            ProblemKind::Unavailable,
            ProblemKind::TooMany,
            ProblemKind::Internal,
            ProblemKind::Reload,
        ];
        let until = self.until(12);
        self.passing.refusing = self.chance.pick(&kinds).map(|kind| (*kind, until));
        self.note(format!("calls are refused: {:?}", self.passing.refusing()));
        Ok(())
    }

    pub(super) fn network_goes(&mut self) -> Held {
        let n = self.chance.below(self.browsers.len());
        let until = self.until(60);
        if let Some(browser) = self.browsers.get_mut(n) {
            browser.offline = true;
            self.passing.offline.push((n, until));
            self.count(Counted::Offline);
            self.note(format!("browser {n}: offline"));
        }
        Ok(())
    }

    pub(super) fn tab_freezes(&mut self) -> Held {
        let Some((device, tab)) = self.some_tab() else {
            return Ok(());
        };
        let until = self.until(30);
        if let Some(found) = self.devices.get_mut(device).and_then(|d| d.tab(tab)) {
            found.frozen = true;
            self.passing.frozen.push((device, tab, until));
            self.count(Counted::TabFrozen);
            self.note(format!("{device}.{tab}: hangs"));
        }
        Ok(())
    }

    pub(super) fn server_disk_is_full(&mut self) -> Held {
        self.count(Counted::ServerDiskFull);
        self.trouble(DiskTrouble::Full)
    }

    pub(super) fn server_cannot_commit(&mut self) -> Held {
        self.count(Counted::CommitFailed);
        self.trouble(DiskTrouble::NoCommit)
    }

    fn trouble(&mut self, trouble: DiskTrouble) -> Held {
        self.note(format!("the server's disk: {trouble:?}"));
        let until = self.until(20);
        self.passing.disk = Some(until);
        Ok(self.server.database().lock().set_trouble(Some(trouble))?)
    }

    pub(super) fn dice_are_stuck(&mut self) -> Held {
        self.count(Counted::DiceStuck);
        self.note("the server's randomness repeats".to_owned());
        let until = self.until(40);
        self.passing.dice = Some(until);
        self.server.dice.set_stuck(true);
        self.make_accounts()
    }
}
