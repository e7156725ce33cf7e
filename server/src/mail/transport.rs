//! The ways that a mail can leave.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lanyard_shared::id::MailId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::mail::{MailError, files};

/// How long a mail server may take for each step.
const PATIENCE: Duration = Duration::from_secs(20);

/// The ways that a mail can leave.
#[derive(Clone)]
pub enum Transport {
    /// To a mail server, which brings it on its way.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// Into files of this folder, where no mail server is set; an administrator hands them over.
    Files(PathBuf),
    /// Into memory, where a test looks.
    Memory(Arc<Mutex<Vec<Message>>>),
}

/// Why an address of a mail server cannot be used.
#[derive(Debug, thiserror::Error)]
#[error(
    "the address of the mail server cannot be used: {0}. It looks like smtp://mail.example.org:25, smtps://user:password@mail.example.org or smtp://user:password@mail.example.org:587?tls=required"
)]
pub struct SmtpUrlError(String);

impl Transport {
    /// To the mail server at `url`: `smtp://` without encryption, `smtp://…?tls=required` with
    /// STARTTLS, `smtps://` with TLS from the start.
    ///
    /// # Errors
    /// [`SmtpUrlError`], in words for the person who starts the server.
    pub fn smtp(url: &str) -> Result<Self, SmtpUrlError> {
        // The words of the library may hold the address, and the address a password.
        let plain = |_| SmtpUrlError("it could not be read".to_owned());
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(plain)?;
        Ok(Self::Smtp(builder.timeout(Some(PATIENCE)).build()))
    }

    /// Hands the mail over.
    ///
    /// # Errors
    /// [`MailError`]; the mail may be handed over again later.
    pub async fn send(&self, id: MailId, message: Message) -> Result<(), MailError> {
        match self {
            Self::Smtp(server) => {
                server.send(message).await?;
                tracing::info!(mail = %id, "a mail was handed to the mail server");
            }
            Self::Files(folder) => {
                let file = files::write(folder.clone(), id, message.formatted()).await?;
                tracing::info!(file = %file.display(), "a mail was written to a file");
            }
            Self::Memory(mails) => {
                let mut mails = mails.lock().unwrap_or_else(PoisonError::into_inner);
                mails.push(message);
            }
        }
        Ok(())
    }
}
