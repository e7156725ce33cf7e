//! TLS: certificates from files, and a local authority for practices without one.
