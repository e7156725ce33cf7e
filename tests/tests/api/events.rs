//! The event stream, and bodies in chunks: what takes a real connection.

use std::time::Duration;

use lanyard_server::effects::testing;
use lanyard_server::serve::Running;
use lanyard_shared::record::TwoFactorPolicy;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::drafts::{account, set_up_page};
use super::folder::Folder;
use super::requests::get;
use super::server::TestServer;
use super::starting::{options, start};

/// A server with a socket, set up, and one in this process around the same parts.
async fn served(folder: &Folder) -> (Running, TestServer) {
    let running = start(&options(folder.path())).await.unwrap();
    let (_, clock) = testing::effects();
    let server = TestServer::around(running.app().clone(), clock);
    let page = set_up_page(&server.setup_token().await);
    let answer = server.anonymous().post("/api/setup", &page).await;
    assert_eq!(answer.to_string(), "200 {}");
    server.ask_second_factor_of(TwoFactorPolicy::Off).await;
    (running, server)
}

/// A connection that has sent a request.
struct Connection {
    stream: TcpStream,
    heard: String,
}

impl Connection {
    async fn sending(running: &Running, request: &str) -> Self {
        let mut stream = TcpStream::connect(running.address()).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        Self {
            stream,
            heard: String::new(),
        }
    }

    /// Reads until `wanted` was heard, and gives what came up to there.
    async fn until(&mut self, wanted: &str) -> String {
        loop {
            if let Some(at) = self.heard.find(wanted) {
                let rest = self.heard.split_off(at + wanted.len());
                return std::mem::replace(&mut self.heard, rest);
            }
            assert!(self.hear().await > 0, "it ended with {}", self.heard);
        }
    }

    /// Reads until the other side closes.
    async fn rest(mut self) -> String {
        while self.hear().await > 0 {}
        self.heard
    }

    async fn hear(&mut self) -> usize {
        let mut bytes = [0; 4096];
        let read = self.stream.read(&mut bytes);
        let count = tokio::time::timeout(Duration::from_secs(10), read).await;
        let count = count.expect("nothing came").unwrap();
        self.heard
            .push_str(&String::from_utf8_lossy(&bytes[..count]));
        count
    }
}

#[tokio::test]
async fn the_event_stream_tells_each_new_revision_and_ends_with_the_server() {
    let folder = Folder::new("events");
    let (running, server) = served(&folder).await;
    let mut admin = server.admin().await;
    let request = format!(
        "GET /api/events HTTP/1.1\r\nhost: x\r\ncookie: {}\r\n\r\n",
        admin.cookie_header()
    );
    let mut events = Connection::sending(&running, &request).await;
    let head = events.until("\r\n\r\n").await;
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    for line in [
        "content-type: text/event-stream",
        "cache-control: no-store",
        "lanyard-protocol: 1",
    ] {
        assert!(head.contains(line), "{line} is not in {head}");
    }
    let told = |rev: u64| format!("event:rev\ndata:{rev}\n\n");
    events.until(&told(server.rev().0)).await;
    let intent = admin.create(1);
    admin.push(vec![intent]).await;
    events.until(&told(server.rev().0)).await;
    drop((admin, server));
    running.stop().await;
    let end = events.rest().await;
    assert!(end.ends_with("0\r\n\r\n"), "it was cut: {end}");
}

#[tokio::test]
async fn the_event_stream_ends_with_its_session() {
    let folder = Folder::new("events-session");
    let (running, server) = served(&folder).await;
    let mut admin = server.admin().await;
    let request = format!(
        "GET /api/events HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncookie: {}\r\n\r\n",
        admin.cookie_header()
    );
    let mut events = Connection::sending(&running, &request).await;
    events.until("event:rev\n").await;
    admin.sign_out().await;
    events.rest().await;
    drop((admin, server));
    running.stop().await;
}

#[tokio::test]
async fn the_event_stream_is_for_the_account_that_is_signed_in() {
    let server = TestServer::new().await;
    insta::assert_snapshot!(server.anonymous().get("/api/events").await, @r#"401 {"type":"signed-out","status":401,"message":{"key":"problem-signed-out"}}"#);
    let mut admin = server.admin().await;
    let other = get("/api/events");
    let other = other.header("lanyard-account", account(9));
    insta::assert_snapshot!(admin.send(other).await, @r#"409 {"type":"wrong-account","status":409,"message":{"key":"problem-wrong-account"}}"#);
}

#[tokio::test]
async fn a_body_in_chunks_is_cut_off_where_it_becomes_too_large() {
    let folder = Folder::new("chunks");
    let (running, server) = served(&folder).await;
    let head = "POST /api/session HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
        content-type: application/json\r\nsec-fetch-site: same-origin\r\n\
        transfer-encoding: chunked\r\n\r\n";
    let chunk = format!("1000\r\n{}\r\n", " ".repeat(0x1000));
    let endless = format!("{head}{}", chunk.repeat(17));
    let mut connection = Connection::sending(&running, &endless).await;
    let answer = connection.until("}").await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert!(answer.contains("problem-too-large"), "{answer}");
    let small = format!("{head}{chunk}0\r\n\r\n");
    let answer = Connection::sending(&running, &small).await.rest().await;
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    drop(server);
    running.stop().await;
}

#[tokio::test]
async fn bytes_that_are_no_http_hurt_nobody() {
    let folder = Folder::new("no-http");
    let (running, server) = served(&folder).await;
    for text in [
        "hello\r\n\r\n",
        "\u{16}\u{3}\u{1}",
        "GET / HTTP/9.9\r\n\r\n",
    ] {
        let mut connection = Connection::sending(&running, text).await;
        connection.stream.shutdown().await.unwrap();
        let answer = connection.rest().await;
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 400 "),
            "{answer}"
        );
    }
    let request = "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let answer = Connection::sending(&running, request).await.rest().await;
    assert!(answer.ends_with("\r\n\r\nok\n"), "{answer}");
    drop(server);
    running.stop().await;
}
