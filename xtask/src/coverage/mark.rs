//! The lines by which a test says which rules it holds: `// covers: NEW-07, NEW-08`.

use super::domain::{has_id, ids};
use super::{rust_tests, script_tests};

/// What a mark looks like, up to its ids.
const MARK: &str = "// covers: ";

/// All marks of all tests.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) covered: Vec<Covered>,
    /// Marks that count for nothing, and why.
    pub(super) findings: Vec<String>,
}

/// A test holds a rule.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Covered {
    pub(super) id: String,
    pub(super) path: String,
    pub(super) test: String,
    /// Where the mark stands, counted from 1.
    pub(super) line: usize,
}

/// What a line is to somebody who looks for marks.
pub(super) enum Line<'a> {
    Mark(Vec<String>),
    /// Something that was meant as a mark.
    Malformed,
    Other(&'a str),
}

/// Ids that wait for the test they belong to, with the line they stand at.
pub(super) type Pending = Vec<(usize, Vec<String>)>;

impl Marks {
    /// Takes in a file with tests.
    pub(super) fn read(&mut self, path: &str, text: &str) {
        let mut file = File { path, marks: self };
        if path.ends_with(".rs") {
            rust_tests::read(&mut file, text);
        } else {
            script_tests::read(&mut file, text);
        }
    }

    /// The files that hold a rule, each with its tests, in the order of the files.
    pub(super) fn of(&self, id: &str) -> Vec<(&str, Vec<&str>)> {
        let mut files: Vec<(&str, Vec<&str>)> = Vec::new();
        for covered in self.covered.iter().filter(|covered| covered.id == id) {
            let (path, test) = (covered.path.as_str(), covered.test.as_str());
            match files.iter_mut().find(|(known, _)| *known == path) {
                Some((_, tests)) if tests.contains(&test) => {}
                Some((_, tests)) => tests.push(test),
                None => files.push((path, vec![test])),
            }
        }
        files
    }
}

/// One file while it is read.
pub(super) struct File<'a> {
    path: &'a str,
    marks: &'a mut Marks,
}

impl File<'_> {
    /// The marks belong to this test.
    pub(super) fn cover(&mut self, test: &str, pending: &mut Pending) {
        for (line, ids) in pending.drain(..) {
            self.marks.covered.extend(ids.into_iter().map(|id| Covered {
                id,
                path: self.path.to_owned(),
                test: test.to_owned(),
                line,
            }));
        }
    }

    /// The marks belong to nothing.
    pub(super) fn find_all(&mut self, pending: &mut Pending, what: &str) {
        for (line, _) in pending.drain(..) {
            self.find(line, what);
        }
    }

    pub(super) fn find_malformed(&mut self, line: usize) {
        self.find(
            line,
            "the mark is not understood; write `// covers: NEW-07, NEW-08` on a line of its own",
        );
    }

    fn find(&mut self, line: usize, what: &str) {
        self.marks
            .findings
            .push(format!("{}:{line}: {what}", self.path));
    }
}

/// Every line with its number, counted from 1, and what it is.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, Line<'_>)> {
    text.lines()
        .enumerate()
        .map(|(at, text)| (at + 1, classify(text)))
}

fn classify(line: &str) -> Line<'_> {
    let text = line.trim();
    if let Some(list) = text.strip_prefix(MARK) {
        return ids(list).map_or(Line::Malformed, |ids| Line::Mark(ids.into_iter().collect()));
    }
    let comment = text.split_once("//").map(|(_, comment)| comment);
    if comment.is_some_and(is_meant_as_mark) {
        return Line::Malformed;
    }
    Line::Other(line)
}

/// A comment that a hasty hand wrote, also behind code. A sentence that begins with "Covers" is none.
fn is_meant_as_mark(comment: &str) -> bool {
    let comment = comment.trim_start_matches(['/', '!', ' ']);
    let Some((word, rest)) = comment.split_at_checked("covers".len()) else {
        return false;
    };
    let rest = rest.trim_start();
    word.eq_ignore_ascii_case("covers") && (rest.starts_with(':') || has_id(rest))
}
