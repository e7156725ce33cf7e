//! What is on its way: calls and answers between tabs and server, writes of tabs to their store, and
//! what tabs say to each other.

use lanyard_shared::id::DeviceId;
use lanyard_shared::message::Message;
use lanyard_shared::protocol::{Outcome, Problem, ProblemKind, PullAnswer, PushAnswer, Verdict};
use lanyard_shared::replica::{Batch, Call, CallTrouble, Event, RowsRead};
use lanyard_shared::time::UnixMillis;

use super::broken::{Broken, Held, hold};
use super::report::Counted;
use super::server::{Body, Caller, Served};
use super::world::World;

/// A tab that stands for somebody who sends by hand.
pub(super) const THIEF: u64 = 0;
/// Another one.
pub(super) const SKIPPER: u64 = u64::MAX;

/// Something on its way from a tab or to it.
#[derive(Clone, Debug)]
pub(super) struct UnderWay {
    pub(super) device: usize,
    pub(super) tab: u64,
    pub(super) load: Load,
}

#[derive(Clone, Debug)]
pub(super) enum Load {
    /// Under the name that the device had when it was sent.
    Push {
        call: Call,
        name: Option<DeviceId>,
        body: Vec<u8>,
    },
    Pull {
        call: Call,
        name: Option<DeviceId>,
        body: Vec<u8>,
    },
    Pushed {
        call: Call,
        answer: Result<PushAnswer, CallTrouble>,
    },
    Pulled {
        call: Call,
        answer: Result<Box<PullAnswer>, CallTrouble>,
    },
    Store {
        call: Call,
        batch: Box<Batch>,
    },
    /// Another tab has changed what is stored.
    Changed,
    /// The lead was taken from this tab.
    Unled,
    /// The server hints, or the browser.
    Poke,
}

impl Load {
    const fn words(&self) -> &'static str {
        match self {
            Self::Push { .. } => "push",
            Self::Pull { .. } => "pull",
            Self::Pushed { .. } => "answer to a push",
            Self::Pulled { .. } => "answer to a pull",
            Self::Store { .. } => "write",
            Self::Changed => "hint of another tab",
            Self::Unled => "loss of the lead",
            Self::Poke => "poke",
        }
    }

    pub(super) const fn is_call(&self) -> bool {
        matches!(self, Self::Push { .. } | Self::Pull { .. })
    }

    pub(super) const fn is_answer(&self) -> bool {
        matches!(self, Self::Pushed { .. } | Self::Pulled { .. })
    }

    /// The event of a call or answer that ends in this trouble.
    fn failing(&self, trouble: CallTrouble) -> Option<Event> {
        match self {
            Self::Push { call, .. } | Self::Pushed { call, .. } => Some(Event::Pushed {
                call: *call,
                answer: Err(trouble),
            }),
            Self::Pull { call, .. } | Self::Pulled { call, .. } => Some(Event::Pulled {
                call: *call,
                answer: Err(trouble),
            }),
            _ => None,
        }
    }
}

impl World {
    pub(super) fn send(&mut self, device: usize, tab: u64, load: Load) -> Held {
        self.under_way.push(UnderWay { device, tab, load });
        Ok(())
    }

    /// Takes the n-th of what is on its way.
    pub(super) fn take(&mut self, n: usize) -> Option<UnderWay> {
        (n < self.under_way.len()).then(|| self.under_way.remove(n))
    }

    /// Whether a tab that hangs would have to hear it.
    pub(super) fn waits_for_a_frozen_tab(&mut self, under_way: &UnderWay) -> bool {
        let tab = under_way.tab;
        let home = self.devices.get_mut(under_way.device);
        let frozen = home.and_then(|d| d.tab(tab)).is_some_and(|tab| tab.frozen);
        frozen && !under_way.load.is_call()
    }

    /// It arrives.
    pub(super) fn deliver(&mut self, under_way: UnderWay) -> Held {
        let UnderWay { device, tab, load } = under_way;
        self.note(format!("{device}.{tab}: {} arrives", load.words()));
        match load {
            Load::Push { .. } | Load::Pull { .. } => self.serve(device, tab, load),
            Load::Pushed { call, answer } => self.tell(device, tab, Event::Pushed { call, answer }),
            Load::Pulled { call, answer } => self.tell(device, tab, Event::Pulled { call, answer }),
            Load::Store { call, batch } => self.store(device, tab, call, &batch),
            Load::Changed => self.reread(device, tab),
            Load::Unled => self.tell(device, tab, Event::Unled),
            Load::Poke => self.tell(device, tab, Event::Poked),
        }
    }

    /// A call or answer gets lost, and the tab notices.
    pub(super) fn lose(&mut self, under_way: &UnderWay, trouble: CallTrouble) -> Held {
        let UnderWay { device, tab, load } = under_way;
        self.note(format!(
            "{device}.{tab}: {} is lost: {trouble}",
            load.words()
        ));
        match load.failing(trouble) {
            Some(event) => self.tell(*device, *tab, event),
            None => Ok(()),
        }
    }

    /// A call arrives at the server, or at what stands before it.
    fn serve(&mut self, device: usize, tab: u64, load: Load) -> Held {
        let Some(home) = self.devices.get(device) else {
            return Ok(());
        };
        let Some(browser) = self.browsers.get(home.browser) else {
            return Ok(());
        };
        let account = home.account;
        let session = browser.session.clone();
        let under_way = UnderWay { device, tab, load };
        if browser.offline {
            return self.lose(&under_way, CallTrouble::Offline);
        }
        if let Some(kind) = self.passing.refusing() {
            self.count(Counted::Refused);
            let problem = Problem {
                retry_after: (kind == ProblemKind::TooMany).then_some(20),
                ..Problem::new(kind, Message::new("problem"))
            };
            return self.lose(&under_way, CallTrouble::Problem(Box::new(problem)));
        }
        match &session {
            None => self.count(Counted::SignedOut),
            Some((other, _)) if *other != account => self.count(Counted::WrongAccount),
            Some(_) => {}
        }
        let (call, name, body) = match under_way.load {
            Load::Push { call, name, body } => (call, name, Body::Push(body)),
            Load::Pull { call, name, body } => (call, name, Body::Pull(body)),
            _ => return Ok(()),
        };
        let name = name.ok_or_else(|| Broken("a device has a name before it calls".to_owned()))?;
        let caller = Caller {
            device,
            tab,
            call,
            account,
        };
        let token = session.map(|(_, token)| token);
        match self.server.call(caller, name, token, body) {
            Some((caller, served)) => self.answer(caller, served),
            None => Ok(()),
        }
    }

    /// The server has an answer: it leaves, as it is written.
    pub(super) fn answer(&mut self, caller: Caller, served: Served) -> Held {
        let Caller {
            device,
            tab,
            call,
            account,
        } = caller;
        if tab == THIEF {
            return self.refused_the_thief(served);
        }
        if tab == SKIPPER {
            let decided = matches!(served, Served::Push(Ok(_)));
            hold!(!decided, "numbers have no gap: {served:?}");
            return Ok(());
        }
        let load = match served {
            Served::Push(answer) => {
                let answer = match answer {
                    Ok(answer) => {
                        self.tells(caller, &answer.verdicts)?;
                        Ok(serde_json::from_slice(&serde_json::to_vec(&answer)?)?)
                    }
                    Err(problem) => Err(self.problem(caller, problem)?),
                };
                Load::Pushed { call, answer }
            }
            Served::Pull(answer) => {
                let answer = match answer {
                    Ok(answer) => {
                        self.tells(caller, &answer.verdicts)?;
                        if answer.after.is_none() && !answer.more {
                            self.oracle.pictures(account, &answer.cursor);
                        }
                        Ok(serde_json::from_slice(&serde_json::to_vec(&answer)?)?)
                    }
                    Err(problem) => Err(self.problem(caller, problem)?),
                };
                Load::Pulled { call, answer }
            }
        };
        self.send(device, tab, load)
    }

    fn tells(&mut self, caller: Caller, verdicts: &[Verdict]) -> Held {
        let now = UnixMillis(self.now());
        for verdict in verdicts {
            let line = format!(
                "{}.{}: verdict {} {:?}",
                caller.device, caller.tab, verdict.op_id, verdict.outcome
            );
            self.note(line);
            self.oracle.tells(caller.account, verdict, now)?;
        }
        Ok(())
    }

    fn problem(&mut self, caller: Caller, problem: Box<Problem>) -> Held<CallTrouble> {
        self.note(format!(
            "{}.{}: {:?}",
            caller.device, caller.tab, problem.kind
        ));
        // A push that was on its way while its queue was numbered anew takes a place that the device
        // gives to another edit then: it is taken for a copy, takes a new name, and everything goes on.
        let renumbers = matches!(
            problem.kind,
            ProblemKind::SequenceGap | ProblemKind::EpochChanged
        );
        if renumbers && let Some(device) = self.devices.get_mut(caller.device) {
            device.copied = true;
        }
        let copied = self.devices.get(caller.device).is_some_and(|d| d.copied);
        let explained = copied || self.put_backs > 0;
        hold!(
            explained || problem.kind != ProblemKind::ClonedDevice,
            "only copies are taken for copies, not device {}",
            caller.device
        );
        if problem.kind == ProblemKind::TooLarge {
            self.count(Counted::TooLarge);
        }
        let problem = serde_json::from_slice(&serde_json::to_vec(&problem)?)?;
        Ok(CallTrouble::Problem(Box::new(problem)))
    }

    /// Who sends somebody else's intent learns nothing of its end.
    fn refused_the_thief(&mut self, served: Served) -> Held {
        let Served::Push(Ok(answer)) = served else {
            return Ok(());
        };
        for verdict in &answer.verdicts {
            let told = format!("{:?}", verdict.outcome);
            let refused = matches!(verdict.outcome, Outcome::Rejected { .. });
            hold!(
                refused && told.contains("intent-id-reused"),
                "a verdict goes to its author only: a stranger got {told}"
            );
            self.count(Counted::StolenIntent);
        }
        Ok(())
    }

    /// A tab reads what another one has changed.
    pub(super) fn reread(&mut self, device: usize, tab: u64) -> Held {
        let Some(home) = self.devices.get_mut(device) else {
            return Ok(());
        };
        let mut local = home.disk.read(RowsRead::Kept)?;
        let Some(found) = home.tab(tab) else {
            return Ok(());
        };
        let (known, read) = (&found.replica.local().meta, &local.meta);
        let same = known.generation == read.generation
            && known.cursor == read.cursor
            && known.snapshot_after == read.snapshot_after;
        let mut rows = RowsRead::Kept;
        if !same && !found.replica.leads() {
            rows = RowsRead::Read;
            local = home.disk.read(rows)?;
        }
        let local = Box::new(local);
        self.tell(device, tab, Event::Reread { local, rows })
    }
}
