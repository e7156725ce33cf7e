//! What an HTTP answer says when a call did not succeed (RFC 9457, `application/problem+json`).

use serde::{Deserialize, Serialize};

use crate::message::{FieldProblem, Message};

/// The body of every answer that is not a success.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What kind of trouble this is; decides what a program does next.
    #[serde(rename = "type")]
    pub kind: ProblemKind,
    /// The HTTP status.
    pub status: u16,
    /// What happened and what to do, for a person.
    pub message: Message,
    /// What is wrong with which field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// Names the call in the server's log; present where the fault is the server's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// How long to wait before the next try, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

/// The kinds of trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// The body or a field is not acceptable.
    Invalid,
    /// The body is not JSON, or not of the expected shape.
    Malformed,
    /// The body is too large.
    TooLarge,
    /// Nobody is signed in.
    SignedOut,
    /// Username or password is wrong.
    WrongCredentials,
    /// The session belongs to another account than the call names; change nothing.
    WrongAccount,
    /// The right is missing.
    Forbidden,
    /// A password of one's own must be chosen first (domain LINK-06).
    PasswordChangeRequired,
    /// The password is right; a code of the second factor is needed too (domain CRED-02).
    CodeNeeded,
    /// The App Unlock PIN does not open the screen; the password does (domain CRED-03).
    PasswordNeeded,
    /// A second factor must be enrolled first (domain EDIT-06).
    EnrolmentRequired,
    /// No such thing.
    NotFound,
    /// The link cannot be used; the message says why.
    Link,
    /// Another device uses this device's id: take a new one and number the queue anew.
    ClonedDevice,
    /// The sequence numbers do not continue where the server is; number the queue anew.
    SequenceGap,
    /// The server's history is another one (a backup was restored): pull first, then number the
    /// queue anew.
    EpochChanged,
    /// The page is older or newer than the server: reload it.
    Reload,
    /// Too many tries; wait.
    TooMany,
    /// The method is not supported here.
    Method,
    /// The server cannot answer now; try again later.
    Unavailable,
    /// The fault is the server's.
    Internal,
}

impl Problem {
    /// A problem without fields.
    pub fn new(kind: ProblemKind, message: Message) -> Self {
        Self {
            kind,
            status: kind.status(),
            message,
            fields: Vec::new(),
            request_id: None,
            retry_after: None,
        }
    }

    /// Field problems as one answer.
    pub fn invalid(fields: Vec<FieldProblem>) -> Self {
        Self {
            fields,
            ..Self::new(ProblemKind::Invalid, Message::new("problem-invalid"))
        }
    }
}

impl ProblemKind {
    /// The HTTP status that goes with the kind.
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::SignedOut | Self::WrongCredentials | Self::CodeNeeded => 401,
            Self::Forbidden
            | Self::PasswordNeeded
            | Self::PasswordChangeRequired
            | Self::EnrolmentRequired => 403,
            Self::NotFound => 404,
            Self::Method => 405,
            Self::WrongAccount
            | Self::ClonedDevice
            | Self::SequenceGap
            | Self::EpochChanged
            | Self::Reload => 409,
            Self::Link => 410,
            Self::TooLarge => 413,
            Self::Invalid => 422,
            Self::TooMany => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}
