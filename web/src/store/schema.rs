//! The shape of the database. rexie deletes every store that is not named here when it upgrades.

use rexie::{ObjectStore, Rexie, RexieBuilder};

/// Raised with every change of this file.
const VERSION: u32 = 1;

/// What is not a row, under fixed keys.
pub(super) const META: &str = "meta";
/// The server's rows, by kind and id.
pub(super) const ROWS: &str = "rows";
/// Edits without a verdict. The browser gives each its place.
pub(super) const OUTBOX: &str = "outbox";
/// Refused edits, by their place in the outbox.
pub(super) const ATTENTION: &str = "attention";
/// Edits that took effect, by their place in the outbox.
pub(super) const ANSWERED: &str = "answered";

/// Every store: each transaction is over all of them, so that they take effect in the order in which
/// they began.
pub(super) const STORES: [&str; 5] = [META, ROWS, OUTBOX, ATTENTION, ANSWERED];

/// In [`META`]: cursor, device and counters.
pub(super) const META_KEY: &str = "meta";
/// In [`META`]: the number of the tab that syncs.
pub(super) const FENCE_KEY: &str = "fence";

/// The database of this name, made or upgraded where that is needed.
pub(super) fn builder(name: &str) -> RexieBuilder {
    STORES
        .iter()
        .fold(Rexie::builder(name).version(VERSION), |builder, store| {
            let store = ObjectStore::new(store).auto_increment(*store == OUTBOX);
            builder.add_object_store(store)
        })
}
