//! Load for a real server: the program as a process of its own, and clients that speak to it over
//! HTTP as a browser does.

pub mod client;
pub mod connection;
pub mod edits;
pub mod office;
pub mod picture;
pub mod program;
pub mod trouble;
