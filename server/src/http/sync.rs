//! Push and pull. Whose queue it is gets settled before the body is read.

use lanyard_shared::protocol::MAX_PUSH_BYTES;

use crate::http::answer::{self, Answer};
use crate::http::call::{Call, SMALL};
use crate::service::sync;

/// POST /api/sync/push
pub(super) async fn push(mut call: Call) -> Answer {
    let (actor, device) = call.device_of_actor().await?;
    let request = call.json(MAX_PUSH_BYTES).await?;
    answer::json(&sync::push(call.app(), &actor, device, request).await?)
}

/// POST /api/sync/pull
pub(super) async fn pull(mut call: Call) -> Answer {
    let (actor, device) = call.device_of_actor().await?;
    let request = call.json(SMALL).await?;
    let news = sync::pull(call.app(), &actor, device, request).await?;
    answer::long_json(call.headers(), &news).await
}
