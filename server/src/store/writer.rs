//! The one thread that writes. What waits in its queue is committed in groups: one COMMIT, and so
//! one wait for the disk, for all of them.

use std::thread::JoinHandle;

use lanyard_shared::protocol::Rev;
use tokio::sync::{mpsc, oneshot, watch};

use crate::error::{Error, Result};
use crate::store::database::{Act, Database, Member};
use crate::store::folder::Folder;
use crate::store::{Tx, closed};

/// Most writes in one group: bounds what runs again when SQLite ends a transaction by itself.
const GROUP: usize = 64;
/// Most writes that wait; who comes later waits to be let into the queue.
const QUEUE: usize = 1024;

/// The way to the thread that writes.
pub(super) struct Writer {
    orders: Option<mpsc::Sender<Order>>,
    thread: Option<JoinHandle<()>>,
}

enum Order {
    Write(Box<dyn Request>),
    Read(Box<dyn FnOnce(&Database) + Send>),
}

/// A member of a group that somebody waits for.
trait Request: Member + Send {
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
    /// Starts the thread. It holds `folder` until it ends, and tells `rev` what it committed.
    pub(super) fn start(
        database: Database,
        folder: Option<Folder>,
        rev: watch::Sender<Rev>,
    ) -> Self {
        let (orders, queue) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("lanyard-writer".to_owned())
            .spawn(move || {
                work(database, queue, &rev);
                drop(folder);
            });
        Self {
            orders: Some(orders),
            // Where the system gives no thread the queue is closed at once, and each call says so.
            thread: thread.ok(),
        }
    }

    pub(super) async fn write<T: Send + 'static>(
        &self,
        act: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        let act = Act::new(act);
        self.order(Order::Write(Box::new(Waiting { act, reply })))
            .await?;
        answer.await.map_err(|_| closed())?
    }

    pub(super) async fn read<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        self.order(Order::Read(Box::new(|database| {
            let _ = reply.send(database.read(look));
        })))
        .await?;
        answer.await.map_err(|_| closed())?
    }

    async fn order(&self, order: Order) -> Result<()> {
        let orders = self.orders.as_ref().ok_or_else(closed)?;
        orders.send(order).await.map_err(|_| closed())
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

fn work(mut database: Database, mut queue: mpsc::Receiver<Order>, rev: &watch::Sender<Rev>) {
    while let Some(order) = queue.blocking_recv() {
        let mut group = Vec::new();
        let mut next = Some(order);
        let mut read = None;
        while let Some(order) = next.take() {
            match order {
                Order::Write(request) => group.push(request),
                Order::Read(look) => read = Some(look),
            }
            if read.is_none() && group.len() < GROUP {
                next = queue.try_recv().ok();
            }
        }
        commit(&mut database, group, rev);
        if let Some(look) = read {
            look(&database);
        }
    }
}

fn commit(database: &mut Database, mut group: Vec<Box<dyn Request>>, rev: &watch::Sender<Rev>) {
    if group.is_empty() {
        return;
    }
    let mut members: Vec<&mut dyn Member> = group
        .iter_mut()
        .map(|request| &mut **request as &mut dyn Member)
        .collect();
    database.run(&mut members);
    if let Ok(newest) = database.rev() {
        rev.send_if_modified(|told| std::mem::replace(told, newest) != newest);
    }
    for request in group {
        request.answer();
    }
}
