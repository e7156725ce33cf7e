//! Long answers travel compressed where the browser takes that.

use std::io::Read;

use flate2::read::GzDecoder;

use super::requests::post;
use super::server::TestServer;

#[tokio::test]
async fn news_comes_compressed_to_who_takes_it_and_reads_the_same() {
    let server = TestServer::new().await;
    let mut admin = server.admin().await;
    let mut pull = admin.pull_request();
    pull.cursor = None;
    let plain = admin.send(post("/api/sync/pull").json(&pull)).await;
    assert_eq!(plain.header("content-encoding"), "");
    assert_eq!(plain.header("vary"), "accept-encoding");
    let zipped = post("/api/sync/pull")
        .json(&pull)
        .header("accept-encoding", "gzip, br");
    let zipped = admin.send(zipped).await;
    assert_eq!(zipped.header("content-encoding"), "gzip");
    assert_eq!(zipped.header("content-type"), "application/json");
    assert!(zipped.body.len() < plain.body.len() / 2);
    let mut text = String::new();
    GzDecoder::new(&zipped.body[..])
        .read_to_string(&mut text)
        .unwrap();
    assert_eq!(text, plain.text());
}

#[tokio::test]
async fn a_refusal_is_short_and_is_left_as_it_is() {
    let server = TestServer::new().await;
    let pull = post("/api/sync/pull").header("accept-encoding", "gzip");
    let refused = server.anonymous().send(pull).await;
    assert!(refused.status >= 400);
    assert_eq!(refused.header("content-encoding"), "");
}
