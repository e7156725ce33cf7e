//! What happens at the server besides calls: mails leave, people open their links, rights change.

use lanyard_server::app::App;
use lanyard_server::error::Result;
use lanyard_server::service::mails::{self, Attempt};
use lanyard_server::service::{emails, links, rights};
use lanyard_server::store::audit::AuditEntry;
use lanyard_server::store::{accounts, practice};
use lanyard_shared::id::AccountId;
use lanyard_shared::permission::{Permission, Setting};
use lanyard_shared::protocol::{Activate, LinkPurpose, LinkToken, ResetPassword};
use lanyard_shared::record::{Account, Standing};
use lanyard_shared::time::UnixMillis;
use serde_json::json;

use super::broken::Held;
use super::report::Counted;
use super::template::PASSWORD;
use super::world::World;

/// Does what the page of a link is for.
async fn open(app: &App, purpose: LinkPurpose, token: String) -> Result<()> {
    let password = PASSWORD.to_owned();
    match purpose {
        LinkPurpose::Activation => {
            let password = Some(password);
            links::activate(app, Activate { token, password }).await
        }
        LinkPurpose::Reset => links::reset(app, ResetPassword { token, password }).await,
        LinkPurpose::EmailChange => emails::confirm(app, LinkToken { token }).await,
        LinkPurpose::EmailUndo | LinkPurpose::Setup => Ok(()),
    }
}

/// Most mails sent at once.
const MAILS: usize = 5;

impl World {
    /// The mail server takes what is due, and some people open their links at once.
    pub(super) fn deliver_mail(&mut self) -> Held {
        let opened = self.chance.one_in(2);
        let done = self.server.settle(async move |app| {
            for mail in mails::due(&app, MAILS).await? {
                mails::record(&app, mail.id, Attempt::Accepted).await?;
                if let Some(link) = mail.link.filter(|_| opened) {
                    let token = link.token(&app.secret);
                    // Some links are dead by now, or what they are for is not allowed any more.
                    let _refused = open(&app, link.purpose, token).await;
                }
            }
            Ok(())
        });
        self.note(format!("mails leave, opened {opened}: {}", done.is_ok()));
        self.committed()
    }

    /// Somebody gets a right, or loses it.
    pub(super) fn change_right(&mut self) -> Held {
        let Some(id) = self.chance.pick(&self.people).copied() else {
            return Ok(());
        };
        let rights = [Permission::ManageAccounts, Permission::ManagePermissions];
        let permission = *self
            .chance
            .pick(&rights)
            .unwrap_or(&Permission::ManageAccounts);
        let viewer = self.oracle.model().viewer(id);
        let held = viewer.is_some_and(|viewer| viewer.permissions.contains(&permission));
        let setting = if held { Setting::Deny } else { Setting::Allow };
        if held {
            self.count(Counted::RightRevoked);
        }
        let now = UnixMillis(self.now());
        self.note(format!("{id}: {setting:?} {permission:?}"));
        self.server.act(async move |app| {
            let written = app.store.write(move |tx| {
                let detail = json!({ "permission": permission, "setting": setting });
                let entry = AuditEntry::about(id, "simulation.setting").with(detail);
                let before = rights::viewer(tx, id)?;
                let rev = tx.bump(now, &entry)?;
                accounts::set_own_permission(tx, id, permission, setting)?;
                accounts::touch(tx, id, rev)?;
                match setting {
                    Setting::Allow => Ok(()),
                    Setting::Deny => rights::check_balance(tx, &before, now),
                }
            });
            written.await
        });
        Ok(())
    }

    /// An account is deactivated, or active again.
    pub(super) fn change_standing(&mut self) -> Held {
        let Some(id) = self.chance.pick(&self.people).copied() else {
            return Ok(());
        };
        let standing = self
            .oracle
            .model()
            .account(id)
            .map(|account| account.standing);
        let standing = match standing {
            // Whoever was removed comes back another way.
            Some(Standing::Removed) => return Ok(()),
            Some(Standing::Active) => Standing::Deactivated,
            _ => Standing::Active,
        };
        if standing == Standing::Deactivated {
            self.count(Counted::Deactivated);
        }
        self.set_standing(id, standing);
        Ok(())
    }

    pub(super) fn set_standing(&mut self, id: AccountId, standing: Standing) {
        let now = UnixMillis(self.now());
        self.note(format!("{id}: {standing:?}"));
        self.server.act(async move |app| {
            let written = app.store.write(move |tx| {
                let found = accounts::find(tx, id)?;
                let Some(account) = found.filter(|account| !account.is_removed()) else {
                    return Ok(());
                };
                let seats = practice::find(tx)?.and_then(|practice| practice.plan.seats());
                let taken = accounts::seats_taken(tx)?;
                let full = account.is_staff() && seats.is_some_and(|seats| taken >= seats);
                // Whoever has no password comes back by the link that was mailed to them. The store
                // says so, not the model: what takes it away may be before this in the queue.
                let locked_out = accounts::password_hash(tx, id)?.is_none();
                if standing == Standing::Active && (full || locked_out) {
                    return Ok(());
                }
                let detail = json!({ "standing": standing });
                let entry = AuditEntry::about(id, "simulation.standing").with(detail);
                let before = rights::viewer(tx, id)?;
                let rev = tx.bump(now, &entry)?;
                accounts::update(
                    tx,
                    &Account {
                        standing,
                        ..account
                    },
                    rev,
                )?;
                match standing {
                    Standing::Active => Ok(()),
                    _ => rights::check_balance(tx, &before, now),
                }
            });
            written.await
        });
    }
}
