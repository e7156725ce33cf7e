//! Calls that go wrong: each is told in words, and nothing half is done.

use serde_json::json;

use super::*;

/// Status and body in one text.
fn told(answer: &Response<bytes::Bytes>) -> String {
    assert_eq!(header(answer, "content-type"), "application/problem+json");
    format!("{} {}", answer.status().as_u16(), json_of(answer))
}

#[tokio::test]
async fn an_unknown_address_and_another_method_are_told_apart() {
    let door = Door::founded().await;
    insta::assert_snapshot!(told(&door.get("/api/nothing").await), @r#"404 {"message":{"key":"problem-not-found"},"status":404,"type":"not-found"}"#);
    let answer = post("/api/practice")
        .json(&json!({}))
        .reply(&door.routes)
        .await;
    insta::assert_snapshot!(told(&answer), @r#"405 {"message":{"key":"problem-method"},"status":405,"type":"method"}"#);
    assert_eq!(header(&answer, "allow"), "GET");
    let answer = warp::test::request().method("PUT").path("/api/session");
    let answer = answer.reply(&door.routes).await;
    assert_eq!(
        (answer.status().as_u16(), header(&answer, "allow")),
        (405, "GET, POST, DELETE")
    );
    let answer = post("/").json(&json!({})).reply(&door.routes).await;
    assert_eq!(
        (answer.status().as_u16(), header(&answer, "allow")),
        (405, "GET, HEAD")
    );
    assert_eq!(door.post("/api/nothing", &json!({})).await.status(), 404);
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_malformed() {
    let door = Door::founded().await;
    for body in [
        "",
        "no json",
        "{\"username\":\"olga\"",
        "[]",
        "{}",
        "{\"username\":1,\"password\":2}",
    ] {
        let answer = post("/api/session").body(body).reply(&door.routes).await;
        assert_eq!(json_of(&answer)["type"], "malformed", "{body}");
        assert_eq!(answer.status(), 400, "{body}");
    }
    let answer = post("/api/session")
        .body([0xff, 0xfe, 0])
        .reply(&door.routes)
        .await;
    insta::assert_snapshot!(told(&answer), @r#"400 {"message":{"key":"problem-malformed"},"status":400,"type":"malformed"}"#);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_whether_it_tells_its_length_or_not() {
    let door = Door::founded().await;
    let large = json!({ "username": "o".repeat(70_000), "password": "" }).to_string();
    let answer = post("/api/session").body(&large).reply(&door.routes).await;
    insta::assert_snapshot!(told(&answer), @r#"413 {"message":{"key":"problem-too-large"},"status":413,"type":"too-large"}"#);
    let told_length = post("/api/session")
        .body("{}")
        .header("content-length", "70000");
    assert_eq!(told_length.reply(&door.routes).await.status(), 413);
}

#[tokio::test]
async fn what_another_site_could_send_is_refused() {
    let door = Door::founded().await;
    let who = json!({ "username": "olga", "password": PASSWORD }).to_string();
    let request = || {
        warp::test::request()
            .method("POST")
            .path("/api/session")
            .body(&who)
    };
    let cross = request()
        .header("content-type", "application/json")
        .header("sec-fetch-site", "cross-site");
    insta::assert_snapshot!(told(&cross.reply(&door.routes).await), @r#"403 {"message":{"key":"problem-cross-site"},"status":403,"type":"forbidden"}"#);
    let form = request()
        .header("content-type", "text/plain")
        .header("sec-fetch-site", "same-origin");
    insta::assert_snapshot!(told(&form.reply(&door.routes).await), @r#"415 {"message":{"key":"problem-content-type"},"status":415,"type":"malformed"}"#);
}

#[tokio::test]
async fn nobody_signed_in_is_told_so() {
    let door = Door::founded().await;
    insta::assert_snapshot!(told(&door.get("/api/session").await), @r#"401 {"message":{"key":"problem-signed-out"},"status":401,"type":"signed-out"}"#);
    assert_eq!(door.get("/api/events").await.status(), 401);
    let change = json!({ "current": "a", "new": "b" });
    assert_eq!(door.post("/api/me/password", &change).await.status(), 401);
}

#[tokio::test]
async fn another_account_is_noticed_before_the_body_is_read() {
    let door = Door::founded().await;
    let cookies = door.signed_in().await;
    let call = |path: &str| {
        post(path)
            .header("cookie", &cookies)
            .header(HEADER_ACCOUNT, "01890000-0000-7000-8000-0000000000ff")
            .header(HEADER_DEVICE, "01890000-0000-7000-8000-000000000001")
            .body("no json at all")
    };
    for path in ["/api/sync/push", "/api/sync/pull", "/api/me/password"] {
        let answer = call(path).reply(&door.routes).await;
        assert_eq!(json_of(&answer)["type"], "wrong-account", "{path}");
        assert_eq!(answer.status(), 409, "{path}");
    }
    let answer = call("/api/session")
        .method("DELETE")
        .reply(&door.routes)
        .await;
    assert_eq!(answer.status(), 409);
    let info = warp::test::request()
        .path("/api/session")
        .header("cookie", &cookies);
    assert_eq!(info.reply(&door.routes).await.status(), 200);
}

#[tokio::test]
async fn a_queue_must_name_its_account_and_device() {
    let door = Door::founded().await;
    let cookies = door.signed_in().await;
    let account = door.account(&cookies).await;
    let device = "01890000-0000-7000-8000-000000000001";
    for (account, device) in [("", device), (account.as_str(), ""), ("olga", device)] {
        let mut request = post("/api/sync/push").header("cookie", &cookies);
        for (name, value) in [(HEADER_ACCOUNT, account), (HEADER_DEVICE, device)] {
            if !value.is_empty() {
                request = request.header(name, value);
            }
        }
        let answer = request.json(&json!({})).reply(&door.routes).await;
        assert_eq!(
            (answer.status().as_u16(), &json_of(&answer)["type"]),
            (400, &json!("malformed"))
        );
    }
}

#[tokio::test]
async fn who_tries_too_often_is_told_how_long_to_wait() {
    let door = Door::founded().await;
    let wrong = json!({ "username": "olga", "password": "wrong" });
    let first = door.post("/api/session", &wrong).await;
    insta::assert_snapshot!(told(&first), @r#"401 {"message":{"key":"problem-wrong-credentials"},"status":401,"type":"wrong-credentials"}"#);
    let mut answer = first;
    for _ in 0..10 {
        answer = door.post("/api/session", &wrong).await;
    }
    assert_eq!(answer.status(), 429);
    assert_eq!(
        header(&answer, "retry-after"),
        json_of(&answer)["retry_after"].to_string()
    );
}

#[tokio::test]
async fn a_fault_of_ours_is_told_by_a_number_and_nothing_of_the_inside() {
    let door = Door::founded().await;
    assert_eq!(door.get("/readyz").await.status(), 200);
    let broken = door
        .desk
        .app
        .store
        .write(|tx| tx.run_sql("alter table practice rename to gone"));
    broken.await.unwrap();
    let answer = door.get("/api/practice").await;
    assert_eq!(answer.status(), 500);
    let problem = json_of(&answer);
    let id = problem["request_id"].as_str().unwrap();
    assert_eq!(id.len(), 16);
    assert_eq!(problem["message"]["args"]["request"], id);
    assert!(!problem.to_string().contains("table"), "{problem}");
    assert_eq!(door.get("/healthz").await.status(), 200);
    insta::assert_snapshot!(told(&door.get("/readyz").await), @r#"503 {"message":{"key":"problem-unavailable"},"status":503,"type":"unavailable"}"#);
}
