//! The event stream: hints that something changed. A page that misses one pulls later.

use std::convert::Infallible;
use std::task::Poll;
use std::time::Duration;

use lanyard_shared::protocol::Rev;
use tokio::sync::mpsc;
use warp::Reply;
use warp::http::HeaderValue;
use warp::http::header::CACHE_CONTROL;
use warp::sse::Event;

use crate::app::App;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::service::sessions;

/// How often a silent stream shows that it is alive, and is asked whether its session still is.
const PING: Duration = Duration::from_secs(20);

/// GET /api/events: an event `rev` with the newest revision at first and after each change.
pub(super) async fn events(call: Call) -> Answer {
    call.actor().await?;
    let session = call.session().map(str::to_owned);
    let (sender, mut receiver) = mpsc::channel(1);
    tokio::spawn(feed(call.app().clone(), session, sender));
    let stream = futures_util::stream::poll_fn(move |context| -> Poll<Option<_>> {
        receiver
            .poll_recv(context)
            .map(|event| event.map(Ok::<Event, Infallible>))
    });
    let mut response = warp::sse::reply(stream).into_response();
    let no_store = HeaderValue::from_static("no-store");
    response.headers_mut().insert(CACHE_CONTROL, no_store);
    Ok(response)
}

/// Fills one stream until the page goes, the session is over, or the server ends.
async fn feed(app: App, session: Option<String>, sender: mpsc::Sender<Event>) {
    let mut revs = app.rev.subscribe();
    revs.mark_changed();
    let mut pings = tokio::time::interval(PING);
    pings.reset();
    loop {
        let event = tokio::select! {
            () = sender.closed() => return,
            () = app.stopped() => return,
            changed = revs.changed() => match changed {
                Ok(()) => told(*revs.borrow_and_update()),
                Err(_) => return,
            },
            _ = pings.tick() => Event::default().comment("here"),
        };
        // A session may have been ended by the very change that is to be told.
        let over = sessions::actor(&app, session.as_deref()).await.is_err();
        if over || sender.send(event).await.is_err() {
            return;
        }
    }
}

fn told(rev: Rev) -> Event {
    Event::default().event("rev").data(rev.0.to_string())
}
