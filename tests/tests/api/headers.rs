//! What every kind of answer carries, and how long it may be kept.

use super::drafts::PASSWORD;
use super::requests::{Request, get};
use super::server::TestServer;

/// An answer of each kind: text, JSON, page, file, problems of several origins.
fn of_each_kind() -> Vec<Request> {
    vec![
        get("/healthz"),
        get("/readyz"),
        get("/api/practice"),
        get("/api/session"),
        get("/api/nothing"),
        Request::new("PUT", "/api/session"),
        Request::new("POST", "/api/session").body("x"),
        Request::new("POST", "/api/session").header("sec-fetch-site", "cross-site"),
        get("/").header("accept", "text/html"),
        get("/staff").header("accept", "text/html"),
        get("/app-0a1b2c3d4e5f6071.js"),
        get("/app-0a1b2c3d4e5f6071.js").header("if-none-match", "\"app\""),
        get("/missing.js"),
    ]
}

#[tokio::test]
async fn every_kind_of_answer_carries_the_same_security_headers() {
    let server = TestServer::new().await;
    let mut all = Vec::new();
    for request in of_each_kind() {
        let answer = server.anonymous().send(request).await;
        let names = [
            "content-security-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "lanyard-protocol",
            "permissions-policy",
            "referrer-policy",
            "strict-transport-security",
            "x-content-type-options",
        ];
        all.push(names.map(|name| format!("{name}: {}", answer.header(name))));
    }
    all.dedup();
    assert_eq!(all.len(), 1);
    insta::assert_snapshot!(all[0].join("\n"), @"
    content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-w4ujnOpjBoH2vcasx+reJRUwYivG8Q3afx/XevGJod8='; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'
    cross-origin-opener-policy: same-origin
    cross-origin-resource-policy: same-origin
    lanyard-protocol: 1
    permissions-policy: camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()
    referrer-policy: no-referrer
    strict-transport-security: 
    x-content-type-options: nosniff
    ");
}

#[tokio::test]
async fn only_files_may_be_kept() {
    let server = TestServer::new().await;
    let mut told = Vec::new();
    for request in of_each_kind() {
        let line = format!("{} {}", request.method, request.path);
        let answer = server.anonymous().send(request).await;
        told.push(format!(
            "{line}: {} {} {}",
            answer.status,
            answer.header("content-type"),
            answer.header("cache-control"),
        ));
    }
    insta::assert_snapshot!(told.join("\n"), @"
    GET /healthz: 200 text/plain; charset=utf-8 no-store
    GET /readyz: 200 text/plain; charset=utf-8 no-store
    GET /api/practice: 200 application/json no-store
    GET /api/session: 401 application/problem+json no-store
    GET /api/nothing: 404 application/problem+json no-store
    PUT /api/session: 405 application/problem+json no-store
    POST /api/session: 400 application/problem+json no-store
    POST /api/session: 403 application/problem+json no-store
    GET /: 200 text/html; charset=utf-8 no-cache
    GET /staff: 200 text/html; charset=utf-8 no-cache
    GET /app-0a1b2c3d4e5f6071.js: 200 text/javascript; charset=utf-8 public, max-age=31536000, immutable
    GET /app-0a1b2c3d4e5f6071.js: 304  public, max-age=31536000, immutable
    GET /missing.js: 404 application/problem+json no-store
    ");
}

#[tokio::test]
async fn under_tls_browsers_are_told_to_stay_with_https() {
    let server = TestServer::empty_under_tls();
    for request in of_each_kind() {
        let answer = server.anonymous().send(request).await;
        assert_eq!(
            answer.header("strict-transport-security"),
            "max-age=31536000"
        );
    }
}

#[tokio::test]
async fn answers_to_somebody_who_is_signed_in_are_not_kept_either() {
    let server = TestServer::new().await;
    let mut admin = server.anonymous();
    for answer in [
        admin.sign_in("olga", PASSWORD).await,
        admin.get("/api/session").await,
        admin.sign_out().await,
    ] {
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}
