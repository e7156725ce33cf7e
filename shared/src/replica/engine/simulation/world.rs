//! Devices with their disks and tabs, and what is on its way between them and the server.

use std::collections::BTreeSet;

use super::samples::{authored, create, moment};
use super::server::Server;
use crate::id::{DeviceId, OpId};
use crate::intent::Intent;
use crate::protocol::{PullRequest, PushRequest};
use crate::replica::engine::Replica;
use crate::replica::event::{Action, Call, CallTrouble, Event, RowsRead, StoreFailure};
use crate::replica::local::{Batch, Local, Place, Write};
use crate::time::UnixMillis;

/// After the network is up, everything is quiet within so many deliveries for each edit.
const BOUND: usize = 400;

pub(super) struct World {
    pub(super) server: Server,
    pub(super) devices: Vec<Device>,
    /// What is on its way.
    under_way: Vec<UnderWay>,
    now: i64,
    unique: u64,
    /// Every edit that was acknowledged, with its device, unless a person has dealt with it.
    pub(super) edits: BTreeSet<(usize, OpId)>,
}

#[derive(Clone)]
pub(super) struct Device {
    pub(super) disk: Local,
    next_place: Place,
    fence: u64,
    /// Tabs that believe they sync; the last one does.
    pub(super) tabs: Vec<Tab>,
}

#[derive(Clone)]
pub(super) struct Tab {
    id: u64,
    pub(super) replica: Replica,
    pub(super) timer: Option<UnixMillis>,
}

#[derive(Clone, Debug)]
struct UnderWay {
    device: usize,
    tab: u64,
    load: Load,
}

#[derive(Clone, Debug)]
enum Load {
    Push(Call, DeviceId, Box<PushRequest>),
    Pull(Call, DeviceId, PullRequest),
    /// An answer.
    Back(Box<Event>),
    Store(Call, Box<Batch>),
}

impl World {
    pub(super) fn new(devices: usize) -> Self {
        let device = Device {
            disk: Local::default(),
            next_place: 1,
            fence: 0,
            tabs: Vec::new(),
        };
        let mut world = Self {
            server: Server::new(),
            devices: vec![device; devices],
            under_way: Vec::new(),
            now: 1_000_000,
            unique: 0,
            edits: BTreeSet::new(),
        };
        for device in 0..devices {
            world.killed(device);
        }
        world
    }

    fn unique(&mut self) -> u64 {
        self.unique += 1;
        self.unique
    }

    fn pick(&self, device: usize) -> usize {
        device % self.devices.len()
    }

    /// Tells a tab of an event and carries out what it wants.
    fn tell(&mut self, device: usize, tab: u64, event: Event) {
        self.now += 10;
        let moment = moment(self.now, self.unique());
        let tabs = &mut self.devices[device].tabs;
        let Some(found) = tabs.iter_mut().find(|found| found.id == tab) else {
            return;
        };
        let actions = found.replica.step(event, moment);
        let name = found.replica.local().meta.device;
        for action in actions {
            let load = match action {
                Action::Store { call, batch } => Load::Store(call, batch),
                Action::Push { call, request, .. } => Load::Push(call, name.unwrap(), request),
                Action::Pull { call, request, .. } => Load::Pull(call, name.unwrap(), request),
                Action::ArmTimer(at) => {
                    let tabs = &mut self.devices[device].tabs;
                    let found = tabs.iter_mut().find(|found| found.id == tab).unwrap();
                    found.timer = Some(at);
                    continue;
                }
                Action::StandDown => {
                    self.devices[device].tabs.retain(|found| found.id != tab);
                    continue;
                }
                Action::Draw | Action::Report => continue,
            };
            self.under_way.push(UnderWay { device, tab, load });
        }
    }

    fn leader(&self, device: usize) -> u64 {
        self.devices[device].tabs.last().unwrap().id
    }

    /// Writes a batch of edits as any tab may.
    fn append(&mut self, device: usize, batch: &Batch) -> Place {
        let device = &mut self.devices[device];
        let place = device.next_place;
        device.next_place += 1;
        device.disk.apply(batch, place);
        place
    }

    pub(super) fn author(&mut self, device: usize, name: u8) {
        let device = self.pick(device);
        let (op_id, intent) = create(self.unique(), &format!("user{name}"));
        self.author_as(device, op_id, &intent, None);
    }

    fn author_as(&mut self, device: usize, op_id: OpId, intent: &Intent, replaces: Option<OpId>) {
        let batch = authored(&self.devices[device].disk, intent, op_id, replaces);
        let place = self.append(device, &batch);
        self.edits.insert((device, op_id));
        if let Some(mended) = replaces {
            self.edits.remove(&(device, mended));
        }
        let batch = Box::new(batch);
        self.tell(
            device,
            self.leader(device),
            Event::Authored { batch, place },
        );
    }

    /// In a tab that does not sync; the one that does reads the store again.
    pub(super) fn author_elsewhere(&mut self, device: usize, name: u8) {
        let device = self.pick(device);
        let (op_id, intent) = create(self.unique(), &format!("user{name}"));
        let batch = authored(&Local::default(), &intent, op_id, None);
        self.append(device, &batch);
        self.edits.insert((device, op_id));
        let local = Local {
            rows: Default::default(),
            ..self.devices[device].disk.clone()
        };
        let event = Event::Reread {
            local: Box::new(local),
            rows: RowsRead::Kept,
        };
        self.tell(device, self.leader(device), event);
    }

    pub(super) fn mend(&mut self, device: usize, name: u8) {
        let device = self.pick(device);
        let refused = self.devices[device].disk.attention.values().next();
        let Some(refused) = refused.map(|refused| refused.envelope.op_id) else {
            return;
        };
        let (op_id, intent) = create(self.unique(), &format!("mended{name}"));
        self.author_as(device, op_id, &intent, Some(refused));
    }

    fn take(&mut self, which: usize) -> Option<UnderWay> {
        if self.under_way.is_empty() {
            return None;
        }
        let which = which % self.under_way.len();
        Some(self.under_way.remove(which))
    }

    pub(super) fn arrives(&mut self, which: usize) {
        if let Some(under_way) = self.take(which) {
            self.deliver(under_way);
        }
    }

    /// Calls may come twice; an answer may too, a write may not.
    pub(super) fn doubled(&mut self, which: usize) {
        if let Some(under_way) = self.take(which) {
            if !matches!(under_way.load, Load::Store(..)) {
                self.under_way.push(under_way.clone());
            }
            self.deliver(under_way);
        }
    }

    pub(super) fn lost(&mut self, which: usize) {
        self.fails(which, CallTrouble::Offline);
    }

    pub(super) fn caught(&mut self, which: usize) {
        self.fails(which, CallTrouble::CaptivePortal);
    }

    fn fails(&mut self, which: usize, trouble: CallTrouble) {
        let Some(UnderWay { device, tab, load }) = self.take(which) else {
            return;
        };
        let event = match load {
            Load::Store(call, _) => Event::Stored {
                call,
                result: Err(StoreFailure::Failed),
            },
            Load::Push(call, ..) => Event::Pushed {
                call,
                answer: Err(trouble),
            },
            Load::Pull(call, ..) => Event::Pulled {
                call,
                answer: Err(trouble),
            },
            Load::Back(back) => match *back {
                Event::Pushed { call, .. } => Event::Pushed {
                    call,
                    answer: Err(trouble),
                },
                Event::Pulled { call, .. } => Event::Pulled {
                    call,
                    answer: Err(trouble),
                },
                other => other,
            },
        };
        self.tell(device, tab, event);
    }

    fn deliver(&mut self, under_way: UnderWay) {
        let UnderWay { device, tab, load } = under_way;
        let back = match load {
            Load::Push(call, name, request) => Event::Pushed {
                call,
                answer: self
                    .server
                    .push(name, &request)
                    .map_err(CallTrouble::Problem),
            },
            Load::Pull(call, name, request) => {
                let answer = self.server.pull(name, &request).map(Box::new);
                Event::Pulled {
                    call,
                    answer: answer.map_err(CallTrouble::Problem),
                }
            }
            Load::Store(call, batch) => {
                let result = self.write(device, &batch);
                return self.tell(device, tab, Event::Stored { call, result });
            }
            Load::Back(event) => return self.tell(device, tab, *event),
        };
        let load = Load::Back(Box::new(back));
        self.under_way.push(UnderWay { device, tab, load });
    }

    fn write(&mut self, device: usize, batch: &Batch) -> Result<(), StoreFailure> {
        let device = &mut self.devices[device];
        if batch.fence != Some(device.fence) {
            return Err(StoreFailure::Fenced);
        }
        device.disk.apply(batch, 0);
        Ok(())
    }

    pub(super) fn timer(&mut self, device: usize) {
        let device = self.pick(device);
        let leader = self.leader(device);
        let timer = self.devices[device].tabs.last_mut().unwrap().timer.take();
        if let Some(at) = timer {
            self.now = self.now.max(at.0);
            self.tell(device, leader, Event::Timer);
        }
    }

    pub(super) fn poke(&mut self, device: usize) {
        let device = self.pick(device);
        self.tell(device, self.leader(device), Event::Poked);
    }

    /// Every tab is gone, and with it what was not yet on the disk; then one is opened.
    pub(super) fn killed(&mut self, device: usize) {
        let device = self.pick(device);
        self.devices[device].tabs.clear();
        let writes_of_device = |under_way: &UnderWay| {
            under_way.device == device && matches!(under_way.load, Load::Store(..))
        };
        self.under_way
            .retain(|under_way| !writes_of_device(under_way));
        self.taken_over(device);
    }

    pub(super) fn taken_over(&mut self, device: usize) {
        let device = self.pick(device);
        let id = self.unique();
        let found = &mut self.devices[device];
        found.fence += 1;
        let (fence, local) = (found.fence, Box::new(found.disk.clone()));
        found.tabs.push(Tab {
            id,
            replica: Replica::new(Local::default()),
            timer: None,
        });
        self.tell(device, id, Event::Led { fence, local });
    }

    /// Another computer has the same data, and goes on by itself.
    pub(super) fn cloned(&mut self, device: usize) {
        let device = self.pick(device);
        if self.devices.len() >= 4 {
            return;
        }
        let copy = self.devices.len();
        let edits = self.edits.iter().filter(|(place, _)| *place == device);
        let copied: Vec<_> = edits.map(|(_, op_id)| (copy, *op_id)).collect();
        self.edits.extend(copied);
        self.devices.push(self.devices[device].clone());
        self.killed(copy);
    }

    pub(super) fn forgotten(&mut self, device: usize) {
        let device = self.pick(device);
        let found = &mut self.devices[device];
        let wiped = found.disk.meta.forgotten();
        let writes = vec![Write::ClearRows, Write::PutMeta(Box::new(wiped))];
        found.disk.apply(
            &Batch {
                writes,
                fence: None,
            },
            0,
        );
        found.fence += 1;
        self.taken_over(device);
    }

    /// The network and the server work, and timers run, until nothing is left to do.
    pub(super) fn heal(&mut self) {
        self.server.refusing = None;
        let bound = BOUND * (self.edits.len() + self.devices.len());
        for _ in 0..bound {
            if !self.under_way.is_empty() {
                self.arrives(0);
            } else if self.is_quiet() {
                return;
            } else {
                for device in 0..self.devices.len() {
                    self.timer(device);
                }
            }
        }
        panic!("not quiet after {bound} deliveries: {:#?}", self.under_way);
    }

    fn is_quiet(&self) -> bool {
        let same = |device: &Device| {
            device.disk.outbox.is_empty() && device.disk.rows == *self.server.rows()
        };
        self.devices.iter().all(same)
    }
}
