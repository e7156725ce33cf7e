//! What of the log is told.

use lanyard_shared::permission::{Permission, Setting};
use lanyard_shared::protocol::{HistoryActor, HistoryPage, HistoryQuery, Outcome, ProblemKind};

use super::{PER_PAGE, page};
use crate::service::fixture::{Desk, NURSE, NURSE_PASSWORD, refusal};

async fn told(desk: &Desk, page_number: usize) -> HistoryPage {
    let olga = desk.actor("olga").await;
    let query = HistoryQuery {
        account: NURSE,
        page: page_number,
    };
    page(&desk.app, &olga, query).await.unwrap()
}

#[tokio::test]
async fn a_history_says_who_did_what_the_newest_first() {
    let desk = Desk::with_nurse().await;
    let olga = desk.actor("olga").await;
    assert_eq!(desk.send_link(&olga, NURSE).await, Outcome::Applied);
    desk.deliver().await;
    let told = told(&desk, 0).await;
    let lines: Vec<_> = told
        .entries
        .iter()
        .map(|entry| {
            let by = match entry.by {
                HistoryActor::Server => "the server",
                HistoryActor::Unseen => "somebody unseen",
                HistoryActor::Person { account } if account == NURSE => "the nurse",
                HistoryActor::Person { .. } => "the administrator",
            };
            format!("{} by {by}", entry.action)
        })
        .collect();
    assert_eq!(
        lines,
        [
            "mail.sent by the server",
            "staff.send_link by the administrator",
            "account.activate by the nurse",
            "test.nurse by the server",
        ]
    );
    assert_eq!(told.total, lines.len());
}

#[tokio::test]
async fn a_long_history_comes_page_by_page() {
    let desk = Desk::with_nurse().await;
    for _ in 0..PER_PAGE {
        desk.sign_in("bea", NURSE_PASSWORD).await.unwrap();
    }
    let (first, second) = (told(&desk, 0).await, told(&desk, 1).await);
    assert_eq!(first.entries.len(), PER_PAGE);
    assert_eq!(second.entries.len(), first.total - PER_PAGE);
    assert!(first.entries.last().unwrap().rev > second.entries[0].rev);
    assert!(told(&desk, usize::MAX).await.entries.is_empty());
}

// covers: RIGHT-01
#[tokio::test]
async fn a_history_is_for_those_who_manage_accounts() {
    let desk = Desk::with_nurse().await;
    let bea = desk.actor("bea").await;
    let query = HistoryQuery {
        account: NURSE,
        page: 0,
    };
    let refused = refusal(page(&desk.app, &bea, query).await);
    assert_eq!(refused.0, ProblemKind::Forbidden);
    desk.allow_nurse(Permission::ManageAccounts, Setting::Allow)
        .await;
    assert!(page(&desk.app, &bea, query).await.is_ok());
}
