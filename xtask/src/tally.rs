//! Counts the tests in what the test runners print.

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl Tally {
    pub(crate) const PASSED: Self = Self {
        passed: 1,
        failed: 0,
    };
    pub(crate) const FAILED: Self = Self {
        passed: 0,
        failed: 1,
    };

    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Takes in one line, of cargo (`test result: ok. 3 passed; 0 failed; …`) or of Playwright
    /// (`  3 passed (4.5s)`).
    pub(crate) fn read(&mut self, line: &str) {
        let plain = without_colours(line);
        let counts = match plain.trim().strip_prefix("test result: ") {
            Some(result) => result
                .split_once(". ")
                .map_or("", |(_, counts)| counts)
                .to_owned(),
            None => plain,
        };
        for part in counts.split(';') {
            let mut words = part.split_whitespace();
            let (Some(number), Some(what)) = (words.next(), words.next()) else {
                continue;
            };
            let duration_or_end = words.next().is_none_or(|word| word.starts_with('('));
            let (Ok(number), true) = (number.parse::<u32>(), duration_or_end) else {
                continue;
            };
            match what {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                _ => {}
            }
        }
    }
}

fn without_colours(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once('m').map_or("", |(_, rest)| rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(text: &str) -> (u32, u32) {
        let mut tally = Tally::default();
        text.lines().for_each(|line| tally.read(line));
        (tally.passed, tally.failed)
    }

    #[test]
    fn cargo_and_playwright_are_understood() {
        let cargo = "test result: ok. 12 passed; 1 failed; 0 ignored; 0 measured; 3 filtered out; finished in 0.1s";
        assert_eq!(tally(cargo), (12, 1));
        assert_eq!(
            tally("  2 failed\n    a.spec.ts:1:1\n  7 passed (12.3s)"),
            (7, 2)
        );
        assert_eq!(
            tally("\u{1b}[32m  7 passed\u{1b}[39m\u{1b}[2m (1.0s)\u{1b}[22m"),
            (7, 0)
        );
    }

    #[test]
    fn prose_is_not_counted() {
        assert_eq!(
            tally("3 passed inspection\npassed 3\n1 failed attempt; 2 passed on"),
            (0, 0)
        );
    }
}
