//! Marks in the browser's tests (TypeScript): right above a `test(…)`, or inside it.

use super::mark::{File, Line, Pending, lines};

const STANDS_ALONE: &str =
    "`covers:` stands at no test; put it right above a `test(…)` or inside it";
const NO_NAME: &str = "`covers:` stands at a test whose name cannot be read; write the name as a \
                       text right behind `test(`";

/// A test whose end has not come yet.
struct Open {
    name: String,
    indent: usize,
}

pub(super) fn read(file: &mut File<'_>, text: &str) {
    let mut pending = Pending::new();
    let mut open: Option<Open> = None;
    for (number, line) in lines(text) {
        match line {
            Line::Mark(ids) => {
                pending.push((number, ids));
                if let Some(test) = &open {
                    file.cover(&test.name, &mut pending);
                }
            }
            Line::Malformed => file.find_malformed(number),
            Line::Other(line) if open.as_ref().is_some_and(|test| test.ends_with(line)) => {
                open = None;
            }
            Line::Other(line) if open.is_none() && !is_comment(line) => {
                match begin(line, text, number) {
                    Begin::Test(name) => {
                        file.cover(&name, &mut pending);
                        let indent = indent(line);
                        open = (!line.ends_with(';')).then_some(Open { name, indent });
                    }
                    Begin::Nameless => file.find_all(&mut pending, NO_NAME),
                    Begin::Nothing => file.find_all(&mut pending, STANDS_ALONE),
                }
            }
            Line::Other(_) => {}
        }
    }
    file.find_all(&mut pending, STANDS_ALONE);
}

impl Open {
    /// The closing bracket in the column where the test began.
    fn ends_with(&self, line: &str) -> bool {
        indent(line) == self.indent && line.trim_start().starts_with(['}', ')'])
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn is_comment(line: &str) -> bool {
    ["//", "/*", "*"]
        .iter()
        .any(|mark| line.trim_start().starts_with(mark))
}

enum Begin {
    Test(String),
    Nameless,
    Nothing,
}

/// Looks whether a test begins at the line with this number. Its name may stand on the next one.
fn begin(line: &str, text: &str, number: usize) -> Begin {
    let Some(rest) = line.trim_start().strip_prefix("test(") else {
        return Begin::Nothing;
    };
    let next = text.lines().nth(number).unwrap_or_default();
    let argument = if rest.is_empty() { next.trim() } else { rest };
    literal(argument).map_or(Begin::Nameless, Begin::Test)
}

/// The text literal that a line begins with; what is filled in later is an ellipsis.
fn literal(text: &str) -> Option<String> {
    let quote = text
        .chars()
        .next()
        .filter(|first| "\"'`".contains(*first))?;
    let mut name = String::new();
    let mut letters = text.chars().skip(1).peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => name.extend(letters.next()),
            '$' if quote == '`' && letters.peek() == Some(&'{') => {
                letters.by_ref().find(|letter| *letter == '}')?;
                name.push('…');
            }
            letter if letter == quote => return Some(name),
            letter => name.push(letter),
        }
    }
    None
}
