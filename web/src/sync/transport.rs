//! Push and pull over HTTP. Nothing of an answer is believed before it is known to be our server's.

use gloo_net::http::{RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use lanyard_shared::id::{AccountId, DeviceId};
use lanyard_shared::protocol::{
    HEADER_ACCOUNT, HEADER_DEVICE, HEADER_PROTOCOL, PROTOCOL, PullAnswer, PullRequest, PushAnswer,
    PushRequest,
};
use lanyard_shared::replica::CallTrouble;
use lanyard_shared::time::Millis;
use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::AbortController;

/// How long the rest of an answer may take once it has begun.
const BODY_MILLIS: u32 = 20_000;

/// In whose name a call is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caller {
    pub(super) account: AccountId,
    pub(super) device: DeviceId,
}

/// Sends intents.
pub(super) async fn push(
    caller: Caller,
    request: &PushRequest,
    patience: Millis,
) -> Result<PushAnswer, CallTrouble> {
    call(caller, "/api/sync/push", request, patience).await
}

/// Asks for news.
pub(super) async fn pull(
    caller: Caller,
    request: &PullRequest,
    patience: Millis,
) -> Result<Box<PullAnswer>, CallTrouble> {
    call(caller, "/api/sync/pull", request, patience).await
}

async fn call<T: DeserializeOwned>(
    caller: Caller,
    path: &str,
    body: &impl Serialize,
    patience: Millis,
) -> Result<T, CallTrouble> {
    let abort = AbortController::new().map_err(|_| CallTrouble::Offline)?;
    let signal = abort.signal();
    let request = RequestBuilder::new(path)
        .method(gloo_net::http::Method::POST)
        .abort_signal(Some(&signal))
        .header("accept", "application/json")
        .header(HEADER_ACCOUNT, &caller.account.to_string())
        .header(HEADER_DEVICE, &caller.device.to_string())
        .json(body)
        .map_err(|_| CallTrouble::Offline)?;
    let aborting = abort.clone();
    let millis = u32::try_from(patience.0).unwrap_or(BODY_MILLIS);
    let waiting = Timeout::new(millis, move || aborting.abort());
    let response = request.send().await.map_err(|_| CallTrouble::Offline)?;
    drop(waiting);
    let _waiting = Timeout::new(BODY_MILLIS, move || abort.abort());
    recognise(&response)?;
    let text = response.text().await.map_err(|_| CallTrouble::Offline)?;
    if response.ok() {
        serde_json::from_str(&text).map_err(|_| CallTrouble::Unreadable)
    } else {
        let problem = serde_json::from_str(&text).map_err(|_| CallTrouble::Unreadable)?;
        Err(CallTrouble::Problem(problem))
    }
}

/// Whether this is an answer of our server, and of a version that this page can read.
fn recognise(response: &Response) -> Result<(), CallTrouble> {
    let header = |name: &str| response.headers().get(name).unwrap_or_default();
    let version = header(HEADER_PROTOCOL);
    if version.is_empty() {
        return Err(match response.status() {
            // A proxy says that the server behind it is gone.
            502..=504 => CallTrouble::Offline,
            _ => CallTrouble::CaptivePortal,
        });
    }
    if version != PROTOCOL.to_string() {
        return Err(CallTrouble::Unreadable);
    }
    let kind = header("content-type");
    let json = ["application/json", "application/problem+json"];
    if json.iter().any(|json| kind.starts_with(json)) {
        Ok(())
    } else {
        Err(CallTrouble::CaptivePortal)
    }
}
