//! Intents: the named, versioned things that a person can ask for, offline too.
//!
//! An intent travels in an [`Envelope`], which every version of the program can read. What is in
//! it is decoded by kind and version. A new intent is a file here, a variant of [`Intent`] and a
//! line in [`Intent::decode`] and the functions below it. A new record needs no intent of its own:
//! a line in `SET_FIELDS`, and one in `CREATE` where people make such records.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::id::OpId;
use crate::protocol::Seen;
use crate::record::{RecordKey, RecordKind};
use crate::time::UnixMillis;

mod create;
mod relation;
mod send_link;
mod set_fields;
mod set_pin;
mod staff_create;
mod standing;

pub use create::Create;
pub use send_link::StaffSendLink;
pub use set_fields::SetFields;
pub use set_pin::StaffSetPin;
pub use staff_create::StaffCreate;
pub use standing::{RoleDelete, StaffDeactivate, StaffLock, StaffReactivate, StaffUnlock};

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
    /// How much of which history its author had before them. `None` where that is not known: then
    /// everything counts as changed since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
    /// The edits on which this one builds: where one of them did not take effect, this one is held.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<OpId>,
    /// What is asked for, in the shape of that kind and version.
    pub body: Value,
}

/// A decoded intent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// A new staff account.
    StaffCreate(Box<StaffCreate>),
    /// Another App Unlock PIN.
    StaffSetPin(StaffSetPin),
    /// A mail with a new link.
    StaffSendLink(StaffSendLink),
    /// Somebody can no longer sign in.
    StaffDeactivate(StaffDeactivate),
    /// Somebody can sign in again.
    StaffReactivate(StaffReactivate),
    /// Somebody cannot sign in for a while.
    StaffLock(StaffLock),
    /// That is over.
    StaffUnlock(StaffUnlock),
    /// A new office, provider, role or group.
    Create(Box<Create>),
    /// Other values in some fields of a record.
    SetFields(Box<SetFields>),
    /// A custom role is gone.
    RoleDelete(RoleDelete),
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

/// The records whose fields people change, and how that is called.
const SET_FIELDS: [(RecordKind, &str); 6] = [
    (RecordKind::Practice, "practice.set_fields"),
    (RecordKind::Office, "office.set_fields"),
    (RecordKind::Provider, "provider.set_fields"),
    (RecordKind::Role, "role.set_fields"),
    (RecordKind::Account, "staff.set_fields"),
    (RecordKind::Group, "group.set_fields"),
];

/// The records that people make by their fields alone, and how that is called.
const CREATE: [(RecordKind, &str); 4] = [
    (RecordKind::Office, "office.create"),
    (RecordKind::Provider, "provider.create"),
    (RecordKind::Role, "role.create"),
    (RecordKind::Group, "group.create"),
];

impl Intent {
    /// Reads what is in an envelope.
    ///
    /// # Errors
    /// [`DecodeError`] when the kind or version is unknown or the body has another shape.
    pub fn decode(envelope: &Envelope) -> Result<Self, DecodeError> {
        match (envelope.kind.as_str(), envelope.version) {
            ("staff.create", 1) => {
                let first: staff_create::Version1 = body(envelope)?;
                return Ok(Self::from(StaffCreate::from(first)));
            }
            ("staff.create", 2) => {
                let second: StaffCreate = body(envelope)?;
                return Ok(Self::from(StaffCreate {
                    own_login: false,
                    ..second
                }));
            }
            ("staff.create", 3) => return body::<StaffCreate>(envelope).map(Self::from),
            ("staff.create", _) => return Err(DecodeError::Unknown),
            ("staff.reactivate", 2) => return body(envelope).map(Self::StaffReactivate),
            (_, 1) => {}
            _ => return Err(DecodeError::Unknown),
        }
        match envelope.kind.as_str() {
            "staff.set_pin" => body(envelope).map(Self::StaffSetPin),
            "staff.send_link" => body(envelope).map(Self::StaffSendLink),
            "staff.deactivate" => body(envelope).map(Self::StaffDeactivate),
            "staff.reactivate" => body(envelope).map(Self::StaffReactivate),
            "staff.lock" => body(envelope).map(Self::StaffLock),
            "staff.unlock" => body(envelope).map(Self::StaffUnlock),
            "role.delete" => body(envelope).map(Self::RoleDelete),
            name => {
                if let Some(kind) = kind_named(&SET_FIELDS, name) {
                    return SetFields::of(kind, body(envelope)?).map(Self::from);
                }
                let kind = kind_named(&CREATE, name).ok_or(DecodeError::Unknown)?;
                Ok(Self::from(Create::of(kind, body(envelope)?)))
            }
        }
    }

    /// Kind and version as they stand in an envelope.
    pub fn kind(&self) -> (&'static str, u16) {
        let name = match self {
            Self::StaffCreate(create) => return ("staff.create", create.version()),
            Self::StaffSetPin(_) => "staff.set_pin",
            Self::StaffSendLink(_) => "staff.send_link",
            Self::StaffDeactivate(_) => "staff.deactivate",
            Self::StaffReactivate(act) => return ("staff.reactivate", act.version()),
            Self::StaffLock(_) => "staff.lock",
            Self::StaffUnlock(_) => "staff.unlock",
            Self::RoleDelete(_) => "role.delete",
            Self::SetFields(set) => name_of(&SET_FIELDS, set.record.kind),
            Self::Create(create) => name_of(&CREATE, create.record.kind),
        };
        (name, 1)
    }

    /// The record that the intent is about.
    pub fn target(&self) -> RecordKey {
        let key = |kind, id: Uuid| RecordKey { kind, id };
        match self {
            Self::StaffCreate(create) => create.target(),
            Self::StaffSetPin(set) => key(RecordKind::Account, set.account.0),
            Self::StaffSendLink(act) => key(RecordKind::Account, act.account.0),
            Self::StaffDeactivate(act) => key(RecordKind::Account, act.account.0),
            Self::StaffReactivate(act) => key(RecordKind::Account, act.account.0),
            Self::StaffLock(act) => key(RecordKind::Account, act.account.0),
            Self::StaffUnlock(act) => key(RecordKind::Account, act.account.0),
            Self::RoleDelete(act) => key(RecordKind::Role, act.role.0),
            Self::SetFields(set) => set.record,
            Self::Create(create) => create.record,
        }
    }

    /// The record that it makes.
    pub fn makes(&self) -> Option<RecordKey> {
        match self {
            Self::StaffCreate(_) | Self::Create(_) => Some(self.target()),
            _ => None,
        }
    }

    /// The other records that it points at.
    pub fn refers_to(&self) -> Vec<RecordKey> {
        match self {
            Self::StaffCreate(create) => {
                let key = |kind, id| RecordKey { kind, id };
                vec![
                    key(RecordKind::Role, create.fields.role.0),
                    key(RecordKind::Provider, create.fields.primary_provider.0),
                ]
            }
            Self::SetFields(set) => set.refers_to(),
            Self::Create(create) => create.refers_to(),
            Self::StaffSetPin(_)
            | Self::StaffSendLink(_)
            | Self::StaffDeactivate(_)
            | Self::StaffReactivate(_)
            | Self::StaffLock(_)
            | Self::StaffUnlock(_)
            | Self::RoleDelete(_) => Vec::new(),
        }
    }

    /// Whether it may be sent again beside others without a second look, after a restore: it makes
    /// nothing, mails nothing and gives nobody rights.
    pub fn is_plain(&self) -> bool {
        match self {
            Self::SetFields(set) => !set.is_sensitive(),
            Self::StaffDeactivate(_) | Self::StaffLock(_) | Self::RoleDelete(_) => true,
            Self::StaffCreate(_)
            | Self::StaffSetPin(_)
            | Self::StaffSendLink(_)
            | Self::StaffReactivate(_)
            | Self::StaffUnlock(_)
            | Self::Create(_) => false,
        }
    }

    /// How many sealed passwords the server has to open and hash for it. A PIN is opened without a
    /// slow hash.
    pub fn sealed(&self) -> usize {
        match self {
            Self::StaffCreate(create) => usize::from(create.password.is_some()),
            _ => 0,
        }
    }

    /// Puts the intent into an envelope that has seen nothing and builds on nothing. The sequence
    /// number is given when it is first sent.
    pub fn envelope(&self, op_id: OpId, authored_at: UnixMillis) -> Envelope {
        let (kind, version) = self.kind();
        let body = match self {
            Self::StaffCreate(create) => serde_json::to_value(create),
            Self::StaffSetPin(set) => serde_json::to_value(set),
            Self::StaffSendLink(act) => serde_json::to_value(act),
            Self::StaffDeactivate(act) => serde_json::to_value(act),
            Self::StaffReactivate(act) => serde_json::to_value(act),
            Self::StaffLock(act) => serde_json::to_value(act),
            Self::StaffUnlock(act) => serde_json::to_value(act),
            Self::RoleDelete(act) => serde_json::to_value(act),
            Self::SetFields(set) => serde_json::to_value(set.body()),
            Self::Create(create) => serde_json::to_value(create.body()),
        };
        Envelope {
            op_id,
            seq: 0,
            kind: kind.to_owned(),
            version,
            authored_at,
            seen: None,
            after: Vec::new(),
            // These types hold strings, numbers and options only; writing them cannot fail, and a
            // null body would be told as malformed by the server.
            body: body.unwrap_or_default(),
        }
    }
}

fn body<T: for<'de> Deserialize<'de>>(envelope: &Envelope) -> Result<T, DecodeError> {
    T::deserialize(&envelope.body).map_err(|_| DecodeError::Malformed)
}

fn kind_named(table: &[(RecordKind, &str)], name: &str) -> Option<RecordKind> {
    let mut lines = table.iter();
    lines
        .find(|(_, known)| *known == name)
        .map(|(kind, _)| *kind)
}

/// A kind without a line in the table gives a name that no program knows: the server says so.
fn name_of(table: &[(RecordKind, &'static str)], kind: RecordKind) -> &'static str {
    let mut lines = table.iter();
    lines
        .find(|(known, _)| *known == kind)
        .map_or("unknown", |(_, name)| *name)
}

#[cfg(test)]
mod tests;
