//! What a person's account says beside name, role and login (domain NEW-04, NEW-05, NEW-10, NEW-13 to
//! NEW-16).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::care_team::CareTeamRole;
use crate::id::OfficeId;
use crate::message::Message;
use crate::time::Day;
use crate::validate::{self, Problems};

/// The particulars of an account. A missing one has its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Particulars {
    /// Care team role (NEW-04).
    pub care_team_role: Option<CareTeamRole>,
    /// Care team identifier (NEW-05).
    pub care_team_identifier: Option<CareTeamIdentifier>,
    /// *Send daily billing report?* (NEW-10)
    pub daily_report: bool,
    /// *Restrict offices?* (NEW-13): the offices where the member sees and acts; `None` for all.
    pub offices: Option<BTreeSet<OfficeId>>,
    /// *Use new dashboard?* (NEW-14)
    pub new_dashboard: bool,
    /// *Enable Email Update* (NEW-15)
    pub email_update: bool,
    /// *Starts on* (NEW-16): the first day, in the practice's time zone.
    pub starts_on: Option<Day>,
    /// *Ends on* (NEW-16): the last day, in the practice's time zone.
    pub ends_on: Option<Day>,
}

/// An identifier of a member of a care team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum CareTeamIdentifier {
    /// National Provider Identifier.
    Npi(String),
    /// Of the National Council of State Boards of Nursing.
    Ncsbn(String),
}

impl Default for Particulars {
    fn default() -> Self {
        Self {
            care_team_role: None,
            care_team_identifier: None,
            daily_report: true,
            offices: None,
            new_dashboard: false,
            email_update: true,
            starts_on: None,
            ends_on: None,
        }
    }
}

impl Particulars {
    /// The particulars in the form in which they are stored. What is wrong is noted in `problems`.
    pub(crate) fn checked(&self, problems: &mut Problems) -> Self {
        let role = self.care_team_role.as_ref().and_then(|role| {
            let checked = role.checked("care_team_role");
            checked.map_err(|problem| problems.push(problem)).ok()
        });
        let identifier = self.care_team_identifier.as_ref();
        let identifier = identifier.map(CareTeamIdentifier::checked);
        let identifier = problems.check("care_team_identifier", identifier.transpose());
        problems.check("offices", offices(self.offices.as_ref()));
        problems.check("ends_on", order(self.starts_on, self.ends_on));
        Self {
            care_team_role: role,
            care_team_identifier: identifier.flatten().flatten(),
            ..self.clone()
        }
    }
}

impl CareTeamIdentifier {
    /// The identifier as it is stored; `None` where nothing was typed.
    fn checked(&self) -> Result<Option<Self>, Message> {
        Ok(match self {
            Self::Npi(typed) => validate::npi(typed)?.map(Self::Npi),
            Self::Ncsbn(typed) => validate::ncsbn(typed)?.map(Self::Ncsbn),
        })
    }
}

/// Whoever is restricted is in some office.
fn offices(offices: Option<&BTreeSet<OfficeId>>) -> Result<(), Message> {
    match offices {
        Some(offices) if offices.is_empty() => Err(Message::new("offices-none")),
        _ => Ok(()),
    }
}

fn order(starts_on: Option<Day>, ends_on: Option<Day>) -> Result<(), Message> {
    match (starts_on, ends_on) {
        (Some(first), Some(last)) if last < first => Err(Message::new("ends-before-start")),
        _ => Ok(()),
    }
}
