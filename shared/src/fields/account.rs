//! The fields of a staff account (domain section 3).

use serde::{Deserialize, Serialize};

use super::Fields;
use crate::id::{ProviderId, RoleId};
use crate::message::FieldProblem;
use crate::record::{Account, Particulars, Work};
use crate::validate::{self, Problems};

/// The fields of a staff account that a form edits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffFields {
    /// First name (NEW-01).
    pub first_name: String,
    /// Last name (NEW-01).
    pub last_name: String,
    /// Primary provider (NEW-02). For a provider's own login: that provider.
    pub primary_provider: ProviderId,
    /// Role (NEW-03).
    pub role: RoleId,
    /// E-mail address (NEW-06).
    pub email: String,
    /// Username (NEW-07).
    pub username: String,
    /// Home telephone (NEW-09); empty for none.
    #[serde(default)]
    pub home_phone: String,
    /// Mobile telephone (NEW-09); empty for none.
    #[serde(default)]
    pub cell_phone: String,
    /// What else the account says about the person (NEW-04 to NEW-16).
    #[serde(flatten)]
    pub particulars: Particulars,
}

impl Fields for StaffFields {
    type Record = Account;

    fn of(account: &Account) -> Self {
        Self {
            first_name: account.first_name.clone(),
            last_name: account.last_name.clone(),
            primary_provider: account.provider(),
            role: account.role,
            email: account.email.clone(),
            username: account.username.clone(),
            home_phone: account.home_phone.clone().unwrap_or_default(),
            cell_phone: account.cell_phone.clone().unwrap_or_default(),
            particulars: account.particulars.clone(),
        }
    }

    fn checked(&self) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::new();
        let first_name = problems.check("first_name", validate::name(&self.first_name));
        let last_name = problems.check("last_name", validate::name(&self.last_name));
        let email = problems.check("email", validate::email(&self.email));
        let username = problems.check("username", validate::username(&self.username));
        let home_phone = problems.check("home_phone", validate::phone(&self.home_phone));
        let cell_phone = problems.check("cell_phone", validate::phone(&self.cell_phone));
        let particulars = self.particulars.checked(&mut problems);
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
            particulars,
        })
    }

    fn put(self, account: &mut Account) {
        let some = |text: String| (!text.is_empty()).then_some(text);
        account.first_name = self.first_name;
        account.last_name = self.last_name;
        // In whose name a provider signs in does not change.
        if let Work::Staff { primary_provider } = &mut account.work {
            *primary_provider = self.primary_provider;
        }
        account.role = self.role;
        if validate::fold(&account.email) != validate::fold(&self.email) {
            account.email_verified = false;
        }
        account.email = self.email;
        account.username = self.username;
        account.home_phone = some(self.home_phone);
        account.cell_phone = some(self.cell_phone);
        account.particulars = self.particulars;
    }
}
