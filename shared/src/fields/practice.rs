//! The fields of the practice (domain D-01). Its plan is set at the console (domain D-08).

use serde::{Deserialize, Serialize};

use super::Fields;
use crate::message::{FieldProblem, Message};
use crate::record::{PasswordPolicy, Policies, Practice};
use crate::validate::{self, Problems};

/// Shortest password that a practice may ask for (NIST SP 800-63B-4, section 3.1.1.2).
const LEAST_MIN_LENGTH: usize = 8;
/// Longest password that a policy may allow: hashing has to be bounded.
const MOST_MAX_LENGTH: usize = 256;

/// The fields of the practice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeFields {
    /// Its name.
    pub name: String,
    /// IANA time zone. Whether there is such a zone is for the server to say.
    pub time_zone: String,
    /// Where links point (domain LINK-05).
    pub public_url: String,
    /// What the practice decided for everybody.
    #[serde(default)]
    pub policies: Policies,
}

impl Fields for PracticeFields {
    type Record = Practice;

    fn of(practice: &Practice) -> Self {
        Self {
            name: practice.name.clone(),
            time_zone: practice.time_zone.clone(),
            public_url: practice.public_url.clone(),
            policies: practice.policies.clone(),
        }
    }

    fn checked(&self) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::new();
        let name = problems.check("name", validate::name(&self.name));
        let time_zone = problems.check("time_zone", validate::name(&self.time_zone));
        let public_url = problems.check("public_url", validate::public_url(&self.public_url));
        let policies = lengths(&self.policies.password).and_then(|()| idle(&self.policies));
        problems.check("policies", policies);
        problems.finish()?;
        Ok(Self {
            name: name.unwrap_or_default(),
            time_zone: time_zone.unwrap_or_default(),
            public_url: public_url.unwrap_or_default(),
            policies: self.policies.clone(),
        })
    }

    fn put(self, practice: &mut Practice) {
        practice.name = self.name;
        practice.time_zone = self.time_zone;
        practice.public_url = self.public_url;
        practice.policies = self.policies;
    }
}

/// Shortest and longest time after which the screen is locked, in minutes (domain CRED-04).
const IDLE: std::ops::RangeInclusive<u16> = 5..=60;

fn idle(policies: &Policies) -> Result<(), Message> {
    if IDLE.contains(&policies.idle_minutes) {
        return Ok(());
    }
    let message = Message::new("policy-idle");
    Err(message
        .with("min", usize::from(*IDLE.start()))
        .with("max", usize::from(*IDLE.end())))
}

fn lengths(policy: &PasswordPolicy) -> Result<(), Message> {
    let bounds = LEAST_MIN_LENGTH..=MOST_MAX_LENGTH;
    let ordered = policy.min_length <= policy.max_length;
    if ordered && bounds.contains(&policy.min_length) && bounds.contains(&policy.max_length) {
        return Ok(());
    }
    let message = Message::new("policy-password-lengths");
    Err(message
        .with("min", LEAST_MIN_LENGTH)
        .with("max", MOST_MAX_LENGTH))
}
