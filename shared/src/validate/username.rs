//! Usernames (domain NEW-07).

use crate::message::Message;

/// A username: 3 to 64 ASCII letters, digits, `.`, `_` and `-`. Gives it without surrounding space.
///
/// # Errors
/// What is wrong, for the person who typed it.
pub fn username(typed: &str) -> Result<String, Message> {
    let username = typed.trim();
    if username.is_empty() {
        return Err(Message::new("field-required"));
    }
    if !username
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
    {
        return Err(Message::new("username-characters"));
    }
    if username.len() < 3 || username.len() > 64 {
        return Err(Message::new("username-length")
            .with("min", 3_i64)
            .with("max", 64_i64));
    }
    Ok(username.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    // covers: NEW-07
    #[test]
    fn usernames_are_plain_ascii_of_3_to_64() {
        assert_eq!(username(" Ana.B_c-9 ").as_deref(), Ok("Ana.B_c-9"));
        for wrong in ["", "ab", "a b c", "añna", "ana@x", &"a".repeat(65)] {
            assert!(username(wrong).is_err(), "{wrong}");
        }
    }
}
