//! A deterministic simulation: the browser's real replica on many devices, in many tabs, for many
//! people, against the server's real services over a database in memory. Whatever goes wrong is
//! drawn from a seed, and the same seed is the same world, event by event.
//!
//! Layout: `world` holds everything; `faults` is the table of what happens (`passing` of what is
//! over again later), `workload` of what people do; `network`, `tabs`, `disk`, `server`, `hand` and `removing` carry it out; `model` and `oracle` know what must
//! be true of the server, `invariants` and `healing` of the devices.

mod broken;
mod chance;
mod device;
mod disk;
mod driving;
mod faults;
mod hand;
mod healing;
mod invariants;
mod model;
mod network;
mod oracle;
mod passing;
mod removing;
mod report;
mod retention;
mod running;
mod server;
mod tabs;
mod template;
mod workload;
mod world;

pub use broken::Broken;
pub use report::{Counted, Counts};
pub use running::{Total, Until, run_many};

use world::World;

/// How a world ended.
pub struct Ended {
    /// Its seed.
    pub seed: u64,
    /// The invariant that did not hold, where there was one.
    pub broken: Option<Broken>,
    /// What occurred.
    pub counts: Counts,
    /// What happened, line by line.
    pub trace: Vec<String>,
    /// Stands for the trace.
    pub hash: u64,
}

/// Lets the world of a seed run to its end.
pub fn run(seed: u64) -> Ended {
    let mut world = match World::new(seed) {
        Ok(world) => world,
        Err(broken) => {
            return Ended {
                seed,
                broken: Some(broken),
                counts: Counts::default(),
                trace: Vec::new(),
                hash: 0,
            };
        }
    };
    let ended = world.run();
    Ended {
        seed,
        broken: ended.err(),
        counts: world.counts,
        trace: world.trace.lines().to_vec(),
        hash: world.trace.hash(),
    }
}
