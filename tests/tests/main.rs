//! Tests that cross the crates: one program, so that the server is linked into it once.

// Said so that Clippy takes it for a test as a whole: a failing test may panic.
#[cfg(test)]
mod api;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod tidy;
