//! The mail queue's way out: from the store to a mail server, or into files while there is none.

use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};

use lanyard_shared::protocol::MailFault;
use lanyard_shared::time::UnixMillis;

use crate::mail::render::Rendered;
use crate::service::mails::DueMail;

mod files;
mod render;
pub mod sender;
pub mod transport;

/// Why a mail could not be made or handed over. The text goes into the queue and the log.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The recipient's address is not one that mail servers take.
    #[error("the address of the recipient cannot be used: {0}")]
    Recipient(#[from] lettre::address::AddressError),
    /// The parts do not make a mail.
    #[error("the mail cannot be put together: {0}")]
    Message(#[from] lettre::error::Error),
    /// The mail server refused it or cannot be reached.
    #[error("the mail server did not take it: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    /// The file cannot be written.
    #[error("the file cannot be written: {0}")]
    File(#[from] std::io::Error),
}

impl MailError {
    /// What kind of trouble it is, for words that a person understands.
    fn fault(&self) -> MailFault {
        match self {
            Self::Recipient(_) | Self::Message(_) => MailFault::Address,
            Self::Smtp(error) if is_bounce(error) => MailFault::Address,
            Self::Smtp(error) if error.status().is_some() => MailFault::Refused,
            Self::Smtp(_) => MailFault::Unreachable,
            Self::File(_) => MailFault::File,
        }
    }
}

/// Statuses by which a mail server says that nobody has the recipient's address (RFC 3463, RFC 7505).
const BOUNCES: [&str; 5] = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"];

/// Whether a mail server says for good that nobody has this address. The bare number 550 does not say
/// so: a server that will not relay, or does not like the sender, answers with it too, and takes the
/// same mail once it is set up rightly.
fn is_bounce(error: &lettre::transport::smtp::Error) -> bool {
    let words = error.to_string();
    let mut words = words.split([' ', '-', ':']);
    error.is_permanent() && words.any(|word| BOUNCES.contains(&word))
}

/// The whole mail, with the headers by which programs know it: the same id on every attempt, so
/// that a second copy is seen as one, and the mark that no person wrote it (RFC 3834), so that
/// nobody's absence notice answers.
fn message(
    mail: &DueMail,
    rendered: Rendered,
    from: &Mailbox,
    now: UnixMillis,
) -> Result<Message, MailError> {
    // A name from before the rules of today could end the header and begin another.
    let name = mail.name.replace(char::is_control, " ");
    let to = Mailbox::new(Some(name), mail.recipient.parse()?);
    let millis = u64::try_from(now.0).unwrap_or_default();
    let date = std::time::UNIX_EPOCH + std::time::Duration::from_millis(millis);
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    let message = Message::builder()
        .from(from.clone())
        .to(to)
        .subject(rendered.subject)
        .message_id(Some(format!("<{}@{}>", mail.id, from.email.domain())))
        .date(date)
        .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
        .multipart(MultiPart::alternative_plain_html(
            rendered.text,
            rendered.html,
        ))?;
    Ok(message)
}

#[cfg(test)]
mod tests;
