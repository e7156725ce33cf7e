//! A browser that was away for a month comes back with a queue of the first version: kept as it was
//! written then, and accepted for good.

use lanyard_shared::intent::Envelope;
use lanyard_shared::protocol::Outcome;
use lanyard_shared::time::Millis;
use serde_json::json;

use super::server::TestServer;

/// The queue of an admin who made two accounts offline, as the first version stored and sent it. The
/// passwords are sealed for the key of these tests.
const QUEUE_1: &str = include_str!("../../fixtures/queue_1.json");

#[tokio::test]
async fn a_queue_of_the_first_version_is_accepted_after_thirty_days() {
    let server = TestServer::new().await;
    server.pass(Millis::hours(30 * 24));
    let mut admin = server.admin().await;
    let provider = admin.create(9).body["primary_provider"].clone();
    let mut queue: Vec<Envelope> = serde_json::from_str(QUEUE_1).unwrap();
    for envelope in &mut queue {
        // Each practice has providers of its own.
        envelope.body["primary_provider"] = provider.clone();
    }
    let verdicts = admin.push(queue).await;
    assert_eq!(verdicts.len(), 2);
    for verdict in verdicts {
        assert_eq!(verdict.outcome, Outcome::Applied);
    }
    let names = admin.accounts().await.into_iter();
    let names: Vec<_> = names.map(|account| account.username).collect();
    assert!(names.contains(&"user1".to_owned()) && names.contains(&"user2".to_owned()));
}

#[test]
fn the_first_version_named_neither_what_was_seen_nor_what_came_before() {
    let queue: serde_json::Value = serde_json::from_str(QUEUE_1).unwrap();
    for envelope in queue.as_array().unwrap() {
        assert_eq!(envelope["version"], json!(1));
        assert!(envelope.get("seen").is_none() && envelope.get("after").is_none());
    }
}
