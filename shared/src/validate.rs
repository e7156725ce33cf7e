//! The rules for every field. The form asks them while typing, the server asks them again; both
//! run this code and cannot disagree.

use crate::message::{FieldProblem, Message};

mod email;
mod fold;
mod identifier;
mod password;
mod phone;
mod pin;
mod snomed;
mod strength;
mod username;

pub use email::{email, email_allowed, email_domain};
pub use fold::{fold, folds_to};
pub use identifier::{ncsbn, npi};
pub use password::{PasswordContext, password};
pub use phone::{format_phone, phone};
pub use pin::app_unlock_pin;
pub use snomed::snomed;
pub use strength::{Strength, strength};
pub use username::username;

/// Most characters of a name (domain NEW-01).
pub const MAX_NAME: usize = 100;
/// Most characters of an address or a description.
pub const MAX_LINES: usize = 500;

/// Gathers what is wrong with which field.
#[derive(Debug, Default)]
pub struct Problems(Vec<FieldProblem>);

impl Problems {
    /// No problems yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes the problem of `field`, where `result` is one, and gives back the value.
    pub fn check<T>(&mut self, field: &str, result: Result<T, Message>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(message) => {
                self.0.push(FieldProblem::at(field, message));
                None
            }
        }
    }

    /// Notes a problem.
    pub fn push(&mut self, problem: FieldProblem) {
        self.0.push(problem);
    }

    /// `Ok` when nothing is wrong.
    ///
    /// # Errors
    /// The problems, in the order in which they were noted.
    pub fn finish(self) -> Result<(), Vec<FieldProblem>> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(self.0)
        }
    }
}

/// A person's, office's or practice's name: 1 to 100 characters of any script, no control
/// characters (domain NEW-01). Gives the name without surrounding white space.
///
/// # Errors
/// What is wrong, for the person who typed it.
pub fn name(typed: &str) -> Result<String, Message> {
    let name = typed.trim();
    if name.is_empty() {
        return Err(Message::new("field-required"));
    }
    if name.chars().count() > MAX_NAME {
        return Err(Message::new("field-too-long").with("max", MAX_NAME));
    }
    if name.chars().any(char::is_control) {
        return Err(Message::new("field-control-characters"));
    }
    Ok(name.to_owned())
}

/// A few words that may be missing, such as a specialty: at most 100 characters of one line.
///
/// # Errors
/// What is wrong, for the person who typed it.
pub fn phrase(typed: &str) -> Result<String, Message> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    name(typed)
}

/// Text in lines that may be missing, such as an address: at most 500 characters, otherwise taken
/// as typed.
///
/// # Errors
/// What is wrong, for the person who typed it.
pub fn lines(typed: &str) -> Result<String, Message> {
    if typed.chars().count() > MAX_LINES {
        return Err(Message::new("field-too-long").with("max", MAX_LINES));
    }
    if typed.chars().any(|c| c.is_control() && !"\r\n".contains(c)) {
        return Err(Message::new("field-control-characters"));
    }
    Ok(typed.trim().to_owned())
}

/// Where links point: `http://` or `https://`, a host, perhaps a port, no path (domain LINK-05).
/// Gives the address without a trailing slash.
///
/// # Errors
/// What is wrong, for the person who typed it.
pub fn public_url(typed: &str) -> Result<String, Message> {
    let url = typed.trim().trim_end_matches('/').to_ascii_lowercase();
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let wrong = || Message::new("public-url-invalid");
    let authority = rest.ok_or_else(wrong)?;
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let host_ok = !host.is_empty()
        && host
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '[' | ']' | ':'));
    let port_ok = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    if host_ok && port_ok {
        Ok(url)
    } else {
        Err(wrong())
    }
}

/// Whether links with this public address open only on the server's own computer (LINK-05).
pub fn is_loopback_url(url: &str) -> bool {
    let host = url.split("://").nth(1).unwrap_or_default();
    ["localhost", "127.", "[::1]"]
        .iter()
        .any(|local| host.starts_with(local))
}

#[cfg(test)]
mod tests {
    use super::*;

    // covers: NEW-01
    #[test]
    fn names_of_any_script_are_trimmed_and_kept() {
        assert_eq!(name("  Ngọc Ánh "), Ok("Ngọc Ánh".to_owned()));
        assert_eq!(name("<b>Ann</b>"), Ok("<b>Ann</b>".to_owned()));
        assert_eq!(name(" \t"), Err(Message::new("field-required")));
        assert!(name(&"ж".repeat(100)).is_ok());
        assert!(name(&"ж".repeat(101)).is_err());
        assert!(name("a\u{0}b").is_err());
    }

    #[test]
    fn public_addresses_have_no_path() {
        assert_eq!(
            public_url("https://Desk.Example.org/"),
            Ok("https://desk.example.org".into())
        );
        assert_eq!(
            public_url("http://[::1]:8080"),
            Ok("http://[::1]:8080".into())
        );
        for wrong in [
            "",
            "desk",
            "ftp://x",
            "https://",
            "https://x/y",
            "https://x:0",
            "http://a b",
        ] {
            assert!(public_url(wrong).is_err(), "{wrong}");
        }
        assert!(is_loopback_url("http://127.0.0.1:8080"));
        assert!(!is_loopback_url("https://desk.example.org"));
    }
}
