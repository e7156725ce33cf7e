//! The loop that empties the mail queue.

use std::time::Duration;

use lanyard_shared::text::{Catalog, Language};
use lettre::message::Mailbox;

use crate::app::App;
use crate::error::{Error, Result};
use crate::mail::transport::Transport;
use crate::mail::{MailError, files, message, render};
use crate::service::mails::{self, Attempt, DueMail};
use crate::store::mails::Failure;

/// How many mails are read from the queue at once.
const BATCH: usize = 20;
/// How long the queue is left alone after the store failed.
const REST: Duration = Duration::from_secs(30);
/// How often files are looked at for links that have expired.
const SWEEP: Duration = Duration::from_secs(60);

/// Sends what is due, until the server ends.
pub struct Sender {
    app: App,
    transport: Transport,
    from: Mailbox,
    catalog: Catalog,
}

impl Sender {
    /// A sender of the mails of `app`, whose sender's address is `from`.
    pub fn new(app: App, transport: Transport, from: Mailbox) -> Self {
        Self {
            app,
            transport,
            from,
            catalog: Catalog::new(Language::English),
        }
    }

    /// Runs until the server ends. It wakes when a mail was queued, when the next attempt is due,
    /// and at every change, which may have ended a link that lies in a file.
    pub async fn run(self) {
        let mut revs = self.app.rev.subscribe();
        loop {
            revs.mark_unchanged();
            let pause = self.round().await.unwrap_or_else(|error| {
                tracing::error!(%error, "the mail queue cannot be worked on");
                Some(REST)
            });
            let due = async {
                match pause {
                    Some(pause) => tokio::time::sleep(pause).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = self.app.stopped() => return,
                () = self.app.mail_waiting.notified() => {}
                // Without a sender there are no more changes; the app's own ends with it.
                Ok(()) = revs.changed() => {}
                () = due => {}
            }
        }
    }

    /// Sends everything that is due, and tells after how long to look again; `None` for when
    /// something is queued.
    ///
    /// # Errors
    /// What the store gives.
    pub async fn round(&self) -> Result<Option<Duration>> {
        loop {
            let due = mails::due(&self.app, BATCH).await?;
            for mail in &due {
                if *self.app.stopping.borrow() {
                    return Ok(None);
                }
                let attempt = match self.deliver(mail).await {
                    Ok(()) => Attempt::Accepted,
                    Err(error) => {
                        tracing::warn!(mail = %mail.id, %error, "a mail waits for another attempt");
                        Attempt::Failed(Failure {
                            fault: error.fault(),
                            words: error.to_string(),
                        })
                    }
                };
                mails::record(&self.app, mail.id, attempt).await?;
            }
            if due.is_empty() {
                break;
            }
        }
        self.sweep().await?;
        let next = mails::next_due(&self.app).await?.map(|due| {
            let millis = due.since(self.app.effects.now()).0.max(0);
            Duration::from_millis(u64::try_from(millis).unwrap_or(0))
        });
        Ok(match self.transport {
            Transport::Files(_) => Some(next.map_or(SWEEP, |next| next.min(SWEEP))),
            _ => next,
        })
    }

    async fn deliver(&self, mail: &DueMail) -> std::result::Result<(), MailError> {
        let rendered = render::render(mail, &self.app.secret, &self.catalog);
        let message = message(mail, rendered, &self.from, self.app.effects.now())?;
        self.transport.send(mail.id, message).await
    }

    async fn sweep(&self) -> Result<()> {
        let Transport::Files(folder) = &self.transport else {
            return Ok(());
        };
        let live = mails::live(&self.app).await?;
        let swept = files::sweep(folder.clone(), live).await;
        swept.map_err(|error| Error::Internal(format!("the mail folder cannot be swept: {error}")))
    }
}
