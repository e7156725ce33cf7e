//! `staff.set_pin`: another App Unlock PIN, one's own or somebody else's (domain NEW-11, EDIT-02).

use lanyard_shared::intent::StaffSetPin;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::Outcome;
use lanyard_shared::record::{Account, Record, RecordKey, RecordKind};
use lanyard_shared::time::UnixMillis;
use serde_json::Value;

use super::case::{AtOdds, Case, conflict};
use super::effect::{Effect, Judgement};
use super::{forbidden, raise, rejected, whole};
use crate::app::App;
use crate::error::Result;
use crate::service::pins;
use crate::store::pins::{PinKind, put};
use crate::store::{Tx, accounts};

/// A PIN that is opened, judged and locked for the store.
pub struct Prepared {
    set: StaffSetPin,
    /// The locked PIN, or why it cannot be used.
    pin: std::result::Result<Vec<u8>, Message>,
}

/// Opens and judges the PIN.
pub(super) fn prepare(app: &App, set: StaffSetPin) -> Prepared {
    let pin = pins::app_unlock(app, set.account, &set.pin);
    Prepared { set, pin }
}

impl Prepared {
    pub(super) fn target(&self) -> RecordKey {
        RecordKey {
            kind: RecordKind::Account,
            id: self.set.account.0,
        }
    }

    pub(super) fn judge(&self, tx: &Tx<'_>, case: &Case) -> Result<Judgement<'_>> {
        let own = self.set.account == case.viewer.account;
        if !own && !case.may(Permission::ManageAccounts) {
            return Ok(Judgement::stands(forbidden(Permission::ManageAccounts)));
        }
        let found = accounts::find(tx, self.set.account)?;
        let Some(account) = found.filter(|account| sees(case, account)) else {
            let gone = FieldProblem::general(Message::new("record-gone"));
            return Ok(Judgement::stands(rejected(gone)));
        };
        if let Some(outcome) = self.barred(tx, case, &account)? {
            return Ok(Judgement::stands(outcome));
        }
        Ok(Judgement {
            outcome: Outcome::Applied,
            effect: Effect::SetPin(self),
        })
    }

    fn barred(&self, tx: &Tx<'_>, case: &Case, account: &Account) -> Result<Option<Outcome>> {
        let record = Record::from(account.clone());
        if let Some(outcome) = whole::out_of_reach(&case.viewer, &record) {
            return Ok(Some(outcome));
        }
        if let Some(outcome) = raise::protected(tx, case, account, Some(StaffSetPin::FIELD))? {
            return Ok(Some(outcome));
        }
        if let Some(outcome) = whole::removed(&record) {
            return Ok(Some(outcome));
        }
        if let Err(message) = &self.pin {
            let problem = FieldProblem::at(StaffSetPin::FIELD, message.clone());
            return Ok(Some(rejected(problem)));
        }
        // Who sets another person's means to unlock must have seen what that person may do.
        let looked_at = [record.key(), raise::role_key(account.role)];
        if account.id == case.viewer.account || !case.rights_moved(tx, &looked_at)? {
            return Ok(None);
        }
        let odds = AtOdds {
            field: StaffSetPin::FIELD.to_owned(),
            was: Value::Null,
            mine: Value::Null,
            theirs: Value::Null,
        };
        conflict(tx, record.key(), vec![odds]).map(Some)
    }

    pub(super) fn take_effect(&self, tx: &mut Tx<'_>, now: UnixMillis) -> Result<()> {
        match &self.pin {
            Ok(locked) => put(tx, self.set.account, PinKind::AppUnlock, locked, now),
            // A PIN that cannot be used was rejected.
            Err(_) => Ok(()),
        }
    }
}

fn sees(case: &Case, account: &Account) -> bool {
    case.viewer.sees(&Record::from(account.clone()))
}
