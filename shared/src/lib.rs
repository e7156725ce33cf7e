//! The records, rules and wire format that client and server share: no input or output, no clock, no randomness.
