//! `staff.create`: a new staff account (domain section 3).

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, ProviderId, RoleId};
use crate::message::FieldProblem;
use crate::record::{Account, ActivationLink, RecordKey, RecordKind, Standing, TwoFactor, Work};
use crate::seal::Sealed;
use crate::time::UnixMillis;
use crate::validate::{self, Problems};

/// Asks for a new staff account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffCreate {
    /// The account's id, made on the device, so that later intents can name it.
    pub account: AccountId,
    /// The fields as typed.
    #[serde(flatten)]
    pub fields: StaffFields,
    /// The password that the admin chose, sealed at once (domain NEW-08).
    pub password: Sealed,
}

/// The fields of a staff account that a form edits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffFields {
    /// First name (NEW-01).
    pub first_name: String,
    /// Last name (NEW-01).
    pub last_name: String,
    /// Primary provider (NEW-02).
    pub primary_provider: ProviderId,
    /// Role (NEW-03).
    pub role: RoleId,
    /// E-mail address (NEW-06).
    pub email: String,
    /// Username (NEW-07).
    pub username: String,
    /// Home telephone (NEW-09).
    #[serde(default)]
    pub home_phone: String,
    /// Mobile telephone (NEW-09).
    #[serde(default)]
    pub cell_phone: String,
}

impl StaffFields {
    /// Checks every field by itself and gives them in the form in which they are stored: trimmed,
    /// telephone numbers in E.164. What depends on other records (a taken username, an archived
    /// provider) is for whoever holds them.
    ///
    /// # Errors
    /// One problem for each field at fault, in the order of the form.
    pub fn checked(&self) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::new();
        let first_name = problems.check("first_name", validate::name(&self.first_name));
        let last_name = problems.check("last_name", validate::name(&self.last_name));
        let email = problems.check("email", validate::email(&self.email));
        let username = problems.check("username", validate::username(&self.username));
        let home_phone = problems.check("home_phone", validate::phone(&self.home_phone));
        let cell_phone = problems.check("cell_phone", validate::phone(&self.cell_phone));
        problems.finish()?;
        Ok(Self {
            first_name: first_name.unwrap_or_default(),
            last_name: last_name.unwrap_or_default(),
            primary_provider: self.primary_provider,
            role: self.role,
            email: email.unwrap_or_default(),
            username: username.unwrap_or_default(),
            home_phone: home_phone.flatten().unwrap_or_default(),
            cell_phone: cell_phone.flatten().unwrap_or_default(),
        })
    }
}

impl StaffCreate {
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
        let some = |text: String| if text.is_empty() { None } else { Some(text) };
        Account {
            id: self.account,
            work: Work::Staff {
                primary_provider: fields.primary_provider,
            },
            first_name: fields.first_name,
            last_name: fields.last_name,
            email: fields.email,
            email_verified: false,
            username: fields.username,
            role: fields.role,
            home_phone: some(fields.home_phone),
            cell_phone: some(fields.cell_phone),
            standing: Standing::Pending,
            activation: Some(ActivationLink::MailWaiting),
            starts_at: None,
            two_factor: TwoFactor::Inactive,
            emergency_until: None,
            password_set_by_another: true,
            created_at: now,
        }
    }
}
