//! The engine step by step.

mod calls;
mod desk;
mod numbering;
mod samples;
mod server;
