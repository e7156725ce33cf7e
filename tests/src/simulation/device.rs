//! Browsers, what they keep for each account that uses them, and their tabs.

use std::collections::BTreeSet;

use lanyard_shared::id::{AccountId, OpId};
use lanyard_shared::replica::{Connection, Replica};

use super::disk::Disk;

/// One browser profile: a clock, a cookie and a network of its own.
#[derive(Clone)]
pub(super) struct Browser {
    /// How far its clock is ahead of the true time, in milliseconds.
    pub(super) ahead: i64,
    /// Whose session its cookie is, and the token.
    pub(super) session: Option<(AccountId, String)>,
    /// The mark that the server knows it by.
    pub(super) mark: Option<String>,
    pub(super) offline: bool,
}

/// What one browser keeps for one account: to the protocol, a device.
pub(super) struct Device {
    pub(super) browser: usize,
    pub(super) account: AccountId,
    pub(super) disk: Disk,
    pub(super) tabs: Vec<Tab>,
    /// The tab that holds the lock.
    pub(super) lock: Option<u64>,
    /// Every edit that was acknowledged here, unless a person has dealt with it.
    pub(super) edits: BTreeSet<OpId>,
    /// An older state of disk and edits, such as a backup of the computer has.
    pub(super) older: Option<(Disk, BTreeSet<OpId>)>,
    /// It shares its name with another copy of its data, or did.
    pub(super) copied: bool,
    /// Something was written since it was last checked.
    pub(super) touched: bool,
}

/// One tab.
pub(super) struct Tab {
    /// Its name, given once.
    pub(super) id: u64,
    pub(super) replica: Replica,
    /// The true time at which its timer runs out.
    pub(super) timer: Option<i64>,
    /// It hangs: it hears nothing until it goes on.
    pub(super) frozen: bool,
}

impl Device {
    pub(super) fn new(browser: usize, account: AccountId) -> Self {
        Self {
            browser,
            account,
            disk: Disk::default(),
            tabs: Vec::new(),
            lock: None,
            edits: BTreeSet::new(),
            older: None,
            copied: false,
            touched: false,
        }
    }

    /// Whether the tab that syncs waits for somebody to sign in.
    pub(super) fn is_signed_out(&self) -> bool {
        let waits = [Connection::SignedOut, Connection::WrongAccount];
        let mut tabs = self.tabs.iter();
        let leader = tabs.find(|tab| Some(tab.id) == self.lock);
        leader.is_some_and(|tab| waits.contains(&tab.replica.status().connection))
    }

    pub(super) fn tab(&mut self, id: u64) -> Option<&mut Tab> {
        self.tabs.iter_mut().find(|tab| tab.id == id)
    }

    /// The tab that holds the lock.
    pub(super) fn leader(&mut self) -> Option<&mut Tab> {
        let lock = self.lock?;
        self.tab(lock)
    }
}
