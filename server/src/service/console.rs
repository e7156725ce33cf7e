//! What the person at the server's console may do (domain LINK-10).

use lanyard_shared::record::Account;

use crate::app::App;
use crate::error::Result;

/// Every account that holds Manage Accounts or Manage Permissions.
pub async fn list_admins(_app: &App) -> Result<Vec<Account>> {
    todo!()
}

/// Makes a reset link that lives 30 minutes for the account with this username, audited as done at
/// the console. `None` where there is no such account. A pending account gets its activation link.
pub async fn reset_link(_app: &App, _username: &str) -> Result<Option<String>> {
    todo!()
}
