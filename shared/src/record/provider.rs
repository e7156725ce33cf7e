//! A provider: a licensed person who signs in their own name (domain D-03).

use serde::{Deserialize, Serialize};

use crate::id::{OfficeId, ProviderId};

/// A licensed person of the practice. A login, where there is one, is an account of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// Their id.
    pub id: ProviderId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// National Provider Identifier: 10 digits.
    #[serde(default)]
    pub npi: Option<String>,
    /// Specialty, in words.
    #[serde(default)]
    pub specialty: String,
    /// How the practice reaches them; empty for unknown. A login has an address of its own.
    #[serde(default)]
    pub email: String,
    /// The offices where they work.
    #[serde(default)]
    pub offices: Vec<OfficeId>,
    /// Whether they can be a primary provider.
    pub active: bool,
}

impl Provider {
    /// A new provider without anything in it.
    pub(crate) fn blank(id: ProviderId) -> Self {
        Self {
            id,
            first_name: String::new(),
            last_name: String::new(),
            npi: None,
            specialty: String::new(),
            email: String::new(),
            offices: Vec::new(),
            active: true,
        }
    }

    /// First and last name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}
