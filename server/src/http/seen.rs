//! A request as the log knows it.

use std::time::Instant;

use warp::http::Method;
use warp::reply::Response;

use crate::effects::Effects;

/// A request as the log knows it.
pub(super) struct Seen {
    /// Names the call in the log and, where the fault is ours, in the answer.
    pub(super) id: String,
    /// The path. Secrets travel in bodies and fragments, never in it.
    pub(super) path: String,
    method: Method,
    since: Instant,
}

impl Seen {
    /// A request that has just come.
    pub(super) fn now(effects: &Effects, method: Method, path: &str) -> Self {
        Self {
            id: format!("{:016x}", u64::from_be_bytes(effects.random())),
            path: path.to_owned(),
            method,
            since: Instant::now(),
        }
    }

    /// Writes down how it was answered. Calls of the interface are told, files only on request.
    pub(super) fn log(&self, response: &Response) {
        let Self {
            id,
            path,
            method,
            since,
        } = self;
        let status = response.status().as_u16();
        let millis = u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX);
        if path.starts_with("/api/") {
            tracing::info!(request_id = %id, %method, path, status, millis, "answered");
        } else {
            tracing::debug!(request_id = %id, %method, path, status, millis, "answered");
        }
    }
}
