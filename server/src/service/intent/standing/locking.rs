//! `staff.lock`, `staff.unlock`: nobody signs in with an account for a while (domain D-10).

use lanyard_shared::intent::{StaffLock, StaffUnlock};
use lanyard_shared::protocol::Outcome;
use lanyard_shared::record::{Record, Standing};

use super::{find, gone, holds_more, moved, stands};
use crate::error::Result;
use crate::service::intent::case::Case;
use crate::service::intent::effect::Judgement;
use crate::service::intent::whole;
use crate::store::Tx;

/// Locking takes effect whatever others have changed meanwhile (domain D-10). Nobody locks
/// themselves: they could not take it back.
pub(in crate::service::intent) fn lock(
    tx: &Tx<'_>,
    case: &Case,
    act: StaffLock,
) -> Result<Judgement<'static>> {
    if act.account == case.viewer.account {
        return Ok(Judgement::stands(gone("lock-own")));
    }
    let account = match find(tx, case, act.account)? {
        Ok(account) => account,
        Err(outcome) => return Ok(Judgement::stands(outcome)),
    };
    Ok(match account.standing {
        Standing::Active => stands(account, Standing::Locked),
        Standing::Pending => Judgement::stands(gone("lock-pending")),
        // Nobody signs in with it already.
        Standing::Locked | Standing::Deactivated | Standing::Removed => {
            Judgement::stands(Outcome::Merged)
        }
    })
}

/// Unlocking gives rights back, so that its author must hold and have seen them, as with
/// reactivating. The seat was never free.
pub(in crate::service::intent) fn unlock(
    tx: &Tx<'_>,
    case: &Case,
    act: StaffUnlock,
) -> Result<Judgement<'static>> {
    let account = match find(tx, case, act.account)? {
        Ok(account) => account,
        Err(outcome) => return Ok(Judgement::stands(outcome)),
    };
    if let Some(outcome) = whole::removed(&Record::from(account.clone())) {
        return Ok(Judgement::stands(outcome));
    }
    match account.standing {
        Standing::Locked => {}
        Standing::Pending | Standing::Active => return Ok(Judgement::stands(Outcome::Merged)),
        Standing::Deactivated | Standing::Removed => {
            return Ok(Judgement::stands(gone("unlock-deactivated")));
        }
    }
    if let Some(outcome) = holds_more(tx, case, &account)? {
        return Ok(Judgement::stands(outcome));
    }
    if let Some(outcome) = moved(tx, case, &account)? {
        return Ok(Judgement::stands(outcome));
    }
    Ok(stands(account, Standing::Active))
}
