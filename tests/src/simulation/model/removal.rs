//! Removed accounts by the book: how long they can be put back, and what is left of them.

use lanyard_server::store::audit::Recorded;
use lanyard_shared::id::{AccountId, DeviceId};
use lanyard_shared::permission::{Permission, ROLE_STAFF, stronger_by};
use lanyard_shared::record::{Account, Particulars, Record, Standing, TwoFactor};
use lanyard_shared::time::Millis;
use uuid::Uuid;

use super::{FieldChange, Model, account_key, target};
use crate::simulation::broken::{Broken, Held, hold};

/// Thirty days.
const UNDO: Millis = Millis::hours(30 * 24);

impl Model {
    /// Does what one entry of the audit log about a removal says.
    pub(super) fn by_removal(&mut self, entry: &Recorded) -> Held {
        let id = target(entry)?;
        let standing = self.account(id).map(|account| account.standing);
        match entry.action.as_str() {
            "account.removed" => {
                hold!(
                    standing == Some(Standing::Deactivated),
                    "only who is deactivated is removed: {entry:?}"
                );
                self.check_hand(entry, id)?;
                if let Some(link) = self.links.get_mut(&id) {
                    *link = None;
                }
                self.note_at(entry, "standing");
                let until = entry.at.plus(UNDO);
                self.change(entry, |account| {
                    account.standing = Standing::Removed;
                    account.erase_at = Some(until);
                })
            }
            "account.removal-undone" => {
                let account = self.account(id);
                let open = account.and_then(|account| account.erase_at);
                hold!(
                    open.is_some_and(|until| entry.at < until),
                    "a removal is undone in time: {entry:?}"
                );
                let second = account.is_some_and(|it| !it.is_staff() && self.has_other_login(it));
                hold!(!second, "nobody gets a second login: {entry:?}");
                self.check_hand(entry, id)?;
                self.note_at(entry, "standing");
                self.change(entry, |account| {
                    account.standing = Standing::Deactivated;
                    account.erase_at = None;
                })
            }
            "simulation.removal-aged" => {
                let now = entry.at;
                self.change(entry, |account| account.erase_at = Some(now))
            }
            "account.erased" => self.erase(entry, id),
            other => Err(Broken(format!("the model knows the act {other}"))),
        }
    }

    /// Domain RIGHT-01, RIGHT-03, RIGHT-04.
    fn check_hand(&self, entry: &Recorded, id: AccountId) -> Held {
        let viewer = entry.actor.and_then(|by| self.viewer(by));
        let account = self.account(id);
        let allowed = viewer.zip(account).is_some_and(|(viewer, account)| {
            let needed = Permission::ManageAccounts;
            let held = self.potential(account);
            let stronger = stronger_by(&viewer.permissions, &held);
            viewer.permissions.contains(&needed)
                && viewer.account != id
                && viewer.reaches(account)
                && stronger.is_empty()
        });
        hold!(allowed, "whoever decides about a removal may: {entry:?}");
        Ok(())
    }

    /// Who did it by a call of their own, or the server itself, is somebody else to every device.
    fn note_at(&mut self, entry: &Recorded, field: &str) {
        let nobody = AccountId(Uuid::nil());
        let record = entry.target;
        self.changes.extend(record.map(|record| FieldChange {
            record,
            field: field.to_owned(),
            rev: entry.rev,
            hands: (entry.actor.unwrap_or(nobody), DeviceId(Uuid::nil())),
        }));
    }

    fn erase(&mut self, entry: &Recorded, id: AccountId) -> Held {
        let due = self.account(id).and_then(|account| account.erase_at);
        hold!(
            due.is_some_and(|due| due <= entry.at),
            "an account is erased when its time is over: {entry:?}"
        );
        for row in self.rows.values_mut() {
            if let Record::Group(group) = &mut row.record
                && group.members.remove(&id)
            {
                row.rev = entry.rev;
            }
        }
        self.own.remove(&id);
        self.no_password.insert(id);
        let never_came = self.await_activation.contains(&id);
        for field in ["standing", "offices"] {
            self.note_at(entry, field);
        }
        self.change(entry, |account| {
            for text in [
                &mut account.first_name,
                &mut account.last_name,
                &mut account.email,
            ] {
                text.clear();
            }
            if never_came {
                account.username.clear();
            }
            (account.home_phone, account.cell_phone) = (None, None);
            (account.starts_at, account.ends_at, account.erase_at) = (None, None, None);
            account.email_verified = false;
            account.password_set_by_another = false;
            account.two_factor = TwoFactor::Inactive;
            account.emergency_until = None;
            account.particulars = Particulars::default();
            account.role = ROLE_STAFF;
        })
    }

    /// What holds of somebody erased at every revision: nothing of the person is there, in no group
    /// either.
    pub(super) fn check_erased(&self, account: &Account) -> Held {
        let texts = [&account.first_name, &account.last_name, &account.email];
        let phones = [&account.home_phone, &account.cell_phone];
        let bare = texts.iter().all(|text| text.is_empty())
            && phones.iter().all(|phone| phone.is_none())
            && account.particulars == Particulars::default()
            && account.two_factor == TwoFactor::Inactive;
        hold!(bare, "of somebody erased nothing is left: {account:?}");
        let mut records = self.records();
        let in_a_group = records.any(|record| match record {
            Record::Group(group) => group.members.contains(&account.id),
            _ => false,
        });
        hold!(!in_a_group, "somebody erased is in no group: {account:?}");
        let key = account_key(account.id);
        hold!(
            self.rows.contains_key(&key),
            "somebody erased keeps their id: {account:?}"
        );
        Ok(())
    }
}
