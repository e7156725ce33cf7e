//! One-time links: each way in which one does not work, and what that leaves behind.

use lanyard_shared::protocol::{ForgotPassword, LinkLook, LinkState, LinkToken, ResetPassword};
use lanyard_shared::record::Standing;
use lanyard_shared::time::{CONSOLE_LINK_LIFE, LINK_LIFE, Millis};

use super::client::Client;
use super::drafts::{GIVEN_PASSWORD, OWN_PASSWORD, PASSWORD};
use super::server::{TestServer, link_in};

async fn look(client: &mut Client, token: &LinkToken) -> String {
    let answer = client.post("/api/links/look", token).await;
    answer.to_string()
}

/// What looking at a link and using it say.
async fn look_and_activate(server: &TestServer, token: &LinkToken) -> String {
    let mut member = server.anonymous();
    let looked = look(&mut member, token).await;
    let used = member.post("/api/links/activate", token).await;
    format!("{looked}\n{used}")
}

async fn reset(client: &mut Client, token: &str, password: &str) -> String {
    let reset = ResetPassword {
        token: token.to_owned(),
        password: password.to_owned(),
    };
    let answer = client.post("/api/links/reset", &reset).await;
    answer.to_string()
}

/// Tokens that are none, made of one that is.
fn mangled(token: &str) -> Vec<String> {
    let last = if token.ends_with('A') { 'B' } else { 'A' };
    vec![
        String::new(),
        "x".to_owned(),
        token[..token.len() - 4].to_owned(),
        token[..token.len() / 2].to_owned(),
        format!("{token}AAAA"),
        format!("{}{last}", &token[..token.len() - 1]),
        token.to_lowercase(),
        "A".repeat(token.len()),
        "<script>alert(1)</script>".to_owned(),
        "ключ".to_owned(),
        "x".repeat(60_000),
    ]
}

// covers: LINK-01, LINK-03
#[tokio::test]
async fn looking_at_a_link_changes_nothing() {
    let server = TestServer::new().await;
    let (_, token) = server.invited().await;
    let before = server.rev();
    let mut member = server.anonymous();
    let first = look(&mut member, &token).await;
    insta::assert_snapshot!(first, @r#"200 {"purpose":"activation","state":"open","expires_at":1772701200000,"account":{"name":"Bea Lindt","username":"user1"}}"#);
    assert_eq!(look(&mut member, &token).await, first);
    assert_eq!(server.rev(), before);
    let early = member.sign_in("user1", GIVEN_PASSWORD).await;
    insta::assert_snapshot!(early, @r#"403 {"type":"forbidden","status":403,"message":{"key":"sign-in-pending"}}"#);
}

#[tokio::test]
async fn a_mangled_link_is_told_and_changes_nothing() {
    let server = TestServer::new().await;
    let (_, token) = server.invited().await;
    let before = server.rev();
    let mut member = server.anonymous();
    let expected = member
        .post(
            "/api/links/activate",
            &LinkToken {
                token: String::new(),
            },
        )
        .await;
    insta::assert_snapshot!(expected, @r#"410 {"type":"link","status":410,"message":{"key":"link-mangled"}}"#);
    for token in mangled(&token.token) {
        for path in ["/api/links/look", "/api/links/activate", "/api/links/renew"] {
            let token = LinkToken {
                token: token.clone(),
            };
            let answer = member.post(path, &token).await;
            assert_eq!(
                answer.to_string(),
                expected.to_string(),
                "{path}: {}",
                token.token
            );
        }
        let answer = reset(&mut member, &token, OWN_PASSWORD).await;
        assert_eq!(answer, expected.to_string(), "{token}");
    }
    assert_eq!(server.rev(), before);
}

// covers: LINK-01
#[tokio::test]
async fn a_link_of_another_purpose_is_mangled() {
    let server = TestServer::new().await;
    let (_, token) = server.invited().await;
    let mut member = server.anonymous();
    let refused = reset(&mut member, &token.token, OWN_PASSWORD).await;
    insta::assert_snapshot!(refused, @r#"410 {"type":"link","status":410,"message":{"key":"link-mangled"}}"#);
    let token = server.reset_token("olga").await;
    let answer = member
        .post("/api/links/activate", &LinkToken { token })
        .await;
    insta::assert_snapshot!(answer, @r#"410 {"type":"link","status":410,"message":{"key":"link-mangled"}}"#);
}

// covers: LINK-01, LINK-03
#[tokio::test]
async fn an_expired_link_is_told() {
    let server = TestServer::new().await;
    let (_, token) = server.invited().await;
    server.pass(Millis(LINK_LIFE.0 - 1));
    let state = server.anonymous().post("/api/links/look", &token).await;
    assert_eq!(state.json::<LinkLook>().state, LinkState::Open);
    server.pass(Millis(1));
    insta::assert_snapshot!(look_and_activate(&server, &token).await, @r#"
    200 {"purpose":"activation","state":"expired","expires_at":null,"account":{"name":"Bea Lindt","username":"user1"}}
    410 {"type":"link","status":410,"message":{"key":"link-expired"}}
    "#);
}

// covers: LINK-01, LINK-03
#[tokio::test]
async fn a_used_link_is_told() {
    let server = TestServer::new().await;
    let (_, token) = server.invited().await;
    let answer = server.anonymous().post("/api/links/activate", &token).await;
    insta::assert_snapshot!(answer, @"200 {}");
    insta::assert_snapshot!(look_and_activate(&server, &token).await, @r#"
    200 {"purpose":"activation","state":"used","expires_at":null,"account":{"name":"Bea Lindt","username":"user1"}}
    410 {"type":"link","status":410,"message":{"key":"link-used"}}
    "#);
}

// covers: LINK-01, LINK-03
#[tokio::test]
async fn a_superseded_link_is_told_and_the_newest_works() {
    let server = TestServer::new().await;
    let (_, old) = server.invited().await;
    server.pass(LINK_LIFE);
    let mut member = server.anonymous();
    let renewed = member.post("/api/links/renew", &old).await;
    insta::assert_snapshot!(renewed, @"200 {}");
    let mails = server.deliver().await;
    assert_eq!(mails.len(), 1);
    insta::assert_snapshot!(look_and_activate(&server, &old).await, @r#"
    200 {"purpose":"activation","state":"superseded","expires_at":null,"account":{"name":"Bea Lindt","username":"user1"}}
    410 {"type":"link","status":410,"message":{"key":"link-superseded"}}
    "#);
    let token = link_in(&mails[0], "activate");
    insta::assert_snapshot!(look_and_activate(&server, &LinkToken { token }).await, @r#"
    200 {"purpose":"activation","state":"open","expires_at":1772960400000,"account":{"name":"Bea Lindt","username":"user1"}}
    200 {}
    "#);
}

#[tokio::test]
async fn a_link_of_a_closed_account_is_told() {
    let server = TestServer::new().await;
    let (_, token) = server.invited().await;
    server.put(1, Standing::Deactivated).await;
    let told = look_and_activate(&server, &token).await;
    insta::assert_snapshot!(told, @r#"
    200 {"purpose":"activation","state":"account-closed","expires_at":null,"account":{"name":"Bea Lindt","username":"user1"}}
    410 {"type":"link","status":410,"message":{"key":"link-account-closed"}}
    "#);
    for standing in [Standing::Locked, Standing::Removed] {
        server.put(1, standing).await;
        assert_eq!(look_and_activate(&server, &token).await, told);
    }
}

// covers: LINK-03
#[tokio::test]
async fn asking_for_a_new_link_answers_alike_and_mails_at_most_once_a_minute() {
    let server = TestServer::new().await;
    let (_, token) = server.invited().await;
    let mut member = server.anonymous();
    let renew = async |member: &mut Client| {
        let answer = member.post("/api/links/renew", &token).await;
        assert_eq!(answer.to_string(), "200 {}");
        server.deliver().await.len()
    };
    assert_eq!(renew(&mut member).await, 0, "it still works");
    server.pass(LINK_LIFE);
    assert_eq!(renew(&mut member).await, 1, "it has expired");
    assert_eq!(renew(&mut member).await, 0, "too soon");
    server.pass(Millis::seconds(60));
    assert_eq!(renew(&mut member).await, 1);
    server.put(1, Standing::Deactivated).await;
    server.pass(LINK_LIFE);
    assert_eq!(renew(&mut member).await, 0, "the account is closed");
}

// covers: LINK-01, LINK-08, LINK-10
#[tokio::test]
async fn a_reset_link_sets_a_password_once_and_ends_every_session() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let token = server.reset_token("olga").await;
    let mut other = server.anonymous();
    let looked = look(
        &mut other,
        &LinkToken {
            token: token.clone(),
        },
    )
    .await;
    insta::assert_snapshot!(looked, @r#"200 {"purpose":"reset","state":"open","expires_at":1772443800000,"account":{"name":"Olga Meyer","username":"olga"},"password_policy":{"min_length":12,"max_length":128,"max_age_days":0,"remembered":0}}"#);
    insta::assert_snapshot!(reset(&mut other, &token, OWN_PASSWORD).await, @"200 {}");
    assert_eq!(admin.get("/api/session").await.status, 401);
    assert_eq!(other.sign_in("olga", PASSWORD).await.status, 401);
    server.pass(Millis::seconds(1));
    assert_eq!(other.sign_in("olga", OWN_PASSWORD).await.status, 200);
    insta::assert_snapshot!(reset(&mut other, &token, PASSWORD).await, @r#"410 {"type":"link","status":410,"message":{"key":"link-used"}}"#);
}

// covers: CRED-01
#[tokio::test]
async fn a_password_that_breaks_the_policy_leaves_the_reset_link_open() {
    let server = TestServer::new().await;
    let token = server.reset_token("olga").await;
    let mut member = server.anonymous();
    let mut told = Vec::new();
    for password in ["", "short", "password1234567", "hello olga, good morning"] {
        told.push(reset(&mut member, &token, password).await);
    }
    told.push(reset(&mut member, &token, &"x".repeat(10_000)).await);
    insta::assert_snapshot!(told.join("\n"), @r#"
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"password","message":{"key":"field-required"}}]}
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"password","message":{"key":"password-short","args":{"min":12}}}]}
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"password","message":{"key":"password-common"}}]}
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"password","message":{"key":"password-context"}}]}
    422 {"type":"invalid","status":422,"message":{"key":"problem-invalid"},"fields":[
      {"field":"password","message":{"key":"password-long","args":{"max":128}}}]}
    "#);
    assert_eq!(reset(&mut member, &token, OWN_PASSWORD).await, "200 {}");
}

// covers: LINK-01, LINK-03, LINK-10
#[tokio::test]
async fn a_reset_link_expires_and_is_superseded() {
    let server = TestServer::new().await;
    let first = server.reset_token("olga").await;
    let second = server.reset_token("olga").await;
    let mut member = server.anonymous();
    insta::assert_snapshot!(reset(&mut member, &first, OWN_PASSWORD).await, @r#"410 {"type":"link","status":410,"message":{"key":"link-superseded"}}"#);
    server.pass(CONSOLE_LINK_LIFE);
    insta::assert_snapshot!(reset(&mut member, &second, OWN_PASSWORD).await, @r#"410 {"type":"link","status":410,"message":{"key":"link-expired"}}"#);
    let renewed = member
        .post("/api/links/renew", &LinkToken { token: second })
        .await;
    assert_eq!(renewed.to_string(), "200 {}");
    let mails = server.deliver().await;
    let token = link_in(&mails[0], "reset");
    assert_eq!(reset(&mut member, &token, OWN_PASSWORD).await, "200 {}");
}

/// The links of the mails that were sent since somebody asked, by where they lead.
async fn after_asking(server: &TestServer, who: &str) -> Vec<&'static str> {
    let asked = ForgotPassword {
        who: who.to_owned(),
    };
    let answer = server.anonymous().post("/api/links/forgot", &asked).await;
    assert_eq!(answer.to_string(), "200 {}", "everybody is answered alike");
    server.settle().await;
    let mails = server.deliver().await;
    let leads_to = |mail: &String| {
        let pages = ["reset", "activate"];
        pages
            .into_iter()
            .find(|page| mail.contains(&format!("/{page}#")))
    };
    mails.iter().filter_map(leads_to).collect()
}

// covers: LINK-07
#[tokio::test]
async fn who_forgot_the_password_gets_the_mail_that_helps_and_nobody_learns_who_that_is() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    admin.push(vec![admin.create(1)]).await;
    server.deliver().await;
    server.pass(Millis::minutes(2));
    assert_eq!(after_asking(&server, " OLGA ").await, ["reset"]);
    assert_eq!(
        after_asking(&server, "olga@example.org").await,
        [""; 0],
        "too soon"
    );
    server.pass(Millis::minutes(2));
    assert_eq!(after_asking(&server, "Olga@Example.org").await, ["reset"]);
    assert_eq!(after_asking(&server, "user1").await, ["activate"]);
    for nobody in ["", "nobody", "nobody@example.org"] {
        assert_eq!(after_asking(&server, nobody).await, [""; 0], "{nobody}");
    }
}

// covers: LINK-07
#[tokio::test]
async fn strangers_cannot_keep_an_owner_from_their_link_by_asking_again() {
    let server = TestServer::new().await;
    let mut sent = 0;
    for _ in 0..20 {
        server.pass(Millis::minutes(2));
        sent += after_asking(&server, "olga").await.len();
    }
    assert_eq!(sent, 6);
    server.pass(Millis::hours(24));
    assert_eq!(after_asking(&server, "olga").await, ["reset"]);
}
