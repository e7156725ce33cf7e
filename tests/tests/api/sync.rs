//! Push and pull: whose queue it is, where it continues, who sees what.

use lanyard_shared::id::EpochId;
use lanyard_shared::intent::Envelope;
use lanyard_shared::permission::Permission;
use lanyard_shared::protocol::{Cursor, PullAnswer, PullRequest, PushRequest, Rev};
use lanyard_shared::record::Record;
use uuid::Uuid;

use super::client::Client;
use super::drafts::{account, op};
use super::requests::post;
use super::server::TestServer;

async fn pull_with(client: &mut Client, request: &PullRequest) -> PullAnswer {
    client.post("/api/sync/pull", request).await.json()
}

fn usernames(answer: &PullAnswer) -> Vec<&str> {
    let records = answer.rows.iter().map(|row| &row.record);
    let names = records.filter_map(|record| match record {
        Record::Account(account) => Some(account.username.as_str()),
        _ => None,
    });
    names.collect()
}

#[tokio::test]
async fn another_account_is_told_before_the_body_is_read() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let mut told = Vec::new();
    for path in ["/api/sync/push", "/api/sync/pull"] {
        let garbage = post(path)
            .body("garbage")
            .header("lanyard-account", account(9));
        told.push(admin.send(garbage).await.to_string());
        let huge = post(path).body("x").header("lanyard-account", account(9));
        let huge = huge.header("content-length", "99999999");
        assert_eq!(admin.send(huge).await.status, 409, "{path}");
    }
    told.dedup();
    insta::assert_snapshot!(told.join("\n"), @r#"409 {"type":"wrong-account","status":409,"message":{"key":"problem-wrong-account"}}"#);
}

#[tokio::test]
async fn nobody_signed_in_is_told_before_the_body_is_read() {
    let server = TestServer::new().await;
    let mut told = Vec::new();
    for path in ["/api/sync/push", "/api/sync/pull"] {
        let garbage = post(path)
            .body("garbage")
            .header("lanyard-account", account(1));
        told.push(server.anonymous().send(garbage).await.to_string());
    }
    told.dedup();
    insta::assert_snapshot!(told.join("\n"), @r#"401 {"type":"signed-out","status":401,"message":{"key":"problem-signed-out"}}"#);
}

#[tokio::test]
async fn account_and_device_must_be_named() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let mut told = Vec::new();
    for path in ["/api/sync/push", "/api/sync/pull"] {
        for name in ["lanyard-account", "lanyard-device"] {
            told.push(admin.send(post(path).without(name)).await.to_string());
            for value in ["", "7", "<script>", "00000000-0000-0000-0000-00000000000g"] {
                let spoiled = post(path).header(name, value);
                told.push(admin.send(spoiled).await.to_string());
            }
        }
    }
    told.dedup();
    insta::assert_snapshot!(told.join("\n"), @r#"400 {"type":"malformed","status":400,"message":{"key":"problem-malformed"}}"#);
}

#[tokio::test]
async fn a_page_of_another_protocol_is_to_be_loaded_again() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let intents = vec![admin.create(1)];
    let push = PushRequest {
        protocol: 2,
        ..admin.push_request(intents)
    };
    insta::assert_snapshot!(admin.post("/api/sync/push", &push).await, @r#"409 {"type":"reload","status":409,"message":{"key":"problem-reload"}}"#);
    let pull = PullRequest {
        protocol: 0,
        ..admin.pull_request()
    };
    insta::assert_snapshot!(admin.post("/api/sync/pull", &pull).await, @r#"409 {"type":"reload","status":409,"message":{"key":"problem-reload"}}"#);
    assert_eq!(admin.accounts().await.len(), 1);
}

#[tokio::test]
async fn a_gap_in_the_queue_is_told_and_nothing_of_the_push_is_decided() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let gap = vec![admin.create(1), admin.create(3)];
    insta::assert_snapshot!(admin.try_push(gap).await, @r#"409 {"type":"sequence-gap","status":409,"message":{"key":"problem-sequence-gap"}}"#);
    for seq in [0, 2, u64::MAX] {
        let lone = Envelope {
            seq,
            ..admin.create(1)
        };
        assert_eq!(admin.try_push(vec![lone]).await.status, 409, "{seq}");
    }
    let backwards = vec![admin.create(2), admin.create(1)];
    assert_eq!(admin.try_push(backwards).await.status, 409);
    assert_eq!(admin.accounts().await.len(), 1);
    assert_eq!(admin.pull().await.last_seq, 0);
}

#[tokio::test]
async fn a_copied_device_is_told() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let mut copy = admin.copied();
    let ours = vec![admin.create(1)];
    admin.push(ours).await;
    let theirs = Envelope {
        seq: 1,
        ..copy.create(2)
    };
    insta::assert_snapshot!(copy.try_push(vec![theirs.clone()]).await, @r#"409 {"type":"cloned-device","status":409,"message":{"key":"problem-cloned-device"}}"#);
    assert_eq!(admin.accounts().await.len(), 2);
    // Under a name of its own it goes on.
    copy.device.0 = Uuid::from_u128(0x9999);
    assert!(copy.push(vec![theirs]).await[0].outcome.took_effect());
}

#[tokio::test]
async fn a_queue_of_another_history_is_told() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let intents = vec![admin.create(1)];
    let push = PushRequest {
        epoch: EpochId(Uuid::nil()),
        ..admin.push_request(intents)
    };
    insta::assert_snapshot!(admin.post("/api/sync/push", &push).await, @r#"409 {"type":"epoch-changed","status":409,"message":{"key":"problem-epoch-changed"}}"#);
    assert_eq!(admin.accounts().await.len(), 1);
}

#[tokio::test]
async fn too_many_intents_are_told() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let draft = Envelope {
        kind: "nothing".to_owned(),
        body: serde_json::Value::Null,
        ..admin.create(1)
    };
    let intents = (1..=501_u64).map(|seq| Envelope {
        seq,
        ..draft.clone()
    });
    insta::assert_snapshot!(admin.try_push(intents.collect()).await, @r#"413 {"type":"too-large","status":413,"message":{"key":"problem-too-large"}}"#);
}

#[tokio::test]
async fn more_passwords_than_one_push_may_cost_are_decided_in_the_next_one() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let intents: Vec<_> = (1..=25).map(|n| admin.create(n)).collect();
    assert_eq!(admin.push(intents.clone()).await.len(), 20);
    assert_eq!(admin.push(intents[20..].to_vec()).await.len(), 5);
    assert_eq!(admin.accounts().await.len(), 26);
}

#[tokio::test]
async fn a_snapshot_comes_first_and_changes_after_it() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let quiet = admin.pull().await;
    assert!(!quiet.snapshot && quiet.rows.is_empty() && !quiet.more);
    let mut other = server.admin().await;
    let made = vec![other.create(1)];
    other.push(made).await;
    let news = admin.pull().await;
    assert!(!news.snapshot);
    assert_eq!(usernames(&news), ["user1"]);
    assert!(news.verdicts.is_empty(), "they are another device's");
    assert!(admin.pull().await.rows.is_empty());
}

#[tokio::test]
async fn verdicts_travel_again_until_they_are_acknowledged() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let intents = vec![admin.create(1), admin.create(2)];
    let verdicts = admin.push(intents).await;
    let pull = admin.pull_request();
    assert_eq!(pull_with(&mut admin, &pull).await.verdicts, verdicts);
    let acked = PullRequest {
        acked_through: 1,
        ..pull
    };
    let answer = pull_with(&mut admin, &acked).await;
    assert_eq!(answer.verdicts, verdicts[1..]);
    assert_eq!(answer.last_seq, 2);
}

#[tokio::test]
async fn a_cursor_that_does_not_fit_gets_a_snapshot() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let right = admin.cursor().clone();
    for wrong in [
        Cursor {
            epoch: EpochId(Uuid::nil()),
            ..right.clone()
        },
        Cursor {
            rev: Rev(999),
            ..right.clone()
        },
        Cursor {
            rev: Rev(u64::MAX),
            ..right.clone()
        },
        Cursor {
            tag: "0".repeat(16),
            ..right.clone()
        },
        Cursor {
            tag: String::new(),
            ..right.clone()
        },
        Cursor {
            scope: "everything".to_owned(),
            ..right.clone()
        },
    ] {
        let pull = PullRequest {
            cursor: Some(wrong.clone()),
            ..admin.pull_request()
        };
        let answer = pull_with(&mut admin, &pull).await;
        assert!(answer.snapshot, "{wrong:?}");
        assert_eq!(answer.cursor.scope, right.scope);
    }
}

// covers: RIGHT-06
#[tokio::test]
async fn a_nurse_sees_her_own_part_only() {
    let server = TestServer::new().await;
    let mut nurse = server.nurse().await;
    let seen = nurse.seen.clone().unwrap();
    assert_eq!(usernames(&seen), ["user1"]);
    let kinds: Vec<_> = seen
        .rows
        .iter()
        .map(|row| row.record.key().kind.as_str())
        .collect();
    assert_eq!(kinds, ["practice", "office", "provider", "role", "account"]);
    assert!(!seen.permissions.contains(&Permission::ManageAccounts));
    let mut admin = server.admin().await;
    assert_eq!(admin.accounts().await.len(), 2);
    // A cursor of somebody who sees more opens nothing.
    let borrowed = PullRequest {
        cursor: Some(admin.cursor().clone()),
        ..nurse.pull_request()
    };
    let answer = pull_with(&mut nurse, &borrowed).await;
    assert!(answer.snapshot);
    assert_eq!(usernames(&answer), ["user1"]);
}

#[tokio::test]
async fn queues_of_two_people_on_one_device_count_apart() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let mut nurse = server.nurse().await;
    admin.device = nurse.device;
    admin.pull().await;
    let theirs = Envelope {
        seq: 1,
        op_id: op(7),
        ..nurse.create(7)
    };
    assert_eq!(nurse.push(vec![theirs]).await.len(), 1);
    assert_eq!(admin.pull().await.last_seq, 0);
}
