//! The client's files over HTTP: which copy, how long it may be kept, and what a page's address
//! gives.

use std::sync::Arc;

use lanyard_shared::protocol::ProblemKind;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    VARY,
};
use warp::http::{HeaderMap, HeaderValue, StatusCode};
use warp::reply::Response;

use crate::assets::{Asset, Assets, Keep};
use crate::error::Error;
use crate::http::answer::Answer;

/// GET and HEAD of every address that is not the interface's.
pub(super) fn files(assets: Assets) -> BoxedFilter<(Answer,)> {
    let assets = Arc::new(assets);
    warp::path::full()
        .and_then(async |path: warp::path::FullPath| {
            if path.as_str() == "/api" || path.as_str().starts_with("/api/") {
                return Err(warp::reject::not_found());
            }
            Ok(path)
        })
        .and(warp::get().or(warp::head()).unify())
        .and(warp::header::headers_cloned())
        .map(move |path: warp::path::FullPath, headers: HeaderMap| {
            answer(&assets, path.as_str(), &headers)
        })
        .boxed()
}

fn answer(assets: &Assets, path: &str, headers: &HeaderMap) -> Answer {
    let asset = match assets.find(path) {
        Some(asset) => asset,
        None if is_navigation(path, headers) => assets.page(),
        None => return Err(Error::refused(ProblemKind::NotFound, "problem-not-found")),
    };
    let copy = asset.copy(text(headers, ACCEPT_ENCODING.as_str()));
    let known = text(headers, IF_NONE_MATCH.as_str());
    let is_known = known.split(',').any(|tag| is_same(tag, &copy.tag));
    let mut response = if is_known {
        let mut response = Response::new("".into());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        let mut response = Response::new(copy.body.clone().into());
        let content_type = HeaderValue::from_static(asset.content_type);
        response.headers_mut().insert(CONTENT_TYPE, content_type);
        if let Some(encoding) = copy.encoding {
            let encoding = HeaderValue::from_static(encoding);
            response.headers_mut().insert(CONTENT_ENCODING, encoding);
        }
        response
    };
    describe(&mut response, asset, &copy.tag);
    Ok(response)
}

fn describe(response: &mut Response, asset: &Asset, tag: &str) {
    let headers = response.headers_mut();
    let keep = HeaderValue::from_static(match asset.keep {
        Keep::Forever => "public, max-age=31536000, immutable",
        Keep::AskAgain => "no-cache",
    });
    headers.insert(CACHE_CONTROL, keep);
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(ETAG, tag);
    }
}

/// Whether a person opens an address of the client's own: only then the page is the answer. A file
/// that is not there must not be answered with a page.
fn is_navigation(path: &str, headers: &HeaderMap) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    !last.contains('.') && text(headers, ACCEPT.as_str()).contains("text/html")
}

/// The weak comparison of RFC 9110, section 8.8.3.2.
fn is_same(given: &str, tag: &str) -> bool {
    let given = given.trim();
    given == "*" || given.strip_prefix("W/").unwrap_or(given) == tag
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default()
}
