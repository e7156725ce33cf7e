//! Identifiers of licensed people (domain NEW-05).

use crate::message::Message;

/// A National Provider Identifier: ten digits, the first 1 or 2, whose Luhn check over the prefix
/// `80840` holds (CMS, NPI check digit); empty is `None`.
///
/// # Errors
/// What is wrong, for the person who typed it.
pub fn npi(typed: &str) -> Result<Option<String>, Message> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let shape = typed.len() == 10
        && typed.starts_with(['1', '2'])
        && typed.chars().all(|c| c.is_ascii_digit());
    if shape && luhn(&format!("80840{typed}")) {
        Ok(Some(typed.to_owned()))
    } else {
        Err(Message::new("npi-invalid"))
    }
}

/// An NCSBN ID: eight digits (National Council of State Boards of Nursing); empty is `None`.
///
/// # Errors
/// What is wrong, for the person who typed it.
pub fn ncsbn(typed: &str) -> Result<Option<String>, Message> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    if typed.len() == 8 && typed.chars().all(|c| c.is_ascii_digit()) {
        Ok(Some(typed.to_owned()))
    } else {
        Err(Message::new("ncsbn-invalid"))
    }
}

/// Whether the last digit is the Luhn check digit of the others (ISO/IEC 7812-1, annex B).
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(place, digit)| match place % 2 {
            0 => digit,
            _ if digit > 4 => digit * 2 - 9,
            _ => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    // covers: NEW-05
    #[test]
    fn the_example_of_the_standard_holds() {
        assert_eq!(npi("1234567893"), Ok(Some("1234567893".to_owned())));
        assert_eq!(npi(""), Ok(None));
    }

    // covers: NEW-05
    #[test]
    fn an_ncsbn_id_has_eight_digits() {
        assert_eq!(ncsbn(" 12345678 "), Ok(Some("12345678".to_owned())));
        assert_eq!(ncsbn(""), Ok(None));
        for wrong in ["1234567", "123456789", "1234567x"] {
            assert!(ncsbn(wrong).is_err(), "{wrong}");
        }
    }

    // covers: NEW-05
    #[test]
    fn a_changed_digit_is_noticed() {
        for wrong in [
            "1234567894",
            "3234567893",
            "123456789",
            "12345678930",
            "12345x7893",
        ] {
            assert!(npi(wrong).is_err(), "{wrong}");
        }
    }
}
