//! The console.

use lanyard_shared::permission::{Permission, Setting};
use lanyard_shared::protocol::{LinkPurpose, LinkToken, MailKind, ResetPassword};
use lanyard_shared::record::{Plan, Standing};

use super::{Factor, Seats, link, list_admins, make_admin, plan, set_plan};
use crate::service::fixture::{Desk, NURSE, NURSE_PASSWORD, PASSWORD, refusal, token_of};
use crate::service::{links, mails, sessions};
use crate::store::accounts::{self, ChosenBy};
use crate::store::audit::AuditEntry;

impl Desk {
    async fn nurse_chooses_her_password(&self) {
        let now = self.app.effects.now();
        let hash = self.app.effects.hash(NURSE_PASSWORD.to_owned()).await;
        let hash = hash.unwrap();
        let written = self.app.store.write(move |tx| {
            let rev = tx.bump(now, &AuditEntry::about(NURSE, "test.password"))?;
            accounts::set_password(tx, NURSE, &hash, ChosenBy::Owner, (rev, now))
        });
        written.await.unwrap();
    }
}

// covers: LINK-10
#[tokio::test]
async fn only_holders_of_the_two_rights_are_listed() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    let admins = list_admins(&desk.app).await.unwrap();
    let names: Vec<_> = admins.iter().map(|admin| admin.username.as_str()).collect();
    assert_eq!(names, ["olga"]);
}

#[tokio::test]
async fn there_is_no_link_for_nobody_and_for_closed_accounts() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    assert_eq!(
        link(&desk.app, "nobody", Factor::Stays).await.unwrap(),
        None
    );
    desk.put(NURSE, Standing::Deactivated).await;
    assert_eq!(link(&desk.app, "bea", Factor::Stays).await.unwrap(), None);
}

// covers: LINK-10
#[tokio::test]
async fn a_right_of_ones_own_is_listed_too_and_nobody_twice() {
    let desk = Desk::with_nurse().await;
    let written = desk.app.store.write(|tx| {
        accounts::set_own_permission(tx, NURSE, Permission::ManageAccounts, Setting::Allow)
    });
    written.await.unwrap();
    let admins = list_admins(&desk.app).await.unwrap();
    let names: Vec<_> = admins.iter().map(|admin| admin.username.as_str()).collect();
    assert_eq!(names, ["bea", "olga"]);
}

// covers: LINK-10
#[tokio::test]
async fn a_link_is_audited_as_made_at_the_console() {
    let desk = Desk::founded().await;
    link(&desk.app, "olga", Factor::Stays)
        .await
        .unwrap()
        .unwrap();
    let made = "console.link by nobody about an account null";
    assert_eq!(desk.audited().await, made);
}

// covers: LINK-10
#[tokio::test]
async fn the_console_makes_somebody_an_administrator_and_nobody_who_is_deactivated() {
    let desk = Desk::with_nurse().await;
    desk.put(NURSE, Standing::Deactivated).await;
    assert_eq!(make_admin(&desk.app, "bea").await.unwrap(), None);
    assert_eq!(make_admin(&desk.app, "nobody").await.unwrap(), None);
    desk.put(NURSE, Standing::Active).await;
    desk.nurse_chooses_her_password().await;
    let before = desk.rev();
    let raised = make_admin(&desk.app, "bea").await.unwrap().unwrap();
    assert!(!raised.password_forgotten, "it is her own");
    let made = "console.make-admin by nobody about an account null";
    assert_eq!(desk.audited().await, made);
    assert_eq!(desk.rev().0, before.0 + 1);
    desk.sign_in("bea", NURSE_PASSWORD).await.unwrap();
    let admins = list_admins(&desk.app).await.unwrap();
    let names: Vec<_> = admins.iter().map(|admin| admin.username.as_str()).collect();
    assert_eq!(names, ["bea", "olga"]);
}

// covers: RIGHT-02, LINK-10
#[tokio::test]
async fn a_given_password_is_worth_nothing_once_the_console_has_raised_its_account() {
    let desk = Desk::with_nurse().await;
    let session = desk.sign_in("bea", NURSE_PASSWORD).await.unwrap();
    desk.deliver().await;
    let raised = make_admin(&desk.app, "bea").await.unwrap().unwrap();
    assert!(raised.password_forgotten);
    let forgotten = "password.forget by nobody about an account null";
    assert_eq!(desk.audited().await, forgotten);
    assert!(desk.sign_in("bea", NURSE_PASSWORD).await.is_err());
    let found = sessions::actor(&desk.app, Some(&session.token)).await;
    assert_eq!(refusal(found).1, "problem-signed-out");
    let due = mails::due(&desk.app, 10).await.unwrap();
    let kinds: Vec<_> = due.iter().map(|mail| mail.kind).collect();
    assert_eq!(kinds, [MailKind::Reset]);
    let again = make_admin(&desk.app, "bea").await.unwrap().unwrap();
    assert!(!again.password_forgotten, "nothing more is gained");
}

// covers: RIGHT-05, LINK-10
#[tokio::test]
async fn who_is_raised_at_the_console_chooses_a_password_by_the_link_that_is_printed_then() {
    let desk = Desk::with_nurse().await;
    make_admin(&desk.app, "bea").await.unwrap().unwrap();
    let printed = link(&desk.app, "bea", Factor::Stays).await.unwrap();
    let reset = ResetPassword {
        token: token_of(&printed.unwrap().url),
        password: PASSWORD.to_owned(),
    };
    links::reset(&desk.app, reset).await.unwrap();
    desk.sign_in("bea", PASSWORD).await.unwrap();
    assert!(!desk.nurse().await.password_set_by_another);
}

// covers: RIGHT-02, LINK-10
#[tokio::test]
async fn a_pending_account_that_is_raised_at_the_console_is_asked_for_a_password_at_activation() {
    let desk = Desk::founded().await;
    desk.add_nurse().await;
    make_admin(&desk.app, "bea").await.unwrap().unwrap();
    let printed = link(&desk.app, "bea", Factor::Stays).await.unwrap();
    let printed = printed.unwrap();
    assert_eq!(printed.purpose, LinkPurpose::Activation);
    let token = token_of(&printed.url);
    let look = links::look(&desk.app, LinkToken { token }).await.unwrap();
    assert!(look.password_needed);
}

// covers: D-08
#[tokio::test]
async fn the_plan_is_changed_at_the_console_and_shuts_nobody_out() {
    let desk = Desk::empty();
    assert_eq!(set_plan(&desk.app, Plan::Asclepius).await.unwrap(), None);
    let desk = desk.found().await;
    desk.add_nurse().await;
    let taken = 2;
    let seats = |plan| Some(Seats { plan, taken });
    let set = set_plan(&desk.app, Plan::NonInvoiced).await.unwrap();
    assert_eq!(set, seats(Plan::NonInvoiced));
    assert_eq!(plan(&desk.app).await.unwrap(), seats(Plan::NonInvoiced));
    let set = r#"console.plan by nobody about nothing {"set":"non-invoiced","was":"invoiced"}"#;
    assert_eq!(desk.audited().await, set);
    let rev = desk.rev();
    set_plan(&desk.app, Plan::NonInvoiced).await.unwrap();
    assert_eq!(desk.rev(), rev, "nothing was to be changed");
}
