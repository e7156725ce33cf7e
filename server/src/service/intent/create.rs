//! `office.create`, `provider.create`, `role.create`, `group.create`.

use lanyard_shared::fields::{self, Refusal};
use lanyard_shared::intent::Create;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::Outcome;

use super::case::Case;
use super::effect::{Effect, Judgement};
use super::{forbidden, rejected, whole};
use crate::error::Result;
use crate::store::{Tx, records, tombstones};

/// Decides about a new record.
pub(super) fn judge(tx: &Tx<'_>, case: &Case, create: &Create) -> Result<Judgement<'static>> {
    let needed = Permission::to_edit(create.record.kind);
    if !case.may(needed) {
        return Ok(Judgement::stands(forbidden(needed)));
    }
    let refused = |key: &str| {
        let problem = FieldProblem::general(Message::new(key));
        Ok(Judgement::stands(rejected(problem)))
    };
    if records::find(tx, create.record)?.is_some() || tombstones::is_gone(tx, create.record)? {
        return refused("record-exists");
    }
    let record = match fields::make(create.record, create.fields.clone()) {
        Ok(record) => record,
        Err(Refusal::Malformed) => return refused("intent-malformed"),
        Err(Refusal::Invalid(problems)) => {
            return Ok(Judgement::stands(Outcome::Rejected { problems }));
        }
    };
    let problems = whole::problems(tx, &case.viewer, &record, |_| true)?;
    if !problems.is_empty() {
        return Ok(Judgement::stands(Outcome::Rejected { problems }));
    }
    Ok(Judgement {
        outcome: Outcome::Applied,
        effect: Effect::Insert(Box::new(record)),
    })
}
