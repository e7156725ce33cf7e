//! How the exchange with the server stands, for people.

use serde::{Deserialize, Serialize};

use super::event::CallTrouble;
use crate::protocol::ProblemKind;
use crate::time::UnixMillis;

/// How the exchange with the server stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncStatus {
    /// This tab syncs; the others look on.
    pub leader: bool,
    /// Whether the server answers.
    pub connection: Connection,
    /// When it last answered, by this device's clock.
    pub last_contact: Option<UnixMillis>,
    /// Something is on its way right now.
    pub syncing: bool,
}

/// Whether the server answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Connection {
    /// Nothing was asked yet, or the first answer is on its way.
    Connecting,
    /// It answers.
    Online,
    /// It does not answer.
    Offline {
        /// Its last answer; where there was none, the first try.
        since: UnixMillis,
    },
    /// Nobody is signed in; the queue waits.
    SignedOut,
    /// Another account is signed in on this browser; the queue waits.
    WrongAccount,
    /// Something between answers in the server's place, such as the sign-in page of a guest network.
    CaptivePortal,
    /// Page and server are of different versions.
    ReloadNeeded,
    /// A password of one's own must be chosen before anything is exchanged (domain LINK-06).
    PasswordChangeRequired,
    /// A second factor must be enrolled before anything is exchanged (domain EDIT-06).
    EnrolmentRequired,
}

impl Connection {
    /// What a call that gave no answer means, after what was known `before`.
    pub(super) fn after(
        before: Self,
        trouble: &CallTrouble,
        last_contact: Option<UnixMillis>,
        now: UnixMillis,
    ) -> Self {
        let offline = match before {
            Self::Offline { .. } => before,
            // A clock that was set back does not make the outage begin in the future.
            _ => Self::Offline {
                since: last_contact.map_or(now, |contact| contact.min(now)),
            },
        };
        match trouble {
            CallTrouble::Offline => offline,
            CallTrouble::CaptivePortal => Self::CaptivePortal,
            CallTrouble::Unreadable => Self::ReloadNeeded,
            CallTrouble::Problem(problem) => match problem.kind {
                ProblemKind::SignedOut => Self::SignedOut,
                ProblemKind::WrongAccount => Self::WrongAccount,
                ProblemKind::Reload => Self::ReloadNeeded,
                ProblemKind::PasswordChangeRequired => Self::PasswordChangeRequired,
                ProblemKind::EnrolmentRequired => Self::EnrolmentRequired,
                // It answers, only not now.
                ProblemKind::TooMany if before == Self::Online => before,
                _ => offline,
            },
        }
    }

    /// Whether only a person can end this: asking often would not help.
    pub(super) const fn waits_for_a_person(self) -> bool {
        matches!(
            self,
            Self::SignedOut
                | Self::WrongAccount
                | Self::ReloadNeeded
                | Self::PasswordChangeRequired
                | Self::EnrolmentRequired
        )
    }
}
