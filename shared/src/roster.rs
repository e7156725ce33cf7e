//! The list of staff as a file of comma-separated values (RFC 4180), going out and coming in (domain
//! STAFF-06, NEW-19).
//!
//! The header names columns by keys that are the same in every language, so that a file that one person
//! saved comes back in for another, whatever either of them reads. Coming in, a column may also have the
//! label that its field has in a form, because people make such files by hand.
//!
//! - `column`: the columns. `cell`: what a cell holds, and how it is kept from being run as a formula.
//! - `names`: records by the names that people write.
//! - `export`: accounts as a file.
//! - `sheet`: a file as lines of cells, or why it is none.
//! - `person`: a line as the fields of an account. `import`: what would become of each line.

mod cell;
mod column;
mod export;
mod import;
mod names;
mod person;
mod sheet;
#[cfg(test)]
mod tests;

pub use column::{Column, label};
pub use export::{export, template};
pub use import::{DryRun, NewPerson, Row, Verdict};
pub use sheet::{MAX_BYTES, MAX_LINES, Sheet, Unreadable};
