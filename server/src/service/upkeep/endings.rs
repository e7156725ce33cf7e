//! Accounts whose last day is over are deactivated (domain NEW-16).

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::LinkPurpose;
use lanyard_shared::record::{Account, Record, Standing};
use lanyard_shared::time::UnixMillis;

use super::each;
use crate::app::App;
use crate::error::Result;
use crate::service::rights;
use crate::store::audit::AuditEntry;
use crate::store::{Tx, accounts, field_changes, links, sessions};

/// Ends every account whose last day is over. One that may not end, because nobody else could manage
/// the practice, stays as it is until somebody else can (domain RIGHT-05).
///
/// # Errors
/// What the store gives.
pub(super) async fn end_accounts(app: &App) -> Result<()> {
    let now = app.effects.now();
    let over = app.store.read(move |tx| accounts::over(tx, now)).await?;
    each(app, over, end).await
}

fn end(_: &App, tx: &mut Tx<'_>, id: AccountId, now: UnixMillis) -> Result<()> {
    let Some(account) = accounts::find(tx, id)? else {
        return Ok(());
    };
    let rev = tx.bump(now, &AuditEntry::about(id, "staff.ended"))?;
    let ended = Account {
        standing: Standing::Deactivated,
        ..account
    };
    accounts::update(tx, &ended, rev)?;
    sessions::delete_all(tx, id, None)?;
    links::end(tx, id, &[LinkPurpose::Reset, LinkPurpose::EmailChange])?;
    let key = Record::from(ended).key();
    field_changes::note(tx, key, &["standing".to_owned()], rev, now, None)?;
    rights::check_managers(tx, now)
}
