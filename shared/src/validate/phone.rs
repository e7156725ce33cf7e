//! Telephone numbers of the North American plan (domain NEW-09).

use crate::message::Message;

/// A ten-digit number as typed in any punctuation, with or without +1, in E.164; empty is `None`.
///
/// # Errors
/// What is wrong, for the person who typed it.
pub fn phone(typed: &str) -> Result<Option<String>, Message> {
    let typed = typed.trim();
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let punctuation = typed
        .chars()
        .all(|c| c.is_ascii_digit() || "()+-. ".contains(c));
    if typed.is_empty() || (punctuation && digits.is_empty()) {
        return Ok(None);
    }
    let national = match digits.len() {
        11 => digits.strip_prefix('1').unwrap_or_default(),
        _ => digits.as_str(),
    };
    // Area code and exchange never start with 0 or 1 (NANP).
    let start = |at: usize| {
        national
            .as_bytes()
            .get(at)
            .is_some_and(|&c| (b'2'..=b'9').contains(&c))
    };
    if punctuation && national.len() == 10 && start(0) && start(3) {
        Ok(Some(format!("+1{national}")))
    } else {
        Err(Message::new("phone-invalid"))
    }
}

/// An E.164 number of the North American plan as (111) 222-3333, anything else as it is. Also
/// shapes a number that is still being typed.
pub fn format_phone(number: &str) -> String {
    let digits: Vec<char> = number
        .strip_prefix("+1")
        .unwrap_or(number)
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let part =
        |from: usize, to: usize| -> String { digits.iter().skip(from).take(to - from).collect() };
    match digits.len() {
        0 => String::new(),
        1..=3 => format!("({}", part(0, 3)),
        4..=6 => format!("({}) {}", part(0, 3), part(3, 6)),
        7..=10 => format!("({}) {}-{}", part(0, 3), part(3, 6), part(6, 10)),
        _ => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // covers: NEW-09
    #[test]
    fn any_punctuation_is_understood() {
        for typed in [
            "(212) 555-0147",
            "212-555-0147",
            "+1 212.555.0147",
            "2125550147",
        ] {
            assert_eq!(phone(typed), Ok(Some("+12125550147".to_owned())), "{typed}");
        }
        assert_eq!(phone("(   )    -    "), Ok(None));
    }

    // covers: NEW-09
    #[test]
    fn incomplete_and_impossible_numbers_are_refused() {
        for wrong in [
            "212",
            "112-555-0147",
            "212-155-0147",
            "212-555-01478",
            "call me",
            "212555014x",
        ] {
            assert!(phone(wrong).is_err(), "{wrong}");
        }
    }

    // covers: NEW-09
    #[test]
    fn numbers_are_shaped_while_typed() {
        assert_eq!(format_phone("21"), "(21");
        assert_eq!(format_phone("212555"), "(212) 555");
        assert_eq!(format_phone("+12125550147"), "(212) 555-0147");
    }
}
