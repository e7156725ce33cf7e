//! What a reader gets: snapshot, delta, verdicts, and nothing out of sight.

use std::collections::BTreeMap;

use lanyard_shared::protocol::{Cursor, ProblemKind, PullAnswer, PullRequest};
use lanyard_shared::record::{Record, RecordKey, RecordKind, Row};

use super::super::pull;
use super::*;

fn asking(cursor: Option<Cursor>, after: Option<RecordKey>) -> PullRequest {
    PullRequest {
        protocol: PROTOCOL,
        cursor,
        after,
        acked_through: 0,
        head: None,
        confirm: Vec::new(),
    }
}

impl Desk {
    async fn pull(&self, who: AccountId, request: PullRequest) -> PullAnswer {
        pull(&self.app, &actor(who), DEVICE, request).await.unwrap()
    }

    async fn rename(&self, id: AccountId, first_name: &'static str) {
        self.change(move |tx, rev| {
            let renamed = Account {
                first_name: first_name.to_owned(),
                ..accounts::find(tx, id)?.unwrap()
            };
            accounts::update(tx, &renamed, rev)
        })
        .await;
    }

    /// Adds so many accounts, `each` to a revision.
    async fn crowd(&self, count: usize, each: usize) {
        for chunk in (0..count).collect::<Vec<_>>().chunks(each) {
            let chunk = chunk.to_vec();
            self.change(move |tx, rev| {
                for n in &chunk {
                    let id = AccountId(Uuid::from_u128(0x9000 + *n as u128));
                    accounts::insert(tx, &account(id, &format!("crowd{n}")), "hash", rev)?;
                }
                Ok(())
            })
            .await;
        }
    }
}

/// A replica as simple as can be.
#[derive(Default)]
struct Copy {
    rows: BTreeMap<RecordKey, Row>,
    cursor: Option<Cursor>,
    after: Option<RecordKey>,
    pages: usize,
}

impl Copy {
    /// One page; whether there is more.
    async fn page(&mut self, desk: &Desk, who: AccountId) -> bool {
        let answer = desk
            .pull(who, asking(self.cursor.clone(), self.after))
            .await;
        self.pages += 1;
        if answer.snapshot {
            self.rows.clear();
        }
        for row in answer.rows {
            self.rows.insert(row.record.key(), row);
        }
        self.cursor = Some(answer.cursor);
        self.after = answer.after;
        answer.more
    }

    async fn whole(&mut self, desk: &Desk, who: AccountId) {
        while self.page(desk, who).await {
            assert!(self.pages < 100, "it does not end");
        }
    }

    fn first_name(&self, id: AccountId) -> &str {
        let key = RecordKey {
            kind: RecordKind::Account,
            id: id.0,
        };
        match &self.rows[&key].record {
            Record::Account(account) => &account.first_name,
            other => panic!("{other:?}"),
        }
    }
}

fn kinds(rows: &[Row]) -> Vec<RecordKind> {
    rows.iter().map(|row| row.record.key().kind).collect()
}

// covers: RIGHT-06
#[tokio::test]
async fn the_first_pull_is_a_snapshot_of_all_that_the_reader_sees() {
    let desk = Desk::new().await;
    let answer = desk.pull(ADMIN, asking(None, None)).await;
    assert!(answer.snapshot && !answer.more && answer.after.is_none());
    assert_eq!(answer.rows.len(), 1 + 2 + 6 + 3);
    assert!(answer.permissions.contains(&Permission::ManageAccounts));
    assert_eq!(&answer.sealing_key, desk.app.secret.opening_key().public());
    assert_eq!(answer.server_time, MORNING);
    let own = desk.pull(NURSE, asking(None, None)).await;
    let expected = [
        RecordKind::Practice,
        RecordKind::Provider,
        RecordKind::Role,
        RecordKind::Account,
    ];
    assert_eq!(kinds(&own.rows), expected);
    assert_eq!(own.rows[3].record.key().id, NURSE.0);
}

#[tokio::test]
async fn a_delta_holds_what_changed_and_then_nothing() {
    let desk = Desk::new().await;
    let start = desk.pull(ADMIN, asking(None, None)).await.cursor;
    desk.rename(NURSE, "Nora").await;
    let answer = desk.pull(ADMIN, asking(Some(start.clone()), None)).await;
    assert!(!answer.snapshot && !answer.more);
    assert_eq!(answer.rows.len(), 1);
    assert_eq!(answer.rows[0].rev, answer.cursor.rev);
    assert_ne!(answer.cursor.tag, start.tag);
    let again = desk
        .pull(ADMIN, asking(Some(answer.cursor.clone()), None))
        .await;
    assert!(again.rows.is_empty() && !again.snapshot);
    assert_eq!(again.cursor, answer.cursor);
}

// covers: RIGHT-06
#[tokio::test]
async fn a_delta_tells_nothing_about_accounts_out_of_sight() {
    let desk = Desk::new().await;
    let start = desk.pull(NURSE, asking(None, None)).await.cursor;
    desk.rename(CLERK, "Cleo").await;
    let answer = desk.pull(NURSE, asking(Some(start), None)).await;
    assert!(answer.rows.is_empty() && answer.gone.is_empty());
    assert_eq!(answer.cursor.rev, *desk.app.rev.borrow());
}

#[tokio::test]
async fn what_changes_between_the_pages_of_a_snapshot_is_not_missed() {
    let desk = Desk::new().await;
    desk.crowd(1200, 100).await;
    let mut copy = Copy::default();
    assert!(copy.page(&desk, ADMIN).await);
    // One that was sent already, one that is still to come, and one that is new.
    desk.rename(ADMIN, "Ada").await;
    desk.rename(AccountId(Uuid::from_u128(0x9000 + 1199)), "Zoe")
        .await;
    desk.push(vec![desk.create(1)]).await;
    copy.whole(&desk, ADMIN).await;
    assert_eq!(copy.first_name(ADMIN), "Ada");
    assert_eq!(
        copy.first_name(AccountId(Uuid::from_u128(0x9000 + 1199))),
        "Zoe"
    );
    assert_eq!(copy.first_name(AccountId(Uuid::from_u128(0x1001))), "Bea");
    assert_eq!(copy.rows.len(), 12 + 1200 + 1);
    assert_eq!(copy.cursor.unwrap().rev, *desk.app.rev.borrow());
}

#[tokio::test]
async fn a_long_delta_comes_in_pages_of_whole_revisions() {
    let desk = Desk::new().await;
    let mut copy = Copy::default();
    copy.whole(&desk, ADMIN).await;
    desk.crowd(1200, 90).await;
    copy.pages = 0;
    copy.whole(&desk, ADMIN).await;
    assert_eq!(copy.rows.len(), 12 + 1200);
    assert!(copy.pages >= 3);
}

#[tokio::test]
async fn one_act_with_more_rows_than_a_page_comes_as_a_snapshot() {
    let desk = Desk::new().await;
    let mut copy = Copy::default();
    copy.whole(&desk, ADMIN).await;
    desk.crowd(700, 700).await;
    copy.whole(&desk, ADMIN).await;
    assert_eq!(copy.rows.len(), 12 + 700);
}

#[tokio::test]
async fn a_reader_who_sees_little_of_a_large_practice_gets_it_all() {
    let desk = Desk::new().await;
    desk.crowd(1200, 600).await;
    let mut copy = Copy::default();
    copy.whole(&desk, NURSE).await;
    assert_eq!(copy.rows.len(), 4);
    assert_eq!(copy.pages, 1);
}

// covers: RIGHT-06
#[tokio::test]
async fn who_loses_a_right_loses_the_rows() {
    let desk = Desk::new().await;
    let mut copy = Copy::default();
    copy.whole(&desk, CLERK).await;
    assert_eq!(copy.rows.len(), 12);
    desk.change(|tx, rev| {
        accounts::set_own_permission(tx, CLERK, Permission::ManageAccounts, Setting::Deny)?;
        accounts::touch(tx, CLERK, rev)
    })
    .await;
    copy.whole(&desk, CLERK).await;
    assert_eq!(
        copy.rows.len(),
        4,
        "practice, provider, role and the own account"
    );
}

#[tokio::test]
async fn a_scope_that_changes_in_the_middle_of_a_snapshot_begins_it_anew() {
    let desk = Desk::new().await;
    desk.crowd(1200, 600).await;
    let mut copy = Copy::default();
    assert!(copy.page(&desk, CLERK).await);
    desk.change(|tx, rev| {
        accounts::set_own_permission(tx, CLERK, Permission::ManageAccounts, Setting::Deny)?;
        accounts::touch(tx, CLERK, rev)
    })
    .await;
    copy.whole(&desk, CLERK).await;
    assert_eq!(copy.rows.len(), 4);
}

#[tokio::test]
async fn a_cursor_of_another_history_gets_a_snapshot() {
    let desk = Desk::new().await;
    let right = desk.pull(ADMIN, asking(None, None)).await.cursor;
    let wrong = [
        Cursor {
            epoch: EpochId(Uuid::from_u128(5)),
            ..right.clone()
        },
        Cursor {
            tag: "0000000000000000".to_owned(),
            ..right.clone()
        },
        Cursor {
            rev: Rev(right.rev.0 + 7),
            ..right.clone()
        },
        Cursor {
            rev: Rev(u64::MAX),
            ..right.clone()
        },
    ];
    for cursor in wrong {
        let answer = desk.pull(ADMIN, asking(Some(cursor), None)).await;
        assert!(answer.snapshot);
        assert_eq!(answer.cursor, right);
    }
}

#[tokio::test]
async fn verdicts_come_until_they_are_acknowledged() {
    let desk = Desk::new().await;
    let verdicts = desk.push(vec![desk.create(1), desk.create(2)]).await;
    let answer = desk.pull(ADMIN, asking(None, None)).await;
    assert_eq!(answer.verdicts, verdicts);
    assert_eq!(answer.last_seq, 2);
    let acked = PullRequest {
        acked_through: 1,
        ..asking(Some(answer.cursor.clone()), None)
    };
    assert_eq!(
        desk.pull(ADMIN, acked.clone()).await.verdicts,
        verdicts[1..]
    );
    let absurd = PullRequest {
        acked_through: u64::MAX,
        ..acked.clone()
    };
    assert!(desk.pull(ADMIN, absurd).await.verdicts.is_empty());
    // Numbers of another history acknowledge nothing here.
    let other_history = PullRequest {
        cursor: Some(Cursor {
            epoch: EpochId(Uuid::from_u128(5)),
            ..answer.cursor
        }),
        ..acked
    };
    assert_eq!(desk.pull(ADMIN, other_history).await.verdicts, verdicts);
    let stranger = desk.pull(CLERK, asking(None, None)).await;
    assert!(stranger.verdicts.is_empty());
    assert_eq!(stranger.last_seq, 0);
}

#[tokio::test]
async fn a_page_of_another_version_is_told_to_reload() {
    let desk = Desk::new().await;
    let request = PullRequest {
        protocol: PROTOCOL + 1,
        ..asking(None, None)
    };
    let error = pull(&desk.app, &actor(ADMIN), DEVICE, request).await;
    assert_eq!(refusal(error.unwrap_err()).kind, ProblemKind::Reload);
}
