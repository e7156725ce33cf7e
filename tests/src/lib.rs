//! Tests that cross the crates: the simulation, which is a program too, and in `tests/` the rest.

pub mod simulation;
