//! The `lanyard` program.
fn main() {}
