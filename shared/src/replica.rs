//! The client's state machine: what a device stores, what its pages show, and how it exchanges both
//! with the server. Nothing in here does input or output; a driver does.

mod engine;
mod event;
mod local;
mod pace;
mod status;
mod view;

pub use engine::Replica;
pub use event::{Action, Call, CallTrouble, Event, Moment, RowsRead, Sight, StoreFailure};
pub use local::{Answered, Batch, Local, Meta, Place, Queued, Sending, Write};
pub use status::{Connection, SyncStatus};
pub use view::{Refused, RowState, SNAPSHOT_ORDER, ShownAccount, View};
