//! The client: a Yew application that goes on working when the network does not.
fn main() {}
