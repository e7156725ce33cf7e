//! The server of Lanyard as a library.
