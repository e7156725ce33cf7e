//! Tests that cross the crates: one program, so that the server is linked into it once.

mod tidy;
