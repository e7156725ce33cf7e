//! Runs a program of ours on one thread, and lets go of what it has started when it is to end early:
//! a server that nobody waits for would go on.

use std::future::pending;

use tokio::runtime::Builder;
use tokio::signal;

use crate::load::trouble::{Doing, Result, Trouble};

/// Runs `work` to its end, or until the process is asked to end.
///
/// # Errors
/// What `work` gives; [`Trouble::Failed`] where it was cut short.
pub fn to_its_end<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.doing("start")?.block_on(async {
        tokio::select! {
            done = work => done,
            () = asked_to_end() => Err(Trouble::failed("it was asked to end")),
        }
    })
}

async fn asked_to_end() {
    tokio::select! {
        Ok(()) = signal::ctrl_c() => {}
        () = terminated() => {}
        else => pending().await,
    }
}

#[cfg(unix)]
async fn terminated() {
    match signal::unix::signal(signal::unix::SignalKind::terminate()) {
        Ok(mut asked) => {
            asked.recv().await;
        }
        Err(_) => pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    pending().await
}
