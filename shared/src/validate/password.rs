//! The password policy (domain CRED-01, after NIST SP 800-63B-4, section 3.1.1.2).

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold;
use crate::message::Message;
use crate::record::PasswordPolicy;

/// Passwords that lists of leaked ones have at the top, one a line, folded.
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../data/common-passwords.txt")
        .lines()
        .collect()
});

/// Shorter words of the context are not looked for: "Al" is in too many good passwords.
pub(super) const MIN_CONTEXT: usize = 4;

/// What must not be part of the password: the names around it.
#[derive(Clone, Copy, Debug, Default)]
pub struct PasswordContext<'a> {
    /// The username.
    pub username: &'a str,
    /// The e-mail address.
    pub email: &'a str,
    /// The practice's name.
    pub practice: &'a str,
}

/// Whether `password` is acceptable under `policy`.
///
/// # Errors
/// What is wrong, for the person who typed it.
pub fn password(
    password: &str,
    policy: &PasswordPolicy,
    context: PasswordContext<'_>,
) -> Result<(), Message> {
    let length = password.chars().count();
    if length == 0 {
        return Err(Message::new("field-required"));
    }
    if length < policy.min_length {
        return Err(Message::new("password-short").with("min", policy.min_length));
    }
    if length > policy.max_length {
        return Err(Message::new("password-long").with("max", policy.max_length));
    }
    let folded = fold(password);
    if common(&folded) {
        return Err(Message::new("password-common"));
    }
    let local = context.email.split('@').next().unwrap_or_default();
    let inside = |word: &str| {
        let word = fold(word);
        word.chars().count() >= MIN_CONTEXT && folded.contains(&word)
    };
    if [context.username, context.email, local, context.practice]
        .into_iter()
        .any(inside)
    {
        return Err(Message::new("password-context"));
    }
    Ok(())
}

/// Whether lists of leaked passwords have this at the top; `folded` is one folded word.
pub(super) fn is_common(folded: &str) -> bool {
    COMMON.contains(folded)
}

/// Whether the password is a well-known one, one repeated, one character repeated, or a run.
fn common(folded: &str) -> bool {
    let plain = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    if COMMON.contains(folded) || COMMON.contains(plain) {
        return true;
    }
    let chars: Vec<char> = folded.chars().collect();
    let half = chars.len() / 2;
    let repeated = (1..=half)
        .any(|n| chars.chunks(n).all(|chunk| chars.starts_with(chunk)) && repeats_known(&chars, n));
    let run = chars.windows(2).all(|pair| match pair {
        [a, b] => u32::from(*b) == u32::from(*a) + 1,
        _ => true,
    });
    repeated || run
}

/// Whether the first `n` characters, which make the whole by repetition, are few or well known.
fn repeats_known(chars: &[char], n: usize) -> bool {
    let unit: String = chars.iter().take(n).collect();
    n <= 3 || COMMON.contains(unit.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<(), String> {
        let context = PasswordContext {
            username: "ana.lee",
            email: "lee@example.org",
            practice: "Hillside",
        };
        password(text, &PasswordPolicy::default(), context).map_err(|message| message.key)
    }

    #[test]
    fn a_long_phrase_is_good() {
        assert_eq!(check("correct battery horse staple"), Ok(()));
        assert_eq!(check("пароль для клиники"), Ok(()));
    }

    // covers: CRED-01
    #[test]
    fn each_rule_has_its_words() {
        assert_eq!(check(""), Err("field-required".into()));
        assert_eq!(check("short"), Err("password-short".into()));
        assert_eq!(check(&"x".repeat(129)), Err("password-long".into()));
        assert_eq!(check("password1234"), Err("password-common".into()));
        assert_eq!(check("aaaaaaaaaaaaaa"), Err("password-common".into()));
        assert_eq!(check("abcdefghijklmn"), Err("password-common".into()));
        assert_eq!(check("passwordpassword"), Err("password-common".into()));
        assert_eq!(check("my-ANA.LEE-secret"), Err("password-context".into()));
        assert_eq!(check("we love hillside!"), Err("password-context".into()));
    }

    // covers: CRED-01
    #[test]
    fn neither_the_address_nor_the_part_before_its_at_sign_is_inside() {
        let judged = |text: &str| {
            let context = PasswordContext {
                email: "Greta@example.org",
                ..PasswordContext::default()
            };
            password(text, &PasswordPolicy::default(), context).map_err(|message| message.key)
        };
        let context = || Err("password-context".to_owned());
        assert_eq!(judged("x-greta@EXAMPLE.org-x"), context());
        assert_eq!(judged("our gReTa knows it"), context());
        assert_eq!(judged("our grace knows it"), Ok(()));
        // Too short to look for alone, and still not as a whole.
        assert_eq!(check("lee@example.org!"), context());
        assert_eq!(check("leeward and windward"), Ok(()));
    }
}
