//! What warp's rejections mean to the caller. Our own errors are never rejections.

use std::convert::Infallible;

use lanyard_shared::protocol::ProblemKind;
use warp::Rejection;
use warp::reject::MethodNotAllowed;

use crate::error::Error;
use crate::http::answer::Answer;

/// Turns a rejection into a problem. A known address with another method is told before an
/// unknown address: among the routes that did not fit, most are of other addresses.
pub(super) async fn explain(rejection: Rejection) -> Result<Answer, Infallible> {
    Ok(Err(if rejection.find::<MethodNotAllowed>().is_some() {
        Error::refused(ProblemKind::Method, "problem-method")
    } else if rejection.is_not_found() {
        Error::refused(ProblemKind::NotFound, "problem-not-found")
    } else {
        // The routes check head and body themselves, so that nothing else is rejected.
        Error::Internal(format!("a request was rejected unforeseen: {rejection:?}"))
    }))
}
