//! Who can manage accounts, told and given at the console (domain LINK-10).

use lanyard_shared::permission::{Permission, Setting};
use lanyard_shared::record::{Account, Standing};

use crate::app::App;
use crate::error::Result;
use crate::service::given_password::forget_where_stronger;
use crate::service::rights;
use crate::store::audit::AuditEntry;
use crate::store::{Tx, accounts};

/// What makes an administrator (domain D-09).
const ADMIN: [Permission; 2] = [Permission::ManageAccounts, Permission::ManagePermissions];

/// Every account that holds Manage Accounts or Manage Permissions, by username.
///
/// # Errors
/// What the store gives.
pub async fn list_admins(app: &App) -> Result<Vec<Account>> {
    let read = app.store.read(|tx| {
        let mut admins = Vec::new();
        for permission in ADMIN {
            admins.extend(accounts::holders(tx, permission)?);
        }
        admins.sort_by(|a, b| (&a.username, a.id).cmp(&(&b.username, b.id)));
        admins.dedup_by_key(|account| account.id);
        Ok(admins)
    });
    read.await
}

/// Somebody whom the console has made an administrator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raised {
    /// Their account.
    pub account: Account,
    /// Whether a password that another person chose is forgotten (domain RIGHT-02).
    pub password_forgotten: bool,
}

/// Gives the account with this username both rights of an administrator, audited as done at the
/// console. A password that another person chose is forgotten where that makes the account stronger,
/// even if nobody who manages can sign in then: the link is the way back (domain RIGHT-02, RIGHT-05).
/// `None` where there is no such account, or where it is deactivated; nothing is changed then.
///
/// # Errors
/// What the store gives.
pub async fn make_admin(app: &App, username: &str) -> Result<Option<Raised>> {
    let username = username.to_owned();
    let (keys, now) = (app.clone(), app.effects.now());
    let written = app.store.write(move |tx| {
        let found = accounts::find_by_username(tx, &username)?;
        let Some(account) = found.filter(is_open) else {
            return Ok(None);
        };
        let had = rights::potential(tx, &account)?;
        let rev = tx.bump(now, &AuditEntry::about(account.id, "console.make-admin"))?;
        give(tx, &account)?;
        accounts::touch(tx, account.id, rev)?;
        let has = rights::potential(tx, &account)?;
        let held = (&had, &has);
        let password_forgotten = forget_where_stronger(&keys, tx, &account, held, None, rev)?;
        Ok(Some(Raised {
            account,
            password_forgotten,
        }))
    });
    written.await
}

const fn is_open(account: &Account) -> bool {
    matches!(account.standing, Standing::Pending | Standing::Active)
}

/// Gives somebody both rights, whatever their role says.
pub(in crate::service) fn give(tx: &mut Tx<'_>, account: &Account) -> Result<()> {
    for permission in ADMIN {
        accounts::set_own_permission(tx, account.id, permission, Setting::Allow)?;
    }
    Ok(())
}
