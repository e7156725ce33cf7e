//! The App Unlock PIN (domain NEW-11).

use crate::message::Message;

/// Four digits that are not among the first that a stranger tries: no repeats (0000), no sequences
/// (1234, 4321), no pairs of a pair (1212), no year of this or the last century.
///
/// # Errors
/// What is wrong, for the person who typed it.
pub fn app_unlock_pin(typed: &str) -> Result<(), Message> {
    let digits: Vec<u8> = typed.bytes().collect();
    let [a, b, c, d] = digits.as_slice() else {
        return Err(Message::new("pin-shape"));
    };
    if !digits.iter().all(u8::is_ascii_digit) {
        return Err(Message::new("pin-shape"));
    }
    let steps: Vec<i16> = digits
        .windows(2)
        .map(|pair| match pair {
            [one, next] => i16::from(*next) - i16::from(*one),
            _ => 0,
        })
        .collect();
    let even = steps.windows(2).all(|pair| pair.first() == pair.last());
    let sequence = even && steps.first().is_some_and(|step| step.abs() <= 1);
    let pairs = (a, b) == (c, d);
    let year = typed.starts_with("19") || typed.starts_with("20");
    if sequence || pairs || year {
        return Err(Message::new("pin-trivial"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_digits_that_nobody_guesses_first_are_accepted() {
        for pin in ["4711", "8052", "3970", "0183"] {
            assert_eq!(app_unlock_pin(pin), Ok(()), "{pin}");
        }
    }

    // covers: NEW-11
    #[test]
    fn trivial_ones_are_refused() {
        for pin in [
            "0000", "9999", "1234", "4321", "6789", "1212", "1984", "2026",
        ] {
            assert_eq!(
                app_unlock_pin(pin),
                Err(Message::new("pin-trivial")),
                "{pin}"
            );
        }
        for shape in ["", "123", "12345", "12a4", "١٢٣٤"] {
            assert_eq!(
                app_unlock_pin(shape),
                Err(Message::new("pin-shape")),
                "{shape}"
            );
        }
    }

    #[test]
    fn most_pins_are_left() {
        let pins = (0..10_000).map(|n| format!("{n:04}"));
        let good = pins.filter(|pin| app_unlock_pin(pin).is_ok()).count();
        assert!((9_000..10_000).contains(&good), "{good}");
    }
}
