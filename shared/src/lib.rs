//! The records, rules and wire format that client and server share: no input or output, no clock,
//! no randomness.
//!
//! Layout:
//! - [`record`]: what is stored and synced: practice, offices, providers, roles, accounts.
//! - [`permission`]: the catalogue of permissions and the system roles.
//! - [`landing`]: where signing in leads.
//! - [`visibility`]: who sees which record.
//! - [`care_team`]: the occupations of people in a care team.
//! - [`validate`]: the rules for every field, the same on both sides.
//! - [`fields`]: the part of each record that people edit; [`merge`]: how two edits of it meet.
//! - [`intent`]: the named, versioned things a person can ask for.
//! - [`protocol`]: push, pull, verdicts, problems.
//! - [`replica`]: the client's state machine: base rows, queue, attention list.
//! - [`roster`]: the list of staff as a CSV file, going out and coming in.
//! - [`lock`]: the lock of an idle screen.
//! - [`seal`]: typed secrets that only the server can open.
//! - [`mutant`]: broken variants, for the simulation only.
//! - [`text`]: the language files and how a message becomes a sentence.

#![warn(missing_docs)]

pub mod care_team;
pub mod fields;
pub mod id;
pub mod intent;
pub mod landing;
pub mod lock;
pub mod merge;
pub mod message;
pub mod mutant;
pub mod permission;
pub mod protocol;
pub mod record;
pub mod replica;
pub mod roster;
pub mod seal;
pub mod text;
pub mod time;
pub mod validate;
pub mod visibility;
