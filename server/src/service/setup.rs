//! Set-up: the practice, its first office and provider, and its first administrator (domain D-09).

use lanyard_shared::protocol::{LinkToken, PublicPractice, SetUp, SetUpLook};

use crate::app::App;
use crate::error::Result;

/// What anybody may know about the practice.
pub async fn practice(_app: &App) -> Result<PublicPractice> {
    todo!()
}

/// Makes a new set-up link, which lives 24 hours and kills older ones. `None` once there is an
/// administrator.
pub async fn new_link(_app: &App) -> Result<Option<String>> {
    todo!()
}

/// Looks at a set-up link; changes nothing.
pub async fn look(_app: &App, _token: LinkToken) -> Result<SetUpLook> {
    todo!()
}

/// Makes practice, office, provider and administrator, and uses the link up.
pub async fn set_up(_app: &App, _filled: SetUp) -> Result<()> {
    todo!()
}
