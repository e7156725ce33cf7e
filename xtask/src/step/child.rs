//! Runs a program and hands over its lines as they come.

use crate::failure::{Doing, Result};
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// The programs under way, by their process ids.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// What is to become of a program after one of its lines.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    GoOn,
    /// As Ctrl-C in its terminal would.
    Interrupt,
}

/// Ends what runs, so that a step that failed need not wait for the one beside it.
pub(super) fn stop_all() {
    let running = RUNNING
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    signal("-TERM", &running);
}

fn signal(name: &str, processes: &[u32]) {
    if !processes.is_empty() {
        let ids = processes.iter().map(u32::to_string);
        // One that ended by itself in the meantime is no trouble.
        let _ = Command::new("kill")
            .arg(name)
            .args(ids)
            .stderr(Stdio::null())
            .status();
    }
}

/// Runs to the end; lines of both outputs arrive in the order in which they were read.
pub(super) fn run(mut command: Command, mut each: impl FnMut(&str) -> Then) -> Result<ExitStatus> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command.spawn().doing(format!("start `{program}`"))?;
    let id = child.id();
    RUNNING
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(id);
    let (sender, lines) = channel();
    for output in [
        child
            .stdout
            .take()
            .map(|output| Box::new(output) as Box<dyn Read + Send>),
        child
            .stderr
            .take()
            .map(|output| Box::new(output) as Box<dyn Read + Send>),
    ]
    .into_iter()
    .flatten()
    {
        let sender = sender.clone();
        thread::spawn(move || read_lines(output, &sender));
    }
    drop(sender);
    for line in lines {
        if each(&line) == Then::Interrupt {
            signal("-INT", &[id]);
        }
    }
    let ended = child.wait().doing(format!("wait for `{program}`"));
    RUNNING
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .retain(|running| *running != id);
    ended
}

fn read_lines(output: Box<dyn Read + Send>, sender: &Sender<String>) {
    let mut reader = BufReader::new(output);
    let mut bytes = Vec::new();
    while matches!(reader.read_until(b'\n', &mut bytes), Ok(count) if count > 0) {
        let line = String::from_utf8_lossy(&bytes)
            .trim_end_matches(['\n', '\r'])
            .to_owned();
        if sender.send(line).is_err() {
            return;
        }
        bytes.clear();
    }
}
