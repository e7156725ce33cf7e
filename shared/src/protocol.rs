//! What goes over the wire: cursors, push, pull, verdicts and problems.

use serde::{Deserialize, Serialize};

/// A `Debug` form that says nothing about what is in it.
macro_rules! redacted {
    ($($name:ident),*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

mod account;
mod credentials;
mod history;
mod letter;
mod own_password;
mod problem;
mod sync;
mod unlock;
mod verdict;

pub use account::{
    AccountLink, Activate, ChangePassword, FirstAdmin, ForgotPassword, LinkLook, LinkPurpose,
    LinkState, LinkToken, PublicPractice, ResetPassword, SessionInfo, SetUp, SetUpLook, SignIn,
};
pub use credentials::{
    AccountSessions, BeginEnrolment, CheckSupportPin, ConfirmEnrolment, EndSessions, Enrolment,
    OpenSession, Pins, RecoveryCodes, SessionsOf, SetTwoFactor, SupportPinChecked, TwoFactorAct,
    ViewPins,
};
pub use history::{HistoryActor, HistoryEntry, HistoryPage, HistoryQuery};
pub use letter::{
    AddressUndone, ChangeOwnEmail, EmailUndone, LinkProgress, LinkStage, MailEntry, MailFault,
    MailKind, MailList, MailQuery, MailState, OfAccount, OfMail, PasswordUndone, ShownLink,
};
pub use own_password::OwnPassword;
pub use problem::{Problem, ProblemKind};
pub use sync::{
    Cursor, PROTOCOL, PullAnswer, PullRequest, PushAnswer, PushRequest, Rev, SealingKey, Seen,
};
pub use unlock::{Unlock, UnlockBy};
pub use verdict::{FieldConflict, Outcome, Verdict};

/// Name of the header that names the account a call is made for (a check, not a credential).
pub const HEADER_ACCOUNT: &str = "lanyard-account";
/// Name of the header that names the device a call is made from.
pub const HEADER_DEVICE: &str = "lanyard-device";
/// Name of the header that every answer of a Lanyard server carries; a captive portal lacks it.
pub const HEADER_PROTOCOL: &str = "lanyard-protocol";

/// Most intents in one push (design of the protocol: bounded batches).
pub const MAX_PUSH_INTENTS: usize = 500;
/// Largest body of a push, in bytes.
pub const MAX_PUSH_BYTES: u64 = 1024 * 1024;
/// Most sealed passwords in one push: each costs the server one slow hash.
pub const MAX_PUSH_SEALED: usize = 20;

/// Most edits whose effect is asked after in one pull.
pub const MAX_CONFIRM: usize = 200;

/// An empty JSON object, the answer where there is nothing to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Empty {}
