//! Futures of services, polled by hand: nothing else runs while they are.

use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use lanyard_server::error::{Error, Result};
use lanyard_server::store::worker::Worker;

/// Most writes of one act.
const MOST: usize = 64;

/// Looks once whether a future is done.
pub(super) fn poll<T>(future: Pin<&mut (impl Future<Output = T> + ?Sized)>) -> Option<T> {
    match future.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => Some(done),
        Poll::Pending => None,
    }
}

/// Lets an act of the server's own come to its end, committing what waits.
pub(super) fn settle<T>(worker: &mut Worker, act: impl Future<Output = Result<T>>) -> Result<T> {
    let mut act = pin!(act);
    loop {
        if let Some(done) = poll(act.as_mut()) {
            return done;
        }
        if worker.step(MOST) == 0 {
            return Err(Error::Internal("an act waits for nothing".to_owned()));
        }
    }
}
