//! Intents: the named, versioned things that a person can ask for, offline too.
//!
//! An intent travels in an [`Envelope`], which every version of the program can read. What is in
//! it is decoded by kind and version. A new intent is a file here, a variant of [`Intent`] and a
//! line in [`Intent::decode`].

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::id::OpId;
use crate::record::RecordKey;
use crate::time::UnixMillis;

mod staff_create;

pub use staff_create::{StaffCreate, StaffFields};

/// An intent as it lies in the queue and travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// Identifies the intent, on every retry and for ever.
    pub op_id: OpId,
    /// Orders the intents of one account on one device in one epoch; starts at 1, no gaps.
    pub seq: u64,
    /// The kind, such as `staff.create`.
    pub kind: String,
    /// The version of the kind.
    pub version: u16,
    /// When the person did it, by the device's clock. For the audit log; it decides nothing.
    pub authored_at: UnixMillis,
    /// What is asked for, in the shape of that kind and version.
    pub body: Value,
}

/// A decoded intent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// A new staff account.
    StaffCreate(Box<StaffCreate>),
}

/// Why an envelope could not be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// This program does not know the kind or its version.
    #[error("this kind or version of intent is not known")]
    Unknown,
    /// The body does not have the shape of its kind.
    #[error("the body does not have the shape of its kind")]
    Malformed,
}

impl Intent {
    /// Reads what is in an envelope.
    ///
    /// # Errors
    /// [`DecodeError`] when the kind or version is unknown or the body has another shape.
    pub fn decode(envelope: &Envelope) -> Result<Self, DecodeError> {
        fn body<T: for<'de> Deserialize<'de>>(envelope: &Envelope) -> Result<T, DecodeError> {
            T::deserialize(&envelope.body).map_err(|_| DecodeError::Malformed)
        }
        match (envelope.kind.as_str(), envelope.version) {
            ("staff.create", 1) => body(envelope).map(Box::new).map(Self::StaffCreate),
            _ => Err(DecodeError::Unknown),
        }
    }

    /// Kind and version as they stand in an envelope.
    pub const fn kind(&self) -> (&'static str, u16) {
        match self {
            Self::StaffCreate(_) => ("staff.create", 1),
        }
    }

    /// The record that the intent is about.
    pub fn target(&self) -> RecordKey {
        match self {
            Self::StaffCreate(create) => create.target(),
        }
    }

    /// How many sealed values the server has to open and hash for it.
    pub const fn sealed(&self) -> usize {
        match self {
            Self::StaffCreate(_) => 1,
        }
    }

    /// Puts the intent into an envelope. The sequence number is given when it is first sent.
    pub fn envelope(&self, op_id: OpId, authored_at: UnixMillis) -> Envelope {
        let (kind, version) = self.kind();
        let body = match self {
            Self::StaffCreate(create) => serde_json::to_value(create),
        };
        Envelope {
            op_id,
            seq: 0,
            kind: kind.to_owned(),
            version,
            authored_at,
            // These types hold strings, numbers and options only; writing them cannot fail, and a
            // null body would be told as malformed by the server.
            body: body.unwrap_or_default(),
        }
    }
}
