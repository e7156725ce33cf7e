//! The HTTP interface from outside: what it answers to good and bad calls, and what that leaves
//! behind.

mod answer;
mod backups;
mod bodies;
mod client;
mod compression;
mod credentials;
mod drafts;
mod events;
mod folder;
mod headers;
mod intents;
mod journey;
mod links;
mod mail;
mod mail_server;
mod old_queues;
mod passwords;
mod pins;
mod requests;
mod server;
mod sessions;
mod setup;
mod staff_create;
mod starting;
mod sync;
