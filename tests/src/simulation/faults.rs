//! What happens, good and bad, and how often: a table with one line for each.

use lanyard_shared::id::{AccountId, DeviceId, OpId};
use lanyard_shared::intent::Envelope;
use lanyard_shared::protocol::{PROTOCOL, PushRequest};
use lanyard_shared::replica::{Batch, CallTrouble, Event, Sight, Write};
use lanyard_shared::time::{Millis, UnixMillis};

use super::broken::Held;
use super::device::Device;
use super::network::{Load, SKIPPER, THIEF, UnderWay};
use super::report::Counted;
use super::server::{Body, Caller};
use super::world::World;

type Happening = fn(&mut World) -> Held;

/// What happens, and how often.
const HAPPENINGS: &[(usize, Happening)] = &[
    (640, World::something_arrives),
    (160, World::server_commits),
    (130, World::somebody_edits),
    (60, World::mend),
    (60, World::timer_runs_out),
    (20, World::poke),
    (10, World::look_or_look_away),
    (14, World::tab_opens),
    (40, World::lock_is_given),
    (14, World::somebody_takes_over),
    (20, World::something_is_lost),
    (20, World::answer_is_cut),
    (16, World::something_is_doubled),
    (6, World::portal_answers),
    (4, World::answer_is_garbled),
    (6, World::server_refuses),
    (8, World::network_goes),
    (8, World::browser_is_killed),
    (10, World::tab_freezes),
    (10, World::clock_jumps),
    (2, World::night_passes),
    (40, World::somebody_signs_in),
    (4, World::somebody_signs_out),
    (10, World::change_right),
    (5, World::change_standing),
    (14, World::deliver_mail),
    (14, World::server_is_killed),
    (14, World::server_is_backed_up),
    (5, World::backup_is_restored),
    (5, World::file_is_put_back),
    (5, World::server_disk_is_full),
    (5, World::server_cannot_commit),
    (16, World::dice_are_stuck),
    (4, World::profile_is_cloned),
    (10, World::older_profile_is_kept),
    (8, World::older_profile_is_put_back),
    (14, World::intent_is_stolen),
    (6, World::number_is_skipped),
];

/// One thing happens.
pub(super) fn happen(world: &mut World) -> Held {
    let sum = HAPPENINGS.iter().map(|(weight, _)| weight).sum();
    let mut left = world.chance.below(sum);
    for (weight, happening) in HAPPENINGS {
        if left < *weight {
            return happening(world);
        }
        left -= weight;
    }
    Ok(())
}

impl World {
    fn something_arrives(&mut self) -> Held {
        // Mostly what waits longest.
        let n = if self.chance.one_in(3) {
            self.chance.below(self.under_way.len())
        } else {
            0
        };
        let Some(under_way) = self.take(n) else {
            return self.server_commits();
        };
        if self.waits_for_a_frozen_tab(&under_way) {
            self.under_way.push(under_way);
            return Ok(());
        }
        let overtaken = self.under_way.iter().take(n).any(|earlier| {
            earlier.device == under_way.device
                && (earlier.load.is_call() && under_way.load.is_call()
                    || earlier.load.is_answer() && under_way.load.is_answer())
        });
        if overtaken {
            self.count(Counted::Reordered);
        }
        self.deliver(under_way)
    }

    fn server_commits(&mut self) -> Held {
        let most = 1 + self.chance.below(5);
        self.commit(most)
    }

    /// The server commits a group of at most so many writes.
    pub(super) fn commit(&mut self, most: usize) -> Held {
        if !self.server.is_busy() {
            return Ok(());
        }
        self.note(format!("the server commits at most {most}"));
        self.server.commit(most);
        self.committed()
    }

    fn timer_runs_out(&mut self) -> Held {
        match self.some_tab() {
            Some((device, tab)) => self.run_timer(device, tab),
            None => Ok(()),
        }
    }

    /// Lets the time pass until a tab's timer runs out.
    pub(super) fn run_timer(&mut self, device: usize, tab: u64) -> Held {
        let home = self.devices.get_mut(device);
        let Some(due) = home
            .and_then(|d| d.tab(tab))
            .and_then(|tab| tab.timer.take())
        else {
            return Ok(());
        };
        let wait = (due - self.now()).max(0);
        self.pass(Millis(wait));
        self.note(format!("{device}.{tab}: timer"));
        self.reread(device, tab)?;
        self.tell(device, tab, Event::Timer)
    }

    fn poke(&mut self) -> Held {
        match self.some_tab() {
            Some((device, tab)) => self.send(device, tab, Load::Poke),
            None => Ok(()),
        }
    }

    fn look_or_look_away(&mut self) -> Held {
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

    fn tab_opens(&mut self) -> Held {
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

    fn lock_is_given(&mut self) -> Held {
        let device = self.chance.below(self.devices.len());
        self.seek_lead(device)
    }

    fn somebody_takes_over(&mut self) -> Held {
        match self.some_tab() {
            Some((device, tab)) => self.lead(device, tab),
            None => Ok(()),
        }
    }

    /// Takes a call or an answer.
    fn take_traffic(&mut self) -> Option<UnderWay> {
        let n = self.chance.below(self.under_way.len());
        let load = &self.under_way.get(n)?.load;
        if load.is_call() || load.is_answer() {
            self.take(n)
        } else {
            None
        }
    }

    fn something_is_lost(&mut self) -> Held {
        let Some(under_way) = self.take_traffic() else {
            return Ok(());
        };
        self.count(match &under_way.load {
            Load::Pushed { answer: Ok(_), .. } => Counted::CutAfterCommit,
            load if load.is_answer() => Counted::AnswerDropped,
            _ => Counted::CallDropped,
        });
        self.lose(&under_way, CallTrouble::Offline)
    }

    /// The answer to a push gets lost, with the verdicts that are committed.
    fn answer_is_cut(&mut self) -> Held {
        let answers = self.under_way.iter().enumerate();
        let cut = answers
            .filter(|(_, under_way)| matches!(under_way.load, Load::Pushed { answer: Ok(_), .. }));
        let cut: Vec<usize> = cut.map(|(n, _)| n).collect();
        let n = self.chance.pick(&cut).copied();
        match n.and_then(|n| self.take(n)) {
            Some(under_way) => {
                self.count(Counted::CutAfterCommit);
                self.lose(&under_way, CallTrouble::Offline)
            }
            None => Ok(()),
        }
    }

    /// Somebody edits, sometimes a few times in a row.
    fn somebody_edits(&mut self) -> Held {
        let times = if self.chance.one_in(4) { 3 } else { 1 };
        (0..times).try_for_each(|_| self.author())
    }

    fn something_is_doubled(&mut self) -> Held {
        let Some(under_way) = self.take_traffic() else {
            return Ok(());
        };
        self.count(if under_way.load.is_call() {
            Counted::CallDoubled
        } else {
            Counted::AnswerDoubled
        });
        self.under_way.push(under_way.clone());
        self.deliver(under_way)
    }

    fn portal_answers(&mut self) -> Held {
        let Some(under_way) = self.take_traffic() else {
            return Ok(());
        };
        self.count(Counted::Portal);
        self.lose(&under_way, CallTrouble::CaptivePortal)
    }

    fn answer_is_garbled(&mut self) -> Held {
        let Some(under_way) = self.take_traffic() else {
            return Ok(());
        };
        self.count(Counted::Garbled);
        self.lose(&under_way, CallTrouble::Unreadable)
    }

    fn browser_is_killed(&mut self) -> Held {
        let n = self.chance.below(self.browsers.len());
        self.count(Counted::BrowserKilled);
        for device in self.of_browser(n) {
            self.kill_tabs(device);
            self.open_tab(device)?;
        }
        Ok(())
    }

    pub(super) fn kill_tabs(&mut self, device: usize) {
        let tabs = self
            .devices
            .get(device)
            .map(|d| d.tabs.iter().map(|tab| tab.id));
        let tabs: Vec<u64> = tabs.into_iter().flatten().collect();
        for tab in tabs {
            self.die(device, tab);
        }
    }

    pub(super) fn of_browser(&self, browser: usize) -> Vec<usize> {
        let devices = self.devices.iter().enumerate();
        let own = devices.filter(|(_, device)| device.browser == browser);
        own.map(|(n, _)| n).collect()
    }

    fn clock_jumps(&mut self) -> Held {
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

    fn night_passes(&mut self) -> Held {
        self.count(Counted::NightPassed);
        self.note("a night passes".to_owned());
        // Sometimes so many that what was answered long ago may be let go.
        let nights = if self.chance.one_in(6) { 31 } else { 1 };
        self.pass(Millis::hours(13 + 24 * (nights - 1)));
        Ok(())
    }

    /// Mostly where nobody is signed in.
    fn somebody_signs_in(&mut self) -> Held {
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
    fn somebody_signs_out(&mut self) -> Held {
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

    /// Mostly while somebody waits for it.
    fn server_is_killed(&mut self) -> Held {
        if !self.server.is_busy() && !self.chance.one_in(6) {
            return Ok(());
        }
        self.count(Counted::ServerKilled);
        self.kill_server()
    }

    fn kill_server(&mut self) -> Held {
        let (callers, lost) = self.server.kill();
        self.note(format!("the server dies, {lost} writes are lost"));
        if lost > 0 {
            self.count(Counted::GroupLost);
        }
        self.hang_up(callers)
    }

    /// Whoever waited for an answer hears that there is none.
    fn hang_up(&mut self, callers: Vec<Caller>) -> Held {
        for Caller {
            device, tab, call, ..
        } in callers
        {
            // Which of both it was the tab knows by the number.
            let answer = Err(CallTrouble::Offline);
            self.send(device, tab, Load::Pushed { call, answer })?;
            let answer = Err(CallTrouble::Offline);
            self.send(device, tab, Load::Pulled { call, answer })?;
        }
        Ok(())
    }

    fn server_is_backed_up(&mut self) -> Held {
        self.note("a backup is made".to_owned());
        let now = UnixMillis(self.now());
        self.server.back_up(&self.oracle.history, now)
    }

    fn backup_is_restored(&mut self) -> Held {
        self.put_back(Counted::Restored)
    }

    fn file_is_put_back(&mut self) -> Held {
        self.put_back(Counted::PutBack)
    }

    fn put_back(&mut self, how: Counted) -> Held {
        let now = UnixMillis(self.now());
        let anew = (how == Counted::Restored).then_some(now);
        let (callers, _) = self.server.kill();
        let history = self.server.put_back(&mut self.chance, anew)?;
        self.hang_up(callers)?;
        let Some(history) = history else {
            return Ok(());
        };
        self.note(how.words().to_owned());
        self.count(how);
        self.put_backs += 1;
        if self.put_backs > 1 {
            // What is put back now may have more of a queue than what was put back before.
            for device in &mut self.devices {
                device.copied = true;
            }
        }
        self.oracle.put_back(history);
        self.committed()?;
        self.oracle.check_whole(&self.server.database().lock())
    }

    /// Another computer has the same data and cookie, and goes on by itself.
    fn profile_is_cloned(&mut self) -> Held {
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

    fn older_profile_is_kept(&mut self) -> Held {
        let n = self.chance.below(self.devices.len());
        if let Some(device) = self.devices.get_mut(n) {
            device.older = Some((device.disk.clone(), device.edits.clone()));
        }
        Ok(())
    }

    fn older_profile_is_put_back(&mut self) -> Held {
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

    /// Somebody sends an intent of somebody else's as their own.
    fn intent_is_stolen(&mut self) -> Held {
        let n = self.chance.below(self.browsers.len());
        let session = self
            .browsers
            .get(n)
            .and_then(|browser| browser.session.clone());
        let Some((account, token)) = session else {
            return Ok(());
        };
        let Some(stolen) = self.oracle.of_another(account).cloned() else {
            return Ok(());
        };
        self.note(format!("{account} sends a stolen intent"));
        self.send_by_hand(THIEF, account, token, Envelope { seq: 1, ..stolen })
    }

    /// A queue arrives whose beginning never did.
    fn number_is_skipped(&mut self) -> Held {
        let n = self.chance.below(self.browsers.len());
        let session = self
            .browsers
            .get(n)
            .and_then(|browser| browser.session.clone());
        let Some((account, token)) = session else {
            return Ok(());
        };
        let now = UnixMillis(self.now());
        let skipping = Envelope {
            op_id: OpId::new(now, self.chance.bytes()),
            seq: 2,
            kind: "staff.promote".to_owned(),
            version: 1,
            authored_at: now,
            seen: None,
            after: Vec::new(),
            body: serde_json::Value::Null,
        };
        self.oracle.authored(account, &skipping);
        self.count(Counted::NumberSkipped);
        self.note(format!("{account} sends a queue without its beginning"));
        self.send_by_hand(SKIPPER, account, token, skipping)
    }

    fn send_by_hand(
        &mut self,
        tab: u64,
        account: AccountId,
        token: String,
        envelope: Envelope,
    ) -> Held {
        let caller = Caller {
            device: 0,
            tab,
            call: 0,
            account,
        };
        let request = PushRequest {
            protocol: PROTOCOL,
            epoch: self.oracle.model().epoch,
            head: None,
            acked_through: 0,
            intents: vec![envelope],
        };
        let name = DeviceId::new(UnixMillis(self.now()), self.chance.bytes());
        let body = Body::Push(serde_json::to_vec(&request)?);
        match self.server.call(caller, name, Some(token), body) {
            Some((caller, served)) => self.answer(caller, served),
            None => Ok(()),
        }
    }
}
