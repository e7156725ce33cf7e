//! Push and pull.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Verdict;
use crate::id::{EpochId, OpId};
use crate::intent::Envelope;
use crate::permission::Permission;
use crate::record::{RecordKey, Row, SeatCount};
use crate::time::UnixMillis;

/// The version of this protocol. A page and a server of different versions do not talk.
pub const PROTOCOL: u32 = 1;

/// The one revision counter: the number of an entry in the audit log.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Rev(pub u64);

/// How much of which history a replica has seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The history; another one means a backup was restored.
    pub epoch: EpochId,
    /// The last revision seen.
    pub rev: Rev,
    /// First 8 bytes of the audit chain's head at that revision, in hex: a database that was put
    /// back behind the server's back has another one.
    pub tag: String,
    /// What the reader was allowed to see, as a short code that changes with it.
    pub scope: String,
}

impl Cursor {
    /// What a replica with this cursor has seen.
    pub fn seen(&self) -> Seen {
        Seen {
            epoch: self.epoch,
            rev: self.rev,
            tag: self.tag.clone(),
        }
    }
}

/// How much of which history somebody had before them when they did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The history.
    pub epoch: EpochId,
    /// The last revision seen.
    pub rev: Rev,
    /// The tag of that revision, as in [`Cursor::tag`].
    pub tag: String,
}

/// Intents on their way to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushRequest {
    /// Must be [`PROTOCOL`].
    pub protocol: u32,
    /// The history in which the sequence numbers count.
    pub epoch: EpochId,
    /// The newest revision that the device has heard of; where the server's history does not have
    /// it, a pull comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Seen>,
    /// Every verdict up to this sequence number is stored on the device.
    pub acked_through: u64,
    /// The intents, in the order of their sequence numbers, without gaps.
    pub intents: Vec<Envelope>,
}

/// What became of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushAnswer {
    /// The verdicts of the first intents of the request, in their order: of all of them, unless the
    /// push had more new sealed passwords than [`MAX_PUSH_SEALED`](super::MAX_PUSH_SEALED). The
    /// rest is undecided, and is to be sent again.
    pub verdicts: Vec<Verdict>,
    /// The newest revision, with them.
    pub head: Seen,
}

/// A question for what is new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullRequest {
    /// Must be [`PROTOCOL`].
    pub protocol: u32,
    /// What was seen so far; `None` asks for a snapshot.
    pub cursor: Option<Cursor>,
    /// Where a snapshot goes on: the last key that was received. With it the cursor is that of the
    /// snapshot's first page, so that what changed in between is asked for afterwards.
    #[serde(default)]
    pub after: Option<RecordKey>,
    /// The newest revision that the device has heard of, perhaps with a verdict and further than its
    /// cursor: a database that was put back does not have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Seen>,
    /// Every verdict up to this sequence number is stored on the device.
    pub acked_through: u64,
    /// Edits whose effect is asked after, because a snapshot has begun: a restored backup may not
    /// have them. At most [`MAX_CONFIRM`](super::MAX_CONFIRM).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirm: Vec<OpId>,
}

/// What is new. Everything in it is stored in one transaction together with the cursor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullAnswer {
    /// A whole new picture begins with this page: what was there before is gone.
    pub snapshot: bool,
    /// The last key of this page of a snapshot that has more pages.
    #[serde(default)]
    pub after: Option<RecordKey>,
    /// New and changed rows.
    pub rows: Vec<Row>,
    /// Rows that are gone or out of sight.
    pub gone: Vec<RecordKey>,
    /// Verdicts that the device has not acknowledged.
    pub verdicts: Vec<Verdict>,
    /// The last sequence number of this device that the server has processed in this epoch.
    pub last_seq: u64,
    /// Those of [`PullRequest::confirm`] that have not taken effect in this history.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<OpId>,
    /// Everything up to this revision of this history is in a backup that was checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backed_up: Option<Rev>,
    /// The newest revision at the moment of the answer.
    pub head: Seen,
    /// Where the reader is after storing this page.
    pub cursor: Cursor,
    /// Whether to ask again at once.
    pub more: bool,
    /// What the reader may do, resolved (domain PERM-02).
    pub permissions: BTreeSet<Permission>,
    /// The seats of a limited plan that people out of the reader's sight take (domain D-08, RIGHT-04).
    #[serde(default, skip_serializing_if = "SeatCount::is_empty")]
    pub seats_out_of_sight: SeatCount,
    /// The key for sealing what is typed offline.
    pub sealing_key: SealingKey,
    /// The server's clock when it answered; for telling time left, never for deciding.
    pub server_time: UnixMillis,
}

/// The public half of the key that opens sealed values (X25519, RFC 9180).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealingKey {
    /// Names the key.
    pub id: String,
    /// 32 bytes in unpadded base64url.
    pub public: String,
}
