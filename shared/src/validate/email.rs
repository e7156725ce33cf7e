//! E-mail addresses (domain NEW-06).

use crate::message::Message;

/// Most characters of an address (RFC 5321, section 4.5.3.1).
const MAX_EMAIL: usize = 254;

/// An e-mail address that a mail server can be asked to deliver to: one `@`, a local part without
/// spaces or quotes, a domain with at least one dot. Gives the address without surrounding space.
///
/// # Errors
/// What is wrong, for the person who typed it.
pub fn email(typed: &str) -> Result<String, Message> {
    let address = typed.trim();
    if address.is_empty() {
        return Err(Message::new("field-required"));
    }
    let wrong = || Message::new("email-invalid");
    let (local, domain) = address.rsplit_once('@').ok_or_else(wrong)?;
    if address.len() > MAX_EMAIL || local.len() > 64 || !local_part(local) || !domain_part(domain) {
        return Err(wrong());
    }
    Ok(address.to_owned())
}

fn local_part(local: &str) -> bool {
    let allowed =
        |c: char| c.is_alphanumeric() || c > '\u{7f}' || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    !local.is_empty()
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local
            .chars()
            .all(|c| allowed(c) && !c.is_control() && !c.is_whitespace())
}

fn domain_part(domain: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    domain.contains('.') && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    // covers: NEW-06
    #[test]
    fn ordinary_addresses_pass() {
        for ok in [
            "ana@example.org",
            " a.b+c@sub.example.co ",
            "o'neil@example.org",
            "jürg@bücher.ch",
        ] {
            assert_eq!(email(ok).as_deref(), Ok(ok.trim()));
        }
    }

    // covers: NEW-06
    #[test]
    fn absurd_addresses_do_not() {
        let long = format!("{}@example.org", "a".repeat(65));
        for wrong in [
            "a",
            "a@",
            "@b.org",
            "a@b",
            "a b@c.org",
            "a@b..org",
            ".a@b.org",
            "a@-b.org",
            "a@b.org\nBcc: c@d.org",
            &long,
        ] {
            assert!(email(wrong).is_err(), "{wrong}");
        }
    }
}
