//! Randomness, from the browser's `crypto.getRandomValues`.

use getrandom::SysRng;
use lanyard_shared::seal::rand_core::{CryptoRng, UnwrapErr};

/// Random bytes for an id.
#[expect(
    clippy::expect_used,
    reason = "every browser with WebAssembly has crypto.getRandomValues, and an id must not be guessed"
)]
pub(super) fn bytes() -> [u8; 10] {
    let mut bytes = [0; 10];
    getrandom::fill(&mut bytes).expect("the browser gives random bytes");
    bytes
}

/// A source of randomness for sealing.
pub(super) fn source() -> impl CryptoRng {
    UnwrapErr(SysRng)
}
