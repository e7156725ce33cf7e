//! What the reader may choose for an account, as far as this device knows. The form asks it while
//! somebody types, and an import for each line.

use std::collections::BTreeSet;

use super::View;
use crate::id::{AccountId, OfficeId, ProviderId, RoleId};
use crate::message::Message;
use crate::permission::out_of_reach;
use crate::validate;
use crate::visibility::lies_within;

impl View {
    /// Whether somebody can work on behalf of this provider (domain NEW-02). The nil id is no choice.
    ///
    /// # Errors
    /// Why not.
    pub fn check_provider(&self, provider: ProviderId) -> Result<(), Message> {
        if provider.0.is_nil() {
            return Err(Message::new("field-required"));
        }
        match self.providers.get(&provider) {
            Some(provider) if provider.active => Ok(()),
            Some(_) => Err(Message::new("provider-inactive")),
            None => Err(Message::new("provider-unknown")),
        }
    }

    /// Whether the reader can give this role (domain NEW-03, RIGHT-02). The nil id is no choice.
    ///
    /// # Errors
    /// Why not.
    pub fn check_role(&self, role: RoleId) -> Result<(), Message> {
        if role.0.is_nil() {
            return Err(Message::new("field-required"));
        }
        let role = self.roles.get(&role);
        let role = role.ok_or_else(|| Message::new("role-unknown"))?;
        match out_of_reach(&self.permissions, &role.allows).first() {
            Some(lacking) => {
                Err(Message::new("role-out-of-reach").with("permission", lacking.label()))
            }
            None => Ok(()),
        }
    }

    /// Whether an e-mail address is of one of the domains that the practice names (domain NEW-06).
    ///
    /// # Errors
    /// Which those are.
    pub fn check_email_domain(&self, email: &str) -> Result<(), Message> {
        match &self.practice {
            Some(practice) if !email.is_empty() => {
                validate::email_allowed(email, &practice.policies.email_domains)
            }
            _ => Ok(()),
        }
    }

    /// Whether no other account has an e-mail address (domain NEW-06).
    ///
    /// # Errors
    /// That one has.
    pub fn check_email_free(&self, email: &str, except: AccountId) -> Result<(), Message> {
        match self.email_holder(email, except) {
            Some(_) if !email.is_empty() => Err(Message::new("email-taken")),
            _ => Ok(()),
        }
    }

    /// Whether no other account has a username (domain NEW-07).
    ///
    /// # Errors
    /// That one has.
    pub fn check_username_free(&self, username: &str, except: AccountId) -> Result<(), Message> {
        match self.username_holder(username, except) {
            Some(_) if !username.is_empty() => Err(Message::new("username-taken")),
            _ => Ok(()),
        }
    }

    /// Whether offices lie within those of the reader (domain RIGHT-04); `None` is all of them.
    ///
    /// # Errors
    /// That they do not.
    pub fn check_offices(
        &self,
        offices: Option<&BTreeSet<OfficeId>>,
        reader: AccountId,
    ) -> Result<(), Message> {
        let own = self.accounts.get(&reader);
        let own = own.and_then(|own| own.account.particulars.offices.as_ref());
        match lies_within(offices, own) {
            true => Ok(()),
            false => Err(Message::new("offices-out-of-reach")),
        }
    }
}
