//! The fields of an office (domain D-02).

use serde::{Deserialize, Serialize};

use super::Fields;
use crate::message::FieldProblem;
use crate::record::Office;
use crate::validate::{self, Problems};

/// The fields of an office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeFields {
    /// Its name.
    pub name: String,
    /// Its postal address, in lines; empty for none.
    #[serde(default)]
    pub address: String,
    /// Its telephone number; empty for none.
    #[serde(default)]
    pub phone: String,
    /// Whether it is in use.
    #[serde(default = "in_use")]
    pub active: bool,
}

const fn in_use() -> bool {
    true
}

impl Fields for OfficeFields {
    type Record = Office;

    fn of(office: &Office) -> Self {
        Self {
            name: office.name.clone(),
            address: office.address.clone(),
            phone: office.phone.clone().unwrap_or_default(),
            active: office.active,
        }
    }

    fn checked(&self) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::new();
        let name = problems.check("name", validate::name(&self.name));
        let address = problems.check("address", validate::lines(&self.address));
        let phone = problems.check("phone", validate::phone(&self.phone));
        problems.finish()?;
        Ok(Self {
            name: name.unwrap_or_default(),
            address: address.unwrap_or_default(),
            phone: phone.flatten().unwrap_or_default(),
            active: self.active,
        })
    }

    fn put(self, office: &mut Office) {
        office.name = self.name;
        office.address = self.address;
        office.phone = (!self.phone.is_empty()).then_some(self.phone);
        office.active = self.active;
    }
}
