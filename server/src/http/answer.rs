//! What handlers answer, and how it is encoded.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use lanyard_shared::protocol::{Empty, Problem};
use serde::Serialize;
use warp::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER, VARY};
use warp::http::{HeaderMap, HeaderValue, StatusCode};
use warp::reply::Response;

use crate::error::{Error, Result};

/// Shorter bodies are not worth compressing: they fit into one packet.
const WORTH_COMPRESSING: usize = 1024;

/// What a handler gives. An error becomes a problem (RFC 9457) at the router.
pub(super) type Answer = Result<Response>;

/// `value` as JSON.
pub(super) fn json<T: Serialize>(value: &T) -> Answer {
    let mut response = Response::new(encoded(value)?.into());
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, json);
    Ok(response)
}

/// A long `value` as JSON, compressed where the caller takes that (RFC 9110, section 8.4.1.3). Nothing
/// secret is in what is pulled, so that its length tells nobody anything.
pub(super) async fn long_json<T: Serialize>(headers: &HeaderMap, value: &T) -> Answer {
    let body = encoded(value)?;
    let accepted = headers.get(ACCEPT_ENCODING);
    let accepted = accepted.and_then(|accepted| accepted.to_str().ok());
    let takes_gzip = accepted.is_some_and(|accepted| accepted.contains("gzip"));
    let mut response = if takes_gzip && body.len() >= WORTH_COMPRESSING {
        // A page of many rows takes milliseconds, which the async threads have better uses for.
        let compressed = tokio::task::spawn_blocking(move || compressed(&body)).await;
        let compressed = compressed
            .map_err(|error| Error::Internal(format!("compressing an answer stopped: {error}")))?
            .map_err(|error| Error::Internal(format!("an answer was not compressed: {error}")))?;
        let mut response = Response::new(compressed.into());
        let gzip = HeaderValue::from_static("gzip");
        response.headers_mut().insert(CONTENT_ENCODING, gzip);
        response
    } else {
        Response::new(body.into())
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    Ok(response)
}

fn encoded<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    serde_json::to_vec(value)
        .map_err(|error| Error::Internal(format!("an answer could not be encoded: {error}")))
}

fn compressed(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body)?;
    encoder.finish()
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
