//! Intents as such: sent twice, unknown, in another shape.

use lanyard_shared::intent::Envelope;
use lanyard_shared::protocol::PushAnswer;
use lanyard_shared::protocol::Verdict;
use lanyard_shared::time::Millis;
use serde_json::json;

use super::client::Client;
use super::drafts::op;
use super::server::TestServer;
use super::staff_create::outcome;

async fn one(client: &mut Client, intent: Envelope) -> Verdict {
    client.push(vec![intent]).await.remove(0)
}

#[tokio::test]
async fn a_second_click_gets_the_same_verdict_and_makes_nothing_more() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let intent = admin.create(1);
    let first = one(&mut admin, intent.clone()).await;
    let rev = server.rev();
    server.pass(Millis::hours(1));
    assert_eq!(one(&mut admin, intent.clone()).await, first);
    // Both clicks in one push would be two places in the queue with one id.
    let twice = vec![intent.clone(), Envelope { seq: 2, ..intent }];
    let verdicts = admin.push(twice).await;
    let ends: Vec<_> = verdicts
        .iter()
        .map(|v| (v.seq, v.rev, outcome(v)))
        .collect();
    let applied = r#"{"result":"applied"}"#.to_owned();
    assert_eq!(
        ends,
        [(1, first.rev, applied.clone()), (2, first.rev, applied)]
    );
    assert_eq!(server.rev(), rev);
    assert_eq!(server.deliver().await.len(), 1);
    assert_eq!(admin.accounts().await.len(), 2);
}

#[tokio::test]
async fn two_clicks_at_the_same_moment_get_one_verdict() {
    let server = TestServer::new().await;
    let mut tab = server.admin().await;
    let mut other_tab = tab.copied();
    let intent = tab.create(1);
    let (one, two) = tokio::join!(
        tab.push(vec![intent.clone()]),
        other_tab.push(vec![intent.clone()])
    );
    assert!(one[0].outcome.took_effect());
    assert_eq!(one, two);
    assert_eq!(server.deliver().await.len(), 1);
    assert_eq!(tab.accounts().await.len(), 2);
}

#[tokio::test]
async fn a_rejection_is_the_same_on_every_retry() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let intent = admin.create_with(1, |create| create.fields.username = "olga".to_owned());
    let first = one(&mut admin, intent.clone()).await;
    insta::assert_snapshot!(outcome(&first), @r#"
    {"result":"rejected","problems":[
      {"field":"username","message":{"key":"username-taken"}}]}
    "#);
    assert_eq!(one(&mut admin, intent).await, first);
}

// covers: NEW-06, NEW-07
#[tokio::test]
async fn the_same_account_or_username_under_another_id_is_refused() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let first = admin.create(1);
    one(&mut admin, first.clone()).await;
    let same_account = Envelope {
        op_id: op(2),
        seq: 2,
        ..first
    };
    insta::assert_snapshot!(outcome(&one(&mut admin, same_account).await), @r#"{"result":"rejected","problems":[{"message":{"key":"account-exists"}}]}"#);
    let same_name = admin.create_with(3, |create| {
        create.fields.username = "user1".to_owned();
        create.fields.email = "user1@example.org".to_owned();
    });
    insta::assert_snapshot!(outcome(&one(&mut admin, same_name).await), @r#"
    {"result":"rejected","problems":[
      {"field":"email","message":{"key":"email-taken"}},
      {"field":"username","message":{"key":"username-taken"}}]}
    "#);
    assert_eq!(server.deliver().await.len(), 1);
}

#[tokio::test]
async fn an_id_is_not_used_again_for_something_else() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let first = admin.create(1);
    one(&mut admin, first).await;
    let other = Envelope {
        op_id: op(1),
        ..admin.create(2)
    };
    insta::assert_snapshot!(outcome(&one(&mut admin, other).await), @r#"{"result":"rejected","problems":[{"message":{"key":"intent-id-reused"}}]}"#);
    let same_place = admin.create_with(1, |create| create.fields.first_name = "Eve".to_owned());
    insta::assert_snapshot!(outcome(&one(&mut admin, same_place).await), @r#"{"result":"rejected","problems":[{"message":{"key":"intent-id-reused"}}]}"#);
    assert_eq!(admin.account("user1").await.unwrap().first_name, "Bea");
}

#[tokio::test]
async fn an_unknown_kind_or_version_is_told_and_the_queue_goes_on() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let unknown = Envelope {
        kind: "staff.teleport".to_owned(),
        ..admin.create(1)
    };
    let newer = Envelope {
        version: 4,
        ..admin.create(2)
    };
    let nameless = Envelope {
        kind: "x".repeat(100_000),
        version: u16::MAX,
        ..admin.create(3)
    };
    let intents = vec![unknown, newer, nameless, admin.create(4)];
    let verdicts = admin.push(intents).await;
    let told: Vec<_> = verdicts.iter().map(outcome).collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    {"result":"unsupported","message":{"key":"intent-unknown"}}
    {"result":"unsupported","message":{"key":"intent-unknown"}}
    {"result":"unsupported","message":{"key":"intent-unknown"}}
    {"result":"applied"}
    "#);
}

#[tokio::test]
async fn a_body_of_another_shape_is_told_and_the_queue_goes_on() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let whole = admin.create(1).body;
    let mut bodies = vec![
        json!(null),
        json!({}),
        json!([1, 2]),
        json!("text"),
        json!(7),
    ];
    for (field, value) in [
        ("first_name", json!(7)),
        ("account", json!("no id")),
        ("primary_provider", json!(null)),
        ("role", json!("nurse")),
        ("password", json!("in clear")),
        ("password", json!({ "key": "k" })),
    ] {
        let mut spoiled = whole.clone();
        spoiled[field] = value;
        bodies.push(spoiled);
    }
    let draft = admin.create(1);
    let intents = (1..).zip(bodies).map(|(n, body)| Envelope {
        op_id: op(n),
        seq: u64::from(n),
        body,
        ..draft.clone()
    });
    let verdicts = admin.push(intents.collect()).await;
    assert_eq!(verdicts.len(), 11);
    let mut told: Vec<_> = verdicts.iter().map(outcome).collect();
    told.dedup();
    insta::assert_snapshot!(told.join("\n"), @r#"{"result":"rejected","problems":[{"message":{"key":"intent-malformed"}}]}"#);
    let good = admin.create(12);
    assert_eq!(
        outcome(&one(&mut admin, good).await),
        r#"{"result":"applied"}"#
    );
}

#[tokio::test]
async fn what_a_newer_page_says_beside_is_left_aside() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let mut intent = admin.create(1);
    intent.body["favourite_colour"] = "green".into();
    assert_eq!(
        outcome(&one(&mut admin, intent).await),
        r#"{"result":"applied"}"#
    );
}

#[tokio::test]
async fn a_push_without_intents_has_no_verdicts() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let answer = admin.try_push(Vec::new()).await;
    assert_eq!(answer.status, 200);
    let answer: PushAnswer = answer.json();
    assert!(answer.verdicts.is_empty());
}
