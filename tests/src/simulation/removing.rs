//! Accounts are removed for good, put back, and erased.

use lanyard_server::service::sessions::Actor;
use lanyard_server::service::{removal, upkeep};
use lanyard_server::store::accounts;
use lanyard_server::store::audit::AuditEntry;
use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::OfAccount;
use lanyard_shared::record::{Account, Standing};
use lanyard_shared::time::UnixMillis;

use super::broken::Held;
use super::world::World;

impl World {
    /// Somebody decides about a removal, where they may; or thirty days are over.
    pub(super) fn decide_about_removal(&mut self) -> Held {
        let removed = self.standing_so(|account| account.is_removed() && !account.is_erased());
        match self.chance.pick(&removed).copied() {
            Some(id) if !self.chance.one_in(4) => self.undo_or_erase(id),
            _ => self.remove_somebody(),
        }
        Ok(())
    }

    fn remove_somebody(&mut self) {
        let ended = self.standing_so(|account| account.standing == Standing::Deactivated);
        let Some(account) = self.chance.pick(&ended).copied() else {
            // Whoever is to be removed is deactivated before that.
            let open = self.standing_so(|account| {
                matches!(account.standing, Standing::Active | Standing::Pending)
            });
            let later = open.into_iter().filter(|id| !self.people.contains(id));
            let later: Vec<AccountId> = later.collect();
            if let Some(id) = self.chance.pick(&later).copied() {
                self.set_standing(id, Standing::Deactivated);
            }
            return;
        };
        let Some(by) = self.somebody() else { return };
        let of = OfAccount { account };
        self.note(format!("{} removes {account}", by.account));
        self.server
            .act(async move |app| removal::remove(&app, &by, of).await);
    }

    fn undo_or_erase(&mut self, account: AccountId) {
        if self.chance.one_in(2) {
            return self.age(account);
        }
        let Some(by) = self.somebody() else { return };
        let of = OfAccount { account };
        self.note(format!("{} undoes the removal of {account}", by.account));
        self.server
            .act(async move |app| removal::undo(&app, &by, of).await);
    }

    /// As if thirty days had passed.
    fn age(&mut self, id: AccountId) {
        let now = UnixMillis(self.now());
        self.note(format!("{id}: thirty days after the removal"));
        self.server.act(async move |app| {
            let aged = app.store.write(move |tx| {
                let found = accounts::find(tx, id)?;
                let Some(account) = found.filter(|it| it.erase_at.is_some()) else {
                    return Ok(());
                };
                let entry = AuditEntry::about(id, "simulation.removal-aged");
                let rev = tx.bump(now, &entry)?;
                let aged = Account {
                    erase_at: Some(now),
                    ..account
                };
                accounts::update(tx, &aged, rev)
            });
            aged.await?;
            upkeep::tidy(&app).await
        });
    }

    /// Those of whom it is so.
    fn standing_so(&self, is: impl Fn(&Account) -> bool) -> Vec<AccountId> {
        let accounts = self.oracle.model().accounts();
        accounts.filter(|it| is(it)).map(|it| it.id).collect()
    }

    /// One of those who were there at the start, mostly whoever set the practice up.
    fn somebody(&mut self) -> Option<Actor> {
        let first = !self.chance.one_in(3);
        let most = if first { 1 } else { self.people.len() };
        let account = self.people.get(self.chance.below(most)).copied()?;
        Some(Actor {
            account,
            password_change_required: false,
            enrolment_required: false,
        })
    }
}
