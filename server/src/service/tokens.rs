//! Random tokens for cookies. The store holds their hashes only.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::store::sessions::TokenHash;

/// A new token: 256 random bits in unpadded base64url.
pub fn new(app: &App) -> String {
    BASE64.encode(app.effects.random::<32>())
}

/// What the store holds of a token.
pub fn hash(token: &str) -> TokenHash {
    Sha256::digest(token).into()
}

/// A hash in hexadecimal digits.
pub fn to_hex(hash: &TokenHash) -> String {
    hash.iter().fold(String::new(), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
