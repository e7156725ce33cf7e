//! The headers that every answer carries.

use lanyard_shared::protocol::{HEADER_PROTOCOL, PROTOCOL};
use warp::http::header::{ALLOW, CACHE_CONTROL};
use warp::http::{HeaderName, HeaderValue, Method, StatusCode};
use warp::reply::Response;

use crate::app::Settings;
use crate::assets::Assets;

/// What pages may load and do; LOADER stands for the hashes of the scripts in the page itself.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'LOADER; \
    style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; \
    font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
    frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

const FIXED: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// The headers that every answer carries, good or bad.
pub(super) struct Common(Vec<(HeaderName, HeaderValue)>);

impl Common {
    /// Those of a server that serves `assets`.
    pub(super) fn new(settings: &Settings, assets: &Assets) -> Self {
        let hashes = assets.loader_hashes().iter();
        let hashes: String = hashes.map(|hash| format!(" 'sha256-{hash}'")).collect();
        let policy = POLICY.replace("LOADER", &hashes);
        let fixed = FIXED.iter().map(|(name, value)| {
            let name = HeaderName::from_static(name);
            (name, HeaderValue::from_static(value))
        });
        let mut all: Vec<_> = fixed.collect();
        all.push((
            HeaderName::from_static(HEADER_PROTOCOL),
            HeaderValue::from(PROTOCOL),
        ));
        if let Ok(policy) = HeaderValue::try_from(policy) {
            all.push((HeaderName::from_static("content-security-policy"), policy));
        }
        if settings.tls {
            // A year (RFC 6797): who came by https once is not led to plain http.
            let year = HeaderValue::from_static("max-age=31536000");
            all.push((HeaderName::from_static("strict-transport-security"), year));
        }
        Self(all)
    }

    /// Puts them on an answer. What says nothing of caching is not to be stored.
    pub(super) fn put(&self, response: &mut Response) {
        let headers = response.headers_mut();
        for (name, value) in &self.0 {
            headers.insert(name.clone(), value.clone());
        }
        if !headers.contains_key(CACHE_CONTROL) {
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
    }
}

/// Says which methods the address takes, where the answer is that it does not take this one
/// (RFC 9110, section 15.5.6).
pub(super) fn allow(response: &mut Response, methods: &[Method]) {
    if response.status() != StatusCode::METHOD_NOT_ALLOWED {
        return;
    }
    let names: Vec<_> = methods.iter().map(Method::as_str).collect();
    if let Ok(value) = HeaderValue::try_from(names.join(", ")) {
        response.headers_mut().insert(ALLOW, value);
    }
}
