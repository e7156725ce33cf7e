//! The way to the one that writes: a queue of what is to be written, each with a reply.

use std::thread::JoinHandle;

use lanyard_shared::protocol::Rev;
use tokio::sync::{mpsc, oneshot, watch};

use crate::error::{Error, Result};
use crate::store::database::{Act, Member, Shared};
use crate::store::folder::Folder;
use crate::store::worker::Worker;
use crate::store::{Tx, closed};

/// Most writes that wait; who comes later waits to be let into the queue.
const QUEUE: usize = 1024;

/// The way into the queue.
pub(super) struct Writer {
    orders: Option<mpsc::Sender<Order>>,
    /// The thread that works the queue off; `None` where somebody else does.
    thread: Option<JoinHandle<()>>,
}

/// A write that somebody waits for.
pub(super) type Order = Box<dyn Request>;

/// A member of a group that somebody waits for.
pub(super) trait Request: Member + Send {
    /// Lets the result out.
    fn answer(self: Box<Self>);
}

struct Waiting<T, F> {
    act: Act<T, F>,
    reply: oneshot::Sender<Result<T>>,
}

impl<T, F: Fn(&mut Tx<'_>) -> Result<T>> Member for Waiting<T, F> {
    fn run(&mut self, tx: &mut Tx<'_>) {
        self.act.run(tx);
    }

    fn fail(&mut self, error: Error) {
        self.act.fail(error);
    }
}

impl<T: Send, F: Fn(&mut Tx<'_>) -> Result<T> + Send> Request for Waiting<T, F> {
    fn answer(self: Box<Self>) {
        // Who asked may have gone away; what was committed stays.
        let _ = self.reply.send(self.act.into_result());
    }
}

impl Writer {
    /// A queue, and the worker that is to work it off.
    pub(super) fn new(database: Shared, rev: watch::Sender<Rev>) -> (Self, Worker) {
        let (orders, queue) = mpsc::channel(QUEUE);
        let writer = Self {
            orders: Some(orders),
            thread: None,
        };
        (writer, Worker::new(database, queue, rev))
    }

    /// A queue with a thread that works it off, and holds `folder` until it ends.
    pub(super) fn start(database: Shared, folder: Option<Folder>, rev: watch::Sender<Rev>) -> Self {
        let (mut writer, worker) = Self::new(database, rev);
        let thread = std::thread::Builder::new()
            .name("lanyard-writer".to_owned())
            .spawn(move || {
                worker.run();
                drop(folder);
            });
        // Where the system gives no thread the queue is closed at once, and each call says so.
        writer.thread = thread.ok();
        writer
    }

    pub(super) async fn write<T: Send + 'static>(
        &self,
        act: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        let act = Act::new(act);
        let orders = self.orders.as_ref().ok_or_else(closed)?;
        let order: Order = Box::new(Waiting { act, reply });
        orders.send(order).await.map_err(|_| closed())?;
        answer.await.map_err(|_| closed())?
    }
}

impl Drop for Writer {
    /// Waits until what was ordered is committed and the file is closed.
    fn drop(&mut self) {
        self.orders.take();
        let Some(thread) = self.thread.take() else {
            return;
        };
        // A closure that held the last handle to the store is dropped on the thread itself.
        if thread.thread().id() != std::thread::current().id() {
            let _ = thread.join();
        }
    }
}
