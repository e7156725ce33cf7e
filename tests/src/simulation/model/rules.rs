//! What holds at every revision, and what holds of every act that took effect.

use std::collections::BTreeSet;

use lanyard_shared::fields as shared;
use lanyard_shared::id::AccountId;
use lanyard_shared::intent::Intent;
use lanyard_shared::permission::{Permission, stronger_by};
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{Account, Record, RecordKey, SeatCount, Standing};
use lanyard_shared::validate::fold;
use lanyard_shared::visibility::lies_within;

use super::ending::Case;
use super::{Asked, Held, Model, hold};

impl Model {
    /// What holds at every revision: names are unique, seats are not exceeded, somebody can manage, and
    /// of somebody erased nothing is left. The address of somebody removed is free, and so is the
    /// username of whoever never came (domain EDIT-04).
    pub(super) fn check(&self) -> Held {
        let mut names = BTreeSet::new();
        for account in self.accounts() {
            let (name, email) = (fold(&account.username), fold(&account.email));
            hold!(
                name.is_empty() && account.is_erased() || names.insert((false, name)),
                "usernames are unique: {account:?}"
            );
            hold!(
                account.is_removed() || names.insert((true, email)),
                "addresses are unique: {account:?}"
            );
            if account.is_erased() {
                self.check_erased(account)?;
            }
        }
        let seats = self.practice().and_then(|practice| practice.plan.seats());
        let taken = self.seats_taken();
        hold!(
            seats.is_none_or(|seats| taken <= seats),
            "{taken} seats are taken of {seats:?}"
        );
        hold!(
            self.has_managers(),
            "somebody active manages accounts and somebody permissions (RIGHT-05)"
        );
        Ok(())
    }

    fn seats_taken(&self) -> usize {
        let accounts = self.accounts();
        accounts.filter(|account| account.takes_seat()).count()
    }

    /// The seats of a limited plan that somebody who makes accounts does not see (domain D-08).
    pub(in crate::simulation) fn seats_out_of_sight(&self, of: AccountId) -> SeatCount {
        let limited = self.practice().is_some_and(|it| it.plan.seats().is_some());
        let viewer = self.viewer(of).filter(|viewer| {
            let makes = viewer.permissions.contains(&Permission::ManageAccounts);
            makes && viewer.is_restricted() && limited
        });
        let Some(viewer) = viewer else {
            return SeatCount::default();
        };
        let accounts = self.accounts();
        SeatCount::of(accounts.filter(|it| !viewer.sees(&Record::from((*it).clone()))))
    }

    pub(super) fn seats_left(&self) -> usize {
        let seats = self.practice().and_then(|practice| practice.plan.seats());
        seats.map_or(usize::MAX, |seats| seats.saturating_sub(self.seats_taken()))
    }

    /// Domain RIGHT-05.
    pub(super) fn has_managers(&self) -> bool {
        let needed = [Permission::ManageAccounts, Permission::ManagePermissions];
        needed.iter().all(|permission| {
            let mut active = self
                .accounts()
                .filter(|account| account.standing == Standing::Active)
                .filter(|account| account.particulars.ends_on.is_none())
                .filter(|account| !self.no_password.contains(&account.id));
            active.any(|account| self.potential(account).contains(permission))
        })
    }

    /// Whether an account holds a guarded permission that an author other than its owner lacks
    /// (domain RIGHT-03).
    pub(super) fn is_stronger(&self, case: &Case<'_>, account: &Account) -> bool {
        account.id != case.author.account
            && !stronger_by(&case.author.permissions, &self.potential(account)).is_empty()
    }

    /// What others have changed of a record since the author looked; nothing where it is not known
    /// when that was.
    pub(super) fn changed_by_others(&self, case: &Case<'_>, record: RecordKey) -> Vec<String> {
        match self.seen(case) {
            Some(rev) => self.changed_since(case, record, rev),
            None => Vec::new(),
        }
    }

    /// Whether others have changed rights in one of these records since the author looked.
    pub(super) fn rights_moved(&self, case: &Case<'_>, records: &[RecordKey]) -> bool {
        let rev = self.seen(case).unwrap_or_default();
        records.iter().any(|record| {
            let of_rights = shared::of_rights(record.kind);
            let changed = self.changed_since(case, *record, rev);
            changed
                .iter()
                .any(|field| of_rights.contains(&field.as_str()))
        })
    }

    fn changed_since(&self, case: &Case<'_>, record: RecordKey, rev: Rev) -> Vec<String> {
        let hands = (case.asked.author, case.asked.device);
        let changes = self
            .changes
            .iter()
            .filter(|change| change.record == record && change.rev > rev && change.hands != hands);
        changes.map(|change| change.field.clone()).collect()
    }

    /// The revision that the author had before them; the beginning where that is of another history.
    fn seen(&self, case: &Case<'_>) -> Option<Rev> {
        let seen = case.asked.envelope.seen.as_ref()?;
        Some(if self.has(seen) { seen.rev } else { Rev(0) })
    }

    /// What holds of every act that took effect, whatever it was: nobody gives a guarded permission
    /// that they lack, nor any to themselves (domain RIGHT-02), nor touches the credentials of
    /// somebody stronger (domain RIGHT-03).
    pub(super) fn check_rights(&self, asked: &Asked<'_>, after: &Self) -> Held {
        let author = self.viewer(asked.author);
        let offices = author.as_ref().and_then(|author| author.offices.clone());
        let held = author.map(|author| author.permissions).unwrap_or_default();
        for account in after.accounts() {
            let before = self.account(account.id);
            let had = before.map(|before| self.power(before)).unwrap_or_default();
            let own = account.id == asked.author;
            for permission in stronger_by(&had, &after.power(account)) {
                let may = held.contains(&permission)
                    || held.contains(&Permission::ManagePermissions) && !own;
                hold!(
                    may,
                    "{} gives {permission:?} to {} (RIGHT-02): {:?}",
                    asked.author,
                    account.id,
                    Intent::decode(asked.envelope)
                );
            }
            let Some(before) = before.filter(|_| !own) else {
                continue;
            };
            let within = lies_within(before.particulars.offices.as_ref(), offices.as_ref());
            // Where a role grows, whoever has it chooses their own password, wherever they work.
            let acted_on = Account {
                password_set_by_another: before.password_set_by_another,
                ..account.clone()
            };
            hold!(
                within || *before == acted_on,
                "{} acts on {} of other offices (RIGHT-04): {:?}",
                asked.author,
                account.id,
                Intent::decode(asked.envelope)
            );
            let touched = before.email != account.email
                || before.username != account.username
                || before.standing != account.standing;
            let stronger = stronger_by(&held, &self.potential(before));
            hold!(
                !touched || stronger.is_empty(),
                "{} touches the credentials of {} (RIGHT-03): {:?}",
                asked.author,
                account.id,
                Intent::decode(asked.envelope)
            );
        }
        Ok(())
    }

    /// What an account may do, or may as soon as its owner opens their link.
    fn power(&self, account: &Account) -> BTreeSet<Permission> {
        match account.standing {
            Standing::Deactivated | Standing::Removed => BTreeSet::new(),
            _ => self.potential(account),
        }
    }
}
