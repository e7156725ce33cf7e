//! The mail queue: what is waiting, and what its sending means for links (domain LINK-02).

use lanyard_shared::id::{LinkId, MailId};
use lanyard_shared::protocol::LinkPurpose;
use lanyard_shared::time::UnixMillis;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::Result;

/// A mail that is due, with all that its template needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueMail {
    /// The mail.
    pub id: MailId,
    /// What it says.
    pub template: Template,
    /// Address of the recipient.
    pub recipient: String,
    /// Full name of the recipient.
    pub name: String,
    /// Their username.
    pub username: String,
    /// Name of the practice.
    pub practice: String,
    /// Where links point (domain LINK-05).
    pub public_url: String,
    /// The link it carries.
    pub link: LinkId,
    /// That link's purpose.
    pub purpose: LinkPurpose,
    /// That link's generation.
    pub generation: u32,
    /// How often it was tried.
    pub attempts: u32,
}

/// The kinds of mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Template {
    /// Activate your account.
    Activation,
    /// Set a new password.
    Reset,
}

/// What became of an attempt to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// The mail server took it, or it was written as a file.
    Accepted,
    /// It may work later.
    Failed(String),
}

/// Mails whose time has come, oldest first, at most `limit`.
pub async fn due(_app: &App, _limit: usize) -> Result<Vec<DueMail>> {
    todo!()
}

/// When the next mail is due; `None` while none waits.
pub async fn next_due(_app: &App) -> Result<Option<UnixMillis>> {
    todo!()
}

/// Records an attempt: the life of its link begins when the mail was accepted; after a failure it
/// is tried again later, and given up after seven days.
pub async fn record(_app: &App, _mail: MailId, _attempt: Attempt) -> Result<()> {
    todo!()
}
