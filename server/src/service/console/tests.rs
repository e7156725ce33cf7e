//! The console.

use lanyard_shared::record::Standing;

use super::{link, list_admins};
use crate::service::fixture::{Desk, NURSE};

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
    assert_eq!(link(&desk.app, "nobody").await.unwrap(), None);
    desk.put(NURSE, Standing::Deactivated).await;
    assert_eq!(link(&desk.app, "bea").await.unwrap(), None);
}
