//! Push and pull.

use lanyard_shared::id::DeviceId;
use lanyard_shared::protocol::{PullAnswer, PullRequest, PushAnswer, PushRequest};

use crate::app::App;
use crate::error::Result;
use crate::service::sessions::Actor;

/// Takes intents in and gives the verdict of each.
pub async fn push(
    _app: &App,
    _actor: &Actor,
    _device: DeviceId,
    _request: PushRequest,
) -> Result<PushAnswer> {
    todo!()
}

/// One page of what is new for this reader.
pub async fn pull(
    _app: &App,
    _actor: &Actor,
    _device: DeviceId,
    _request: PullRequest,
) -> Result<PullAnswer> {
    todo!()
}
