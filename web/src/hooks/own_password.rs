//! What is wrong with a new password, where its owner chooses it (domain CRED-01).

use lanyard_shared::message::Message;
use lanyard_shared::record::PasswordPolicy;
use lanyard_shared::replica::View;
use lanyard_shared::validate::{self, PasswordContext};

/// The rules of the practice, as this device knows them.
pub(crate) fn password_policy(view: &View) -> PasswordPolicy {
    let practice = view.practice.as_ref();
    practice.map_or_else(PasswordPolicy::default, |practice| {
        practice.policies.password
    })
}

/// Judges a new password of `username` by the policy of the practice. As long as that is not known,
/// only the server judges.
pub(crate) fn own_password(
    typed: &str,
    policy: Option<PasswordPolicy>,
    username: &str,
) -> Result<(), Message> {
    let context = PasswordContext {
        username,
        ..PasswordContext::default()
    };
    match policy {
        Some(policy) => validate::password(typed, &policy, context),
        None if typed.is_empty() => Err(Message::new("field-required")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(typed: &str, policy: Option<PasswordPolicy>) -> Result<(), String> {
        own_password(typed, policy, "ana.lee").map_err(|message| message.key)
    }

    // covers: CRED-01
    #[test]
    fn the_policy_of_the_practice_decides_how_long_a_password_must_be() {
        let short = PasswordPolicy {
            min_length: 8,
            max_length: 256,
            ..PasswordPolicy::default()
        };
        let long = PasswordPolicy {
            min_length: 20,
            max_length: 256,
            ..PasswordPolicy::default()
        };
        assert_eq!(judged("nine-char", Some(short)), Ok(()));
        assert_eq!(
            judged("nine-char", Some(long)),
            Err("password-short".into())
        );
        assert_eq!(
            judged("my-ana.lee", Some(short)),
            Err("password-context".into())
        );
    }

    #[test]
    fn a_form_whose_policy_is_not_known_yet_leaves_it_to_the_server() {
        assert_eq!(judged("short", None), Ok(()));
        assert_eq!(judged("", None), Err("field-required".into()));
    }
}
