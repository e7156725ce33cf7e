//! The rules. A handler and a pushed intent run the same function.
//!
//! An act has two stages: `prepare` (async, outside of any transaction: cheap checks, sealed values,
//! password policy, hashing, tokens) and `apply` (sync, deterministic, inside the write
//! transaction: judges rights again, writes effect, verdict and audit entry together).

mod calendar;
pub mod console;
pub mod emails;
mod given_password;
pub mod history;
pub mod intent;
pub mod links;
pub mod mails;
pub mod managing;
pub mod passwords;
pub mod pins;
mod proof;
pub mod removal;
pub mod rights;
pub mod second_factor;
pub mod sessions;
pub mod setup;
mod sight;
pub mod sync;
mod throttle;
pub mod tokens;
pub mod upkeep;

#[cfg(test)]
pub(crate) mod fixture;
