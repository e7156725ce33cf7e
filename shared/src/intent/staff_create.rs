//! `staff.create`: a new staff account (domain section 3). Version 1 always has a password; version 2
//! may leave that to the staff member, and may have an App Unlock PIN; version 3 may be a provider's own
//! login (domain D-03).

use serde::{Deserialize, Serialize};

use crate::fields::{Fields, StaffFields};
use crate::id::AccountId;
use crate::record::{
    Account, ActivationLink, Particulars, RecordKey, RecordKind, Standing, TwoFactor, Work,
};
use crate::seal::Sealed;
use crate::time::UnixMillis;

/// Asks for a new staff account, or for a provider's own login.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffCreate {
    /// The account's id, made on the device, so that later intents can name it.
    pub account: AccountId,
    /// The fields as typed.
    #[serde(flatten)]
    pub fields: StaffFields,
    /// The password that the admin chose, sealed at once; `None` lets the staff member choose
    /// (domain NEW-08).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<Sealed>,
    /// The App Unlock PIN, sealed at once (domain NEW-11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app_unlock_pin: Option<Sealed>,
    /// Whether it is the own login of the provider whom the fields name, with the role *Provider*
    /// (domain D-03).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own_login: bool,
}

/// As version 1 has it.
#[derive(Deserialize)]
pub(super) struct Version1 {
    account: AccountId,
    #[serde(flatten)]
    fields: StaffFields,
    password: Sealed,
}

impl From<Version1> for StaffCreate {
    fn from(first: Version1) -> Self {
        Self {
            account: first.account,
            fields: first.fields,
            password: Some(first.password),
            app_unlock_pin: None,
            own_login: false,
        }
    }
}

impl StaffCreate {
    /// The version in which it can be told: programs that know no logins of providers refuse those.
    pub(super) const fn version(&self) -> u16 {
        if self.own_login { 3 } else { 2 }
    }

    /// In whose name whoever gets it works.
    pub const fn work(&self) -> Work {
        let provider = self.fields.primary_provider;
        if self.own_login {
            Work::Provider { provider }
        } else {
            Work::Staff {
                primary_provider: provider,
            }
        }
    }

    /// The account that this intent makes.
    pub fn target(&self) -> RecordKey {
        RecordKey {
            kind: RecordKind::Account,
            id: self.account.0,
        }
    }

    /// The account as it is when the intent has taken effect at `now`: pending, its mail waiting.
    /// The server stores this, and the browser shows it while the intent is queued.
    pub fn account(&self, now: UnixMillis) -> Account {
        let fields = self
            .fields
            .checked()
            .unwrap_or_else(|_| self.fields.clone());
        let mut account = Account {
            id: self.account,
            work: self.work(),
            first_name: String::new(),
            last_name: String::new(),
            email: String::new(),
            email_verified: false,
            username: String::new(),
            role: fields.role,
            home_phone: None,
            cell_phone: None,
            standing: Standing::Pending,
            activation: Some(ActivationLink::MailWaiting),
            particulars: Particulars::default(),
            starts_at: None,
            ends_at: None,
            erase_at: None,
            two_factor: TwoFactor::Inactive,
            emergency_until: None,
            password_set_by_another: self.password.is_some(),
            created_at: now,
        };
        fields.put(&mut account);
        account
    }
}
