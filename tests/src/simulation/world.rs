//! One world: a server, browsers with their tabs, and what is on its way between them. All of it
//! follows from the seed.

use std::hash::{DefaultHasher, Hash, Hasher};

use lanyard_server::effects::Clock;
use lanyard_server::service::sessions;
use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::SignIn;
use lanyard_shared::replica::{Action, Event, Moment};
use lanyard_shared::time::{Millis, UnixMillis};

use super::broken::Held;
use super::chance::Chance;
use super::device::{Browser, Device};
use super::faults;
use super::network::{Load, UnderWay};
use super::oracle::Oracle;
use super::passing::Passing;
use super::report::{Counted, Counts};
use super::server::Server;
use super::template::{PASSWORD, Template};

/// How much happens before everything is mended.
const EVENTS: usize = 200;

/// One world.
pub(super) struct World {
    pub(super) chance: Chance,
    pub(super) server: Server,
    pub(super) oracle: Oracle,
    pub(super) browsers: Vec<Browser>,
    pub(super) devices: Vec<Device>,
    pub(super) under_way: Vec<UnderWay>,
    pub(super) counts: Counts,
    pub(super) trace: Trace,
    /// How many new accounts and names were used.
    pub(super) new_accounts: usize,
    /// People who can sign in.
    pub(super) people: Vec<AccountId>,
    /// Troubles that pass.
    pub(super) passing: Passing,
    /// Whose turn it is at each browser once everything works.
    pub(super) turns: Vec<(usize, AccountId)>,
    /// How often another database was put in the place of the present one.
    pub(super) put_backs: usize,
    /// Everything works from now on.
    pub(super) mended: bool,
    last_tab: u64,
}

/// What happened, in lines; and a number that stands for all of it.
#[derive(Default)]
pub(super) struct Trace {
    lines: Vec<String>,
}

impl Trace {
    pub(super) fn note(&mut self, line: String) {
        self.lines.push(line);
    }

    pub(super) fn lines(&self) -> &[String] {
        &self.lines
    }

    /// The same for the same lines.
    pub(super) fn hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.lines.hash(&mut hasher);
        hasher.finish()
    }
}

impl World {
    pub(super) fn new(seed: u64) -> Held<Self> {
        let mut chance = Chance::new(seed);
        let template = Template::of(&mut chance)?;
        let server = Server::new(template, &mut chance)?;
        let oracle = Oracle::new(template, &server.database().lock())?;
        let mut world = Self {
            chance,
            server,
            oracle,
            browsers: Vec::new(),
            devices: Vec::new(),
            under_way: Vec::new(),
            counts: Counts::default(),
            trace: Trace::default(),
            new_accounts: 0,
            people: template.people.clone(),
            passing: Passing::default(),
            turns: Vec::new(),
            put_backs: 0,
            mended: false,
            last_tab: 0,
        };
        world.furnish()?;
        Ok(world)
    }

    /// Browsers, some of them shared by two people.
    fn furnish(&mut self) -> Held {
        for _ in 0..2 + self.chance.below(2) {
            let browser = self.browsers.len();
            self.browsers.push(Browser {
                ahead: 0,
                session: None,
                mark: None,
                offline: false,
            });
            let mut users = self.people.clone();
            let shared = self.chance.one_in(6);
            for _ in 0..if shared { 2 } else { 1 } {
                let account = users.remove(self.chance.below(users.len()));
                self.devices.push(Device::new(browser, account));
                self.sign_in(browser, account)?;
            }
        }
        for device in 0..self.devices.len() {
            self.open_tab(device)?;
        }
        Ok(())
    }

    /// Lets the world run, then mends everything and looks whether all is as it must be.
    pub(super) fn run(&mut self) -> Held {
        if !self.chance.one_in(5) {
            self.warm_up()?;
        }
        for event in 0..EVENTS {
            self.let_up(event)?;
            let pause = 1 + self.chance.below(800);
            self.pass(Millis(i64::try_from(pause).unwrap_or(0)));
            faults::happen(self)?;
            self.check_devices()?;
        }
        self.heal()?;
        self.check_healed()
    }

    pub(super) fn note(&mut self, line: String) {
        let now = self.now() - lanyard_server::effects::testing::MORNING.0;
        self.trace.note(format!("{now:>9} {line}"));
    }

    pub(super) fn count(&mut self, counted: Counted) {
        self.counts.add(counted);
    }

    /// The true time, which is also the server's.
    pub(super) fn now(&self) -> i64 {
        self.server.clock.now().0
    }

    pub(super) fn pass(&mut self, length: Millis) {
        self.server.clock.advance(length);
    }

    pub(super) fn new_tab(&mut self) -> u64 {
        self.last_tab += 1;
        self.last_tab
    }

    /// What a device's clock says.
    pub(super) fn device_now(&self, device: usize) -> UnixMillis {
        let browser = self.devices.get(device).map_or(0, |device| device.browser);
        let ahead = self
            .browsers
            .get(browser)
            .map_or(0, |browser| browser.ahead);
        UnixMillis(self.now() + ahead)
    }

    /// Tells a tab of an event and takes in what it wants.
    pub(super) fn tell(&mut self, device: usize, tab: u64, event: Event) -> Held {
        let now = self.device_now(device);
        let moment = Moment {
            now,
            random: self.chance.bytes(),
        };
        let true_now = self.now();
        let Some(home) = self.devices.get_mut(device) else {
            return Ok(());
        };
        let Some(found) = home.tab(tab) else {
            return Ok(());
        };
        let actions = found.replica.step(event, moment);
        let name = found.replica.local().meta.device;
        let mut stands_down = false;
        for action in actions {
            let load = match action {
                Action::ArmTimer(at) => {
                    let wait = at.since(now).0.max(0);
                    if let Some(found) = self.devices.get_mut(device).and_then(|d| d.tab(tab)) {
                        found.timer = Some(true_now + wait);
                    }
                    continue;
                }
                Action::StandDown => {
                    stands_down = true;
                    continue;
                }
                Action::Draw | Action::Report => continue,
                Action::Store { call, batch } => Load::Store { call, batch },
                Action::Push { call, request, .. } => Load::Push {
                    call,
                    name,
                    body: serde_json::to_vec(&request)?,
                },
                Action::Pull { call, request, .. } => Load::Pull {
                    call,
                    name,
                    body: serde_json::to_vec(&request)?,
                },
            };
            self.send(device, tab, load)?;
        }
        if stands_down {
            self.count(Counted::Fenced);
            self.stand_down(device, tab);
        }
        Ok(())
    }

    /// A person signs in on a browser, where they can.
    pub(super) fn sign_in(&mut self, browser: usize, account: AccountId) -> Held<bool> {
        let Some(name) = self.oracle.model().account(account) else {
            return Ok(false);
        };
        let who = SignIn {
            username: name.username.clone(),
            password: PASSWORD.to_owned(),
            code: None,
        };
        let mark = self.browsers.get(browser).and_then(|b| b.mark.clone());
        let agent = String::new();
        let by = sessions::Browser { mark, agent };
        self.server.dice.set_stuck(false);
        let done = self
            .server
            .settle(async |app| sessions::sign_in(&app, who, by).await);
        self.committed()?;
        let Some(found) = self.browsers.get_mut(browser) else {
            return Ok(false);
        };
        match done {
            Ok(session) => {
                found.session = Some((account, session.token));
                found.mark = Some(session.browser);
            }
            Err(error) => {
                found.session = None;
                self.note(format!(
                    "browser {browser}: no sign-in as {account}: {error}"
                ));
                return Ok(false);
            }
        }
        self.note(format!("browser {browser}: {account} signs in"));
        Ok(true)
    }

    /// After a commit: answers go on their way, and the oracle looks.
    pub(super) fn committed(&mut self) -> Held {
        self.oracle
            .committed(&self.server.database().lock(), &mut self.counts)?;
        for (caller, served) in self.server.done() {
            self.answer(caller, served)?;
        }
        Ok(())
    }

    /// How many edits are on the devices.
    pub(super) fn edits(&self) -> usize {
        self.devices.iter().map(|device| device.edits.len()).sum()
    }
}
