//! E-mail addresses (domain NEW-06).

use std::collections::BTreeSet;

use super::fold;
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

/// A domain that addresses may be of, folded, without the `@` that people put before it.
///
/// # Errors
/// What is wrong, for the person who typed it.
pub fn email_domain(typed: &str) -> Result<String, Message> {
    let domain = typed.trim();
    let domain = fold(domain.strip_prefix('@').unwrap_or(domain));
    if domain.len() <= MAX_EMAIL && domain_part(&domain) {
        return Ok(domain);
    }
    Err(Message::new("email-domain-invalid").with("domain", typed.trim()))
}

/// Looks whether an address is of one of the domains of the practice; any will do where there are
/// none (domain NEW-06).
///
/// # Errors
/// What is wrong, for the person who typed it.
pub fn email_allowed(address: &str, domains: &BTreeSet<String>) -> Result<(), Message> {
    let domain = address.rsplit_once('@').map(|(_, domain)| fold(domain));
    if domains.is_empty() || domain.is_some_and(|domain| domains.contains(&domain)) {
        return Ok(());
    }
    let all: Vec<&str> = domains.iter().map(String::as_str).collect();
    Err(Message::new("email-domain").with("domains", all.join(", ")))
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

    // covers: NEW-06
    #[test]
    fn an_address_is_of_one_of_the_domains_where_there_are_some() {
        let domains = BTreeSet::from(["clinic.example".to_owned()]);
        assert_eq!(email_allowed("ana@Clinic.Example", &domains), Ok(()));
        assert_eq!(
            email_allowed("ana@elsewhere.example", &BTreeSet::new()),
            Ok(())
        );
        for other in ["ana@elsewhere.example", "ana@sub.clinic.example", "ana"] {
            let told = Message::new("email-domain").with("domains", "clinic.example");
            assert_eq!(email_allowed(other, &domains), Err(told), "{other}");
        }
    }
}
