//! What happens as time passes: verdicts that devices have stored long ago, tombstones and who changed
//! which field are let go of, accounts end with their last day, and removed ones are erased.

use lanyard_shared::id::AccountId;
use lanyard_shared::time::{Millis, UnixMillis};

use crate::app::App;
use crate::error::{Error, Result};
use crate::store::{Tx, acknowledgements, field_changes, is_trouble, tombstones};

mod endings;
mod erasures;

/// How long a verdict stays after its device has said that it has stored it.
const VERDICTS: Millis = Millis::hours(30 * 24);
/// How long it is known what is gone, and who changed what. Who was away for longer gets a
/// snapshot.
const TRACES: Millis = Millis::hours(90 * 24);

/// Lets go of what is old enough, ends what ends, and erases what is to be erased.
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
    endings::end_accounts(app).await?;
    erasures::erase_accounts(app).await
}

/// What time does to one account.
type Change = fn(&App, &mut Tx<'_>, AccountId, UnixMillis) -> Result<()>;

/// Does something to each of these accounts, each in a write of its own: one that cannot be changed
/// stays as it is, and the others go on.
async fn each(app: &App, accounts: Vec<AccountId>, change: Change) -> Result<()> {
    let now = app.effects.now();
    for id in accounts {
        let keys = app.clone();
        let written = app.store.write(move |tx| change(&keys, tx, id, now)).await;
        match written {
            Err(error @ Error::Refused(_)) => {
                tracing::warn!(account = %id, %error, "an account whose time is over stays as it is");
            }
            Err(error) if is_trouble(&error) => return Err(error),
            Err(error) => tracing::error!(account = %id, %error, "an account could not be changed"),
            Ok(()) => {}
        }
    }
    Ok(())
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
