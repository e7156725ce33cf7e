//! The client's state machine.

mod local;
mod view;

pub use local::{Answered, Batch, Local, Meta, Place, Queued, Sending, Write};
pub use view::{Refused, RowState, SNAPSHOT_ORDER, ShownAccount, View};
