//! What goes into the replica's engine and what comes out of it.

use super::local::{Batch, Local, Place};
use crate::protocol::{Problem, PullAnswer, PullRequest, PushAnswer, PushRequest};
use crate::time::{Millis, UnixMillis};

/// What the engine may not find out by itself: the time and something unforeseeable.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The device's clock.
    pub now: UnixMillis,
    /// Fresh random bytes at each step: for a device id, and for spreading retries.
    pub random: [u8; 10],
}

/// Names a call or a write, so that an answer which comes too late is known as such.
pub type Call = u64;

/// What happens to a replica.
#[derive(Clone, Debug)]
pub enum Event {
    /// This tab syncs from now on. `local` was read after the fence was raised.
    Led {
        /// The number that this tab's batches carry.
        fence: u64,
        /// What is stored.
        local: Box<Local>,
    },
    /// Another tab syncs from now on.
    Unled,
    /// What is stored was read again, because another tab has changed it.
    Reread {
        /// What is stored; without its rows where those are [`RowsRead::Kept`].
        local: Box<Local>,
        /// Whether the rows were read again too.
        rows: RowsRead,
    },
    /// An edit of this tab is durable.
    Authored {
        /// What was stored.
        batch: Box<Batch>,
        /// Where the store put the edit.
        place: Place,
    },
    /// A batch of [`Action::Store`] was written, or not.
    Stored {
        /// Which.
        call: Call,
        /// How it went.
        result: Result<(), StoreFailure>,
    },
    /// A push has ended.
    Pushed {
        /// Which.
        call: Call,
        /// How it went.
        answer: Result<PushAnswer, CallTrouble>,
    },
    /// A pull has ended.
    Pulled {
        /// Which.
        call: Call,
        /// How it went.
        answer: Result<Box<PullAnswer>, CallTrouble>,
    },
    /// The time of [`Action::ArmTimer`] has come.
    Timer,
    /// There may be news: a hint of the server, the network is back, the page was looked at.
    Poked,
    /// The page came into sight or went out of it.
    Seen(Sight),
}

/// Whether the rows came with what was read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowsRead {
    /// They were read.
    Read,
    /// They are as they were.
    Kept,
}

/// Whether somebody can see the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// It is in sight: news is wanted within seconds.
    InSight,
    /// It is not.
    OutOfSight,
}

/// Why a batch was not written. Nothing of it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreFailure {
    /// Another tab has taken over; its fence is higher.
    #[error("another tab has taken over")]
    Fenced,
    /// The store could not.
    #[error("the store could not write")]
    Failed,
}

/// Why a call gave no answer to go by.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallTrouble {
    /// The server cannot be reached, or did not answer in time.
    #[error("the server cannot be reached")]
    Offline,
    /// Something between answered in the server's place.
    #[error("something between answered in the server's place")]
    CaptivePortal,
    /// Our server answered in a shape that this page does not know.
    #[error("the answer cannot be read")]
    Unreadable,
    /// The server says no.
    #[error("the server says no: {}", .0.message.key)]
    Problem(Box<Problem>),
}

/// What the engine wants done. Its driver does it in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Make a batch durable, then say [`Event::Stored`].
    Store {
        /// Names the write.
        call: Call,
        /// What to write.
        batch: Box<Batch>,
    },
    /// Send intents, then say [`Event::Pushed`].
    Push {
        /// Names the call.
        call: Call,
        /// What to send.
        request: Box<PushRequest>,
        /// How long to wait for the answer to begin.
        patience: Millis,
    },
    /// Ask for news, then say [`Event::Pulled`].
    Pull {
        /// Names the call.
        call: Call,
        /// What to ask.
        request: PullRequest,
        /// How long to wait for the answer to begin.
        patience: Millis,
    },
    /// Say [`Event::Timer`] at this moment, in place of any moment asked for before.
    ArmTimer(UnixMillis),
    /// Draw the pages anew: what is stored has changed.
    Draw,
    /// Tell how the exchange stands: it has changed.
    Report,
    /// Another tab has taken over: give up the lead and ask for it anew.
    StandDown,
}
