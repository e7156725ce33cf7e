//! The steps under way and the one line at the bottom of the terminal that shows them.

use std::io::{IsTerminal, Write, stdout};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

const REDRAW: Duration = Duration::from_millis(250);
/// Where there is no terminal (a log file, CI), a long step says this often that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(60);
/// What the live line may take; a longer one would wrap and could not be erased.
const WIDTH: usize = 100;

/// The steps under way.
pub(super) struct Board {
    running: Mutex<Vec<Running>>,
    next: AtomicUsize,
    terminal: bool,
    /// Dropped with the board, which ends the thread that redraws.
    _alive: Sender<()>,
}

struct Running {
    id: usize,
    name: String,
    begun: Instant,
    told: Instant,
    latest: String,
}

impl Board {
    pub(super) fn new() -> Arc<Self> {
        let (alive, ended) = channel();
        let board = Arc::new(Self {
            running: Mutex::new(Vec::new()),
            next: AtomicUsize::new(0),
            terminal: stdout().is_terminal(),
            _alive: alive,
        });
        let weak = Arc::downgrade(&board);
        thread::spawn(move || redraw_until(&ended, &weak));
        board
    }

    pub(super) fn begin(&self, name: &str) -> usize {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let now = Instant::now();
        let latest = String::new();
        self.running().push(Running {
            id,
            name: name.to_owned(),
            begun: now,
            told: now,
            latest,
        });
        if !self.terminal {
            self.print(&format!("  ..           {name}"));
        }
        id
    }

    pub(super) fn tell(&self, id: usize, text: &str) {
        let latest = text.trim();
        if latest.is_empty() {
            return;
        }
        if let Some(step) = self.running().iter_mut().find(|step| step.id == id) {
            latest.clone_into(&mut step.latest);
        }
    }

    pub(super) fn end(&self, id: usize, text: &str) {
        self.running().retain(|step| step.id != id);
        self.print(text);
    }

    /// Prints a line that stays, above the live line.
    pub(super) fn print(&self, text: &str) {
        let running = self.running();
        let erase = if self.terminal { "\r\u{1b}[2K" } else { "" };
        write_out(&format!("{erase}{text}\n"));
        drop(running);
    }

    /// Takes the live line away.
    pub(super) fn clear(&self) {
        if self.terminal && self.running().is_empty() {
            write_out("\r\u{1b}[2K");
        }
    }

    fn tick(&self) {
        let mut running = self.running();
        if self.terminal {
            let steps: Vec<String> = running.iter().map(Running::describe).collect();
            if !steps.is_empty() {
                let line: String = steps.join(" | ").chars().take(WIDTH).collect();
                write_out(&format!("\r\u{1b}[2K{line}"));
            }
            return;
        }
        for step in running
            .iter_mut()
            .filter(|step| step.told.elapsed() >= HEARTBEAT)
        {
            step.told = Instant::now();
            write_out(&format!("  .. {}\n", step.describe()));
        }
    }

    fn running(&self) -> MutexGuard<'_, Vec<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Running {
    fn describe(&self) -> String {
        format!(
            "{:4} s  {}: {}",
            self.begun.elapsed().as_secs(),
            self.name,
            self.latest
        )
    }
}

fn redraw_until(ended: &Receiver<()>, board: &Weak<Board>) {
    while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(REDRAW) {
        let Some(board) = board.upgrade() else { return };
        board.tick();
    }
}

/// A closed pipe (`| head`) is no reason to stop a build.
fn write_out(text: &str) {
    let mut out = stdout().lock();
    let _ = out.write_all(text.as_bytes());
    let _ = out.flush();
}
