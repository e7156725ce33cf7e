//! The fields of a provider (domain D-03).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Fields;
use crate::id::OfficeId;
use crate::message::{FieldProblem, Message};
use crate::record::Provider;
use crate::validate::{self, Problems};

/// The fields of a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderFields {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// National Provider Identifier; empty for none.
    #[serde(default)]
    pub npi: String,
    /// Specialty, in words; empty for none.
    #[serde(default)]
    pub specialty: String,
    /// E-mail address; empty for none.
    #[serde(default)]
    pub email: String,
    /// The offices where they work.
    #[serde(default)]
    pub offices: BTreeSet<OfficeId>,
    /// Whether they can be a primary provider.
    #[serde(default = "in_use")]
    pub active: bool,
}

/// An address, or none.
fn email(typed: &str) -> Result<String, Message> {
    match typed.trim() {
        "" => Ok(String::new()),
        typed => validate::email(typed),
    }
}

const fn in_use() -> bool {
    true
}

impl Fields for ProviderFields {
    type Record = Provider;

    fn of(provider: &Provider) -> Self {
        Self {
            first_name: provider.first_name.clone(),
            last_name: provider.last_name.clone(),
            npi: provider.npi.clone().unwrap_or_default(),
            specialty: provider.specialty.clone(),
            email: provider.email.clone(),
            offices: provider.offices.iter().copied().collect(),
            active: provider.active,
        }
    }

    fn checked(&self) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::new();
        let first_name = problems.check("first_name", validate::name(&self.first_name));
        let last_name = problems.check("last_name", validate::name(&self.last_name));
        let npi = problems.check("npi", validate::npi(&self.npi));
        let specialty = problems.check("specialty", validate::phrase(&self.specialty));
        let email = problems.check("email", email(&self.email));
        problems.finish()?;
        Ok(Self {
            first_name: first_name.unwrap_or_default(),
            last_name: last_name.unwrap_or_default(),
            npi: npi.flatten().unwrap_or_default(),
            specialty: specialty.unwrap_or_default(),
            email: email.unwrap_or_default(),
            offices: self.offices.clone(),
            active: self.active,
        })
    }

    fn put(self, provider: &mut Provider) {
        provider.first_name = self.first_name;
        provider.last_name = self.last_name;
        provider.npi = (!self.npi.is_empty()).then_some(self.npi);
        provider.specialty = self.specialty;
        provider.email = self.email;
        provider.offices = self.offices.into_iter().collect();
        provider.active = self.active;
    }
}
