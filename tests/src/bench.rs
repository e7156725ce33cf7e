//! How many edits a server makes durable in a second, measured over real HTTP on the loopback.
//!
//! Every edit is a `staff.set_fields` that really changes a telephone number, of people whom no
//! other connection edits; every answer is looked at; at the end the ledger and a fresh snapshot
//! are held against what was counted. The cells are measured in turn, several times over, and each
//! figure is the median of its runs: what else the computer does then hits all cells alike.

use std::path::PathBuf;
use std::time::Duration;

use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::bench::cell::{Cell, Measured};
use crate::bench::editor::Editor;
use crate::bench::figures::Row;
use crate::bench::machine::Machine;
use crate::load::office::{self, Size};
use crate::load::trouble::{Result, Trouble};

mod books;
mod cell;
mod editor;
mod figures;
mod machine;
mod report;

pub use report::Report;

/// How many connections, and how many edits in one push.
const CELLS: [(usize, usize); 6] = [(1, 1), (8, 1), (64, 1), (1, 10), (8, 10), (64, 10)];
const OFFICE: Size = Size {
    staff: 4_000,
    managers: 8,
    devices: 64,
};
/// The people and managers are the same in every run; only ids and times differ.
const SEED: u64 = 1;

/// How often a cell is measured for one run, while something else is busy.
const TRIES: usize = 20;

/// What is to be measured.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The program.
    pub lanyard: PathBuf,
    /// An empty folder for its data, on the disk that is to be measured.
    pub folder: PathBuf,
    /// How often each cell is measured.
    pub runs: usize,
    /// How long a cell is measured each time, after a quarter of that for warming up.
    pub measure: Duration,
}

/// Runs the plan and tells `say` how far it is.
///
/// # Errors
/// [`Trouble`], also where an edit had not the effect that it must have.
pub async fn run(plan: &Plan, mut say: impl FnMut(&str)) -> Result<Report> {
    std::fs::create_dir_all(&plan.folder)
        .map_err(|error| Trouble::failed(format!("could not make the data folder: {error}")))?;
    let machine = Machine::describe(&plan.folder)?;
    let mut rng = StdRng::seed_from_u64(SEED);
    say("making up a practice and signing in");
    let (program, seats) = office::open(&plan.lanyard, &plan.folder, OFFICE, &mut rng).await?;
    let mut editors = Vec::new();
    for (number, seat) in seats.into_iter().enumerate() {
        editors.push(Editor::new(number, seat)?);
    }
    let before = books::decided(&program.database())?;
    let load = machine::load_average();
    let mut runs: Vec<Vec<Measured>> = CELLS.iter().map(|_| Vec::new()).collect();
    let mut again = 0;
    for run in 1..=plan.runs {
        for ((connections, batch), measured) in CELLS.into_iter().zip(&mut runs) {
            let cell = Cell {
                connections,
                batch,
                measure: plan.measure,
                server: program.process(),
            };
            let figures = calm(&cell, &mut editors, &mut again).await?;
            say(&format!(
                "run {run} of {}: {connections} connections, {batch} in a push: {:.0} edits/s",
                plan.runs, figures.rate
            ));
            measured.push(figures);
        }
    }
    let load = [load, machine::load_average()];
    say("holding ledger and snapshot against what was counted");
    books::check(&program.database(), before, &mut editors).await?;
    let rows = CELLS.into_iter().zip(&runs);
    let rows = rows.map(|((connections, batch), runs)| Row::of(connections, batch, runs));
    Ok(Report {
        machine,
        load,
        runs: plan.runs,
        again,
        measure: plan.measure,
        rows: rows.collect(),
    })
}

/// Measures a cell while nothing else is busy on this computer: again, where something was. `again`
/// counts these.
async fn calm(cell: &Cell, editors: &mut [Editor], again: &mut usize) -> Result<Measured> {
    let mut figures = cell.measure(editors).await?;
    for _ in 1..TRIES {
        if !figures.is_disturbed() {
            break;
        }
        *again += 1;
        figures = cell.measure(editors).await?;
    }
    Ok(figures)
}
