//! Push and pull.

use lanyard_shared::protocol::{PROTOCOL, ProblemKind};

use crate::error::{Error, Result};
use crate::service::sessions::Actor;

mod decide;
mod pull;
mod push;

pub use pull::pull;
pub use push::push;

/// Whether this page and this person may sync at all.
fn admit(actor: &Actor, protocol: u32) -> Result<()> {
    if protocol != PROTOCOL {
        return Err(Error::refused(ProblemKind::Reload, "problem-reload"));
    }
    actor.check_settled()
}

#[cfg(test)]
mod tests;
