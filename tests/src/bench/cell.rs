//! One cell of the table, measured once.

use std::time::{Duration, Instant};

use futures_util::future::{join, join_all};

use crate::bench::editor::{Editor, Window};
use crate::bench::figures::percentile;
use crate::bench::machine;
use crate::load::trouble::{Result, Trouble};

/// From this share of the cores on, what others do is in the figures: the kernel's threads that write
/// to the disk for the server stay below it.
const DISTURBED: f64 = 0.1;

/// So many connections with so many edits in each push.
pub(super) struct Cell {
    pub(super) connections: usize,
    pub(super) batch: usize,
    pub(super) measure: Duration,
    /// The server's process.
    pub(super) server: Option<u32>,
}

/// What one run of a cell gave.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    /// Edits in a second.
    pub(super) rate: f64,
    /// The times of a push in milliseconds: half, 95 % and 99 % are faster.
    pub(super) times: [f64; 3],
    /// Who took how much of all cores, where the system tells.
    pub(super) shares: Option<Shares>,
}

/// Parts of all cores.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shares {
    pub(super) generator: f64,
    pub(super) server: f64,
    /// What was neither: other programs, the kernel's own threads, other virtual machines.
    pub(super) others: f64,
}

impl Measured {
    /// Whether others were busy meanwhile.
    pub(super) fn is_disturbed(&self) -> bool {
        self.shares.is_some_and(|shares| shares.others > DISTURBED)
    }
}

impl Cell {
    /// Lets the first of `editors` edit at once.
    pub(super) async fn measure(&self, editors: &mut [Editor]) -> Result<Measured> {
        let start = Instant::now() + self.measure / 4;
        let window = Window {
            start,
            end: start + self.measure,
        };
        let editing = editors.iter_mut().take(self.connections);
        let editing = join_all(editing.map(|editor| editor.edit(self.batch, window)));
        let (times, shares) = join(editing, self.shares(window)).await;
        let times = times.into_iter().collect::<Result<Vec<_>>>()?;
        let mut times: Vec<u32> = times.into_iter().flatten().collect();
        times.sort_unstable();
        if times.is_empty() {
            return Err(Trouble::failed("no push was answered in the time"));
        }
        let edits = times.len() * self.batch;
        Ok(Measured {
            rate: edits as f64 / self.measure.as_secs_f64(),
            times: [50, 95, 99].map(|part| percentile(&times, part) / 1_000.0),
            shares,
        })
    }

    /// How much of all cores generator, server and others take within the window.
    async fn shares(&self, window: Window) -> Option<Shares> {
        let used = || {
            Some([
                machine::cpu_time(std::process::id())?,
                machine::cpu_time(self.server?)?,
                machine::busy_time()?,
            ])
        };
        tokio::time::sleep_until(window.start.into()).await;
        let (begun, before) = (Instant::now(), used());
        tokio::time::sleep_until(window.end.into()).await;
        let (ended, after) = (Instant::now(), used());
        let all = ended.duration_since(begun).as_secs_f64() * machine::cores() as f64;
        let (before, after) = (before?, after?);
        let mut shares = after.iter().zip(before);
        let mut share = || {
            let (after, before) = shares.next()?;
            Some(after.checked_sub(before)?.as_secs_f64() / all)
        };
        let (generator, server, busy) = (share()?, share()?, share()?);
        Some(Shares {
            generator,
            server,
            others: (busy - generator - server).max(0.0),
        })
    }
}
