//! The server of Lanyard: one process with the authoritative store.
//!
//! Layout, from the outside in:
//! - [`cli`]: the commands of the program `lanyard`.
//! - [`http`]: decodes a call, makes one service call, encodes the answer.
//! - [`service`]: the rules. Each act has a stage before the transaction and one inside it.
//! - [`store`]: the only SQL.
//! - [`mail`]: the queue's way out: rendering, SMTP, files.
//! - [`app`], [`effects`], [`secret`]: what all of them share.

pub mod app;
pub mod assets;
pub mod cli;
pub mod effects;
pub mod error;
pub mod http;
pub mod mail;
pub mod secret;
pub mod service;
pub mod store;
pub mod tls;
