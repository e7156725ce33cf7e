//! Calls and answers on their way: they overtake each other, get lost, come twice, are answered by
//! others; and the server commits.

use lanyard_shared::mutant::{self, Mutant};
use lanyard_shared::replica::{CallTrouble, Event};
use lanyard_shared::time::Millis;

use crate::simulation::broken::Held;
use crate::simulation::network::{Load, UnderWay};
use crate::simulation::report::Counted;
use crate::simulation::world::World;

impl World {
    pub(super) fn something_arrives(&mut self) -> Held {
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

    pub(super) fn server_commits(&mut self) -> Held {
        let most = 1 + self.chance.below(5);
        self.commit(most)
    }

    /// The server commits a group of at most so many writes.
    pub(in crate::simulation) fn commit(&mut self, most: usize) -> Held {
        if !self.server.is_busy() {
            return Ok(());
        }
        self.note(format!("the server commits at most {most}"));
        self.server.commit(most);
        self.committed()
    }

    pub(super) fn timer_runs_out(&mut self) -> Held {
        match self.some_tab() {
            Some((device, tab)) => self.run_timer(device, tab),
            None => Ok(()),
        }
    }

    /// Lets the time pass until a tab's timer runs out.
    pub(in crate::simulation) fn run_timer(&mut self, device: usize, tab: u64) -> Held {
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
        if !mutant::is(Mutant::DeadTabUnread) {
            self.reread(device, tab)?;
        }
        self.tell(device, tab, Event::Timer)
    }

    pub(super) fn poke(&mut self) -> Held {
        match self.some_tab() {
            Some((device, tab)) => self.send(device, tab, Load::Poke),
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

    pub(super) fn something_is_lost(&mut self) -> Held {
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
    pub(super) fn answer_is_cut(&mut self) -> Held {
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

    pub(super) fn something_is_doubled(&mut self) -> Held {
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

    pub(super) fn portal_answers(&mut self) -> Held {
        let Some(under_way) = self.take_traffic() else {
            return Ok(());
        };
        self.count(Counted::Portal);
        self.lose(&under_way, CallTrouble::CaptivePortal)
    }

    pub(super) fn answer_is_garbled(&mut self) -> Held {
        let Some(under_way) = self.take_traffic() else {
            return Ok(());
        };
        self.count(Counted::Garbled);
        self.lose(&under_way, CallTrouble::Unreadable)
    }
}
