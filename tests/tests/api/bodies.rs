//! Requests that are none of ours: bodies, methods, addresses and origins.

use super::drafts::PASSWORD;
use super::requests::{Request, get, post};
use super::server::TestServer;

/// Routes that read a body, in the order of the list.
const WITH_BODY: [&str; 23] = [
    "/api/setup/look",
    "/api/setup",
    "/api/session",
    "/api/session/unlock",
    "/api/me/password",
    "/api/links/look",
    "/api/links/activate",
    "/api/links/forgot",
    "/api/links/reset",
    "/api/accounts/link/show",
    "/api/me/email",
    "/api/links/email/confirm",
    "/api/links/email/undo",
    "/api/mails/resend",
    "/api/accounts/pins",
    "/api/accounts/sessions",
    "/api/accounts/sessions/end",
    "/api/accounts/two-factor",
    "/api/me/two-factor/begin",
    "/api/me/two-factor/finish",
    "/api/support-pin/check",
    "/api/sync/push",
    "/api/sync/pull",
];

/// What a signed-in administrator is told for the same request at each of the routes.
async fn everywhere(request: impl Fn(&str) -> Request) -> String {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let before = server.rev();
    let mut told = Vec::new();
    for path in WITH_BODY {
        told.push(admin.send(request(path)).await.to_string());
    }
    assert_eq!(server.rev(), before);
    told.dedup();
    told.join("\n")
}

#[tokio::test]
async fn a_body_that_is_not_the_json_asked_for_cannot_be_read() {
    let expected = everywhere(|path| post(path).body("")).await;
    insta::assert_snapshot!(expected, @r#"400 {"type":"malformed","status":400,"message":{"key":"problem-malformed"}}"#);
    let deep = "[".repeat(30_000);
    for body in [
        &b"{"[..],
        b"hello",
        b"<html></html>",
        b"username=olga&password=x",
        b"null",
        b"[]",
        b"\"text\"",
        b"{}{}",
        b"{\"token\":",
        b"\xff\xfe\x00",
        b"{\"token\":\"\xc3\x28\"}",
        b"{\"token\":\"\\ud800\"}",
        deep.as_bytes(),
    ] {
        let told = everywhere(|path| post(path).body(body)).await;
        assert_eq!(told, expected, "{}", String::from_utf8_lossy(body));
    }
}

#[tokio::test]
async fn another_content_type_is_refused() {
    let expected = everywhere(|path| post(path).without("content-type")).await;
    insta::assert_snapshot!(expected, @r#"415 {"type":"malformed","status":415,"message":{"key":"problem-content-type"}}"#);
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/problem+json",
        "",
    ] {
        let told = everywhere(|path| post(path).header("content-type", kind)).await;
        assert_eq!(told, expected, "{kind}");
    }
    let charset = "Application/JSON; charset=utf-8";
    let told = everywhere(|path| post(path).header("content-type", charset)).await;
    assert!(told.starts_with("400 "), "{told}");
}

#[tokio::test]
async fn a_body_that_says_it_is_too_large_is_not_read() {
    let told = everywhere(|path| post(path).header("content-length", 1024 * 1024 + 1)).await;
    insta::assert_snapshot!(told, @r#"413 {"type":"too-large","status":413,"message":{"key":"problem-too-large"}}"#);
}

#[tokio::test]
async fn a_body_that_turns_out_too_large_is_cut_off() {
    let body = vec![b' '; 1024 * 1024 + 1];
    let told = everywhere(|path| post(path).body(body.clone()).header("content-length", 2)).await;
    insta::assert_snapshot!(told, @r#"413 {"type":"too-large","status":413,"message":{"key":"problem-too-large"}}"#);
}

#[tokio::test]
async fn a_push_may_be_larger_than_other_calls() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let spaces = " ".repeat(64 * 1024);
    let push = serde_json::to_string(&admin.push_request(Vec::new())).unwrap();
    let answer = admin
        .send(post("/api/sync/push").body(format!("{push}{spaces}")))
        .await;
    assert_eq!(answer.status, 200);
    let pull = serde_json::to_string(&admin.pull_request()).unwrap();
    let answer = admin
        .send(post("/api/sync/pull").body(format!("{pull}{spaces}")))
        .await;
    assert_eq!(answer.status, 413);
}

#[tokio::test]
async fn writes_from_other_sites_are_refused() {
    let expected = everywhere(|path| post(path).header("sec-fetch-site", "cross-site")).await;
    insta::assert_snapshot!(expected, @r#"403 {"type":"forbidden","status":403,"message":{"key":"problem-cross-site"}}"#);
    let by_origin = |origin: &'static str| {
        move |path: &str| {
            post(path)
                .without("sec-fetch-site")
                .header("origin", origin)
        }
    };
    for origin in [
        "https://evil.example",
        "null",
        "https://desk.example.org.evil.example",
        "",
    ] {
        assert_eq!(everywhere(by_origin(origin)).await, expected, "{origin}");
    }
    let none = everywhere(|path| post(path).without("sec-fetch-site")).await;
    assert_eq!(none, expected);
    let ours = everywhere(by_origin("https://desk.example.org")).await;
    assert!(ours.starts_with("400 "), "{ours}");
}

#[tokio::test]
async fn another_site_cannot_sign_anybody_out_or_ask_for_mails() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    for request in [
        Request::new("DELETE", "/api/session"),
        post("/api/links/renew"),
    ] {
        let foreign = request.header("sec-fetch-site", "same-site");
        assert_eq!(admin.send(foreign).await.status, 403);
    }
    assert_eq!(admin.get("/api/session").await.status, 200);
}

#[tokio::test]
async fn another_method_is_told_with_those_that_there_are() {
    let server = TestServer::new().await;
    let mut told = Vec::new();
    for (method, path) in [
        ("DELETE", "/api/practice"),
        ("GET", "/api/setup"),
        ("PUT", "/api/session"),
        ("PATCH", "/api/me/password"),
        ("GET", "/api/links/look"),
        ("GET", "/api/sync/push"),
        ("POST", "/api/events"),
        ("POST", "/healthz"),
        ("DELETE", "/"),
        ("POST", "/staff"),
    ] {
        let answer = server.anonymous().send(Request::new(method, path)).await;
        assert_eq!(answer.status, 405, "{method} {path}: {answer}");
        told.push(format!("{path}: {}", answer.header("allow")));
    }
    insta::assert_snapshot!(told.join("\n"), @"
    /api/practice: GET
    /api/setup: POST
    /api/session: GET, POST, DELETE
    /api/me/password: POST
    /api/links/look: POST
    /api/sync/push: POST
    /api/events: GET
    /healthz: GET
    /: GET, HEAD
    /staff: GET, HEAD
    ");
    let answer = server
        .anonymous()
        .send(Request::new("PUT", "/api/session"))
        .await;
    insta::assert_snapshot!(answer, @r#"405 {"type":"method","status":405,"message":{"key":"problem-method"}}"#);
}

#[tokio::test]
async fn an_unknown_address_of_the_interface_is_told_as_a_problem() {
    let server = TestServer::new().await;
    let page = get("/api/nothing").header("accept", "text/html");
    insta::assert_snapshot!(server.anonymous().send(page).await, @r#"404 {"type":"not-found","status":404,"message":{"key":"problem-not-found"}}"#);
    for path in [
        "/api",
        "/api/",
        "/api/session/x",
        "/api/sessions",
        "/api/Session",
        "/api/%00",
    ] {
        for method in ["GET", "POST", "PATCH"] {
            let answer = server.anonymous().send(Request::new(method, path)).await;
            assert_eq!(answer.status, 404, "{method} {path}: {answer}");
        }
    }
}

#[tokio::test]
async fn an_address_of_the_client_gives_its_page_and_a_missing_file_does_not() {
    let server = TestServer::new().await;
    let mut browser = server.anonymous();
    for path in ["/", "/staff", "/activate", "/no/such/page"] {
        let answer = browser
            .send(get(path).header("accept", "text/html,*/*"))
            .await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert!(answer.text().contains("init()"), "{path}");
    }
    let missing = get("/app-ffffffffffffffff.js").header("accept", "text/html,*/*");
    insta::assert_snapshot!(browser.send(missing).await, @r#"404 {"type":"not-found","status":404,"message":{"key":"problem-not-found"}}"#);
    let fetched = browser.send(get("/staff").header("accept", "*/*")).await;
    assert_eq!(fetched.status, 404);
    for path in [
        "/../etc/passwd",
        "/%2e%2e/lanyard.db",
        "/lanyard.db",
        "//evil.example/x.js",
    ] {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn questions_need_no_origin_and_no_content_type() {
    let server = TestServer::new().await;
    let mut admin = server.anonymous();
    admin.sign_in("olga", PASSWORD).await;
    let bare = get("/api/session")
        .without("sec-fetch-site")
        .without("lanyard-account");
    assert_eq!(admin.send(bare).await.status, 200);
}
