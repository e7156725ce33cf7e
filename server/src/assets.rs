//! The built client, embedded into the binary.
