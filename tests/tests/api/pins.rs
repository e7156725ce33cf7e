//! PINs: set offline, seen online after one's own password, checked on the telephone.

use lanyard_shared::id::AccountId;
use lanyard_shared::intent::{Envelope, Intent, StaffSetPin};
use lanyard_shared::protocol::{Activate, CheckSupportPin, Pins, ViewPins};
use lanyard_shared::time::Millis;

use super::answer::Answer;
use super::client::Client;
use super::drafts::{OWN_PASSWORD, PASSWORD, account, op};
use super::server::{TestServer, link_in};
use super::staff_create::outcome;

impl Client {
    async fn view_pins(&mut self, of: AccountId, password: &str) -> Answer {
        let asked = ViewPins {
            account: of,
            password: password.to_owned(),
        };
        self.post("/api/accounts/pins", &asked).await
    }

    async fn check_support_pin(&mut self, username: &str, pin: &str) -> Answer {
        let asked = CheckSupportPin {
            username: username.to_owned(),
            pin: pin.to_owned(),
        };
        self.post("/api/support-pin/check", &asked).await
    }

    /// Another App Unlock PIN, asked for at place `n` of the queue.
    pub(super) fn set_pin(&self, n: u8, of: AccountId, pin: &str) -> Envelope {
        let intent = Intent::StaffSetPin(StaffSetPin {
            account: of,
            pin: self.sealed_as("app_unlock_pin", of, pin),
        });
        let seen = self.seen.as_ref().expect("pull first");
        Envelope {
            seq: u64::from(n),
            ..intent.envelope(op(100 + n), seen.server_time)
        }
    }
}

// covers: EDIT-02, NEW-11, NEW-12
#[tokio::test]
async fn pins_are_seen_by_who_types_their_own_password() {
    let server = TestServer::new().await;
    let (mut admin, _) = server.invited().await;
    let wrong = admin.view_pins(account(1), "guessed").await;
    insta::assert_snapshot!(wrong, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"password","message":{"key":"password-current-wrong"}}]}
    "#);
    let early = admin.view_pins(account(1), PASSWORD).await;
    insta::assert_snapshot!(early, @r#"429 {"type":"too-many","status":429,"message":{"key":"problem-too-many"},"retry_after":1}"#);
    server.pass(Millis::seconds(1));
    let pins: Pins = admin.view_pins(account(1), PASSWORD).await.json();
    assert_eq!((pins.app_unlock, pins.support.len()), (None, 6));
    let unknown = admin.view_pins(account(9), PASSWORD).await;
    insta::assert_snapshot!(unknown, @r#"404 {"type":"not-found","status":404,"message":{"key":"record-gone"}}"#);
}

// covers: RIGHT-01, RIGHT-03
#[tokio::test]
async fn pins_of_others_are_kept_from_who_does_not_manage_accounts() {
    let server = TestServer::new().await;
    let mut nurse = server.nurse().await;
    let own = nurse.view_pins(account(1), OWN_PASSWORD).await;
    assert_eq!(own.status, 200);
    let olga = server.admin().await.account.unwrap();
    insta::assert_snapshot!(nurse.view_pins(olga, OWN_PASSWORD).await, @r#"403 {"type":"forbidden","status":403,"message":{"key":"problem-forbidden","args":{"permission":"Manage Accounts"}}}"#);
    insta::assert_snapshot!(nurse.check_support_pin("olga", "123456").await, @r#"403 {"type":"forbidden","status":403,"message":{"key":"problem-forbidden","args":{"permission":"Manage Accounts"}}}"#);
    let nobody = server.anonymous().view_pins(account(1), PASSWORD).await;
    insta::assert_snapshot!(nobody, @r#"401 {"type":"signed-out","status":401,"message":{"key":"problem-signed-out"}}"#);
}

// covers: NEW-12
#[tokio::test]
async fn a_support_pin_proves_somebody_once() {
    let server = TestServer::new().await;
    let _nurse = server.nurse().await;
    let mut admin = server.admin().await;
    let pins: Pins = admin.view_pins(account(1), PASSWORD).await.json();
    let right = admin.check_support_pin("User1", &pins.support).await;
    insta::assert_snapshot!(right, @r#"200 {"right":true}"#);
    let again = admin.check_support_pin("user1", &pins.support).await;
    insta::assert_snapshot!(again, @r#"200 {"right":false}"#);
    let unknown = admin.check_support_pin("nobody", &pins.support).await;
    assert_eq!(unknown.to_string(), again.to_string());
    let early = admin.check_support_pin("user1", &pins.support).await;
    insta::assert_snapshot!(early, @r#"429 {"type":"too-many","status":429,"message":{"key":"problem-too-many"},"retry_after":1}"#);
}

// covers: NEW-12
#[tokio::test]
async fn the_support_pin_of_somebody_who_cannot_sign_in_proves_nobody() {
    let server = TestServer::new().await;
    let (mut admin, _) = server.invited().await;
    let pins: Pins = admin.view_pins(account(1), PASSWORD).await.json();
    let pending = admin.check_support_pin("user1", &pins.support).await;
    insta::assert_snapshot!(pending, @r#"200 {"right":false}"#);
    let same: Pins = admin.view_pins(account(1), PASSWORD).await.json();
    assert_eq!(same.support, pins.support);
}

// covers: CRED-03
#[tokio::test]
async fn five_wrong_support_pins_bring_its_owner_a_mail() {
    let server = TestServer::new().await;
    let _nurse = server.nurse().await;
    let mut admin = server.admin().await;
    server.deliver().await;
    for _ in 0..5 {
        admin.check_support_pin("user1", "12345x").await;
        server.pass(Millis::seconds(30));
    }
    let mails = server.deliver().await;
    assert_eq!(mails.len(), 1);
    let told = mails[0].lines();
    let told = told.filter(|line| line.starts_with("To: ") || line.starts_with("Subject: "));
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @r#"
    To: "Bea Lindt" <user1@example.org>
    Subject: Your Support PIN at Hillside Clinic was replaced
    "#);
}

// covers: NEW-11, EDIT-02
#[tokio::test]
async fn an_app_unlock_pin_is_set_by_a_push_and_no_pull_or_verdict_tells_it() {
    let server = TestServer::new().await;
    let mut nurse = server.nurse().await;
    let mine = account(1);
    let intents = vec![
        nurse.set_pin(1, mine, "4711"),
        nurse.set_pin(2, mine, "1234"),
        nurse.set_pin(3, account(2), "4711"),
    ];
    let answer = nurse.try_push(intents).await;
    assert!(!answer.text().contains("4711") && !answer.text().contains("sealed"));
    let verdicts = answer
        .json::<lanyard_shared::protocol::PushAnswer>()
        .verdicts;
    let told: Vec<_> = verdicts.iter().map(outcome).collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    {"result":"applied"}
    {"result":"rejected","problems":[
      {"field":"app_unlock_pin","message":{"key":"pin-trivial"}}]}
    {"result":"rejected","problems":[{"message":{"key":"problem-forbidden","args":{"permission":"Manage Accounts"}}}]}
    "#);
    let pins: Pins = nurse.view_pins(mine, OWN_PASSWORD).await.json();
    assert_eq!(pins.app_unlock.as_deref(), Some("4711"));
    let snapshot = lanyard_shared::protocol::PullRequest {
        cursor: None,
        ..nurse.pull_request()
    };
    let pulled = nurse.post("/api/sync/pull", &snapshot).await;
    assert!(!pulled.text().contains("4711"));
}

// covers: NEW-08
#[tokio::test]
async fn a_member_who_was_given_no_password_chooses_one_at_activation() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let create = admin.create_with(1, |create| create.password = None);
    let verdicts = admin.push(vec![create]).await;
    insta::assert_snapshot!(outcome(&verdicts[0]), @r#"{"result":"applied"}"#);
    let token = link_in(&server.deliver().await[0], "activate");
    let mut member = server.anonymous();
    let link = lanyard_shared::protocol::LinkToken {
        token: token.clone(),
    };
    let look = member.post("/api/links/look", &link).await;
    assert!(look.text().contains(r#""password_needed":true"#), "{look}");
    let with = |password: Option<&str>| Activate {
        token: token.clone(),
        password: password.map(str::to_owned),
    };
    insta::assert_snapshot!(member.post("/api/links/activate", &with(None)).await, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"password","message":{"key":"field-required"}}]}
    "#);
    let short = member
        .post("/api/links/activate", &with(Some("short")))
        .await;
    insta::assert_snapshot!(short, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"password","message":{"key":"password-short","args":{"min":12}}}]}
    "#);
    insta::assert_snapshot!(member.sign_in("user1", "").await, @r#"401 {"type":"wrong-credentials","status":401,"message":{"key":"problem-wrong-credentials"}}"#);
    server.pass(Millis::seconds(1));
    let good = member
        .post("/api/links/activate", &with(Some(OWN_PASSWORD)))
        .await;
    insta::assert_snapshot!(good, @r#"200 {}"#);
    assert_eq!(member.sign_in("user1", OWN_PASSWORD).await.status, 200);
    member.pull().await;
}
