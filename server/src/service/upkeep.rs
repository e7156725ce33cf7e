//! What happens as time passes: verdicts that devices have stored long ago, tombstones and who changed
//! which field are let go of, and accounts end with their last day.

use lanyard_shared::time::Millis;

use crate::app::App;
use crate::error::Result;
use crate::store::{acknowledgements, field_changes, tombstones};

mod endings;

/// How long a verdict stays after its device has said that it has stored it.
const VERDICTS: Millis = Millis::hours(30 * 24);
/// How long it is known what is gone, and who changed what. Who was away for longer gets a
/// snapshot.
const TRACES: Millis = Millis::hours(90 * 24);

/// Lets go of what is old enough, and ends what ends.
///
/// # Errors
/// What the store gives.
pub async fn tidy(app: &App) -> Result<()> {
    let now = app.effects.now();
    let tidied = app.store.write(move |tx| {
        acknowledgements::drop_before(tx, now.minus(VERDICTS))?;
        tombstones::drop_before(tx, now.minus(TRACES))?;
        field_changes::drop_before(tx, now.minus(TRACES))
    });
    tidied.await?;
    endings::end_accounts(app).await
}

/// How often to look.
const EVERY: std::time::Duration = std::time::Duration::from_secs(10 * 60);

/// Tidies at the start and every few minutes, until the server ends.
pub async fn run(app: App) {
    loop {
        if let Err(error) = tidy(&app).await {
            tracing::error!(%error, "what is old could not be let go of");
        }
        tokio::select! {
            () = app.stopped() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}
