//! Links and mails in the hands of those who send them (domain section 4).

use serde::{Deserialize, Serialize};

use super::LinkPurpose;
use crate::id::{AccountId, MailId};
use crate::message::Message;
use crate::record::{Account, Standing};
use crate::time::UnixMillis;

impl LinkPurpose {
    /// What a link can do for an account: activate it, or give it a new password. `None` where none
    /// helps (domain LINK-07, LINK-08).
    pub const fn that_helps(account: &Account) -> Option<Self> {
        match account.standing {
            Standing::Pending => Some(Self::Activation),
            Standing::Active => Some(Self::Reset),
            Standing::Locked | Standing::Deactivated | Standing::Removed => None,
        }
    }
}

/// Names the account that an act is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfAccount {
    /// The account.
    pub account: AccountId,
}

/// How far the newest link of an account has come (domain LINK-04).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkProgress {
    /// What a link does for this account now: activate it, or set a new password.
    pub purpose: LinkPurpose,
    /// How far it has come.
    pub stage: LinkStage,
    /// When it stops or stopped working; `None` while its life has not begun.
    pub expires_at: Option<UnixMillis>,
    /// When its mail was handed over.
    pub sent_at: Option<UnixMillis>,
    /// When its page was first looked at.
    pub opened_at: Option<UnixMillis>,
    /// An administrator has been shown it: it leaves the e-mail address unverified.
    pub shown: bool,
    /// Why the viewer may neither send nor see one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barred: Option<Message>,
}

/// How far a link has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkStage {
    /// There is none that works or has just ended.
    None,
    /// Its mail waits.
    Waiting,
    /// Its mail could not be sent.
    GivenUp,
    /// Nobody has the address that its mail went to.
    Bounced,
    /// An administrator has it, and no mail has brought it yet.
    Shown,
    /// Its mail was handed over.
    Sent,
    /// Its page has been looked at.
    Opened,
    /// Its time is over.
    Expired,
}

/// A link that an administrator is shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownLink {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Its whole address.
    pub url: String,
    /// When it stops working.
    pub expires_at: UnixMillis,
}

/// Another e-mail address for one's own account (domain LINK-09).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeOwnEmail {
    /// The new address.
    pub email: String,
    /// One's own password: whoever finds a signed-in browser must not get to take the account.
    pub password: String,
}

/// What came of undoing a change of address (domain LINK-09). Sessions and links have ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailUndone {
    /// The address.
    pub address: AddressUndone,
    /// The password.
    pub password: PasswordUndone,
}

/// What became of the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AddressUndone {
    /// The old one is in force.
    InForce,
    /// Another account has got the old one meanwhile, so that the new one stays.
    Taken,
}

/// What became of the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PasswordUndone {
    /// It is as it was.
    Stays,
    /// Whoever asked for the change may know it: it is forgotten, and a mail asks for a new one.
    Forgotten,
}

/// The kinds of mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailKind {
    /// Activate your account.
    Activation,
    /// Set a new password.
    Reset,
    /// Confirm your new address.
    EmailChange,
    /// Your address is to be another one.
    EmailNotice,
    /// Your account came back with another address than this one (domain EDIT-03).
    EmailReplaced,
    /// Your Support PIN was replaced.
    SupportPin,
    /// Somebody's last day is over (domain NEW-16).
    LastDay,
}

/// Where a mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailState {
    /// It is to be sent.
    Waiting,
    /// The mail server took it, or it was written as a file.
    Sent,
    /// It could not be sent in time.
    GivenUp,
    /// Its link does not work any more.
    Cancelled,
}

/// Why a mail could not be handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailFault {
    /// Nobody has the recipient's address: a mail server says so, or it is no address at all.
    Address,
    /// The mail server did not take it.
    Refused,
    /// The mail server did not answer.
    Unreachable,
    /// The file could not be written.
    File,
}

/// Which part of the mails to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailQuery {
    /// The page, from 0.
    #[serde(default)]
    pub page: usize,
    /// Only those in this state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<MailState>,
}

/// A part of the mails, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailList {
    /// The mails of the page.
    pub mails: Vec<MailEntry>,
    /// How many there are in all.
    pub total: usize,
    /// How many are on a page.
    pub per_page: usize,
}

/// A mail as administrators see it. What it says, and its link, are not part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailEntry {
    /// The mail.
    pub id: MailId,
    /// Whom it is about.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Address of the recipient.
    pub recipient: String,
    /// What it says.
    pub kind: MailKind,
    /// Where it stands.
    pub state: MailState,
    /// How often it was tried.
    pub attempts: u32,
    /// Why the last attempt failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<MailFault>,
    /// The same in the words of the mail server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error: Option<String>,
    /// When it was queued.
    pub created_at: UnixMillis,
    /// When the next attempt is due, while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_attempt_at: Option<UnixMillis>,
    /// When it was handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<UnixMillis>,
    /// Whether sending it again helps, and the viewer may.
    pub resendable: bool,
}

/// Names a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfMail {
    /// The mail.
    pub mail: MailId,
}

redacted!(ShownLink, ChangeOwnEmail);
