//! The client's files over HTTP.

use super::*;

const PAGE: &str = "<!doctype html><script type=\"module\">load();</script>";

async fn ask(door: &Door, path: &str, headers: &[(&str, &str)]) -> Response<bytes::Bytes> {
    let request = warp::test::request().path(path);
    let request = headers.iter().fold(request, |request, (name, value)| {
        request.header(*name, *value)
    });
    request.reply(&door.routes).await
}

#[tokio::test]
async fn every_address_of_the_client_gives_the_page_to_a_person() {
    let door = Door::founded().await;
    let html = ("accept", "text/html,application/xhtml+xml");
    for path in ["/", "/staff", "/staff/01890000", "/activate"] {
        let answer = ask(&door, path, &[html]).await;
        assert_eq!(
            (answer.status().as_u16(), &answer.body()[..]),
            (200, PAGE.as_bytes()),
            "{path}"
        );
        assert_eq!(header(&answer, "content-type"), "text/html; charset=utf-8");
    }
}

#[tokio::test]
async fn a_file_that_is_not_there_is_not_answered_with_the_page() {
    let door = Door::founded().await;
    let html = ("accept", "text/html");
    for (path, headers) in [
        ("/app-ffffffffffffffff.js", vec![html]),
        ("/staff", vec![("accept", "*/*")]),
        ("/staff", vec![]),
        ("/api", vec![html]),
        ("/api/staff", vec![html]),
        ("/../Cargo.toml", vec![html]),
    ] {
        let answer = ask(&door, path, &headers).await;
        assert_eq!(answer.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn files_are_kept_by_what_their_names_promise() {
    let door = Door::founded().await;
    let caching =
        async |path: &str| header(&ask(&door, path, &[]).await, "cache-control").to_owned();
    assert_eq!(
        caching("/app-0a1b2c3d4e5f6071.js").await,
        "public, max-age=31536000, immutable"
    );
    assert_eq!(caching("/sw.js").await, "no-cache");
    assert_eq!(caching("/").await, "no-cache");
}

#[tokio::test]
async fn the_best_copy_is_sent_and_said() {
    let door = Door::founded().await;
    let brotli = ask(&door, "/", &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(header(&brotli, "content-encoding"), "br");
    assert_eq!(header(&brotli, "vary"), "accept-encoding");
    assert_eq!(&brotli.body()[..], b"page in brotli");
    let plain = ask(&door, "/", &[]).await;
    assert_eq!(header(&plain, "content-encoding"), "");
}

#[tokio::test]
async fn a_copy_that_the_browser_has_is_not_sent_again() {
    let door = Door::founded().await;
    let first = ask(&door, "/sw.js", &[]).await;
    let tag = header(&first, "etag").to_owned();
    for known in [tag.clone(), format!("\"old\", W/{tag}"), "*".to_owned()] {
        let again = ask(&door, "/sw.js", &[("if-none-match", &known)]).await;
        assert_eq!(
            (again.status().as_u16(), again.body().len()),
            (304, 0),
            "{known}"
        );
        assert_eq!(header(&again, "etag"), tag);
    }
    let other = ask(&door, "/sw.js", &[("if-none-match", "\"old\"")]).await;
    assert_eq!(other.status(), 200);
}
