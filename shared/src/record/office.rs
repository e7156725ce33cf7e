//! An office of the practice (domain D-02).

use serde::{Deserialize, Serialize};

use crate::id::OfficeId;

/// A place where the practice works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Its id.
    pub id: OfficeId,
    /// Its name.
    pub name: String,
    /// Its postal address, in lines.
    #[serde(default)]
    pub address: String,
    /// Its telephone number, E.164.
    #[serde(default)]
    pub phone: Option<String>,
    /// Whether it is in use; an archived office stays for history.
    pub active: bool,
}

impl Office {
    /// A new office without anything in it.
    pub(crate) fn blank(id: OfficeId) -> Self {
        Self {
            id,
            name: String::new(),
            address: String::new(),
            phone: None,
            active: true,
        }
    }
}
