//! The fields of the practice (domain D-01). Its plan is set at the console (domain D-08).

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

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
        let policies = policies(&self.policies, &mut problems);
        problems.finish()?;
        Ok(Self {
            name: name.unwrap_or_default(),
            time_zone: time_zone.unwrap_or_default(),
            public_url: public_url.unwrap_or_default(),
            policies,
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
const IDLE: RangeInclusive<u16> = 5..=60;
/// Fewest and most days after which a password is changed (domain CRED-01).
const AGE: RangeInclusive<u16> = 30..=730;
/// Fewest and most passwords that are not allowed again (domain CRED-01).
const REMEMBERED: RangeInclusive<u16> = 1..=24;
/// Fewest and most days that a copy may be used without contact (domain CRED-06).
const OFFLINE: RangeInclusive<u16> = 1..=90;
/// Most domains that e-mail addresses may be limited to.
const MAX_DOMAINS: usize = 50;

/// Checks each policy at its own field.
fn policies(typed: &Policies, problems: &mut Problems) -> Policies {
    let lengths = lengths(&typed.password);
    problems.check("policies.password.min_length", lengths);
    let age = none_or_within("policy-age", &AGE, typed.password.max_age_days);
    problems.check("policies.password.max_age_days", age);
    let remembered = none_or_within("policy-remembered", &REMEMBERED, typed.password.remembered);
    problems.check("policies.password.remembered", remembered);
    let idle = within("policy-idle", &IDLE, typed.idle_minutes);
    problems.check("policies.idle_minutes", idle);
    let offline = within("policy-offline", &OFFLINE, typed.offline_days);
    problems.check("policies.offline_days", offline);
    let domains = problems.check("policies.email_domains", domains(&typed.email_domains));
    Policies {
        email_domains: domains.unwrap_or_default(),
        ..typed.clone()
    }
}

/// As [`within`]; 0 stands for none.
fn none_or_within(key: &str, bounds: &RangeInclusive<u16>, value: u16) -> Result<(), Message> {
    match value {
        0 => Ok(()),
        value => within(key, bounds, value),
    }
}

fn within(key: &str, bounds: &RangeInclusive<u16>, value: u16) -> Result<(), Message> {
    if bounds.contains(&value) {
        return Ok(());
    }
    let message = Message::new(key);
    Err(message
        .with("min", usize::from(*bounds.start()))
        .with("max", usize::from(*bounds.end())))
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

fn domains(typed: &BTreeSet<String>) -> Result<BTreeSet<String>, Message> {
    if typed.len() > MAX_DOMAINS {
        return Err(Message::new("policy-domains-many").with("max", MAX_DOMAINS));
    }
    typed.iter().map(|it| validate::email_domain(it)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(policies: Policies) -> Result<Policies, Vec<String>> {
        let fields = PracticeFields {
            name: "Clinic".to_owned(),
            time_zone: "America/New_York".to_owned(),
            public_url: "https://desk.example.org".to_owned(),
            policies,
        };
        let fields = fields.checked().map_err(|problems| {
            let fields = problems.into_iter().filter_map(|problem| problem.field);
            fields.collect::<Vec<_>>()
        })?;
        Ok(fields.policies)
    }

    // covers: CRED-04, CRED-06, NEW-06
    #[test]
    fn each_policy_out_of_its_bounds_is_told_at_its_own_field() {
        assert_eq!(checked(Policies::default()), Ok(Policies::default()));
        assert_eq!(Policies::default().offline_days, 14);
        let wrong = Policies {
            password: PasswordPolicy {
                min_length: 20,
                max_length: 12,
                max_age_days: 29,
                remembered: 25,
            },
            idle_minutes: 4,
            offline_days: 91,
            email_domains: ["nowhere".to_owned()].into(),
            ..Policies::default()
        };
        let fields = [
            "policies.password.min_length",
            "policies.password.max_age_days",
            "policies.password.remembered",
            "policies.idle_minutes",
            "policies.offline_days",
            "policies.email_domains",
        ];
        assert_eq!(checked(wrong), Err(fields.map(str::to_owned).to_vec()));
    }

    // covers: CRED-01
    #[test]
    fn passwords_are_changed_after_30_to_730_days_or_never_and_1_to_24_or_none_are_remembered() {
        let password = |max_age_days, remembered| {
            let password = PasswordPolicy {
                max_age_days,
                remembered,
                ..PasswordPolicy::default()
            };
            checked(Policies {
                password,
                ..Policies::default()
            })
        };
        for (days, count) in [(0, 0), (30, 1), (730, 24)] {
            assert!(password(days, count).is_ok(), "{days} {count}");
        }
        for (days, count) in [(29, 0), (731, 0), (0, 25)] {
            assert!(password(days, count).is_err(), "{days} {count}");
        }
    }

    // covers: CRED-04
    #[test]
    fn a_screen_is_locked_after_five_to_sixty_minutes() {
        assert_eq!(Policies::default().idle_minutes, 15);
        let idle = |idle_minutes| {
            let policies = Policies {
                idle_minutes,
                ..Policies::default()
            };
            checked(policies).map(|kept| kept.idle_minutes)
        };
        let refused = Err(vec!["policies.idle_minutes".to_owned()]);
        assert_eq!([idle(5), idle(60)], [Ok(5), Ok(60)]);
        assert_eq!([idle(4), idle(61)], [refused.clone(), refused]);
    }

    // covers: NEW-06
    #[test]
    fn domains_are_kept_folded_and_without_the_sign_before_them() {
        let typed = Policies {
            email_domains: [" @Clinic.Example ".to_owned(), "clinic.example".to_owned()].into(),
            ..Policies::default()
        };
        let kept = checked(typed).unwrap().email_domains;
        assert_eq!(kept, ["clinic.example".to_owned()].into());
    }
}
