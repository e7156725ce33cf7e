//! What the person at the server's console may do (domain LINK-10).

use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::LinkPurpose;
use lanyard_shared::record::{Account, Standing, TwoFactor};
use lanyard_shared::time::{CONSOLE_LINK_LIFE, LINK_LIFE};

use crate::app::App;
use crate::error::{Error, Result};
use crate::service::links::{Fresh, address};
use crate::service::second_factor;
use crate::store::audit::AuditEntry;
use crate::store::{accounts, practice, sessions};

/// Every account that holds Manage Accounts or Manage Permissions, by username.
///
/// # Errors
/// What the store gives.
pub async fn list_admins(app: &App) -> Result<Vec<Account>> {
    let read = app.store.read(|tx| {
        let mut admins = accounts::holders(tx, Permission::ManageAccounts)?;
        admins.extend(accounts::holders(tx, Permission::ManagePermissions)?);
        admins.sort_by(|a, b| (&a.username, a.id).cmp(&(&b.username, b.id)));
        admins.dedup_by_key(|account| account.id);
        Ok(admins)
    });
    read.await
}

/// A link made at the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleLink {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Its address.
    pub url: String,
}

/// Makes a link for the account with this username, audited as done at the console: for an active
/// account one that sets a new password and lives 30 minutes, for a pending one its activation link.
/// `None` where there is no account that a link could help.
///
/// # Errors
/// What the store gives.
pub async fn link(app: &App, username: &str) -> Result<Option<ConsoleLink>> {
    let username = username.to_owned();
    let read = app.store.read(move |tx| {
        let account = accounts::find_by_username(tx, &username)?;
        Ok((account, practice::find(tx)?))
    });
    let (Some(account), Some(practice)) = read.await? else {
        return Ok(None);
    };
    let (purpose, life) = match account.standing {
        Standing::Active => (LinkPurpose::Reset, CONSOLE_LINK_LIFE),
        Standing::Pending => (LinkPurpose::Activation, LINK_LIFE),
        Standing::Locked | Standing::Deactivated | Standing::Removed => return Ok(None),
    };
    let fresh = Fresh::new(app, purpose);
    let token = fresh.token(app);
    let now = app.effects.now();
    let written = app.store.write(move |tx| {
        let standing = accounts::find(tx, account.id)?.map(|account| account.standing);
        if standing != Some(account.standing) {
            return Err(Error::Internal("the account changed meanwhile".to_owned()));
        }
        let rev = tx.bump(now, &AuditEntry::about(account.id, "console.link"))?;
        // Its life begins now: the person at the console has seen it (domain LINK-02).
        fresh.replace(tx, account.id, life, Some(now.plus(life)), now)?;
        accounts::touch(tx, account.id, rev)
    });
    written.await?;
    Ok(Some(ConsoleLink {
        purpose,
        url: address(&practice.public_url, purpose, &token),
    }))
}

/// Forgets the second factor of the account with this username, because telephone and recovery codes
/// are lost; whether it is asked for anew, policy and administrators say. `false` where there is no such
/// account.
///
/// # Errors
/// What the store gives.
pub async fn clear_second_factor(app: &App, username: &str) -> Result<bool> {
    let username = username.to_owned();
    let now = app.effects.now();
    let written = app.store.write(move |tx| {
        let Some(account) = accounts::find_by_username(tx, &username)? else {
            return Ok(false);
        };
        let entry = AuditEntry::about(account.id, "console.clear-two-factor");
        let rev = tx.bump(now, &entry)?;
        // Whoever has the lost telephone may be signed in on it.
        sessions::delete_all(tx, account.id, None)?;
        second_factor::forget(tx, account, TwoFactor::Inactive, rev)?;
        Ok(true)
    });
    written.await
}

#[cfg(test)]
mod tests;
