//! The rounds: work, kill, start, recover, check.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::fault::desk::{Desk, Reach};
use crate::fault::moment::{Moment, Watch};
use crate::fault::{Plan, Tally, books};
use crate::load::edits::below;
use crate::load::office::{self, Size};
use crate::load::program::Program;
use crate::load::trouble::{Doing, Result};

const OFFICE: Size = Size {
    staff: 300,
    managers: 4,
    devices: 10,
};
/// After one kill in so many, the next start is killed as well.
const KILLED_STARTS: u64 = 8;
/// A start takes some hundredths of a second.
const START_MICROS: u64 = 60_000;

/// The server and everybody who works with it.
struct Run {
    program: Program,
    desks: Vec<Desk>,
    rng: StdRng,
    tally: RefCell<Tally>,
}

pub(super) async fn run(plan: &Plan, say: &mut impl FnMut(&str)) -> Result<Tally> {
    let mut rng = StdRng::seed_from_u64(plan.seed);
    let (program, seats) = office::open(&plan.lanyard, &plan.folder, OFFICE, &mut rng).await?;
    let desks = seats.into_iter().enumerate();
    let desks = desks.map(|(number, seat)| {
        let own = StdRng::seed_from_u64(rng.random());
        Desk::new(number, seat, own)
    });
    let mut run = Run {
        program,
        desks: desks.collect(),
        rng: StdRng::seed_from_u64(plan.seed.rotate_left(32)),
        tally: RefCell::new(Tally {
            seed: plan.seed,
            ..Tally::default()
        }),
    };
    for round in 1..=plan.rounds {
        let moment = run.work_and_kill().await?;
        run.recover().await?;
        run.check(Reach::Round).await?;
        let tally = run.tally.borrow();
        say(&format!(
            "round {round} of {}: {moment}; {} verdicts, cut pushes {} committed, {} not",
            plan.rounds, tally.acknowledged, tally.committed, tally.not_committed
        ));
        if !tally.wrong.is_empty() {
            break;
        }
    }
    say("asking for every verdict once more");
    run.check(Reach::All).await?;
    run.program.kill()?;
    let mut tally = run.tally.into_inner();
    tally.judge_fates();
    Ok(tally)
}

impl Run {
    /// Everybody pushes, and at the moment that is drawn the server is killed.
    async fn work_and_kill(&mut self) -> Result<Moment> {
        let moment = Moment::draw(&mut self.rng);
        let watch = Watch::open(&self.program.database())?;
        let killed = Arc::new(AtomicBool::new(false));
        let killing = Arc::clone(&killed);
        let mut process = self.program.take_process()?;
        let killer = tokio::task::spawn_blocking(move || {
            let waited = moment.wait(&watch);
            killing.store(true, Ordering::SeqCst);
            let ended = process.kill();
            // Only now: closing it takes longer than an answer needs to leave.
            drop(watch);
            waited.and(ended)
        });
        let tally = &self.tally;
        let work = self.desks.iter_mut().map(|desk| desk.work(&killed, tally));
        let worked = join_all(work).await;
        killer.await.doing("kill the server")??;
        worked.into_iter().collect::<Result<Vec<()>>>()?;
        self.tally.borrow_mut().rounds += 1;
        Ok(moment)
    }

    async fn recover(&mut self) -> Result<()> {
        if below(&mut self.rng, KILLED_STARTS) == 0 {
            let after = Duration::from_micros(below(&mut self.rng, START_MICROS));
            self.program.start_and_kill(after)?;
            self.tally.borrow_mut().killed_starting += 1;
        }
        self.program.start()?;
        let tally = &self.tally;
        let recovered = join_all(self.desks.iter_mut().map(|desk| desk.recover(tally))).await;
        recovered.into_iter().collect()
    }

    async fn check(&mut self, reach: Reach) -> Result<()> {
        let tally = &self.tally;
        let desks = self.desks.iter_mut();
        let repeated = join_all(desks.map(|desk| desk.repeat(reach, tally))).await;
        repeated.into_iter().collect::<Result<Vec<()>>>()?;
        let desks = self.desks.iter_mut();
        let looked = join_all(desks.map(|desk| desk.look(reach, tally))).await;
        looked.into_iter().collect::<Result<Vec<()>>>()?;
        books::check(
            &self.program.database(),
            &self.desks,
            &mut tally.borrow_mut(),
        )
    }
}
