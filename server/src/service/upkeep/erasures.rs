//! Removed accounts are erased when their removal cannot be undone any more (domain EDIT-04).
//!
//! What each table holds of a person, and what becomes of it:
//! - erased: names, addresses, telephones, days, care team, offices and password hash in `accounts`;
//!   `account_offices`, `account_permissions`, `group_members`, `pins`, `second_factors`,
//!   `recovery_codes`, `sessions`, `known_browsers`, `former_passwords`, `mails`; addresses in `links`; the counters of
//!   wrong passwords; the values in those verdicts of `ledger` that are about the person or go to
//!   them;
//! - kept, because it names the account by its id only: `audit`, whose chain stays as it is,
//!   `field_changes`, `link_sights`, `links` without addresses, mails to others that tell of the
//!   person, and the places in queues (`ledger`, `devices`, `acknowledgements`, `spent_intents`), so
//!   that no intent is done a second time;
//! - kept as a reservation: the username of an account that was activated.
//!
//! Backups from before hold the person still. One that is put back brings the row back with its
//! moment, and the account is erased again. Copies on devices follow with their next contact.

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{Record, Username};
use lanyard_shared::time::UnixMillis;

use super::each;
use crate::app::App;
use crate::error::Result;
use crate::service::throttle::Throttle;
use crate::store::audit::AuditEntry;
use crate::store::{
    Tx, accounts, field_changes, former_passwords, groups, known_browsers, ledger, links, mails,
    pins, second_factors, sessions,
};

/// Erases every account whose removal cannot be undone any more.
///
/// # Errors
/// What the store gives.
pub(super) async fn erase_accounts(app: &App) -> Result<()> {
    let now = app.effects.now();
    let due = app
        .store
        .read(move |tx| accounts::to_erase(tx, now))
        .await?;
    each(app, due, erase).await
}

fn erase(app: &App, tx: &mut Tx<'_>, id: AccountId, now: UnixMillis) -> Result<()> {
    let found = accounts::find(tx, id)?;
    // It may have been put back since it was found.
    let due = found.filter(|account| account.erase_at.is_some_and(|at| at <= now));
    let Some(account) = due else {
        return Ok(());
    };
    let rev = tx.bump(now, &AuditEntry::about(id, "account.erased"))?;
    let username = if links::awaits_activation(tx, id)? {
        Username::Free
    } else {
        Username::Reserved
    };
    Throttle::clear_all(app, tx, &account)?;
    forget_beside(tx, id, rev)?;
    let erased = account.erased(username);
    accounts::update(tx, &erased, rev)?;
    accounts::clear_password(tx, id, rev)?;
    // Whoever is restricted to offices does not see it any more.
    let fields = ["standing", "offices"].map(str::to_owned);
    field_changes::note(tx, Record::from(erased).key(), &fields, rev, now, None)
}

/// What lies in other tables than that of accounts.
fn forget_beside(tx: &mut Tx<'_>, id: AccountId, rev: Rev) -> Result<()> {
    groups::leave_all(tx, id, rev)?;
    accounts::clear_own_permissions(tx, id)?;
    pins::delete_all(tx, id)?;
    second_factors::delete(tx, id)?;
    sessions::delete_all(tx, id, None)?;
    known_browsers::forget_all(tx, id)?;
    former_passwords::prune(tx, id, 0)?;
    mails::delete_all(tx, id)?;
    links::forget_addresses(tx, id)?;
    ledger::forget_values(tx, id)
}

#[cfg(test)]
mod tests;
