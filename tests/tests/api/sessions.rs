//! Signing in and out: wrong passwords, too many tries, sessions that are over, and the cookies.

use lanyard_shared::protocol::{OwnPassword, SessionInfo};
use lanyard_shared::record::Standing;
use lanyard_shared::time::{Millis, SESSION_LIFE};

use super::answer::Answer;
use super::client::Client;
use super::drafts::{GIVEN_PASSWORD, PASSWORD, account};
use super::requests::{delete, get};
use super::server::TestServer;

/// The cookies of an answer, without their random values.
fn cookies(answer: &Answer) -> String {
    let cookies = answer.set_cookies().into_iter().map(|cookie| {
        let (name, rest) = cookie.split_once('=').unwrap();
        let (value, attributes) = rest.split_once(';').unwrap();
        let value = if value.is_empty() { "" } else { "…" };
        format!("{name}={value};{attributes}")
    });
    cookies.collect::<Vec<_>>().join("\n")
}

async fn wrong(client: &mut Client) -> Answer {
    client.sign_in("olga", "not the password").await
}

#[tokio::test]
async fn who_signs_in_is_known_until_they_sign_out() {
    let server = TestServer::new().await;
    let mut admin = server.anonymous();
    let answer = admin.sign_in(" OLGA ", PASSWORD).await;
    let info: SessionInfo = answer.json();
    assert_eq!(info.name, "Olga Meyer");
    assert_eq!(info.own_password, OwnPassword::NotAsked);
    assert_eq!(
        info.expires_at.since(server.app.effects.now()),
        SESSION_LIFE
    );
    assert_eq!(admin.get("/api/session").await.json::<SessionInfo>(), info);
    let kept = admin.cookies.clone();
    let out = admin.sign_out().await;
    insta::assert_snapshot!(out, @"200 {}");
    insta::assert_snapshot!(cookies(&out), @"lanyard-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
    insta::assert_snapshot!(admin.get("/api/session").await, @r#"401 {"type":"signed-out","status":401,"message":{"key":"problem-signed-out"}}"#);
    // The cookie that somebody copied is worth nothing either.
    admin.cookies = kept;
    assert_eq!(admin.get("/api/session").await.status, 401);
    let again = admin.sign_out().await;
    assert_eq!(again.to_string(), "200 {}");
}

#[tokio::test]
async fn cookies_are_out_of_reach_of_scripts_and_other_sites() {
    let server = TestServer::new().await;
    let answer = server.anonymous().sign_in("olga", PASSWORD).await;
    insta::assert_snapshot!(cookies(&answer), @"
    lanyard-session=…; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict
    lanyard-browser=…; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict
    ");
    let server = TestServer::empty_under_tls().set_up().await;
    let mut browser = server.anonymous();
    let answer = browser.sign_in("olga", PASSWORD).await;
    insta::assert_snapshot!(cookies(&answer), @"
    __Host-lanyard-session=…; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure
    __Host-lanyard-browser=…; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict; Secure
    ");
    insta::assert_snapshot!(cookies(&browser.sign_out().await), @"__Host-lanyard-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure");
}

#[tokio::test]
async fn under_tls_a_cookie_without_its_prefix_counts_for_nothing() {
    let server = TestServer::empty_under_tls().set_up().await;
    let mut browser = server.admin().await;
    let token = browser.cookies["__Host-lanyard-session"].clone();
    assert_eq!(browser.get("/api/session").await.status, 200);
    let plain = get("/api/session").header("cookie", format!("lanyard-session={token}"));
    assert_eq!(browser.send(plain).await.status, 401);
}

// covers: CRED-02
#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_told_alike() {
    let server = TestServer::new().await;
    let known = wrong(&mut server.anonymous()).await;
    insta::assert_snapshot!(known, @r#"401 {"type":"wrong-credentials","status":401,"message":{"key":"problem-wrong-credentials"}}"#);
    let unknown = server
        .anonymous()
        .sign_in("nobody", "not the password")
        .await;
    assert_eq!(unknown.to_string(), known.to_string());
    assert!(known.set_cookies().is_empty());
}

#[tokio::test]
async fn empty_and_absurd_names_and_passwords_are_wrong_ones() {
    let server = TestServer::new().await;
    let long = "x".repeat(30_000);
    let expected = wrong(&mut server.anonymous()).await.to_string();
    for (username, password) in [
        ("", ""),
        ("", PASSWORD),
        (" ", PASSWORD),
        (&long, &long),
        ("<script>alert(1)</script>", "'; drop table accounts; --"),
        ("o\u{0}lga", PASSWORD),
        ("%", PASSWORD),
        ("Ольга", "пароль"),
    ] {
        let answer = server.anonymous().sign_in(username, password).await;
        assert_eq!(answer.to_string(), expected, "{username}");
        server.pass(Millis::seconds(30));
    }
}

// covers: CRED-03
#[tokio::test]
async fn after_too_many_tries_one_has_to_wait_ever_longer() {
    let server = TestServer::new().await;
    let mut stranger = server.anonymous();
    let mut waits = Vec::new();
    for _ in 0..8 {
        assert_eq!(wrong(&mut stranger).await.status, 401);
        let told = wrong(&mut stranger).await;
        assert_eq!(told.status, 429);
        let seconds: i64 = told.header("retry-after").parse().unwrap();
        waits.push(seconds);
        server.pass(Millis(seconds * 1000 - 1));
        assert_eq!(wrong(&mut stranger).await.header("retry-after"), "1");
        server.pass(Millis(1));
    }
    assert_eq!(waits, [1, 3, 5, 10, 20, 30, 30, 30]);
    wrong(&mut stranger).await;
    insta::assert_snapshot!(wrong(&mut stranger).await, @r#"429 {"type":"too-many","status":429,"message":{"key":"problem-too-many"},"retry_after":30}"#);
    let right_but_early = stranger.sign_in("olga", PASSWORD).await;
    assert_eq!(right_but_early.status, 429);
    server.pass(Millis::seconds(30));
    assert_eq!(stranger.sign_in("olga", PASSWORD).await.status, 200);
}

// covers: CRED-03
#[tokio::test]
async fn strangers_do_not_lock_out_a_browser_that_is_known() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    admin.sign_out().await;
    wrong(&mut server.anonymous()).await;
    assert_eq!(wrong(&mut server.anonymous()).await.status, 429);
    assert_eq!(admin.sign_in("olga", PASSWORD).await.status, 200);
}

// covers: CRED-02
#[tokio::test]
async fn why_an_account_cannot_sign_in_is_told_after_the_right_password_only() {
    let server = TestServer::new().await;
    server.invited().await;
    let mut told = Vec::new();
    for standing in [
        Standing::Pending,
        Standing::Locked,
        Standing::Deactivated,
        Standing::Removed,
    ] {
        server.put(1, standing).await;
        let mut member = server.anonymous();
        told.push(member.sign_in("user1", GIVEN_PASSWORD).await.to_string());
        assert_eq!(member.sign_in("user1", PASSWORD).await.status, 401);
        server.pass(Millis::seconds(1));
    }
    insta::assert_snapshot!(told.join("\n"), @r#"
    403 {"type":"forbidden","status":403,"message":{"key":"sign-in-pending"}}
    403 {"type":"forbidden","status":403,"message":{"key":"sign-in-locked"}}
    403 {"type":"forbidden","status":403,"message":{"key":"sign-in-deactivated"}}
    403 {"type":"forbidden","status":403,"message":{"key":"sign-in-deactivated"}}
    "#);
}

// covers: CRED-04
#[tokio::test]
async fn a_session_ends_by_itself_and_with_its_account() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    server.pass(Millis(SESSION_LIFE.0 - 1));
    assert_eq!(admin.get("/api/session").await.status, 200);
    server.pass(Millis(1));
    insta::assert_snapshot!(admin.get("/api/session").await, @r#"401 {"type":"signed-out","status":401,"message":{"key":"problem-signed-out"}}"#);
    insta::assert_snapshot!(admin.try_push(vec![]).await, @r#"401 {"type":"signed-out","status":401,"message":{"key":"problem-signed-out"}}"#);
    let mut nurse = server.nurse().await;
    server.put(1, Standing::Deactivated).await;
    assert_eq!(nurse.get("/api/session").await.status, 401);
}

#[tokio::test]
async fn made_up_cookies_sign_nobody_in() {
    let server = TestServer::new().await;
    for cookie in [
        "lanyard-session=",
        "lanyard-session=x",
        "lanyard-session=%00%ff",
        "lanyard-session",
        "=;;=",
    ] {
        let request = get("/api/session").header("cookie", cookie);
        assert_eq!(
            server.anonymous().send(request).await.status,
            401,
            "{cookie}"
        );
    }
}

#[tokio::test]
async fn a_page_of_another_account_cannot_sign_this_one_out() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let stranger = account(9);
    let out = delete("/api/session").header("lanyard-account", stranger);
    insta::assert_snapshot!(admin.send(out).await, @r#"409 {"type":"wrong-account","status":409,"message":{"key":"problem-wrong-account"}}"#);
    let look = get("/api/session").header("lanyard-account", stranger);
    assert_eq!(admin.send(look).await.status, 409);
    assert_eq!(admin.get("/api/session").await.status, 200);
}
