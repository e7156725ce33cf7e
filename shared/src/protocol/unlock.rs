//! Opening a locked screen (domain CRED-03, CRED-04).

use serde::{Deserialize, Serialize};

/// What a locked screen asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnlockBy {
    /// The App Unlock PIN.
    Pin,
    /// The password: there is no PIN, or too many wrong ones were typed.
    #[default]
    Password,
}

impl UnlockBy {
    /// Whether it is the password.
    pub const fn is_password(&self) -> bool {
        matches!(self, Self::Password)
    }
}

/// Shows that the person at a locked screen is the one who is signed in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Unlock {
    /// By the App Unlock PIN.
    Pin {
        /// The PIN.
        pin: String,
    },
    /// By the password.
    Password {
        /// The password.
        password: String,
    },
}

redacted!(Unlock);
