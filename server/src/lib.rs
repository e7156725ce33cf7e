//! The server of Lanyard: one process with the authoritative store.
//!
//! Layout, from the outside in:
//! - [`cli`]: the commands of the program `lanyard`.
//! - [`serve`]: a whole server, from the data folder to the socket.
//! - [`http`]: decodes a call, makes one service call, encodes the answer.
//! - [`service`]: the rules. Each act has a stage before the transaction and one inside it.
//! - [`store`]: the only SQL.
//! - [`mail`]: the queue's way out: rendering, SMTP, files.
//! - [`backup`]: backups of the data folder, and putting one back.
//! - [`assets`], [`tls`], [`seed`]: the client's files, certificates, the demonstration.
//! - [`app`], [`effects`], [`secret`]: what all of them share.

pub mod app;
pub mod assets;
pub mod backup;
pub mod cli;
pub mod doctor;
pub mod effects;
pub mod error;
pub mod http;
pub mod mail;
#[cfg(test)]
mod scratch;
pub mod secret;
pub mod seed;
pub mod serve;
pub mod service;
pub mod store;
pub mod tls;
