//! Many seeds, a world for each, on all cores. Worlds share nothing that changes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::broken::Broken;
use super::report::Counts;
use super::{Ended, run};

/// When to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// After so many seeds.
    Seeds(u64),
    /// After so much time.
    Time(Duration),
}

/// What came of many seeds.
#[derive(Default)]
pub struct Total {
    /// How many seeds ran.
    pub seeds: u64,
    /// Those that failed, by seed.
    pub failures: Vec<Ended>,
    /// What occurred in all of them.
    pub counts: Counts,
}

/// Runs the seeds from `start` on. `failed` hears of each failure at once, and says whether to go on.
pub fn run_many(
    start: u64,
    until: Until,
    prepare: impl Fn() + Sync,
    failed: impl Fn(&Ended) -> bool + Sync,
) -> Total {
    let begun = Instant::now();
    let next = AtomicU64::new(0);
    let stopped = AtomicBool::new(false);
    let total = Mutex::new(Total::default());
    let work = || {
        prepare();
        loop {
            let n = next.fetch_add(1, Ordering::SeqCst);
            let over = match until {
                Until::Seeds(seeds) => n >= seeds,
                Until::Time(time) => begun.elapsed() >= time,
            };
            if over || stopped.load(Ordering::SeqCst) {
                break;
            }
            let ended = survive(start.wrapping_add(n));
            if ended.broken.is_some() && !failed(&ended) {
                stopped.store(true, Ordering::SeqCst);
            }
            let mut total = total.lock().unwrap_or_else(|broken| broken.into_inner());
            total.seeds += 1;
            total.counts.merge(&ended.counts);
            if ended.broken.is_some() {
                total.failures.push(ended);
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let mut total = total
        .into_inner()
        .unwrap_or_else(|broken| broken.into_inner());
    total.failures.sort_by_key(|ended| ended.seed);
    total
}

/// A world in which the program panics has failed, and the others go on.
fn survive(seed: u64) -> Ended {
    catch_unwind(AssertUnwindSafe(|| run(seed))).unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        let words = text.unwrap_or("without words");
        Ended {
            seed,
            broken: Some(Broken(format!("nothing panics: {words}"))),
            counts: Counts::default(),
            trace: Vec::new(),
            hash: 0,
        }
    })
}
