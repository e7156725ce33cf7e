//! Kills a real server in the middle of pushes, again and again, and looks whether anything that it
//! had answered is lost, or anything that it was asked for is done twice.
//!
//! Each round: several devices push at once; at a moment drawn from the seed the server gets
//! SIGKILL; it starts again on the same folder; each device asks how far its queue was decided,
//! sends what was not answered again as it was, and goes on. The seed replays what is drawn (the
//! edits, the moments), not the exact interleaving of two processes.

use std::path::PathBuf;

use crate::load::trouble::Result;

mod books;
mod desk;
mod moment;
mod queue;
mod rounds;
mod tally;

pub use tally::Tally;

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The program to be killed.
    pub lanyard: PathBuf,
    /// An empty folder for it.
    pub folder: PathBuf,
    /// How many times it is killed.
    pub rounds: u32,
    /// Where everything that is drawn comes from.
    pub seed: u64,
}

/// Runs the plan and tells `say` how far it is.
///
/// # Errors
/// [`Trouble`](crate::load::trouble::Trouble) where a step could not be done at all. What was done
/// and proved wrong is in the tally.
pub async fn run(plan: &Plan, mut say: impl FnMut(&str)) -> Result<Tally> {
    rounds::run(plan, &mut say).await
}
