//! The practice, its plan and its policies (domain D-01, D-08, LINK-06, NEW-06, CRED-01).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::permission::Permission;
use crate::time::{Millis, UnixMillis};

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

/// The plans. How many seats each has is in `data/plans.json` (domain D-08).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Plan {
    /// *Non-invoiced*.
    NonInvoiced,
    /// *Asclepius*.
    Asclepius,
    /// *Invoiced*.
    Invoiced,
}

impl Plan {
    /// Every plan, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::NonInvoiced, Self::Asclepius, Self::Invoiced];

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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policies {
    /// The rules for passwords.
    pub password: PasswordPolicy,
    /// What happens at the first sign-in with a password that somebody else chose.
    pub first_password: FirstPassword,
    /// Whom a second factor is asked of at sign-in.
    pub two_factor: TwoFactorPolicy,
    /// After so many minutes without a touch the screen is locked (domain CRED-04).
    pub idle_minutes: u16,
    /// For so many days a copy on a device may be used without contact to the server (domain CRED-06).
    pub offline_days: u16,
    /// The domains that e-mail addresses may be of, folded; none for any (domain NEW-06).
    pub email_domains: BTreeSet<String>,
}

impl Default for Policies {
    fn default() -> Self {
        Self {
            password: PasswordPolicy::default(),
            first_password: FirstPassword::default(),
            two_factor: TwoFactorPolicy::default(),
            idle_minutes: 15,
            offline_days: 14,
            email_domains: BTreeSet::new(),
        }
    }
}

/// The rules for passwords (domain CRED-01; lengths after NIST SP 800-63B-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PasswordPolicy {
    /// Fewest characters.
    pub min_length: usize,
    /// Most characters.
    pub max_length: usize,
    /// A password is changed after so many days; 0 for never.
    pub max_age_days: u16,
    /// So many passwords are not allowed again, the present one among them; 0 for any.
    pub remembered: u16,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self {
            min_length: 12,
            max_length: 128,
            max_age_days: 0,
            remembered: 0,
        }
    }
}

impl PasswordPolicy {
    /// Whether a password that was set at `set_at` is to be changed at `now`.
    pub fn is_over(&self, set_at: UnixMillis, now: UnixMillis) -> bool {
        let life = Millis::hours(24 * i64::from(self.max_age_days));
        self.max_age_days > 0 && set_at.plus(life) <= now
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

/// Whom a second factor is asked of (domain EDIT-06), beside those of whom an administrator asks it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TwoFactorPolicy {
    /// Nobody else.
    Off,
    /// Holders of a guarded permission.
    #[default]
    Guarded,
    /// Everybody.
    All,
}

impl TwoFactorPolicy {
    /// Whether it asks a second factor of somebody who holds these permissions.
    pub fn covers(self, held: &BTreeSet<Permission>) -> bool {
        match self {
            Self::Off => false,
            Self::Guarded => Permission::GUARDED
                .iter()
                .any(|guarded| held.contains(guarded)),
            Self::All => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // covers: EDIT-06
    #[test]
    fn a_second_factor_is_asked_of_holders_of_guarded_permissions_unless_decided_otherwise() {
        let manager = BTreeSet::from([Permission::ManageAccounts]);
        let nurse = BTreeSet::from([Permission::AccessScheduling]);
        let covers = |policy: TwoFactorPolicy| (policy.covers(&manager), policy.covers(&nurse));
        assert_eq!(covers(TwoFactorPolicy::default()), (true, false));
        assert_eq!(covers(TwoFactorPolicy::Off), (false, false));
        assert_eq!(covers(TwoFactorPolicy::All), (true, true));
    }

    // covers: CRED-01
    #[test]
    fn a_password_lasts_for_ever_unless_the_practice_says_how_many_days() {
        let (set_at, day) = (UnixMillis(1), Millis::hours(24));
        let after = |days: i64| set_at.plus(Millis(day.0 * days));
        assert!(!PasswordPolicy::default().is_over(set_at, after(9999)));
        let ninety = PasswordPolicy {
            max_age_days: 90,
            ..PasswordPolicy::default()
        };
        assert!(!ninety.is_over(set_at, after(89)));
        assert!(ninety.is_over(set_at, after(90)));
    }

    #[test]
    fn policies_from_before_there_were_more_have_the_defaults_of_those() {
        let read: Policies = serde_json::from_str(r#"{"first_password":"ask"}"#).unwrap();
        let expected = Policies {
            first_password: FirstPassword::Ask,
            ..Policies::default()
        };
        assert_eq!(read, expected);
        assert_eq!(
            (read.idle_minutes, read.two_factor),
            (15, TwoFactorPolicy::Guarded)
        );
    }
}
