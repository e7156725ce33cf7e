//! What anybody may know.

use crate::http::answer::{self, Answer};
use crate::http::call::Call;
use crate::service::setup;

/// GET /api/practice
pub(super) async fn practice(call: Call) -> Answer {
    answer::json(&setup::practice(call.app()).await?)
}
