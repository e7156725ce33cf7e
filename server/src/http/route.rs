//! A route of the interface: method, path, handler. What holds for all of them is done here, so
//! that no handler can forget it.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::Method;

use crate::app::App;
use crate::error::Error;
use crate::http::answer::Answer;
use crate::http::call::{Body, Call};
use crate::http::origin;
use crate::http::peer::peer;

/// A route of the interface.
pub(super) struct Route {
    /// The method it answers.
    pub(super) method: Method,
    /// The whole path.
    pub(super) path: &'static str,
    /// Answers requests that fit, rejects others.
    pub(super) filter: BoxedFilter<(Answer,)>,
}

/// A route that changes nothing.
pub(super) fn get<F>(app: &App, path: &'static str, handler: fn(Call) -> F) -> Route
where
    F: Future<Output = Answer> + Send + 'static,
{
    route(app, Method::GET, warp::get().boxed(), path, handler)
}

/// A route that may change something.
pub(super) fn post<F>(app: &App, path: &'static str, handler: fn(Call) -> F) -> Route
where
    F: Future<Output = Answer> + Send + 'static,
{
    route(app, Method::POST, warp::post().boxed(), path, handler)
}

/// A route that ends something.
pub(super) fn delete<F>(app: &App, path: &'static str, handler: fn(Call) -> F) -> Route
where
    F: Future<Output = Answer> + Send + 'static,
{
    route(app, Method::DELETE, warp::delete().boxed(), path, handler)
}

fn route<F>(
    app: &App,
    method: Method,
    of_method: BoxedFilter<()>,
    path: &'static str,
    handler: fn(Call) -> F,
) -> Route
where
    F: Future<Output = Answer> + Send + 'static,
{
    let app = app.clone();
    let writes = method != Method::GET;
    let filter = exactly(path)
        .and(of_method)
        .and(warp::header::headers_cloned())
        .and(query())
        .and(peer())
        .and(warp::body::stream())
        .then(move |headers, query, peer, body| {
            let call = Call::new(app.clone(), headers, query, peer, Body::new(body));
            async move {
                if writes {
                    origin::check(call.headers())?;
                }
                survive(handler(call)).await
            }
        })
        .boxed();
    Route {
        method,
        path,
        filter,
    }
}

/// The path comes before the method, so that a known address with another method is told as such.
fn exactly(path: &'static str) -> BoxedFilter<()> {
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .fold(warp::any().boxed(), |before, segment| {
            before.and(warp::path(segment)).boxed()
        })
        .and(warp::path::end())
        .boxed()
}

/// What follows the path after a question mark; empty where there is nothing.
fn query() -> BoxedFilter<(String,)> {
    warp::query::raw()
        .or(warp::any().map(String::new))
        .unify()
        .boxed()
}

/// A handler that panics answers with a problem; the connection and all others go on.
async fn survive(handler: impl Future<Output = Answer>) -> Answer {
    AssertUnwindSafe(handler)
        .catch_unwind()
        .await
        .unwrap_or_else(|panic| Err(Error::Internal(words(panic.as_ref()))))
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("a handler panicked: {}", text.unwrap_or("without words"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_becomes_an_error() {
        let answer = survive(async { panic!("boom {}", 1) }).await;
        let Err(Error::Internal(text)) = answer else {
            panic!("no internal error")
        };
        assert_eq!(text, "a handler panicked: boom 1");
    }

    #[tokio::test]
    async fn a_path_is_matched_whole() {
        let route = exactly("/api/session");
        let fits = async |path: &str| warp::test::request().path(path).matches(&route).await;
        assert!(fits("/api/session").await);
        for other in [
            "/",
            "/api",
            "/api/sessions",
            "/api/session/x",
            "/x/api/session",
        ] {
            assert!(!fits(other).await, "{other}");
        }
    }
}
