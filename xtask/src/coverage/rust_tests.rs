//! Marks in Rust: among the comments and attributes right above the function of a test.

use super::mark::{File, Line, Pending, lines};

const STANDS_ALONE: &str = "`covers:` stands at no test; put it right above the attributes of a \
                            `#[test]` function";
const NO_TEST: &str = "`covers:` stands at a function that is no test; put it at the `#[test]` \
                       that fails without the rule";
const IGNORED: &str = "`covers:` stands at an ignored test, which holds nothing; take away \
                       `#[ignore]` or the mark";

/// The comments and attributes above an item.
#[derive(Default)]
struct Above {
    pending: Pending,
    test: bool,
    ignored: bool,
    /// Inside an attribute of several lines.
    unclosed: bool,
}

pub(super) fn read(file: &mut File<'_>, text: &str) {
    let mut above = Above::default();
    for (number, line) in lines(text) {
        match line {
            Line::Mark(ids) => above.pending.push((number, ids)),
            Line::Malformed => file.find_malformed(number),
            Line::Other(line) => {
                let line = line.trim();
                if above.takes(line) {
                    continue;
                }
                match function(line) {
                    Some(_) if !above.test => file.find_all(&mut above.pending, NO_TEST),
                    Some(_) if above.ignored => file.find_all(&mut above.pending, IGNORED),
                    Some(name) => file.cover(name, &mut above.pending),
                    None => file.find_all(&mut above.pending, STANDS_ALONE),
                }
                above = Above::default();
            }
        }
    }
    file.find_all(&mut above.pending, STANDS_ALONE);
}

impl Above {
    /// Is the line still above the item?
    fn takes(&mut self, line: &str) -> bool {
        if let Some(attribute) = line.strip_prefix("#[") {
            let path = attribute.split(['(', ']', ' ']).next().unwrap_or_default();
            self.test |= path.rsplit("::").next() == Some("test");
            self.ignored |= path == "ignore";
            self.unclosed = true;
        } else if !self.unclosed {
            return line.starts_with("//");
        }
        self.unclosed = !line.ends_with(']');
        true
    }
}

/// The name of the function that begins at a line.
fn function(line: &str) -> Option<&str> {
    let (before, rest) = line.split_once("fn ")?;
    let modifiers = ["", "async", "const", "pub", "pub(crate)", "pub(super)"];
    let begins = before.split(' ').all(|word| modifiers.contains(&word));
    let end = rest.find(['(', '<'])?;
    rest.get(..end).filter(|_| begins)
}
