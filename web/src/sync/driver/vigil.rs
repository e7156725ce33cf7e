//! Whether the tab that syncs is awake, as the tabs that look on find out.
//!
//! A tab that is closed or crashes gives its lock back, and the next in turn has it within
//! milliseconds. So does a tab that is told that the browser freezes it. A tab that is not told, or
//! whose process hangs, keeps the lock and does nothing: nobody but the other tabs can notice.
//!
//! Laws:
//! - A tab in sight that looks on asks at each of its ticks whether anyone is there. A tab alone asks
//!   nobody, and a tab out of sight keeps no vigil.
//! - Whoever syncs answers at once, out of sight too: browsers slow down the timers of such tabs, not
//!   what they hear. A frozen tab does not answer, see [`Tabs`](crate::sync::tabs::Tabs).
//! - After [`PATIENCE`] questions without an answer it takes the lead, at the next tick: between
//!   three and four ticks after the other fell silent.
//! - Silence is counted in this tab's own ticks, not by a clock: a tab that was asleep or busy itself
//!   has missed its own ticks too, and does not take that for the silence of the other.
//! - A tab that has lost the lead so and lives to see it was perhaps only busy. It is twice as patient
//!   with its successor, and again twice the next time, until it was answered for a minute: two busy
//!   tabs do not take the lead from each other for ever.
//!
//! Taking the lead from a tab that is awake costs a pull, never data: the fence keeps the older one
//! from writing.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Interval;
use lanyard_shared::replica::{Connection, Sight};

use super::Driver;
use super::looking::{sight, with};
use crate::sync::tabs::Said;

/// How often a tab in sight asks.
const TICK_MILLIS: u32 = 400;
/// So many questions without an answer are patience enough.
const PATIENCE: u32 = 3;
/// The patience of a tab that has lost the lead again and again: half a minute.
const MOST_PATIENCE: u32 = 75;
/// After so many answers in a row the patience is as at first: a minute.
const PEACE: u32 = 150;
/// While the server is away or an edit waits, the tab that syncs is asked to look at the server once
/// in so many ticks: about every five seconds.
const TICKS_TO_LOOK: u32 = 12;

/// What a tick asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// To ask again.
    Ask,
    /// To take the lead: nobody is awake.
    TakeOver,
}

/// What a tab that looks on knows of the one that syncs.
#[derive(Debug)]
pub(super) struct Vigil {
    /// Questions since the last answer.
    unanswered: Cell<u32>,
    /// Questions that were answered, in a row.
    answered: Cell<u32>,
    patience: Cell<u32>,
    /// Ticks since the tab that syncs was last asked to look.
    ticks: Cell<u32>,
    /// The timer, while the vigil is kept.
    ticking: RefCell<Option<Interval>>,
}

impl Default for Vigil {
    fn default() -> Self {
        Self {
            unanswered: Cell::new(0),
            answered: Cell::new(0),
            patience: Cell::new(PATIENCE),
            ticks: Cell::new(0),
            ticking: RefCell::default(),
        }
    }
}

impl Vigil {
    /// The timer ticked.
    fn tick(&self) -> Next {
        if self.unanswered.get() >= self.patience.get() {
            self.begin();
            return Next::TakeOver;
        }
        self.unanswered.set(self.unanswered.get() + 1);
        Next::Ask
    }

    /// The tab that syncs spoke.
    pub(super) fn heard(&self) {
        if self.unanswered.replace(0) == 0 {
            return;
        }
        self.answered.set(self.answered.get() + 1);
        if self.answered.get() >= PEACE {
            self.answered.set(0);
            self.patience.set(PATIENCE);
        }
    }

    /// From here on anew: what was asked before says nothing about now.
    fn begin(&self) {
        self.unanswered.set(0);
        self.answered.set(0);
    }

    /// Another tab took the lead from this one.
    fn robbed(&self) {
        self.begin();
        let doubled = self.patience.get() * 2;
        self.patience.set(doubled.min(MOST_PATIENCE));
    }

    /// Ends the vigil.
    pub(super) fn end(&self) {
        self.ticking.take();
    }
}

impl Driver {
    /// Begins the vigil in a tab in sight that looks on, and ends it in every other.
    pub(super) fn keep_vigil(self: &Rc<Self>) {
        let vigil = &self.looking.vigil;
        if self.leads() || sight() == Sight::OutOfSight {
            return vigil.end();
        }
        if vigil.ticking.borrow().is_some() {
            return;
        }
        vigil.begin();
        let driver = Rc::downgrade(self);
        let ticking = Interval::new(TICK_MILLIS, move || with(&driver, Self::tick));
        vigil.ticking.replace(Some(ticking));
        self.ask_the_leader();
    }

    fn tick(self: &Rc<Self>) {
        let vigil = &self.looking.vigil;
        if self.leading.is_taking() {
            // Nobody else answers, because this tab is the one.
            return vigil.begin();
        }
        match vigil.tick() {
            Next::Ask if self.looking.say(&Said::AnyoneThere) => {}
            // Nobody can answer what could not be said.
            Next::Ask => vigil.begin(),
            Next::TakeOver => self.leading.take_over(),
        }
        let ticks = (vigil.ticks.get() + 1) % TICKS_TO_LOOK;
        vigil.ticks.set(ticks);
        let online = self.status().connection == Connection::Online;
        if ticks == 0 && (!online || self.looking.edit_waits.get()) {
            self.ask_the_leader();
        }
    }

    /// Another tab took the lead from this one.
    pub(super) fn robbed(&self) {
        self.looking.vigil.robbed();
    }

    /// Answers, and forestalls, the question whether anyone is there.
    pub(super) fn tell_that_i_am_here(&self) {
        self.looking.say(&Said::Here);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many questions stay without an answer before the lead is taken.
    fn questions(vigil: &Vigil) -> u32 {
        let mut asked = 0;
        while vigil.tick() == Next::Ask {
            asked += 1;
        }
        asked
    }

    #[test]
    fn silence_for_a_few_ticks_leads_to_the_lead_and_then_it_begins_anew() {
        let vigil = Vigil::default();
        assert_eq!(questions(&vigil), PATIENCE);
        assert_eq!(questions(&vigil), PATIENCE);
    }

    #[test]
    fn one_answer_in_time_is_enough() {
        let vigil = Vigil::default();
        for _ in 0..3 * PATIENCE {
            for _ in 0..PATIENCE {
                assert_eq!(vigil.tick(), Next::Ask);
            }
            vigil.heard();
        }
    }

    #[test]
    fn a_tab_that_was_robbed_is_more_patient_until_it_was_answered_for_long() {
        let vigil = Vigil::default();
        vigil.robbed();
        assert_eq!(questions(&vigil), 2 * PATIENCE);
        (0..10).for_each(|_| vigil.robbed());
        assert_eq!(questions(&vigil), MOST_PATIENCE);
        for answers in 0..PEACE {
            assert_eq!(vigil.tick(), Next::Ask, "after {answers} answers");
            // More words than questions do not make the time shorter.
            vigil.heard();
            vigil.heard();
        }
        assert_eq!(questions(&vigil), PATIENCE);
    }
}
