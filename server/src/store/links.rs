//! One-time links.
