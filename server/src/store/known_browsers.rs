//! Browsers that an account has signed in from.
