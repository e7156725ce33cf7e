//! PINs, second factors and sessions: the calls about credentials, which work online only (domain
//! RIGHT-08).

use serde::{Deserialize, Serialize};

use crate::id::AccountId;
use crate::time::UnixMillis;

/// Asks to see the PINs of an account, one's own or somebody else's (domain EDIT-02).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewPins {
    /// Whose.
    pub account: AccountId,
    /// The password of the person who asks.
    pub password: String,
}

/// The PINs of an account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pins {
    /// The App Unlock PIN; `None` where there is none, or none that can be opened any more.
    pub app_unlock: Option<String>,
    /// The Support PIN.
    pub support: String,
}

/// Asks whether somebody on the telephone knows the Support PIN of an account (domain NEW-12).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckSupportPin {
    /// Who they say that they are.
    pub username: String,
    /// What they say.
    pub pin: String,
}

/// Whether the Support PIN was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportPinChecked {
    /// It was, and has been replaced.
    pub right: bool,
}

/// Asks for the sessions of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionsOf {
    /// Whose.
    pub account: AccountId,
}

/// The sessions of an account, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountSessions {
    /// The sessions.
    pub sessions: Vec<OpenSession>,
}

/// One session (domain CRED-05).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSession {
    /// Names it among all; says nothing about its token.
    pub id: String,
    /// When somebody signed in.
    pub began_at: UnixMillis,
    /// When it ends by itself.
    pub expires_at: UnixMillis,
    /// Browser and system, such as `Firefox, Windows`; empty where they did not say.
    pub agent: String,
    /// It is the one that asks.
    pub current: bool,
}

/// Ends sessions of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndSessions {
    /// Whose.
    pub account: AccountId,
    /// Which one; `None` for all but the one that asks.
    #[serde(default)]
    pub session: Option<String>,
}

/// What an administrator does about somebody's second factor (domain EDIT-06).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TwoFactorAct {
    /// Asks for it: the member enrols at the next sign-in.
    Require,
    /// Forgets what is enrolled and asks for it anew, because a telephone was lost.
    Reset,
    /// Forgets what is enrolled and asks for it no more.
    Off,
}

/// Does something about somebody's second factor.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetTwoFactor {
    /// Whose.
    pub account: AccountId,
    /// The password of the administrator.
    pub password: String,
    /// What.
    pub act: TwoFactorAct,
}

/// Asks for a secret for an authenticator app of one's own.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginEnrolment {
    /// One's own password.
    pub password: String,
    /// A code of the app that is enrolled already, or a recovery code; `None` where none is, or
    /// before it is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// What an authenticator app needs to know.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// The secret in Base32, to be typed where no camera is at hand.
    pub secret: String,
    /// The same as an `otpauth` address, for the QR code.
    pub url: String,
}

/// Proves that the authenticator app knows the secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmEnrolment {
    /// The code that it shows.
    pub code: String,
}

/// Codes that each work once in place of one of the app. They are shown once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryCodes {
    /// The codes.
    pub codes: Vec<String>,
}

redacted!(
    ViewPins,
    Pins,
    CheckSupportPin,
    SetTwoFactor,
    BeginEnrolment,
    Enrolment,
    ConfirmEnrolment,
    RecoveryCodes
);
