//! What the person at the server's console may do (domain LINK-10).

use lanyard_shared::protocol::LinkPurpose;
use lanyard_shared::record::TwoFactor;
use lanyard_shared::time::{CONSOLE_LINK_LIFE, LINK_LIFE};

use crate::app::App;
use crate::error::Result;
use crate::service::links::{Letter, address};
use crate::service::second_factor;
use crate::store::audit::AuditEntry;
use crate::store::{accounts, practice, sessions};

mod plan;
mod rights;

pub use plan::{Seats, plan, set_plan};
pub(super) use rights::give;
pub use rights::{Raised, list_admins, make_admin};

/// A link made at the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleLink {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Its address.
    pub url: String,
}

/// What becomes of a second factor beside the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// It is forgotten, because telephone and recovery codes are lost; whether it is asked for anew,
    /// policy and administrators say.
    Forgotten,
    /// It stays.
    Stays,
}

/// Makes a link for the account with this username, audited as done at the console: for an active
/// account one that sets a new password and lives 30 minutes, for a pending one its activation link.
/// `None` where there is no account that a link could help; nothing is changed then.
///
/// # Errors
/// What the store gives.
pub async fn link(app: &App, username: &str, factor: Factor) -> Result<Option<ConsoleLink>> {
    let username = username.to_owned();
    let letter = Letter::new(app);
    let keys = app.clone();
    let written = app.store.write(move |tx| {
        let found = accounts::find_by_username(tx, &username)?;
        let (Some(account), Some(practice)) = (found, practice::find(tx)?) else {
            return Ok(None);
        };
        let Some(purpose) = LinkPurpose::that_helps(&account) else {
            return Ok(None);
        };
        let life = match purpose {
            LinkPurpose::Activation => LINK_LIFE,
            _ => CONSOLE_LINK_LIFE,
        };
        let (id, now) = (account.id, letter.now);
        if factor == Factor::Forgotten {
            let rev = tx.bump(now, &AuditEntry::about(id, "console.clear-two-factor"))?;
            // Whoever has the lost telephone may be signed in on it.
            sessions::delete_all(tx, id, None)?;
            second_factor::forget(tx, account, TwoFactor::Inactive, rev)?;
        }
        let rev = tx.bump(now, &AuditEntry::about(id, "console.link"))?;
        // Its life begins now: the person at the console has seen it (domain LINK-02).
        let fresh = letter.link(purpose);
        fresh.replace(tx, id, life, Some(now.plus(life)), now)?;
        accounts::touch(tx, id, rev)?;
        Ok(Some(ConsoleLink {
            purpose,
            url: address(&practice.public_url, purpose, &fresh.token(&keys)),
        }))
    });
    written.await
}

#[cfg(test)]
mod tests;
