//! Signing in, links and set-up: the calls that are not sync.

use serde::{Deserialize, Serialize};

use super::{OwnPassword, UnlockBy, own_password};
use crate::id::AccountId;
use crate::record::{PasswordPolicy, Plan};
use crate::time::UnixMillis;

/// What anybody may know about the practice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicPractice {
    /// Its name; empty before set-up.
    pub name: String,
    /// There is no administrator yet.
    pub setup_needed: bool,
    /// Mail leaves by a mail server; without one links are handed over by an administrator.
    pub mail_configured: bool,
}

/// A username and a password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// The username, in any case.
    pub username: String,
    /// The password.
    pub password: String,
    /// The code of the second factor, or a recovery code, where one was asked for (domain CRED-02).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionInfo {
    /// The account.
    pub account: AccountId,
    /// First and last name.
    pub name: String,
    /// Whether a password of one's own is asked for (domain LINK-06).
    #[serde(
        default,
        alias = "password_change_required",
        deserialize_with = "own_password::from_any"
    )]
    pub own_password: OwnPassword,
    /// The password is too old: that is why another one is required (domain CRED-01).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub password_expired: bool,
    /// A second factor must be enrolled before anything else (domain EDIT-06).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub enrolment_required: bool,
    /// What the screen asks for once it is locked (domain CRED-04).
    #[serde(default, skip_serializing_if = "UnlockBy::is_password")]
    pub unlock_by: UnlockBy,
    /// The rules for a password of one's own (domain CRED-01).
    #[serde(default)]
    pub password_policy: PasswordPolicy,
    /// When the session ends.
    pub expires_at: UnixMillis,
}

/// A new password for the account that is signed in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangePassword {
    /// The present one.
    pub current: String,
    /// The new one.
    pub new: String,
}

/// The token of a link, from the fragment of its address.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkToken {
    /// The token.
    pub token: String,
}

/// Activates the account of a link.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activate {
    /// The token.
    pub token: String,
    /// The password that its owner chose, where the account has none (domain NEW-08).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}

impl From<LinkToken> for Activate {
    fn from(link: LinkToken) -> Self {
        Self {
            token: link.token,
            password: None,
        }
    }
}

/// Asks for a link by mail, without being signed in (domain LINK-07).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForgotPassword {
    /// Username or e-mail address.
    pub who: String,
}

/// A new password by a reset link.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetPassword {
    /// The token.
    pub token: String,
    /// The new password.
    pub password: String,
}

/// What a link is for (domain section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkPurpose {
    /// Makes the practice and its first administrator.
    Setup,
    /// Activates an account.
    Activation,
    /// Sets a new password.
    Reset,
    /// Confirms another e-mail address.
    EmailChange,
    /// Puts the e-mail address back that there was before.
    EmailUndo,
}

/// Whether a link can be used (domain LINK-03).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkState {
    /// It works.
    Open,
    /// Its time is over.
    Expired,
    /// It was used.
    Used,
    /// A newer one took its place.
    Superseded,
    /// Its account was deactivated or removed.
    AccountClosed,
}

/// What the page of a link shows. Looking changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkLook {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Whether it can be used.
    pub state: LinkState,
    /// When it stops working, while it works.
    pub expires_at: Option<UnixMillis>,
    /// Whose account it is.
    pub account: AccountLink,
    /// The address that it leads to, where it changes the e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The account has no password: its owner chooses one here (domain NEW-08).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub password_needed: bool,
    /// The rules for the password, where one is chosen here (domain CRED-01).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_policy: Option<PasswordPolicy>,
}

/// What a link tells about its account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountLink {
    /// First and last name.
    pub name: String,
    /// The username to sign in with.
    pub username: String,
}

/// What the set-up page needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetUpLook {
    /// Whether the link can be used.
    pub state: LinkState,
    /// The address that the page was probably opened at; a proposal for the public address.
    pub public_url: String,
}

/// The set-up page as filled in (domain D-09). Field names are those of the page's fields.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetUp {
    /// The token of the set-up link.
    pub token: String,
    /// Name of the practice.
    pub practice_name: String,
    /// IANA time zone.
    pub time_zone: String,
    /// The plan.
    pub plan: Plan,
    /// Where links point.
    pub public_url: String,
    /// Name of the first office.
    pub office_name: String,
    /// Its address, optional.
    pub office_address: String,
    /// Its telephone, optional.
    pub office_phone: String,
    /// First provider's first name.
    pub provider_first_name: String,
    /// First provider's last name.
    pub provider_last_name: String,
    /// First provider's NPI, optional.
    pub provider_npi: String,
    /// Who is signing in.
    pub admin: FirstAdmin,
    /// Their e-mail address.
    pub email: String,
    /// Their username.
    pub username: String,
    /// Their password.
    pub password: String,
}

/// Who is signing in first (domain D-09).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum FirstAdmin {
    /// *I am this provider.*
    Provider,
    /// *I work for this provider.*
    Staff {
        /// First name.
        first_name: String,
        /// Last name.
        last_name: String,
    },
}

redacted!(
    SignIn,
    ChangePassword,
    Activate,
    LinkToken,
    ResetPassword,
    SetUp
);
