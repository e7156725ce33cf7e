//! The HTTP interface: every route in one place.
