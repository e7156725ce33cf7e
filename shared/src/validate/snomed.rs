//! SNOMED CT identifiers (SNOMED International, Release File Specification, section 6.2).

use crate::message::Message;

/// The product of two digits in the dihedral group D5, as the check digit scheme of Verhoeff uses it.
const PRODUCT: [[u8; 10]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
    [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
    [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
    [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
    [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
    [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
];

/// What becomes of a digit at its place, counted from the right, before it is multiplied in.
const PERMUTED: [[u8; 10]; 8] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
    [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
    [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
    [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
    [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
    [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
    [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
];

/// The code of a concept: 6 to 18 digits, no zero in front, and the last one the check digit of the
/// others (domain NEW-04).
///
/// # Errors
/// What is wrong, for the person who typed it.
pub fn snomed(typed: &str) -> Result<String, Message> {
    let code: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let shape = (6..=18).contains(&code.len())
        && !code.starts_with('0')
        && code.chars().all(|c| c.is_ascii_digit());
    if shape && verhoeff(&code) {
        Ok(code)
    } else {
        Err(Message::new("snomed-invalid"))
    }
}

/// Whether the last digit is the check digit of the others (J. Verhoeff, 1969).
fn verhoeff(digits: &str) -> bool {
    let mut check = 0;
    for (place, digit) in digits.bytes().rev().enumerate() {
        let digit = usize::from(digit.wrapping_sub(b'0'));
        let row = PERMUTED.get(place % PERMUTED.len());
        let Some(permuted) = row.and_then(|row| row.get(digit)) else {
            return false;
        };
        let row = PRODUCT.get(usize::from(check));
        let Some(product) = row.and_then(|row| row.get(usize::from(*permuted))) else {
            return false;
        };
        check = *product;
    }
    check == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_are_in_use_are_accepted() {
        for code in ["224535009", "450044741000087104", "5275007", " 310182000 "] {
            assert_eq!(snomed(code), Ok(code.trim().to_owned()));
        }
    }

    // covers: CARE-02
    #[test]
    fn a_changed_or_swapped_digit_is_noticed() {
        let code = "224535009";
        for place in 0..code.len() {
            for digit in '0'..='9' {
                let mut wrong: Vec<char> = code.chars().collect();
                if wrong[place] == digit {
                    continue;
                }
                wrong[place] = digit;
                let wrong: String = wrong.into_iter().collect();
                assert!(snomed(&wrong).is_err(), "{wrong}");
            }
        }
        assert!(snomed("242535009").is_err());
        for shape in ["", "0", "12345", "22453500x", "024535009"] {
            assert!(snomed(shape).is_err(), "{shape}");
        }
    }
}
