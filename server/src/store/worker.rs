//! The one that writes. What waits in the queue is committed in groups: one COMMIT, and so one wait
//! for the disk, for all of them.
//!
//! A server runs it on a thread. A simulation steps it, and so decides what is committed together.

use lanyard_shared::protocol::Rev;
use tokio::sync::{mpsc, watch};

use crate::store::database::{Member, Shared};
use crate::store::writer::Order;

/// Most writes in one group: bounds what runs again when SQLite ends a transaction by itself.
const GROUP: usize = 64;

/// Works the queue off.
pub struct Worker {
    database: Shared,
    queue: mpsc::Receiver<Order>,
    /// Told what was committed.
    rev: watch::Sender<Rev>,
}

impl Worker {
    pub(super) fn new(
        database: Shared,
        queue: mpsc::Receiver<Order>,
        rev: watch::Sender<Rev>,
    ) -> Self {
        Self {
            database,
            queue,
            rev,
        }
    }

    /// How many writes wait.
    pub fn waiting(&self) -> usize {
        self.queue.len()
    }

    /// Commits what waits in one group, at most `most` writes, and lets their answers out. Gives
    /// how many there were.
    pub fn step(&mut self, most: usize) -> usize {
        let mut group = Vec::new();
        self.fill(&mut group, most);
        let members = group.len();
        self.commit(group);
        members
    }

    /// Commits groups until the queue is closed.
    pub(super) fn run(mut self) {
        while let Some(first) = self.queue.blocking_recv() {
            let mut group = vec![first];
            self.fill(&mut group, GROUP);
            self.commit(group);
        }
    }

    fn fill(&mut self, group: &mut Vec<Order>, most: usize) {
        while group.len() < most
            && let Ok(next) = self.queue.try_recv()
        {
            group.push(next);
        }
    }

    fn commit(&self, mut group: Vec<Order>) {
        if group.is_empty() {
            return;
        }
        let mut members: Vec<&mut dyn Member> = group
            .iter_mut()
            .map(|request| &mut **request as &mut dyn Member)
            .collect();
        let mut database = self.database.lock();
        database.run(&mut members);
        let newest = database.rev();
        drop(database);
        if let Ok(newest) = newest {
            self.rev
                .send_if_modified(|told| std::mem::replace(told, newest) != newest);
        }
        for request in group {
            request.answer();
        }
    }
}
