//! How strong a password is, as far as that can be told by looking at it (domain CRED-01). It is an
//! estimate for the person who types, in a few words; nothing is refused because of it.
//!
//! Told is how often somebody has to guess who knows how people choose passwords: common passwords and
//! the person's own words cost nearly nothing, runs and repeats little, letters that read like words less
//! than letters at random. It counts in tenths of a power of ten, so that no floating point is needed.

use super::fold;
use super::password::{MIN_CONTEXT, PasswordContext, is_common};

/// How strong a password is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Somebody who steals the file of hashes finds it in days.
    Weak,
    /// They have to want it.
    Fair,
    /// They do not find it.
    Strong,
}

/// From so many guesses on a password is fair: Argon2id allows a rich thief some million a day.
const FAIR: usize = 100;
/// From so many guesses on it is strong.
const STRONG: usize = 140;

/// Costs of a part, in tenths of a power of ten.
const OWN_WORD: usize = 10;
const COMMON_WORD: usize = 35;
const RUN: usize = 15;
const YEAR: usize = 20;
const DIGIT: usize = 10;
const SIGN: usize = 15;
/// A letter of a word: one in six, of those that go on a word.
const WORD_LETTER: usize = 8;
/// A letter at random.
const LETTER: usize = 14;
/// A capital that is not the first letter of a word.
const CAPITAL: usize = 3;

/// Shortest common word that is looked for inside of a password, and longest.
const COMMON: std::ops::RangeInclusive<usize> = 4..=16;

/// Estimates a password of somebody whose own words are in `context`.
pub fn strength(password: &str, context: PasswordContext<'_>) -> Strength {
    let typed: Vec<char> = password.chars().collect();
    let folded: Vec<char> = fold(password).chars().collect();
    // Folding makes two characters of a few: the estimate is none the worse for it.
    let words = own_words(context);
    let mut cost = 0;
    let mut rest = folded.as_slice();
    while let [first, ..] = rest {
        let (length, price) = part(rest, &words).unwrap_or((1, price_of(*first)));
        cost += price;
        rest = rest.get(length..).unwrap_or_default();
    }
    cost += CAPITAL * odd_capitals(&typed);
    match cost {
        _ if cost >= STRONG => Strength::Strong,
        _ if cost >= FAIR => Strength::Fair,
        _ => Strength::Weak,
    }
}

/// The words that anybody tries first who knows whose password it is.
fn own_words(context: PasswordContext<'_>) -> Vec<Vec<char>> {
    let all = [context.username, context.email, context.practice];
    let parts = all
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let folded = parts.map(|part| fold(part).chars().collect::<Vec<_>>());
    folded.filter(|part| part.len() >= MIN_CONTEXT).collect()
}

/// A part that is cheaper to guess than its characters one by one, at the beginning: its length and
/// its price.
fn part(rest: &[char], words: &[Vec<char>]) -> Option<(usize, usize)> {
    let own = words.iter().filter(|word| rest.starts_with(word));
    if let Some(length) = own.map(Vec::len).max() {
        return Some((length, OWN_WORD));
    }
    let step = same_step(rest);
    if step >= 3 {
        return Some((step, RUN));
    }
    let inside = |length: &usize| {
        let word = rest.get(..*length);
        word.is_some_and(|word| is_common(&word.iter().collect::<String>()))
    };
    if let Some(length) = COMMON.rev().find(inside) {
        return Some((length, COMMON_WORD));
    }
    if let [a @ ('1' | '2'), b @ ('9' | '0'), c, d, ..] = rest
        && (*a, *b) != ('1', '0')
        && c.is_ascii_digit()
        && d.is_ascii_digit()
    {
        return Some((4, YEAR));
    }
    let letters = rest.iter().take_while(|c| c.is_alphabetic()).count();
    (letters >= 3).then(|| {
        let run = rest.get(..letters).unwrap_or_default();
        let letter = if reads_like_words(run) {
            WORD_LETTER
        } else {
            LETTER
        };
        // Up to the next common or own word inside of the run.
        let ends = |at: &usize| {
            let left = rest.get(*at..).unwrap_or_default();
            words.iter().any(|word| left.starts_with(word))
        };
        let length = (1..letters).find(ends).unwrap_or(letters);
        (length, length * letter)
    })
}

/// How many characters at the beginning are the same, or each one further up or down than the one before.
fn same_step(rest: &[char]) -> usize {
    let step = |pair: &[char]| match pair {
        [a, b] => Some(i64::from(u32::from(*b)) - i64::from(u32::from(*a))),
        _ => None,
    };
    let first = rest.windows(2).next().and_then(step);
    if !matches!(first, Some(-1..=1)) {
        return 1;
    }
    let going_on = rest.windows(2).take_while(|pair| step(pair) == first);
    going_on.count() + 1
}

/// Whether letters have about as many vowels as words do. Scripts without known vowels count as words.
fn reads_like_words(letters: &[char]) -> bool {
    if letters.iter().any(|c| !c.is_ascii()) {
        return true;
    }
    let vowels = letters.iter().filter(|c| "aeiouy".contains(**c)).count();
    vowels * 5 >= letters.len() && vowels * 3 <= letters.len() * 2
}

fn price_of(c: char) -> usize {
    match c {
        _ if c.is_ascii_digit() => DIGIT,
        _ if c.is_alphabetic() => LETTER,
        _ => SIGN,
    }
}

/// Capitals that do not begin a word.
fn odd_capitals(typed: &[char]) -> usize {
    let pairs = typed.windows(2);
    let inside =
        pairs.filter(|pair| matches!(pair, [a, b] if a.is_alphabetic() && b.is_uppercase()));
    inside.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(password: &str) -> Strength {
        let context = PasswordContext {
            username: "ana.lindqvist",
            email: "ana@riverside.example",
            practice: "Riverside Family Practice",
        };
        strength(password, context)
    }

    // covers: CRED-01
    #[test]
    fn a_few_words_or_many_characters_at_random_are_strong() {
        for strong in [
            "correct battery horse staple",
            "Granite-Falcon-Teapot-41",
            "xkqjzmvbwpfh",
            "8fK2!xQ9-vLm",
            "пароль для клиники",
        ] {
            assert_eq!(of(strong), Strength::Strong, "{strong}");
        }
    }

    // covers: CRED-01
    #[test]
    fn common_words_own_words_runs_and_years_make_a_password_weak() {
        for weak in [
            "",
            "password1234",
            "lindqvist-2026",
            "Lindqvist Family",
            "riverside1999!",
            "aaaaaaaabbbbbbbb",
            "abcdefgh12345678",
            "summer2024",
        ] {
            assert_eq!(of(weak), Strength::Weak, "{weak}");
        }
    }

    // covers: CRED-01
    #[test]
    fn what_is_added_never_makes_it_weaker_by_much_and_own_words_count_for_nearly_nothing() {
        assert_eq!(of("green apples in may"), Strength::Strong);
        assert_eq!(of("rainy monday 7"), Strength::Fair);
        let nobody = PasswordContext::default();
        let own = "lindqvist gardens";
        assert!(of(own) < strength(own, nobody));
    }
}
