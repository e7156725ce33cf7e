//! The client's state machine: what a device stores, what its pages show, and how it exchanges both
//! with the server. Nothing in here does input or output; a driver does.

mod attention;
mod authoring;
mod engine;
mod event;
mod lease;
mod local;
mod overlay;
mod pace;
mod status;
mod view;

pub use attention::{Attention, Mends, Why};
pub use authoring::{Author, plain};
pub use engine::Replica;
pub use event::{Action, Call, CallTrouble, Event, Moment, RowsRead, Sight, StoreFailure};
pub use lease::Lease;
pub use local::{Answered, Batch, Local, Meta, Place, Queued, Sending, Write};
pub use status::{Connection, SyncStatus};
pub use view::{
    Beyond, Duty, Hanging, Headcount, Leaving, LeavingTogether, Remark, RowState, SNAPSHOT_ORDER,
    ShownAccount, Unsent, View,
};
