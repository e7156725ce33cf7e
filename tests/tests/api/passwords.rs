//! One's own password, and what has to wait until there is one.

use lanyard_shared::protocol::{OwnPassword, SessionInfo};
use lanyard_shared::time::Millis;

use super::drafts::{GIVEN_PASSWORD, OWN_PASSWORD, PASSWORD, account};
use super::requests::post;
use super::server::TestServer;

// covers: LINK-06
#[tokio::test]
async fn a_password_chosen_by_somebody_else_blocks_push_and_pull() {
    let server = TestServer::new().await;
    let mut nurse = server.new_nurse().await;
    let info: SessionInfo = nurse.get("/api/session").await.json();
    assert_eq!(info.own_password, OwnPassword::Required);
    let pull = nurse.pull_request();
    insta::assert_snapshot!(nurse.post("/api/sync/pull", &pull).await, @r#"403 {"type":"password-change-required","status":403,"message":{"key":"problem-password-change-required"}}"#);
    let push = server.admin().await.push_request(Vec::new());
    insta::assert_snapshot!(nurse.post("/api/sync/push", &push).await, @r#"403 {"type":"password-change-required","status":403,"message":{"key":"problem-password-change-required"}}"#);
    let changed = nurse.change_password(GIVEN_PASSWORD, OWN_PASSWORD).await;
    insta::assert_snapshot!(changed, @"200 {}");
    nurse.pull().await;
}

// covers: CRED-01
#[tokio::test]
async fn bad_passwords_are_told_at_their_field() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let mut told = Vec::new();
    let long = "x".repeat(10_000);
    for new in [
        "",
        "short",
        PASSWORD,
        "olga says hello",
        "Hillside Clinic 1",
        &long,
    ] {
        told.push(admin.change_password(PASSWORD, new).await.to_string());
    }
    insta::assert_snapshot!(told.join("\n"), @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"new","message":{"key":"field-required"}}]}
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"new","message":{"key":"password-short","args":{"min":12}}}]}
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"new","message":{"key":"password-same"}}]}
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"new","message":{"key":"password-context"}}]}
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"new","message":{"key":"password-context"}}]}
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"new","message":{"key":"password-long","args":{"max":128}}}]}
    "#);
    let wrong = admin.change_password("", OWN_PASSWORD).await;
    insta::assert_snapshot!(wrong, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"current","message":{"key":"password-current-wrong"}}]}
    "#);
    assert_eq!(
        server.anonymous().sign_in("olga", PASSWORD).await.status,
        200
    );
}

#[tokio::test]
async fn whoever_sits_at_a_signed_in_browser_does_not_get_to_guess() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    assert_eq!(
        admin.change_password("a guess", OWN_PASSWORD).await.status,
        422
    );
    let told = admin.change_password(PASSWORD, OWN_PASSWORD).await;
    insta::assert_snapshot!(told, @r#"429 {"type":"too-many","status":429,"message":{"key":"problem-too-many"},"retry_after":1}"#);
    assert_eq!(told.header("retry-after"), "1");
    server.pass(Millis::seconds(1));
    assert_eq!(
        admin.change_password(PASSWORD, OWN_PASSWORD).await.status,
        200
    );
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let server = TestServer::new().await;
    let mut here = server.admin().await;
    let mut there = server.admin().await;
    assert_eq!(
        here.change_password(PASSWORD, OWN_PASSWORD).await.status,
        200
    );
    assert_eq!(here.get("/api/session").await.status, 200);
    assert_eq!(there.get("/api/session").await.status, 401);
    assert_eq!(there.sign_in("olga", PASSWORD).await.status, 401);
    assert_eq!(there.sign_in("olga", OWN_PASSWORD).await.status, 429);
    server.pass(Millis::seconds(1));
    assert_eq!(there.sign_in("olga", OWN_PASSWORD).await.status, 200);
}

#[tokio::test]
async fn only_the_account_that_is_named_and_signed_in_changes_its_password() {
    let server = TestServer::new().await;
    let garbage = post("/api/me/password").body("garbage");
    insta::assert_snapshot!(server.anonymous().send(garbage.clone()).await, @r#"401 {"type":"signed-out","status":401,"message":{"key":"problem-signed-out"}}"#);
    let mut admin = server.admin().await;
    let for_another = garbage.clone().header("lanyard-account", account(9));
    insta::assert_snapshot!(admin.send(for_another).await, @r#"409 {"type":"wrong-account","status":409,"message":{"key":"problem-wrong-account"}}"#);
    insta::assert_snapshot!(admin.send(garbage).await, @r#"400 {"type":"malformed","status":400,"message":{"key":"problem-malformed"}}"#);
}
