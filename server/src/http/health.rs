//! Whether the server is well, for programs that watch it.

use lanyard_shared::protocol::ProblemKind;

use crate::error::Error;
use crate::http::answer::{self, Answer};
use crate::http::call::Call;
use crate::service::setup;

/// GET /healthz: the process answers.
pub(super) async fn process(_call: Call) -> Answer {
    answer::text("ok\n")
}

/// GET /readyz: the store answers too.
pub(super) async fn store(call: Call) -> Answer {
    match setup::practice(call.app()).await {
        Ok(_) => answer::text("ok\n"),
        Err(error) => {
            tracing::warn!(%error, "the store does not answer");
            let kind = ProblemKind::Unavailable;
            Err(Error::refused(kind, "problem-unavailable"))
        }
    }
}
