//! A locked screen: what the server is asked, and what it answers.

use lanyard_shared::protocol::{SessionInfo, Unlock, UnlockBy};
use lanyard_shared::time::{Millis, SESSION_LIFE};

use super::answer::Answer;
use super::client::Client;
use super::drafts::{OWN_PASSWORD, PASSWORD, account};
use super::requests::post;
use super::server::TestServer;

const PATH: &str = "/api/session/unlock";

impl Client {
    async fn unlock_by_pin(&mut self, pin: &str) -> Answer {
        let pin = pin.to_owned();
        self.post("/api/session/unlock", &Unlock::Pin { pin }).await
    }

    async fn unlock_by_password(&mut self, password: &str) -> Answer {
        let password = password.to_owned();
        let typed = Unlock::Password { password };
        self.post("/api/session/unlock", &typed).await
    }
}

/// A nurse with the PIN 8052.
async fn nurse(server: &TestServer) -> Client {
    let mut nurse = server.nurse().await;
    nurse.pull().await;
    let set = nurse.set_pin(1, account(1), "8052");
    nurse.push(vec![set]).await;
    nurse
}

// covers: CRED-04
#[tokio::test]
async fn a_session_tells_what_its_screen_asks_for_and_is_opened_by_it() {
    let server = TestServer::new().await;
    let mut nurse = nurse(&server).await;
    let info: SessionInfo = nurse.get("/api/session").await.json();
    assert_eq!(info.unlock_by, UnlockBy::Pin);
    insta::assert_snapshot!(nurse.unlock_by_pin("8052").await, @"200 {}");
    insta::assert_snapshot!(nurse.unlock_by_password(OWN_PASSWORD).await, @"200 {}");
    insta::assert_snapshot!(nurse.unlock_by_pin("8053").await, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"pin","message":{"key":"pin-wrong"}}]}
    "#);
    insta::assert_snapshot!(nurse.unlock_by_pin("8052").await, @r#"429 {"type":"too-many","status":429,"message":{"key":"problem-too-many"},"retry_after":1}"#);
    insta::assert_snapshot!(nurse.unlock_by_password("guessed").await, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"password","message":{"key":"password-current-wrong"}}]}
    "#);
}

// covers: CRED-03, CRED-04
#[tokio::test]
async fn five_wrong_pins_make_it_ask_for_the_password() {
    let server = TestServer::new().await;
    let mut nurse = nurse(&server).await;
    for _ in 0..4 {
        assert_eq!(nurse.unlock_by_pin("8053").await.status, 422);
        server.pass(Millis::seconds(30));
    }
    insta::assert_snapshot!(nurse.unlock_by_pin("8053").await, @r#"403 {"type":"password-needed","status":403,"message":{"key":"unlock-password-needed"}}"#);
    let info: SessionInfo = nurse.get("/api/session").await.json();
    assert_eq!(info.unlock_by, UnlockBy::Password);
    assert_eq!(nurse.unlock_by_pin("8052").await.status, 403);
    assert_eq!(nurse.unlock_by_password(OWN_PASSWORD).await.status, 200);
    assert_eq!(nurse.unlock_by_pin("8052").await.status, 200);
    let mut admin = server.admin().await;
    insta::assert_snapshot!(admin.unlock_by_pin("8052").await, @r#"403 {"type":"password-needed","status":403,"message":{"key":"unlock-password-needed"}}"#);
}

// covers: CRED-04
#[tokio::test]
async fn a_screen_whose_session_is_over_or_anothers_is_opened_by_nothing() {
    let server = TestServer::new().await;
    let mut nurse = nurse(&server).await;
    let pin = Unlock::Pin {
        pin: "8052".to_owned(),
    };
    let as_another = post(PATH).json(&pin).header("lanyard-account", account(9));
    insta::assert_snapshot!(nurse.send(as_another).await, @r#"409 {"type":"wrong-account","status":409,"message":{"key":"problem-wrong-account"}}"#);
    for absurd in [r#"{}"#, r#"{"by":"face"}"#, r#"{"by":"pin"}"#, "8052"] {
        let request = post(PATH).body(absurd);
        assert_eq!(nurse.send(request).await.status, 400, "{absurd}");
    }
    let long = nurse.unlock_by_pin(&"8".repeat(30_000)).await;
    assert_eq!(long.status, 422);
    server.pass(SESSION_LIFE);
    insta::assert_snapshot!(nurse.unlock_by_pin("8052").await, @r#"401 {"type":"signed-out","status":401,"message":{"key":"problem-signed-out"}}"#);
    assert_eq!(nurse.unlock_by_password(OWN_PASSWORD).await.status, 401);
    assert_eq!(
        server.anonymous().unlock_by_password(PASSWORD).await.status,
        401
    );
}

// covers: CRED-04
#[tokio::test]
async fn work_does_not_prolong_a_session() {
    let server = TestServer::new().await;
    let mut nurse = nurse(&server).await;
    for _ in 0..11 {
        server.pass(Millis::hours(1));
        assert_eq!(nurse.unlock_by_pin("8052").await.status, 200);
        nurse.pull().await;
    }
    server.pass(Millis::hours(1));
    assert_eq!(nurse.get("/api/session").await.status, 401);
    assert_eq!(nurse.try_push(vec![]).await.status, 401);
}
