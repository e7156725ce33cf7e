//! Sessions: who is signed in.
