//! What a device keeps of a password or a PIN to know it again.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

/// A secret as Argon2id leaves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Proof(String);

impl Proof {
    /// Of what was right just now. `None` where the browser gives no random bytes, or for secrets of
    /// gigabytes.
    pub(super) fn of(secret: &str) -> Option<Self> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).ok()?;
        let hash = hasher().hash_password_with_salt(secret.as_bytes(), &salt);
        hash.ok().map(|hash| Self(hash.to_string()))
    }

    /// As it was kept.
    pub(super) fn kept(text: String) -> Self {
        Self(text)
    }

    /// As it is kept.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is of this secret.
    pub(super) fn fits(&self, secret: &str) -> bool {
        PasswordHash::new(&self.0)
            .is_ok_and(|hash| hasher().verify_password(secret.as_bytes(), &hash).is_ok())
    }
}

/// Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet; RFC 9106), as on
/// the server: a page never gives memory back that it once had.
fn hasher() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    // covers: CRED-04
    #[test]
    fn a_secret_is_known_again_and_no_other_and_is_not_in_what_is_kept() {
        let proof = Proof::of("Copper-Willow-Lantern-52").unwrap();
        let kept = Proof::kept(proof.as_str().to_owned());
        assert!(kept.fits("Copper-Willow-Lantern-52"));
        assert!(!kept.fits("Copper-Willow-Lantern-53"));
        assert!(kept.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(!kept.as_str().contains("Willow"));
        assert_ne!(
            Proof::of("4711"),
            Proof::of("4711"),
            "each has its own salt"
        );
        assert!(!Proof::kept("nonsense".to_owned()).fits("nonsense"));
    }
}
