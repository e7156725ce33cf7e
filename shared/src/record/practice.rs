//! The practice, its plan and its policies (domain D-01, D-08, LINK-06, CRED-01).

use serde::{Deserialize, Serialize};

/// The one practice group that a deployment serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practice {
    /// Its name.
    pub name: String,
    /// IANA time zone, such as `America/New_York`.
    pub time_zone: String,
    /// What it pays for.
    pub plan: Plan,
    /// Where links point: scheme, host and port without a path (domain LINK-05).
    pub public_url: String,
    /// What the practice decided for everybody.
    #[serde(default)]
    pub policies: Policies,
}

/// The plans (domain D-08).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Plan {
    /// Three staff accounts.
    NonInvoiced,
    /// Three staff accounts.
    Asclepius,
    /// Any number of staff accounts.
    Invoiced,
}

impl Plan {
    /// Every plan, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::NonInvoiced, Self::Asclepius, Self::Invoiced];

    /// How many staff logins the plan has seats for; `None` is any number (domain D-08).
    pub const fn seats(self) -> Option<usize> {
        match self {
            Self::NonInvoiced | Self::Asclepius => Some(3),
            Self::Invoiced => None,
        }
    }

    /// The name on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NonInvoiced => "non-invoiced",
            Self::Asclepius => "asclepius",
            Self::Invoiced => "invoiced",
        }
    }
}

/// What the practice decided for everybody. A missing policy has its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policies {
    /// The rules for passwords.
    pub password: PasswordPolicy,
    /// What happens at the first sign-in with a password that somebody else chose.
    pub first_password: FirstPassword,
}

/// The rules for passwords (domain CRED-01; lengths after NIST SP 800-63B-4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PasswordPolicy {
    /// Fewest characters.
    pub min_length: usize,
    /// Most characters.
    pub max_length: usize,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self {
            min_length: 12,
            max_length: 128,
        }
    }
}

/// *Ask for a new password at first sign-in* (domain LINK-06).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FirstPassword {
    /// Asked for, and may be put off.
    Ask,
    /// Asked for before anything else.
    #[default]
    Require,
    /// Not asked for.
    Off,
}
