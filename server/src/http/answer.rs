//! What handlers answer, and how it is encoded.

use lanyard_shared::protocol::{Empty, Problem};
use serde::Serialize;
use warp::http::header::{CONTENT_TYPE, RETRY_AFTER};
use warp::http::{HeaderValue, StatusCode};
use warp::reply::Response;

use crate::error::{Error, Result};

/// What a handler gives. An error becomes a problem (RFC 9457) at the router.
pub(super) type Answer = Result<Response>;

/// `value` as JSON.
pub(super) fn json<T: Serialize>(value: &T) -> Answer {
    let body = serde_json::to_vec(value)
        .map_err(|error| Error::Internal(format!("an answer could not be encoded: {error}")))?;
    let mut response = Response::new(body.into());
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, json);
    Ok(response)
}

/// Where there is nothing to say.
pub(super) fn empty() -> Answer {
    json(&Empty {})
}

/// Plain text, for people and programs that watch the server.
pub(super) fn text(text: &'static str) -> Answer {
    let mut response = Response::new(text.into());
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, plain);
    Ok(response)
}

/// The answer for an error. `request_id` names the call in the log.
pub(super) fn problem(error: Error, request_id: &str) -> Response {
    let problem = error.into_problem(request_id);
    let mut response = Response::new(encode(&problem).into());
    // A status that is none would be a slip of ours.
    *response.status_mut() =
        StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    let json = HeaderValue::from_static("application/problem+json");
    headers.insert(CONTENT_TYPE, json);
    if let Some(seconds) = problem.retry_after {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// A problem is plain data, which always encodes.
fn encode(problem: &Problem) -> Vec<u8> {
    serde_json::to_vec(problem).unwrap_or_default()
}
