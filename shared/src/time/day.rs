//! A day of the calendar, without a time or a place.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar, as `2026-03-02` (RFC 3339, full-date).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

/// What was typed is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a day of the calendar")]
pub struct NotADay;

/// The years that an account may begin or end in: a day of another one is a slip of the keyboard.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2199;

impl Day {
    /// Year, month (1 to 12) and day (1 to 31).
    pub const fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let mut parts = text.splitn(3, '-');
        let mut part = |length: usize| {
            let text = parts.next().filter(|part| part.len() == length);
            let text = text.filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
            text.and_then(|part| part.parse::<u16>().ok())
                .ok_or(NotADay)
        };
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        if !YEARS.contains(&year) || day == 0 || day > length_of(year, month) {
            return Err(NotADay);
        }
        let small = |part: u16| u8::try_from(part).map_err(|_| NotADay);
        Ok(Self {
            year,
            month: small(month)?,
            day: small(day)?,
        })
    }
}

/// How many days a month has; 0 for what is no month.
const fn length_of(year: u16, month: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl TryFrom<String> for Day {
    type Error = NotADay;

    fn try_from(text: String) -> Result<Self, NotADay> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar_are_read_and_ordered() {
        for text in [
            "2026-03-02",
            "2024-02-29",
            "2000-02-29",
            "1900-01-01",
            "2199-12-31",
        ] {
            assert_eq!(text.parse::<Day>().map(String::from), Ok(text.to_owned()));
        }
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert!(day("2026-03-02") < day("2026-03-10"));
        assert!(day("2025-12-31") < day("2026-01-01"));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "2026",
            "2026-3-2",
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "2026-04-00",
            "0000-01-01",
            "1899-12-31",
            "2200-01-01",
            "2026-04-1x",
            "+026-04-10",
            "2026-04-10-1",
        ] {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
        }
    }
}
