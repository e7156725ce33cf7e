//! The way out of the mail queue.
