//! Named steps with their times: what a person sees while they wait.

mod board;
mod child;

use crate::failure::{Doing, Failure, Result};
use crate::tally::Tally;
use board::Board;
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

pub(crate) use child::Then;

/// How many of a failed step's last lines are shown.
const TAIL: usize = 80;

/// Runs steps, also several at once, and shows how far they are.
#[derive(Clone)]
pub(crate) struct Steps {
    board: Arc<Board>,
}

impl Steps {
    pub(crate) fn new() -> Self {
        Self {
            board: Board::new(),
        }
    }

    /// Says something between the steps.
    pub(crate) fn say(&self, text: &str) {
        self.board.print(text);
    }

    /// A step whose output matters only when it fails.
    pub(crate) fn quiet(&self, name: &str, command: Command) -> Result<()> {
        self.watch(name, command, |_| Then::GoOn)
    }

    /// A quiet step that ends well also when one of its lines lets it be interrupted.
    pub(crate) fn watch(
        &self,
        name: &str,
        command: Command,
        mut each: impl FnMut(&str) -> Then,
    ) -> Result<()> {
        self.task(name, |tell| {
            let mut kept: Vec<String> = Vec::new();
            let mut interrupted = false;
            let ended = child::run(command, |text| {
                tell(text);
                kept.push(text.to_owned());
                let then = each(text);
                interrupted |= then == Then::Interrupt;
                then
            })?;
            if interrupted || ended.success() {
                return Ok(());
            }
            let tail = kept
                .get(kept.len().saturating_sub(TAIL)..)
                .unwrap_or_default();
            Err(Failure::new(format!(
                "{}\n\n{name} failed ({ended}).",
                tail.join("\n")
            )))
        })
    }

    /// A step whose standard output is its result.
    pub(crate) fn text(&self, name: &str, mut command: Command) -> Result<String> {
        self.task(name, |_| {
            let output = command.output().doing(format!("start {name}"))?;
            if output.status.success() {
                return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
            }
            let words = String::from_utf8_lossy(&output.stderr).into_owned();
            Err(Failure::new(format!(
                "{words}\n{name} failed ({}).",
                output.status
            )))
        })
    }

    /// A step whose output is shown as it comes, with the tests that it counts.
    pub(crate) fn loud(&self, name: &str, command: Command) -> (Tally, Result<()>) {
        let mut tally = Tally::default();
        let result = self.task(name, |_| {
            let ended = child::run(command, |text| {
                tally.read(text);
                self.board.print(text);
                Then::GoOn
            })?;
            if ended.success() {
                return Ok(());
            }
            Err(Failure::new(format!("{name} failed ({ended}).")))
        });
        (tally, result)
    }

    /// A step of our own; it may tell its latest line.
    pub(crate) fn task<T>(
        &self,
        name: &str,
        work: impl FnOnce(&mut dyn FnMut(&str)) -> Result<T>,
    ) -> Result<T> {
        let begun = Instant::now();
        let id = self.board.begin(name);
        let result = work(&mut |text| self.board.tell(id, text));
        let seconds = begun.elapsed().as_secs_f32();
        self.board.end(
            id,
            &match &result {
                Ok(_) => format!("  ok {seconds:7.1} s  {name}"),
                Err(_) => format!("FAIL {seconds:7.1} s  {name}"),
            },
        );
        result
    }

    /// Does two things at once. When one fails, the other is ended.
    pub(crate) fn side_by_side<A: Send, B: Send>(
        &self,
        first: impl FnOnce() -> Result<A> + Send,
        second: impl FnOnce() -> Result<B> + Send,
    ) -> Result<(A, B)> {
        let (first, second) = thread::scope(|scope| {
            let second = scope.spawn(|| second().inspect_err(|_| child::stop_all()));
            let first = first().inspect_err(|_| child::stop_all());
            let died = || Err(Failure::new("A step ended in a panic."));
            (first, second.join().unwrap_or_else(|_| died()))
        });
        Ok((first?, second?))
    }

    /// Names a step for which there is nothing to do.
    pub(crate) fn there_already(&self, name: &str) {
        self.board.print(&format!("  ok   ready    {name}"));
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        self.board.clear();
    }
}
