//! The console.

use lanyard_shared::permission::{Permission, Setting};
use lanyard_shared::record::Standing;

use super::{Factor, link, list_admins};
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
