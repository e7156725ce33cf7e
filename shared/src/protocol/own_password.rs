//! Whether somebody who has signed in is asked for a password of their own (domain LINK-06).

use serde::{Deserialize, Deserializer, Serialize};

use crate::record::FirstPassword;

/// What is asked of somebody at sign-in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OwnPassword {
    /// Nothing: the password is their own, or the practice does not ask.
    #[default]
    NotAsked,
    /// The first page is for a password of one's own, and may be left for later.
    Asked,
    /// One is chosen before anything else.
    Required,
}

impl OwnPassword {
    /// What the policy asks of somebody whose password was set by another, or was not.
    pub const fn of(policy: FirstPassword, set_by_another: bool) -> Self {
        match policy {
            FirstPassword::Ask if set_by_another => Self::Asked,
            FirstPassword::Require if set_by_another => Self::Required,
            _ => Self::NotAsked,
        }
    }

    /// Whether nothing else can be done before.
    pub const fn is_required(self) -> bool {
        matches!(self, Self::Required)
    }
}

/// Reads it from any answer: older ones only say whether one is required.
pub(super) fn from_any<'de, D: Deserializer<'de>>(answer: D) -> Result<OwnPassword, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Said {
        Now(OwnPassword),
        Before(bool),
    }
    Ok(match Said::deserialize(answer)? {
        Said::Now(asked) => asked,
        Said::Before(true) => OwnPassword::Required,
        Said::Before(false) => OwnPassword::NotAsked,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::SessionInfo;

    // covers: LINK-06
    #[test]
    fn a_password_of_ones_own_is_asked_for_as_the_policy_says_and_of_nobody_who_has_one() {
        let asked = |policy| {
            (
                OwnPassword::of(policy, true),
                OwnPassword::of(policy, false),
            )
        };
        let none = OwnPassword::NotAsked;
        assert_eq!(asked(FirstPassword::Ask), (OwnPassword::Asked, none));
        assert_eq!(asked(FirstPassword::Require), (OwnPassword::Required, none));
        assert_eq!(asked(FirstPassword::Off), (none, none));
    }

    #[test]
    fn an_answer_from_before_there_were_three_is_understood() {
        let read = |said: &str| {
            let id = "00000000-0000-0000-0000-000000000051";
            let text = format!(r#"{{"account":"{id}","name":"Bea","expires_at":0{said}}}"#);
            serde_json::from_str::<SessionInfo>(&text)
                .unwrap()
                .own_password
        };
        let before = |required| read(&format!(r#","password_change_required":{required}"#));
        assert_eq!(before(true), OwnPassword::Required);
        assert_eq!(before(false), OwnPassword::NotAsked);
        assert_eq!(read(r#","own_password":"asked""#), OwnPassword::Asked);
        assert_eq!(read(""), OwnPassword::NotAsked);
    }
}
