//! Removing and undoing, by the clock.

use lanyard_shared::id::AccountId;
use lanyard_shared::permission::{Permission, Setting};
use lanyard_shared::protocol::{SetTwoFactor, TwoFactorAct};
use lanyard_shared::record::{AccountState, Standing};
use lanyard_shared::time::{Millis, REMOVAL_LIFE};
use uuid::Uuid;

use super::*;
use crate::service::fixture::{Desk, NURSE, NURSE_PASSWORD, PASSWORD, at_fields, refusal};
use crate::service::{mails as outgoing, second_factor, upkeep};
use crate::store::changes;

const ANOTHER: AccountId = AccountId(Uuid::from_u128(0x52));

impl Desk {
    /// A desk where the nurse was active and is deactivated.
    async fn with_somebody_deactivated() -> Self {
        let desk = Self::with_nurse().await;
        desk.put(NURSE, Standing::Deactivated).await;
        desk
    }

    async fn removes(&self, who: &'static str, of: AccountId) -> Result<()> {
        let actor = self.actor(who).await;
        remove(&self.app, &actor, OfAccount { account: of }).await
    }

    async fn undoes(&self, who: &'static str, of: AccountId) -> Result<()> {
        let actor = self.actor(who).await;
        undo(&self.app, &actor, OfAccount { account: of }).await
    }

    async fn passes(&self, time: Millis) {
        self.clock.advance(time);
        upkeep::tidy(&self.app).await.unwrap();
    }

    /// Somebody else gets an account with this address and username.
    async fn add(&self, email: &'static str, username: &'static str) -> Result<()> {
        let like = self.nurse().await;
        let written = self.app.store.write(move |tx| {
            let rev = tx.bump(like.created_at, &AuditEntry::about(ANOTHER, "test.add"))?;
            let another = Account {
                id: ANOTHER,
                email: email.to_owned(),
                username: username.to_owned(),
                standing: Standing::Active,
                erase_at: None,
                ..like.clone()
            };
            accounts::insert(tx, &another, "hash", rev)
        });
        written.await
    }
}

fn forbidden(key: &str) -> (ProblemKind, String) {
    (ProblemKind::Forbidden, key.to_owned())
}

// covers: EDIT-04
#[tokio::test]
async fn a_removal_is_undone_until_the_last_moment_of_thirty_days() {
    let desk = Desk::with_somebody_deactivated().await;
    let before = desk.nurse().await;
    let seats = desk.app.store.read(accounts::seats_taken).await.unwrap();
    desk.removes("olga", NURSE).await.unwrap();
    let audited = desk.audited().await;
    assert_eq!(audited, "account.removed by somebody about an account null");
    let now = desk.app.effects.now();
    let removed = desk.nurse().await;
    let until = now.plus(REMOVAL_LIFE);
    assert_eq!(removed.state(now), AccountState::Removed { until });
    let after = desk.app.store.read(accounts::seats_taken).await.unwrap();
    assert_eq!(seats, after);
    let refused = refusal(desk.removes("olga", NURSE).await);
    assert_eq!(refused, forbidden("remove-removed"));
    desk.passes(Millis(REMOVAL_LIFE.0 - 1)).await;
    desk.undoes("olga", NURSE).await.unwrap();
    assert_eq!(desk.nurse().await, before);
    let refused = refusal(desk.undoes("olga", NURSE).await);
    assert_eq!(refused, forbidden("removal-none"));
    // What was forgotten of the first removal does not end the second.
    desk.removes("olga", NURSE).await.unwrap();
    desk.passes(Millis(REMOVAL_LIFE.0 - 1)).await;
    assert_eq!(desk.nurse().await.email, before.email);
    desk.passes(Millis(1)).await;
    assert!(desk.nurse().await.is_erased());
    let refused = refusal(desk.undoes("olga", NURSE).await);
    assert_eq!(refused, forbidden("removal-over"));
}

// covers: EDIT-04
#[tokio::test]
async fn after_thirty_days_nothing_is_undone_also_before_upkeep_has_looked() {
    let desk = Desk::with_somebody_deactivated().await;
    desk.removes("olga", NURSE).await.unwrap();
    desk.clock.advance(REMOVAL_LIFE);
    let refused = refusal(desk.undoes("olga", NURSE).await);
    assert_eq!(refused, forbidden("removal-over"));
}

// covers: EDIT-04
#[tokio::test]
async fn only_somebody_deactivated_is_removed_and_nobody_removes_themselves() {
    let desk = Desk::with_nurse().await;
    for (standing, key) in [
        (Standing::Active, "remove-active"),
        (Standing::Pending, "remove-pending"),
        (Standing::Locked, "remove-locked"),
    ] {
        desk.put(NURSE, standing).await;
        let rev = desk.rev();
        assert_eq!(refusal(desk.removes("olga", NURSE).await), forbidden(key));
        assert_eq!(desk.rev(), rev);
    }
    let olga = desk.actor("olga").await.account;
    let refused = refusal(desk.removes("olga", olga).await);
    assert_eq!(refused, forbidden("remove-own"));
    let nobody = refusal(desk.removes("olga", ANOTHER).await);
    assert_eq!(nobody, (ProblemKind::NotFound, "record-gone".to_owned()));
}

// covers: EDIT-04, RIGHT-01, RIGHT-03
#[tokio::test]
async fn it_takes_manage_accounts_and_nobody_removes_somebody_stronger() {
    let desk = Desk::with_nurse().await;
    let olga = desk.actor("olga").await.account;
    let refused = refusal(desk.removes("bea", olga).await);
    assert_eq!(refused, forbidden("problem-forbidden"));
    desk.allow_nurse(Permission::ManageAccounts, Setting::Allow)
        .await;
    desk.put(olga, Standing::Deactivated).await;
    let refused = refusal(desk.removes("bea", olga).await);
    assert_eq!(refused, forbidden("account-stronger"));
    desk.put(olga, Standing::Active).await;
    desk.put(NURSE, Standing::Deactivated).await;
    desk.removes("olga", NURSE).await.unwrap();
    desk.put(olga, Standing::Deactivated).await;
    let refused = refusal(desk.undoes("olga", NURSE).await);
    assert_eq!(refused, forbidden("problem-forbidden"));
}

// covers: EDIT-04, RIGHT-04
#[tokio::test]
async fn whoever_works_in_other_offices_too_is_out_of_reach() {
    let desk = Desk::with_somebody_deactivated().await;
    let olga = desk.actor("olga").await.account;
    let written = desk.app.store.write(move |tx| {
        let rows = changes::snapshot(tx, None, 10)?;
        let offices = rows.into_iter().filter_map(|row| match row.record {
            Record::Office(office) => Some(office.id),
            _ => None,
        });
        let mut account = accounts::find(tx, olga)?.unwrap();
        account.particulars.offices = Some(offices.collect());
        let rev = tx.bump(account.created_at, &AuditEntry::about(olga, "test.offices"))?;
        accounts::update(tx, &account, rev)
    });
    written.await.unwrap();
    let refused = refusal(desk.removes("olga", NURSE).await);
    assert_eq!(refused, forbidden("account-out-of-reach"));
}

// covers: EDIT-04, NEW-06, NEW-07
#[tokio::test]
async fn the_address_is_free_at_once_and_the_username_is_not() {
    let desk = Desk::with_somebody_deactivated().await;
    let taken = at_fields(desk.add("BEA@example.org", "another").await);
    assert_eq!(taken, ["email: email-taken"]);
    desk.removes("olga", NURSE).await.unwrap();
    let taken = at_fields(desk.add("bea@example.org", "Bea").await);
    assert_eq!(taken, ["username: username-taken"]);
    desk.add("BEA@example.org", "another").await.unwrap();
    let taken = at_fields(desk.undoes("olga", NURSE).await);
    assert_eq!(taken, ["email: removal-email-taken"]);
    assert!(desk.nurse().await.is_removed());
    desk.passes(REMOVAL_LIFE).await;
    assert!(desk.nurse().await.is_erased());
    let written = desk.app.store.write(|tx| {
        let found = accounts::find_by_username(tx, "BEA")?;
        assert_eq!(found.map(|account| account.id), Some(NURSE));
        let found = accounts::find_by_email(tx, "bea@example.org")?;
        assert_eq!(found.map(|account| account.id), Some(ANOTHER));
        assert_eq!(accounts::find_by_email(tx, "")?, None);
        Ok(())
    });
    written.await.unwrap();
}

// covers: EDIT-04, NEW-07
#[tokio::test]
async fn the_username_of_somebody_who_never_came_is_free_once_the_account_is_erased() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    desk.put(NURSE, Standing::Deactivated).await;
    desk.removes("olga", NURSE).await.unwrap();
    let taken = at_fields(desk.add("another@example.org", "bea").await);
    assert_eq!(taken, ["username: username-taken"]);
    desk.passes(REMOVAL_LIFE).await;
    assert_eq!(desk.nurse().await.username, "");
    desk.add("another@example.org", "bea").await.unwrap();
    let found = desk.actor("bea").await.account;
    assert_eq!(found, ANOTHER);
}

// covers: EDIT-04, LINK-01
#[tokio::test]
async fn with_the_removal_every_way_in_and_every_mail_that_waits_ends() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    desk.put(NURSE, Standing::Deactivated).await;
    assert_eq!(outgoing::due(&desk.app, 10).await.unwrap().len(), 1);
    desk.removes("olga", NURSE).await.unwrap();
    assert!(outgoing::due(&desk.app, 10).await.unwrap().is_empty());
    desk.undoes("olga", NURSE).await.unwrap();
    assert!(outgoing::due(&desk.app, 10).await.unwrap().is_empty());
    assert_eq!(desk.nurse().await.standing, Standing::Deactivated);
}

// covers: EDIT-04, CRED-02
#[tokio::test]
async fn nothing_is_done_to_the_credentials_of_somebody_removed() {
    let desk = Desk::with_somebody_deactivated().await;
    desk.removes("olga", NURSE).await.unwrap();
    let asked = || SetTwoFactor {
        account: NURSE,
        password: PASSWORD.to_owned(),
        act: TwoFactorAct::Require,
    };
    let olga = desk.actor("olga").await;
    let set = async || second_factor::set(&desk.app, &olga, asked()).await;
    assert_eq!(refusal(set().await), forbidden("account-removed"));
    let told = refusal(desk.sign_in("bea", NURSE_PASSWORD).await);
    assert_eq!(told, forbidden("sign-in-deactivated"));
    desk.passes(REMOVAL_LIFE).await;
    assert_eq!(refusal(set().await), forbidden("account-erased"));
    let told = refusal(desk.sign_in("bea", NURSE_PASSWORD).await);
    assert_eq!(told.0, ProblemKind::WrongCredentials);
}
