//! The effects of a real server.

use std::time::{SystemTime, UNIX_EPOCH};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use lanyard_shared::time::UnixMillis;

use crate::effects::{Clock, PasswordHasher, Rng};

/// The computer's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the time"
    )]
    fn now(&self) -> UnixMillis {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let millis = since.map_or(0, |since| since.as_millis());
        UnixMillis(i64::try_from(millis).unwrap_or(i64::MAX))
    }
}

/// The operating system's source of randomness.
pub struct SystemRng;

impl Rng for SystemRng {
    #[expect(
        clippy::expect_used,
        reason = "without randomness no secret may be made; a call that ends in an error is right"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives randomness");
    }
}

/// Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet; RFC 9106).
pub struct Argon2id(Argon2<'static>);

impl Argon2id {
    /// With the parameters named above.
    pub fn new() -> Self {
        // The default parameters are these numbers; they are written out so that an update of the
        // library cannot change them unseen.
        let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
        Self(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }
}

impl Default for Argon2id {
    fn default() -> Self {
        Self::new()
    }
}

impl PasswordHasher for Argon2id {
    #[expect(
        clippy::expect_used,
        reason = "fails for passwords of gigabytes only, and the policy bounds them"
    )]
    fn hash(&self, password: &str, salt: &[u8; 16]) -> String {
        let hash = self.0.hash_password_with_salt(password.as_bytes(), salt);
        hash.expect("a password of bounded length is hashed")
            .to_string()
    }

    fn verify(&self, password: &str, hash: &str) -> bool {
        // The hash names its own parameters, so that older ones go on working.
        PasswordHash::new(hash)
            .is_ok_and(|hash| self.0.verify_password(password.as_bytes(), &hash).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_fits_its_password_only_and_names_its_parameters() {
        let hasher = Argon2id::new();
        let hash = hasher.hash("correct battery horse", &[7; 16]);
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert!(hasher.verify("correct battery horse", &hash));
        assert!(!hasher.verify("correct battery house", &hash));
        assert!(!hasher.verify("correct battery horse", "no hash"));
    }
}
