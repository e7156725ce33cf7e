//! Second factors and sessions.

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::{
    AccountSessions, BeginEnrolment, ConfirmEnrolment, EndSessions, Enrolment, RecoveryCodes,
    SessionInfo, SessionsOf, SetTwoFactor, SignIn, TwoFactorAct,
};
use lanyard_shared::record::{TwoFactor, TwoFactorPolicy};
use lanyard_shared::time::Millis;

use super::answer::Answer;
use super::client::Client;
use super::drafts::{OWN_PASSWORD, PASSWORD, account};
use super::requests::post;
use super::server::TestServer;

/// One step of the codes.
const STEP: Millis = Millis::seconds(30);

impl Client {
    async fn sign_in_by(&mut self, username: &str, password: &str, code: &str) -> Answer {
        let who = SignIn {
            username: username.to_owned(),
            password: password.to_owned(),
            code: Some(code.to_owned()),
        };
        let request = post("/api/session").json(&who).without("lanyard-account");
        self.send(request).await
    }

    async fn begin(&mut self, password: &str) -> Answer {
        self.begin_by(password, None).await
    }

    async fn begin_by(&mut self, password: &str, code: Option<&str>) -> Answer {
        let asked = BeginEnrolment {
            password: password.to_owned(),
            code: code.map(str::to_owned),
        };
        self.post("/api/me/two-factor/begin", &asked).await
    }

    async fn finish(&mut self, code: &str) -> Answer {
        let typed = ConfirmEnrolment {
            code: code.to_owned(),
        };
        self.post("/api/me/two-factor/finish", &typed).await
    }

    async fn set_two_factor(&mut self, of: AccountId, password: &str, act: TwoFactorAct) -> Answer {
        let asked = SetTwoFactor {
            account: of,
            password: password.to_owned(),
            act,
        };
        self.post("/api/accounts/two-factor", &asked).await
    }

    async fn sessions(&mut self, of: AccountId) -> Answer {
        let asked = SessionsOf { account: of };
        self.post("/api/accounts/sessions", &asked).await
    }

    async fn end_sessions(&mut self, of: AccountId, session: Option<String>) -> Answer {
        let asked = EndSessions {
            account: of,
            session,
        };
        self.post("/api/accounts/sessions/end", &asked).await
    }
}

/// What an authenticator app shows at this moment.
fn shown(server: &TestServer, enrolment: &Enrolment) -> String {
    let secret = totp_rs::Secret::try_from_base32(&enrolment.secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    let seconds = server.app.effects.now().0.unsigned_abs() / 1000;
    totp.generate(seconds).to_string()
}

// covers: EDIT-06, CRED-02
#[tokio::test]
async fn who_must_enrol_does_nothing_else_before_and_signs_in_by_codes_afterwards() {
    let server = TestServer::new().await;
    server.ask_second_factor_of(TwoFactorPolicy::Guarded).await;
    let mut admin = server.anonymous();
    let info: SessionInfo = admin.sign_in("olga", PASSWORD).await.json();
    assert!(info.enrolment_required);
    let mut other = server.anonymous();
    let template = {
        let mut nurse_server = TestServer::new().await.admin().await;
        nurse_server.pull().await;
        nurse_server.pull_request()
    };
    insta::assert_snapshot!(admin.post("/api/sync/pull", &template).await, @r#"403 {"type":"enrolment-required","status":403,"message":{"key":"problem-enrolment-required"}}"#);
    insta::assert_snapshot!(admin.sessions(info.account).await, @r#"403 {"type":"enrolment-required","status":403,"message":{"key":"problem-enrolment-required"}}"#);
    insta::assert_snapshot!(admin.begin("guessed").await, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"password","message":{"key":"password-current-wrong"}}]}
    "#);
    server.pass(STEP);
    let enrolment: Enrolment = admin.begin(PASSWORD).await.json();
    assert!(
        enrolment
            .url
            .starts_with("otpauth://totp/Hillside%20Clinic:olga?secret=")
    );
    insta::assert_snapshot!(admin.finish("000000").await, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"code","message":{"key":"code-wrong"}}]}
    "#);
    let code = shown(&server, &enrolment);
    insta::assert_snapshot!(admin.finish(&code).await, @r#"429 {"type":"too-many","status":429,"message":{"key":"problem-too-many"},"retry_after":1}"#);
    server.pass(Millis::seconds(1));
    let codes: RecoveryCodes = admin.finish(&code).await.json();
    assert_eq!(codes.codes.len(), 10);
    admin.pull().await;
    let own = admin.account("olga").await.unwrap();
    assert_eq!(own.two_factor, TwoFactor::Enrolled);

    insta::assert_snapshot!(other.sign_in("olga", PASSWORD).await, @r#"401 {"type":"code-needed","status":401,"message":{"key":"sign-in-code-needed"}}"#);
    server.pass(STEP);
    let code = shown(&server, &enrolment);
    assert_eq!(other.sign_in_by("olga", PASSWORD, &code).await.status, 200);
    insta::assert_snapshot!(other.sign_in_by("olga", PASSWORD, &code).await, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"code","message":{"key":"code-wrong"}}]}
    "#);
    insta::assert_snapshot!(other.sign_in_by("olga", PASSWORD, &code).await, @r#"429 {"type":"too-many","status":429,"message":{"key":"problem-too-many"},"retry_after":1}"#);
    server.pass(STEP);
    let recovery = other.sign_in_by("olga", PASSWORD, &codes.codes[0]).await;
    assert_eq!(recovery.status, 200);
    let info: SessionInfo = recovery.json();
    assert!(!info.enrolment_required);
}

// covers: EDIT-06, RIGHT-03
#[tokio::test]
async fn an_administrator_asks_a_second_factor_of_others_by_their_own_password() {
    let server = TestServer::new().await;
    let mut nurse = server.nurse().await;
    let mut admin = server.admin().await;
    let olga = admin.account.unwrap();
    let forbidden = nurse
        .set_two_factor(olga, OWN_PASSWORD, TwoFactorAct::Off)
        .await;
    insta::assert_snapshot!(forbidden, @r#"403 {"type":"forbidden","status":403,"message":{"key":"problem-forbidden","args":{"permission":"Manage Accounts"}}}"#);
    server.allow(1, "manage-accounts").await;
    let stronger = nurse
        .set_two_factor(olga, OWN_PASSWORD, TwoFactorAct::Off)
        .await;
    insta::assert_snapshot!(stronger, @r#"403 {"type":"forbidden","status":403,"message":{"key":"account-stronger","args":{"permission":"EHI Export"}}}"#);
    let set = TwoFactorAct::Require;
    let wrong = admin.set_two_factor(account(1), OWN_PASSWORD, set).await;
    insta::assert_snapshot!(wrong, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"password","message":{"key":"password-current-wrong"}}]}
    "#);
    server.pass(STEP);
    let right = admin.set_two_factor(account(1), PASSWORD, set).await;
    insta::assert_snapshot!(right, @r#"200 {}"#);
    let found = admin.account("user1").await.unwrap();
    assert_eq!(found.two_factor, TwoFactor::Requested);
    nurse.pull().await;
    nurse.sign_out().await;
    let info: SessionInfo = nurse.sign_in("user1", OWN_PASSWORD).await.json();
    assert!(info.enrolment_required);
}

// covers: CRED-05
#[tokio::test]
async fn members_see_and_end_their_own_sessions() {
    let server = TestServer::new().await;
    let mut here = server.nurse().await;
    server.pass(STEP);
    let mut there = server.anonymous();
    there.sign_in("user1", OWN_PASSWORD).await;
    let found: AccountSessions = here.sessions(account(1)).await.json();
    let current: Vec<_> = found.sessions.iter().map(|one| one.current).collect();
    assert_eq!(current, [false, true]);
    let gone = here
        .end_sessions(account(1), Some("nothing".to_owned()))
        .await;
    insta::assert_snapshot!(gone, @r#"404 {"type":"not-found","status":404,"message":{"key":"session-gone"}}"#);
    let ended = here.end_sessions(account(1), None).await;
    insta::assert_snapshot!(ended, @r#"200 {}"#);
    assert_eq!(there.get("/api/session").await.status, 401);
    assert_eq!(here.get("/api/session").await.status, 200);
    let own: AccountSessions = here.sessions(account(1)).await.json();
    let last = Some(own.sessions[0].id.clone());
    assert_eq!(here.end_sessions(account(1), last).await.status, 200);
    assert_eq!(here.get("/api/session").await.status, 401);
}

// covers: CRED-05, RIGHT-03
#[tokio::test]
async fn administrators_end_the_sessions_of_others_but_not_of_somebody_stronger() {
    let server = TestServer::new().await;
    let mut nurse = server.nurse().await;
    let mut admin = server.admin().await;
    let olga = admin.account.unwrap();
    insta::assert_snapshot!(nurse.sessions(olga).await, @r#"403 {"type":"forbidden","status":403,"message":{"key":"problem-forbidden","args":{"permission":"Manage Accounts"}}}"#);
    insta::assert_snapshot!(nurse.end_sessions(olga, None).await, @r#"403 {"type":"forbidden","status":403,"message":{"key":"problem-forbidden","args":{"permission":"Manage Accounts"}}}"#);
    server.allow(1, "manage-accounts").await;
    insta::assert_snapshot!(nurse.end_sessions(olga, None).await, @r#"403 {"type":"forbidden","status":403,"message":{"key":"account-stronger","args":{"permission":"EHI Export"}}}"#);
    let found: AccountSessions = admin.sessions(account(1)).await.json();
    assert_eq!(found.sessions.len(), 1);
    assert_eq!(admin.end_sessions(account(1), None).await.status, 200);
    assert_eq!(nurse.get("/api/session").await.status, 401);
    assert_eq!(admin.get("/api/session").await.status, 200);
    assert_eq!(admin.sessions(account(9)).await.status, 404);
    let nobody = server.anonymous().sessions(olga).await;
    insta::assert_snapshot!(nobody, @r#"401 {"type":"signed-out","status":401,"message":{"key":"problem-signed-out"}}"#);
}

#[tokio::test]
async fn a_session_tells_its_browser_and_system_and_nothing_else_of_the_header() {
    let server = TestServer::new().await;
    let mut admin = server.anonymous();
    let who = SignIn {
        username: "olga".to_owned(),
        password: PASSWORD.to_owned(),
        code: None,
    };
    let header = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0";
    let request = post("/api/session").json(&who).header("user-agent", header);
    let info: SessionInfo = admin.send(request).await.json();
    let found: AccountSessions = admin.sessions(info.account).await.json();
    assert_eq!(found.sessions[0].agent, "Firefox, Linux");
}

// covers: EDIT-06
#[tokio::test]
async fn another_app_takes_a_code_of_the_one_that_is_enrolled() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let enrolment: Enrolment = admin.begin(PASSWORD).await.json();
    let codes: RecoveryCodes = admin.finish(&shown(&server, &enrolment)).await.json();
    server.pass(STEP);
    insta::assert_snapshot!(admin.begin(PASSWORD).await, @r#"401 {"type":"code-needed","status":401,"message":{"key":"sign-in-code-needed"}}"#);
    insta::assert_snapshot!(admin.begin_by(PASSWORD, Some("000000")).await, @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"code","message":{"key":"code-wrong"}}]}
    "#);
    let code = shown(&server, &enrolment);
    insta::assert_snapshot!(admin.begin_by(PASSWORD, Some(&code)).await, @r#"429 {"type":"too-many","status":429,"message":{"key":"problem-too-many"},"retry_after":1}"#);
    server.pass(Millis::seconds(1));
    let by_code = admin.begin_by(PASSWORD, Some(&code)).await;
    assert_eq!(by_code.status, 200);
    let by_recovery = admin.begin_by(PASSWORD, Some(&codes.codes[2])).await;
    assert_eq!(by_recovery.status, 200);
    server.pass(Millis::minutes(15));
    let offered: Enrolment = by_recovery.json();
    insta::assert_snapshot!(admin.finish(&shown(&server, &offered)).await, @r#"404 {"type":"not-found","status":404,"message":{"key":"two-factor-not-begun"}}"#);
}
