//! Accounts whose last day is over are deactivated, and whoever manages accounts is told (domain
//! NEW-16).

use lanyard_shared::id::{AccountId, MailId};
use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::{LinkPurpose, MailKind};
use lanyard_shared::record::{Account, AccountState, Record, Standing};
use lanyard_shared::time::UnixMillis;

use super::each;
use crate::app::App;
use crate::error::Result;
use crate::service::rights;
use crate::store::audit::AuditEntry;
use crate::store::mails::NewMail;
use crate::store::{Tx, accounts, field_changes, links, mails, sessions};

/// Ends every account whose last day is over. One that may not end, because nobody else could manage
/// the practice, stays as it is until somebody else can (domain RIGHT-05).
///
/// # Errors
/// What the store gives.
pub(super) async fn end_accounts(app: &App) -> Result<()> {
    let now = app.effects.now();
    let over = app.store.read(move |tx| accounts::over(tx, now)).await?;
    let somebody = !over.is_empty();
    each(app, over, end).await?;
    if somebody {
        app.mail_waiting.notify_one();
    }
    Ok(())
}

fn end(app: &App, tx: &mut Tx<'_>, id: AccountId, now: UnixMillis) -> Result<()> {
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
    let ended = Record::from(ended);
    field_changes::note(tx, ended.key(), &["standing".to_owned()], rev, now, None)?;
    rights::check_managers(tx, now)?;
    tell_managers(app, tx, id, &ended, now)
}

/// Mails everybody who manages accounts, can sign in and sees the person (domain RIGHT-04). It is
/// queued in the write that ends the account, so that there is one for each ending.
fn tell_managers(
    app: &App,
    tx: &mut Tx<'_>,
    about: AccountId,
    ended: &Record,
    now: UnixMillis,
) -> Result<()> {
    for manager in accounts::holders(tx, Permission::ManageAccounts)? {
        let signs_in = manager.state(now) == AccountState::Active;
        if !signs_in || !rights::viewer(tx, manager.id)?.sees(ended) {
            continue;
        }
        let mail = NewMail {
            id: MailId::new(now, app.effects.random()),
            kind: MailKind::LastDay,
            account: manager.id,
            about: Some(about),
            link: None,
            recipient: manager.email,
            created_at: now,
        };
        mails::insert(tx, &mail)?;
    }
    Ok(())
}
