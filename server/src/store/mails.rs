//! The mail queue.
