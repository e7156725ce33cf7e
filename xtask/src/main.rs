//! The project's chores: `cargo xtask run` and `cargo xtask test` do everything.
fn main() {}
