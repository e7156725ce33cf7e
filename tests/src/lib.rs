//! Tests that cross the crates: the simulation, and programs that put a real server under load. In
//! `tests/` is the rest.

pub mod bench;
pub mod fault;
pub mod load;
pub mod simulation;
