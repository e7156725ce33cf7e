//! The commands of the program `lanyard`.
