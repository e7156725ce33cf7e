//! `lanyard serve`

use crate::assets::File;
use crate::backup::overdue;
use crate::cli::{Failure, say};
use crate::effects::Effects;
use crate::serve::{self, Options};
use crate::service::setup;

/// Serves until the process is asked to end.
pub(super) async fn serve(options: &Options, client: &[File]) -> Result<(), Failure> {
    // Listened for from the start, so that a signal during it is not lost.
    let asked = asked_to_end()?;
    let running = serve::start(options, client, Effects::system()).await?;
    if options.smtp_url.is_some() && options.mail_from.contains("@localhost") {
        tracing::warn!(
            "mails come from {}; many mail servers refuse that, name an address with --mail-from",
            options.mail_from
        );
    }
    if let Some(overdue) = overdue(running.app()).await? {
        tracing::warn!("{overdue}");
    }
    if let Some(link) = setup::new_link(running.app()).await? {
        say(&invitation(&link))?;
    }
    // Programs wait for this line, which is the last one.
    say(&format!("Lanyard is ready at {}", running.url()))?;
    asked.await;
    tracing::info!("ending");
    running.stop().await;
    Ok(())
}

fn invitation(link: &str) -> String {
    format!(
        "\nThere is no administrator yet. Open this link to set up the practice; it works once, \
         within 24 hours:\n\n    {link}\n\n`lanyard setup-link` prints a new one.\n"
    )
}

#[cfg(unix)]
fn asked_to_end() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn asked_to_end() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
