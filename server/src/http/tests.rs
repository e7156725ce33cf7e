//! The interface from outside: what every answer has in common, and how calls go wrong.

use lanyard_shared::protocol::{HEADER_ACCOUNT, HEADER_DEVICE};
use lanyard_shared::time::Millis;
use serde_json::{Value, json};
use warp::filters::BoxedFilter;
use warp::http::{HeaderMap, Response};
use warp::test::RequestBuilder;

use super::*;
use crate::app::Settings;
use crate::assets::tests::CLIENT;
use crate::service::fixture::{Desk, PASSWORD};

mod client;
mod events;
mod trouble;

type Routes = BoxedFilter<(super::Response,)>;

/// A server in memory with everything before it.
struct Door {
    desk: Desk,
    routes: Routes,
}

impl Door {
    async fn founded() -> Self {
        let desk = Desk::founded().await;
        let routes = routes(&desk.app, Assets::new(CLIENT));
        Self { desk, routes }
    }

    async fn get(&self, path: &str) -> Response<bytes::Bytes> {
        warp::test::request().path(path).reply(&self.routes).await
    }

    /// A call as a page of ours makes it.
    async fn post(&self, path: &str, body: &Value) -> Response<bytes::Bytes> {
        post(path).json(body).reply(&self.routes).await
    }

    /// The cookies of somebody who has just signed in.
    async fn signed_in(&self) -> String {
        let who = json!({ "username": "olga", "password": PASSWORD });
        let answer = self.post("/api/session", &who).await;
        assert_eq!(answer.status(), 200);
        cookies(answer.headers())
    }

    async fn account(&self, cookies: &str) -> String {
        let request = warp::test::request()
            .path("/api/session")
            .header("cookie", cookies);
        let info = json_of(&request.reply(&self.routes).await);
        info["account"].as_str().unwrap().to_owned()
    }
}

fn post(path: &str) -> RequestBuilder {
    warp::test::request()
        .method("POST")
        .path(path)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/json")
}

fn json_of(answer: &Response<bytes::Bytes>) -> Value {
    serde_json::from_slice(answer.body()).unwrap()
}

/// What a browser sends back of the cookies in an answer.
fn cookies(headers: &HeaderMap) -> String {
    let set = headers.get_all("set-cookie").iter();
    let pairs: Vec<_> = set
        .map(|value| value.to_str().unwrap().split(';').next().unwrap())
        .collect();
    pairs.join("; ")
}

fn header<'a>(answer: &'a Response<bytes::Bytes>, name: &str) -> &'a str {
    let value = answer
        .headers()
        .get(name)
        .map(|value| value.to_str().unwrap());
    value.unwrap_or_default()
}

#[tokio::test]
async fn every_answer_carries_the_protocol_and_keeps_browsers_careful() {
    let door = Door::founded().await;
    for path in [
        "/",
        "/api/practice",
        "/api/nothing",
        "/none.js",
        "/api/session",
        "/healthz",
    ] {
        let answer = door.get(path).await;
        assert_eq!(header(&answer, "lanyard-protocol"), "1", "{path}");
        assert_eq!(
            header(&answer, "x-content-type-options"),
            "nosniff",
            "{path}"
        );
        assert_eq!(header(&answer, "referrer-policy"), "no-referrer", "{path}");
        assert_eq!(
            header(&answer, "cross-origin-opener-policy"),
            "same-origin",
            "{path}"
        );
        assert!(!header(&answer, "permissions-policy").is_empty(), "{path}");
        assert_eq!(header(&answer, "strict-transport-security"), "", "{path}");
        let is_page = path == "/";
        let caching = if is_page { "no-cache" } else { "no-store" };
        assert_eq!(header(&answer, "cache-control"), caching, "{path}");
    }
    let answer = door.get("/").await;
    insta::assert_snapshot!(header(&answer, "content-security-policy").replace("; ", "\n"), @"
    default-src 'none'
    script-src 'self' 'wasm-unsafe-eval' 'sha256-Yss5XdzNXcAa+SYtVALncgC6K5BbnjbKUls/s/vs3D0='
    style-src 'self'
    style-src-attr 'unsafe-inline'
    img-src 'self' data: blob:
    font-src 'self'
    connect-src 'self'
    worker-src 'self'
    manifest-src 'self'
    frame-ancestors 'none'
    base-uri 'none'
    form-action 'self'
    ");
}

#[tokio::test]
async fn browsers_that_came_by_https_stay_there() {
    let door = Door::founded().await;
    let settings = Settings {
        tls: true,
        ..door.desk.app.settings.clone()
    };
    let mut response = answer::empty().unwrap();
    headers::Common::new(&settings, &Assets::new(&[])).put(&mut response);
    let year = &response.headers()["strict-transport-security"];
    assert_eq!(year, "max-age=31536000");
}

#[tokio::test]
async fn signing_in_and_out_goes_by_cookies() {
    let door = Door::founded().await;
    let cookies = door.signed_in().await;
    assert!(cookies.contains("lanyard-session=") && cookies.contains("lanyard-browser="));
    let session = warp::test::request()
        .path("/api/session")
        .header("cookie", &cookies);
    let info = json_of(&session.reply(&door.routes).await);
    assert_eq!(info["name"], "Olga Meyer");
    let sign_out = || {
        let request = post("/api/session")
            .method("DELETE")
            .header("cookie", &cookies);
        request.json(&json!({})).reply(&door.routes)
    };
    let answer = sign_out().await;
    assert_eq!(answer.status(), 200);
    assert!(header(&answer, "set-cookie").starts_with("lanyard-session=; Path=/; Max-Age=0"));
    let session = warp::test::request()
        .path("/api/session")
        .header("cookie", &cookies);
    assert_eq!(session.reply(&door.routes).await.status(), 401);
    assert_eq!(sign_out().await.status(), 200);
}

// covers: CRED-04
#[tokio::test]
async fn the_session_lasts_over_a_closed_browser_and_no_longer_than_twelve_hours() {
    let door = Door::founded().await;
    let who = json!({ "username": "olga", "password": PASSWORD });
    let answer = door.post("/api/session", &who).await;
    let set: Vec<_> = answer.headers().get_all("set-cookie").iter().collect();
    let text = set[0].to_str().unwrap();
    assert!(
        text.contains("Max-Age=43200; HttpOnly; SameSite=Strict"),
        "{text}"
    );
}

#[tokio::test]
async fn one_changes_ones_own_password() {
    let door = Door::founded().await;
    let cookies = door.signed_in().await;
    let change = |current: &str| {
        let passwords = json!({ "current": current, "new": "a longer word for it" });
        let request = post("/api/me/password").header("cookie", &cookies);
        request.json(&passwords).reply(&door.routes)
    };
    assert_eq!(change("wrong").await.status(), 422);
    door.desk.clock.advance(Millis::seconds(1));
    assert_eq!(change(PASSWORD).await.status(), 200);
}

#[tokio::test]
async fn links_are_looked_at_used_and_renewed() {
    let door = Door::founded().await;
    let token = json!(door.desk.add_nurse().await);
    let look = json_of(&door.post("/api/links/look", &token).await);
    assert_eq!(look["account"]["username"], "bea");
    assert_eq!(door.post("/api/links/renew", &token).await.status(), 200);
    assert_eq!(door.post("/api/links/activate", &token).await.status(), 200);
    let again = door.post("/api/links/activate", &token).await;
    assert_eq!(
        (again.status().as_u16(), &json_of(&again)["type"]),
        (410, &json!("link"))
    );
    let reset = json!({ "token": token["token"], "password": "a longer word for it" });
    assert_eq!(door.post("/api/links/reset", &reset).await.status(), 410);
}

#[tokio::test]
async fn set_up_is_looked_at_and_done_once() {
    let desk = Desk::empty();
    let token = desk.setup_token().await;
    let routes = routes(&desk.app, Assets::new(CLIENT));
    let door = Door { desk, routes };
    assert_eq!(
        json_of(&door.get("/api/practice").await)["setup_needed"],
        true
    );
    let look = door
        .post("/api/setup/look", &json!({ "token": token }))
        .await;
    assert_eq!(json_of(&look)["state"], "open");
    let filled = json!(crate::service::fixture::filled(&token));
    assert_eq!(door.post("/api/setup", &filled).await.status(), 200);
    let practice = json_of(&door.get("/api/practice").await);
    assert_eq!(practice["name"], "Hillside Clinic");
    assert_eq!(door.post("/api/setup", &filled).await.status(), 410);
}

#[tokio::test]
async fn a_device_pulls_and_pushes() {
    let door = Door::founded().await;
    let cookies = door.signed_in().await;
    let account = door.account(&cookies).await;
    let call = |path: &str, body: &Value| {
        let request = post(path)
            .header("cookie", &cookies)
            .header(HEADER_ACCOUNT, &account)
            .header(HEADER_DEVICE, "01890000-0000-7000-8000-000000000001");
        request.json(body).reply(&door.routes)
    };
    let pull = json!({ "protocol": 1, "cursor": null, "acked_through": 0 });
    let pulled = call("/api/sync/pull", &pull).await;
    assert_eq!(pulled.status(), 200, "{:?}", pulled.body());
    let epoch = json_of(&pulled)["cursor"]["epoch"].clone();
    let push = json!({ "protocol": 1, "epoch": epoch, "acked_through": 0, "intents": [] });
    let pushed = call("/api/sync/push", &push).await;
    assert_eq!(pushed.status(), 200, "{:?}", pushed.body());
    assert_eq!(json_of(&pushed)["verdicts"], json!([]));
}
