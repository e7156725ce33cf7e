//! `staff.send_link`: a mail with a new link (domain LINK-04, LINK-08).

use lanyard_shared::intent::StaffSendLink;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::protocol::{LinkPurpose, Outcome};
use lanyard_shared::record::Record;

use super::case::Case;
use super::effect::{Effect, Judgement};
use super::{rejected, standing, whole};
use crate::error::Result;
use crate::store::Tx;

/// Whoever manages accounts has the mail sent that helps an account now.
pub(super) fn judge(tx: &Tx<'_>, case: &Case, act: StaffSendLink) -> Result<Judgement<'static>> {
    let account = match standing::find(tx, case, act.account)? {
        Ok(account) => account,
        Err(outcome) => return Ok(Judgement::stands(outcome)),
    };
    if let Some(outcome) = whole::removed(&Record::from(account.clone())) {
        return Ok(Judgement::stands(outcome));
    }
    let Some(helping) = LinkPurpose::that_helps(&account) else {
        let none = FieldProblem::general(Message::new("link-helps-nobody"));
        return Ok(Judgement::stands(rejected(none)));
    };
    if act.is_done(helping) {
        return Ok(Judgement::stands(Outcome::Merged));
    }
    Ok(Judgement {
        outcome: Outcome::Applied,
        effect: Effect::SendLink(Box::new(account)),
    })
}
