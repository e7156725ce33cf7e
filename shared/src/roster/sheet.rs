//! A file as lines of cells, or why it is none.

use std::collections::BTreeSet;

use super::cell;
use super::column::{self, Column};
use super::export::MARK;
use crate::message::Message;

/// Most bytes of a file, in which a thousand people have plenty of room *(ours)*.
pub const MAX_BYTES: usize = 1024 * 1024;
/// Most people of a file: so many edits are still looked over by a person *(ours)*.
pub const MAX_LINES: usize = 1000;

/// How a file begins that is a folder of others, as `.xlsx` and `.ods` are.
const ZIP: &[u8] = b"PK\x03\x04";
/// How an old `.xls` begins.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0";

/// A file that was read: which of its columns are known, and its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub(super) header: Vec<String>,
    pub(super) columns: Vec<Option<Column>>,
    pub(super) lines: Vec<Line>,
}

/// A line with something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number in the file; where a cell goes over several lines, that of the first.
    pub(super) number: usize,
    pub(super) cells: Vec<String>,
}

/// Why a file cannot be read as a whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// More than [`MAX_BYTES`].
    #[error("the file is too big")]
    TooBig,
    /// It is a workbook of a spreadsheet.
    #[error("the file is a workbook")]
    Workbook,
    /// Its letters are not UTF-8.
    #[error("the file is not UTF-8")]
    NotUtf8,
    /// A quotation mark that begins in this line ends nowhere.
    #[error("a quotation mark in line {0} ends nowhere")]
    OpenQuote(usize),
    /// Columns without which there are no people.
    #[error("columns are missing")]
    Missing(Vec<Column>),
    /// The same column twice.
    #[error("a column is there twice")]
    Twice(Column),
    /// A header and nobody below it.
    #[error("there is nobody in the file")]
    Nobody,
    /// More than [`MAX_LINES`].
    #[error("there are too many lines")]
    TooMany(usize),
}

impl Unreadable {
    /// The words for whoever chose the file.
    pub fn message(&self) -> Message {
        match self {
            Self::Empty => Message::new("import-empty"),
            Self::TooBig => Message::new("import-too-big"),
            Self::Workbook => Message::new("import-workbook"),
            Self::NotUtf8 => Message::new("import-not-utf8"),
            Self::OpenQuote(line) => Message::new("import-open-quote").with("line", *line),
            Self::Missing(columns) => {
                let keys: Vec<&str> = columns.iter().map(|column| column.key()).collect();
                Message::new("import-missing")
                    .with("count", keys.len())
                    .with("columns", keys.join(", "))
            }
            Self::Twice(column) => Message::new("import-column-twice").with("column", column.key()),
            Self::Nobody => Message::new("import-nobody"),
            Self::TooMany(count) => Message::new("import-too-many")
                .with("count", *count)
                .with("max", MAX_LINES),
        }
    }
}

impl Sheet {
    /// Reads a file: commas or semicolons, with a byte order mark or without.
    ///
    /// # Errors
    /// Why nothing of it can be used.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let text = text(bytes)?;
        let separator = separator(text);
        closed(text, separator)?;
        let mut lines = lines(text, separator)?.into_iter();
        let header = lines.next().ok_or(Unreadable::Empty)?.cells;
        let columns = columns(&header)?;
        let lines: Vec<Line> = lines.collect();
        match lines.len() {
            0 => Err(Unreadable::Nobody),
            1..=MAX_LINES => Ok(Self {
                header,
                columns,
                lines,
            }),
            more => Err(Unreadable::TooMany(more)),
        }
    }

    /// The headers of columns that nobody knows, which are left out.
    pub fn unknown(&self) -> Vec<&str> {
        let columns = self.header.iter().zip(&self.columns);
        let unknown = columns.filter(|(_, column)| column.is_none());
        let unknown = unknown.map(|(header, _)| header.trim());
        unknown.filter(|header| !header.is_empty()).collect()
    }
}

fn text(bytes: &[u8]) -> Result<&str, Unreadable> {
    if bytes.starts_with(ZIP) || bytes.starts_with(OLE) {
        return Err(Unreadable::Workbook);
    }
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooBig);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8)?;
    // Letters of two bytes each look like this where they are plain ones.
    if text.contains('\0') {
        return Err(Unreadable::NotUtf8);
    }
    let text = text.strip_prefix(MARK).unwrap_or(text);
    match text.trim().is_empty() {
        true => Err(Unreadable::Empty),
        false => Ok(text),
    }
}

/// What stands between the cells: where people write the decimal comma, spreadsheets save semicolons.
fn separator(text: &str) -> u8 {
    let header = text.trim_start().lines().next().unwrap_or_default();
    let count = |separator| header.matches(separator).count();
    if count(';') > count(',') { b';' } else { b',' }
}

/// A quotation mark that ends nowhere would make everything behind it one cell, and people in it would
/// get lost in silence.
fn closed(text: &str, separator: u8) -> Result<(), Unreadable> {
    let (mut line, mut opened) = (1, None);
    let mut begins = true;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let was_begin = std::mem::take(&mut begins);
        match (letter, opened) {
            ('"', Some(_)) if letters.next_if_eq(&'"').is_some() => {}
            ('"', Some(_)) => opened = None,
            ('"', None) if was_begin => opened = Some(line),
            (_, None) => begins = letter == char::from(separator) || "\r\n".contains(letter),
            _ => {}
        }
        line += usize::from(letter == '\n');
    }
    opened.map_or(Ok(()), |line| Err(Unreadable::OpenQuote(line)))
}

/// The lines in which there is something.
fn lines(text: &str, separator: u8) -> Result<Vec<Line>, Unreadable> {
    let mut builder = csv::ReaderBuilder::new();
    let builder = builder.has_headers(false).flexible(true);
    let mut reader = builder.delimiter(separator).from_reader(text.as_bytes());
    let mut found = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let from = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let number = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(found),
            Err(_) => return Err(Unreadable::NotUtf8),
        }
        // Empty lines before a record count as a part of it.
        let before = text.get(from..).unwrap_or_default().chars();
        let before = before.take_while(|letter| "\r\n".contains(*letter));
        let number = number + before.filter(|letter| *letter == '\n').count();
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            let cells = record.iter().map(|text| cell::bared(text).to_owned());
            let cells = cells.collect();
            found.push(Line { number, cells });
        }
    }
}

/// The columns of a header.
fn columns(header: &[String]) -> Result<Vec<Option<Column>>, Unreadable> {
    let columns: Vec<Option<Column>> = header.iter().map(|it| column::find(it)).collect();
    let mut seen = BTreeSet::new();
    for column in columns.iter().flatten() {
        if !seen.insert(*column) {
            return Err(Unreadable::Twice(*column));
        }
    }
    let required = Column::ALL.into_iter().filter(|it| it.is_required());
    let missing: Vec<Column> = required.filter(|it| !seen.contains(it)).collect();
    match missing.is_empty() {
        true => Ok(columns),
        false => Err(Unreadable::Missing(missing)),
    }
}
