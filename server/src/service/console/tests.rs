//! The console.

use lanyard_shared::permission::{Permission, Setting};
use lanyard_shared::record::{Plan, Standing};

use super::{Factor, Seats, link, list_admins, make_admin, plan, set_plan};
use crate::service::fixture::{Desk, NURSE};
use crate::store::accounts;

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
    let before = desk.rev();
    make_admin(&desk.app, "bea").await.unwrap().unwrap();
    let made = "console.make-admin by nobody about an account null";
    assert_eq!(desk.audited().await, made);
    assert_eq!(desk.rev().0, before.0 + 1);
    let admins = list_admins(&desk.app).await.unwrap();
    let names: Vec<_> = admins.iter().map(|admin| admin.username.as_str()).collect();
    assert_eq!(names, ["bea", "olga"]);
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
