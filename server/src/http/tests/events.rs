//! The event stream.

use std::pin::Pin;

use hyper::body::Body;
use lanyard_shared::time::SESSION_LIFE;

use super::*;

/// An open stream of somebody who is signed in.
async fn open(door: &Door) -> warp::reply::Response {
    let cookies = door.signed_in().await;
    let request = warp::test::request().path("/api/events");
    let request = request.header("cookie", &cookies);
    request.filter(&door.routes).await.unwrap()
}

/// The next part of a stream; `None` where it has ended.
async fn next(stream: &mut warp::reply::Response) -> Option<String> {
    let body = stream.body_mut();
    let frame = std::future::poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await?;
    let data = frame.unwrap().into_data().unwrap();
    Some(String::from_utf8(data.to_vec()).unwrap())
}

fn told(door: &Door) -> Option<String> {
    let rev = door.desk.app.rev.borrow().0;
    Some(format!("event:rev\ndata:{rev}\n\n"))
}

#[tokio::test]
async fn the_stream_tells_each_revision_and_ends_with_the_server() {
    let door = Door::founded().await;
    let mut stream = open(&door).await;
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    assert_eq!(stream.headers()["cache-control"], "no-store");
    let first = next(&mut stream).await;
    assert_eq!(first, told(&door));
    door.desk.add_nurse().await;
    let second = next(&mut stream).await;
    assert_eq!(second, told(&door));
    assert_ne!(first, second);
    door.desk.app.stopping.send_replace(true);
    assert_eq!(next(&mut stream).await, None);
}

#[tokio::test]
async fn a_silent_stream_shows_that_it_is_alive_and_ends_with_its_session() {
    let door = Door::founded().await;
    let mut stream = open(&door).await;
    assert_eq!(next(&mut stream).await, told(&door));
    tokio::time::pause();
    assert_eq!(next(&mut stream).await.as_deref(), Some(":here\n\n"));
    door.desk.clock.advance(SESSION_LIFE);
    // One more may have been on its way when the session ended.
    while next(&mut stream).await.is_some() {}
}
