//! Tests that cross the crates, and programs that put a real server under load.

pub mod bench;
pub mod fault;
pub mod load;
