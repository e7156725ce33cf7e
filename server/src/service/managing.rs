//! One person's account in the hands of an administrator: acts that go straight to the server
//! (domain RIGHT-08). Each asks here inside of its own transaction.

use lanyard_shared::id::AccountId;
use lanyard_shared::message::Message;
use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::{Problem, ProblemKind};
use lanyard_shared::record::{Account, Record};
use lanyard_shared::visibility::Viewer;

use crate::error::{Error, Result};
use crate::service::rights;
use crate::service::sessions::Actor;
use crate::store::{Tx, accounts};

/// An administrator, and an account that they see.
pub struct Managed {
    /// What the administrator may do now.
    pub viewer: Viewer,
    /// The account.
    pub account: Account,
}

/// Who manages accounts at this moment (domain RIGHT-01).
///
/// # Errors
/// `password-change-required`, `forbidden`.
pub fn viewer(tx: &Tx<'_>, actor: &Actor) -> Result<Viewer> {
    actor.check_settled()?;
    let viewer = rights::viewer(tx, actor.account)?;
    let needed = Permission::ManageAccounts;
    if viewer.permissions.contains(&needed) {
        Ok(viewer)
    } else {
        Err(Error::forbidden(needed))
    }
}

/// An account that an administrator looks at; one out of sight is as good as none (domain RIGHT-06).
///
/// # Errors
/// As [`viewer`]; `record-gone`.
pub fn look_at(tx: &Tx<'_>, actor: &Actor, account: AccountId) -> Result<Managed> {
    let viewer = viewer(tx, actor)?;
    let found = accounts::find(tx, account)?;
    let seen = found.filter(|account| viewer.sees(&Record::from(account.clone())));
    let account = seen.ok_or_else(|| Error::refused(ProblemKind::NotFound, "record-gone"))?;
    Ok(Managed { viewer, account })
}

/// An account whose credentials an administrator acts upon.
///
/// # Errors
/// As [`look_at`]; `forbidden` with the reason of [`Managed::barred`].
pub fn act_upon(tx: &Tx<'_>, actor: &Actor, account: AccountId) -> Result<Managed> {
    let managed = look_at(tx, actor, account)?;
    let barred = managed.barred(tx)?;
    unless(barred, managed)
}

/// An account about whose removal an administrator decides, or about undoing that.
///
/// # Errors
/// As [`look_at`]; `forbidden` where the person works in other offices or is stronger.
pub fn decide_about(tx: &Tx<'_>, actor: &Actor, account: AccountId) -> Result<Managed> {
    let managed = look_at(tx, actor, account)?;
    let barred = beyond(tx, &managed.viewer, &managed.account)?;
    unless(barred, managed)
}

fn unless(barred: Option<Message>, managed: Managed) -> Result<Managed> {
    match barred {
        Some(message) => {
            let problem = Problem::new(ProblemKind::Forbidden, message);
            Err(Error::Refused(Box::new(problem)))
        }
        None => Ok(managed),
    }
}

/// The account whose credentials somebody acts upon: their own, or one of which they may.
///
/// # Errors
/// As [`act_upon`].
pub fn own_or_managed(tx: &Tx<'_>, actor: &Actor, account: AccountId) -> Result<Account> {
    if actor.account != account {
        return act_upon(tx, actor, account).map(|managed| managed.account);
    }
    let found = accounts::find(tx, account)?;
    found.ok_or_else(|| Error::refused(ProblemKind::SignedOut, "problem-signed-out"))
}

/// Whether somebody may act upon an account's credentials now, whom no session stands for.
///
/// # Errors
/// What the store gives.
pub fn may_act_upon(tx: &Tx<'_>, viewer: &Viewer, account: &Account) -> Result<bool> {
    let manages = viewer.permissions.contains(&Permission::ManageAccounts);
    Ok(manages && barred(tx, viewer, account)?.is_none())
}

/// Why an administrator may look and not act: the person works in other offices (domain RIGHT-04),
/// is stronger (domain RIGHT-03), or was removed for good (domain EDIT-04). `None` where they may act.
fn barred(tx: &Tx<'_>, viewer: &Viewer, account: &Account) -> Result<Option<Message>> {
    let beyond = beyond(tx, viewer, account)?;
    Ok(beyond.or_else(|| account.removal_bar()))
}

/// Why somebody is out of an administrator's reach.
fn beyond(tx: &Tx<'_>, viewer: &Viewer, account: &Account) -> Result<Option<Message>> {
    if account.id != viewer.account && !viewer.reaches(account) {
        return Ok(Some(Message::new("account-out-of-reach")));
    }
    rights::stronger(tx, viewer, account)
}

impl Managed {
    /// Why the administrator may look and not act; `None` where they may act.
    ///
    /// # Errors
    /// What the store gives.
    pub fn barred(&self, tx: &Tx<'_>) -> Result<Option<Message>> {
        barred(tx, &self.viewer, &self.account)
    }
}
