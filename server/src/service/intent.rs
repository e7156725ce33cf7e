//! What people ask for, in two stages: [`prepare`] outside of any transaction, then
//! [`Prepared::judge`] and [`Prepared::take_effect`] inside one. A new intent is a file here, a
//! variant of [`Prepared`] and a line in each function.

use lanyard_shared::intent::{DecodeError, Envelope, Intent};
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::{Outcome, Rev};
use lanyard_shared::record::RecordKey;
use lanyard_shared::time::UnixMillis;
use lanyard_shared::visibility::Viewer;
use serde_json::{Value, json};

use crate::app::App;
use crate::error::Result;
use crate::service::sessions::Actor;
use crate::store::Tx;

pub mod staff_create;

/// An intent that is ready to be judged.
pub enum Prepared {
    /// It cannot take effect, whatever the store holds.
    Decided(Outcome),
    /// `staff.create`.
    StaffCreate(Box<staff_create::Prepared>),
}

/// Reads an envelope and does what must not happen inside a transaction.
///
/// # Errors
/// What fails for reasons that are not the intent's own: nothing is decided then.
pub async fn prepare(app: &App, actor: &Actor, envelope: &Envelope) -> Result<Prepared> {
    match Intent::decode(envelope) {
        Ok(Intent::StaffCreate(create)) => staff_create::prepare(app, actor, *create).await,
        Err(DecodeError::Unknown) => Ok(Prepared::Decided(Outcome::Unsupported {
            message: Message::new("intent-unknown"),
        })),
        Err(DecodeError::Malformed) => {
            let message = Message::new("intent-malformed");
            Ok(Prepared::Decided(rejected(FieldProblem::general(message))))
        }
    }
}

impl Prepared {
    /// Decides, with the rights and records of this moment; changes nothing.
    pub fn judge(&self, tx: &Tx<'_>, viewer: &Viewer) -> Result<Outcome> {
        match self {
            Self::Decided(outcome) => Ok(outcome.clone()),
            Self::StaffCreate(prepared) => prepared.judge(tx, viewer),
        }
    }

    /// Does what was asked for. Every changed row gets the revision `rev`.
    pub fn take_effect(&self, tx: &mut Tx<'_>, rev: Rev, now: UnixMillis) -> Result<()> {
        match self {
            Self::Decided(_) => Ok(()),
            Self::StaffCreate(prepared) => prepared.take_effect(tx, rev, now),
        }
    }

    /// The record that it is about, where it could be read.
    pub fn target(&self) -> Option<RecordKey> {
        match self {
            Self::Decided(_) => None,
            Self::StaffCreate(prepared) => Some(prepared.target()),
        }
    }

    /// What the audit log calls it.
    pub const fn action(&self) -> &'static str {
        match self {
            Self::Decided(_) => "intent.refused",
            Self::StaffCreate(_) => "staff.create",
        }
    }

    /// What the audit log keeps of it.
    pub fn detail(&self) -> Value {
        match self {
            Self::Decided(_) => json!({}),
            Self::StaffCreate(prepared) => prepared.detail(),
        }
    }
}

/// One problem as an outcome.
pub fn rejected(problem: FieldProblem) -> Outcome {
    Outcome::Rejected {
        problems: vec![problem],
    }
}

/// The outcome of an act whose author lacks `permission` (domain RIGHT-01).
pub fn forbidden(permission: Permission) -> Outcome {
    let message = Message::new("problem-forbidden").with("permission", permission.label());
    rejected(FieldProblem::general(message))
}
