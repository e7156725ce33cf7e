//! What people ask for, in two stages: [`prepare`] outside of any transaction, then
//! [`Prepared::judge`] inside one, whose [`effect::Effect`] is taken in the same one. A new intent
//! is a file here and a line in [`Prepared::judge`]; one with work to do beforehand is a variant of
//! [`Prepared`] too.

use lanyard_shared::intent::{DecodeError, Envelope, Intent};
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::mutant::{self, Mutant};
use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::Outcome;
use lanyard_shared::record::RecordKey;
use lanyard_shared::time::UnixMillis;
use serde_json::{Value, json};

use self::case::Case;
use self::effect::Judgement;
use crate::app::App;
use crate::error::{Error, Result};
use crate::service::sessions::Actor;
use crate::store::{Tx, accounts, practice};

mod aftermath;
pub mod case;
mod create;
pub mod effect;
mod given_password;
mod raise;
mod send_link;
mod set_fields;
mod set_pin;
pub mod staff_create;
mod standing;
mod whole;

pub(super) use whole::has_other_login;

/// An intent that is ready to be judged.
pub enum Prepared {
    /// It cannot take effect, whatever the store holds.
    Decided(Outcome),
    /// A new account, whose password is hashed and whose link is derived.
    StaffCreate(Box<staff_create::Prepared>),
    /// Another App Unlock PIN, which is opened and locked for the store.
    StaffSetPin(Box<set_pin::Prepared>),
    /// An intent that needs no work beforehand.
    Ready(Intent),
}

/// Reads an envelope and does what must not happen inside a transaction.
///
/// # Errors
/// What fails for reasons that are not the intent's own: nothing is decided then.
pub async fn prepare(app: &App, actor: &Actor, envelope: &Envelope) -> Result<Prepared> {
    match Intent::decode(envelope) {
        Ok(Intent::StaffCreate(create)) => staff_create::prepare(app, actor, *create).await,
        Ok(Intent::StaffSetPin(set)) => {
            Ok(Prepared::StaffSetPin(Box::new(set_pin::prepare(app, set))))
        }
        Ok(intent) => Ok(Prepared::Ready(intent)),
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
    ///
    /// # Errors
    /// What the store gives.
    pub fn judge(&self, tx: &Tx<'_>, case: &Case, now: UnixMillis) -> Result<Judgement<'_>> {
        match self {
            Self::Decided(outcome) => Ok(Judgement::stands(outcome.clone())),
            Self::StaffCreate(prepared) => prepared.judge(tx, case),
            Self::StaffSetPin(prepared) => prepared.judge(tx, case),
            Self::Ready(intent) => match intent {
                Intent::SetFields(set) => set_fields::judge(tx, case, set),
                Intent::Create(create) => create::judge(tx, case, create),
                Intent::StaffSendLink(act) => send_link::judge(tx, case, *act),
                Intent::StaffDeactivate(act) => standing::deactivate(tx, case, *act),
                Intent::StaffReactivate(act) => standing::reactivate(tx, case, act, now),
                Intent::StaffLock(act) => standing::lock(tx, case, *act),
                Intent::StaffUnlock(act) => standing::unlock(tx, case, *act),
                Intent::RoleDelete(act) => standing::delete_role(tx, case, *act),
                Intent::StaffCreate(_) | Intent::StaffSetPin(_) => {
                    Err(Error::Internal("an intent was not prepared".to_owned()))
                }
            },
        }
    }

    /// The record that it is about, where it could be read.
    pub fn target(&self) -> Option<RecordKey> {
        match self {
            Self::Decided(_) => None,
            Self::StaffCreate(prepared) => Some(prepared.target()),
            Self::StaffSetPin(prepared) => Some(prepared.target()),
            Self::Ready(intent) => Some(intent.target()),
        }
    }

    /// What the audit log calls it.
    pub fn action(&self) -> &'static str {
        match self {
            Self::Decided(_) => "intent.refused",
            Self::StaffCreate(_) => "staff.create",
            Self::StaffSetPin(_) => "staff.set_pin",
            Self::Ready(intent) => intent.kind().0,
        }
    }

    /// What the audit log keeps of it.
    pub fn detail(&self) -> Value {
        match self {
            Self::StaffCreate(prepared) => prepared.detail(),
            Self::Ready(Intent::SetFields(set)) => set_fields::detail(set),
            Self::Ready(Intent::StaffSendLink(act)) => json!({ "purpose": act.purpose }),
            Self::Decided(_) | Self::StaffSetPin(_) | Self::Ready(_) => json!({}),
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

/// Why one more account has no room in the plan (domain D-08).
fn seats_problem(tx: &Tx<'_>) -> Result<Option<FieldProblem>> {
    let practice = practice::find(tx)?.ok_or_else(no_practice)?;
    let Some(max) = practice.plan.seats() else {
        return Ok(None);
    };
    if accounts::seats_taken(tx)? < max || mutant::is(Mutant::SeatsUncounted) {
        return Ok(None);
    }
    let message = Message::new("seats-full").with("max", max);
    Ok(Some(FieldProblem::general(message)))
}

fn no_practice() -> Error {
    Error::Internal("an intent arrived before set-up".to_owned())
}
