//! Secrets typed offline, sealed so that only the server opens them: HPKE (RFC 9180, base mode,
//! X25519, HKDF-SHA256, ChaCha20-Poly1305).
//!
//! The associated data is account id and field name, so a sealed value cannot be moved to another
//! account or field. The plaintext is padded to a multiple of 256 bytes: its length tells nothing.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
pub use hpke::rand_core;
use hpke::rand_core::CryptoRng;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use serde::{Deserialize, Serialize};

use crate::id::AccountId;
use crate::protocol::SealingKey;

/// Separates this use of the key from any other (RFC 9180, section 5.1, `info`).
const INFO: &[u8] = b"lanyard sealed field 1";
/// The plaintext is filled up to a multiple of this.
const BLOCK: usize = 256;
/// An X25519 public key.
const ENCAPPED: usize = 32;

/// A sealed value, in unpadded base64url. Its `Debug` form says nothing about it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Names the key that opens it.
    pub key: String,
    /// Encapsulated key, then ciphertext.
    pub sealed: String,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealed").finish_non_exhaustive()
    }
}

/// What a sealed value belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The account.
    pub account: AccountId,
    /// The field's name, such as `password`.
    pub field: &'a str,
}

/// Why a value could not be sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The public key is not one.
    #[error("the sealing key cannot be read")]
    Key,
    /// The value was sealed for another key, account or field, or was changed.
    #[error("the sealed value cannot be opened")]
    Closed,
}

/// Seals `secret` for the server.
///
/// # Errors
/// [`SealError::Key`] when the server's key cannot be read.
pub fn seal(
    secret: &str,
    place: Place<'_>,
    key: &SealingKey,
    rng: &mut impl CryptoRng,
) -> Result<Sealed, SealError> {
    let public = BASE64.decode(&key.public).map_err(|_| SealError::Key)?;
    let public =
        <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&public).map_err(|_| SealError::Key)?;
    let (encapped, ciphertext) =
        hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeS::Base,
            &public,
            INFO,
            &pad(secret),
            &place.associated_data(),
            rng,
        )
        .map_err(|_| SealError::Key)?;
    let mut bytes = encapped.to_bytes().to_vec();
    bytes.extend(ciphertext);
    Ok(Sealed {
        key: key.id.clone(),
        sealed: BASE64.encode(bytes),
    })
}

/// The pair of keys that belongs to a secret seed of at least 32 bytes.
pub struct OpeningKey {
    private: <X25519HkdfSha256 as Kem>::PrivateKey,
    public: SealingKey,
}

impl OpeningKey {
    /// Derives the pair from `seed` (RFC 9180, section 7.1.3).
    pub fn derive(seed: &[u8; 32]) -> Self {
        let (private, public) = X25519HkdfSha256::derive_keypair(seed);
        let public = BASE64.encode(public.to_bytes());
        let id = public.chars().take(8).collect();
        Self {
            private,
            public: SealingKey { id, public },
        }
    }

    /// The half that browsers get.
    pub fn public(&self) -> &SealingKey {
        &self.public
    }

    /// Opens what was sealed for this key and place.
    ///
    /// # Errors
    /// [`SealError::Closed`] when it was sealed for another key, account or field, or was changed.
    pub fn open(&self, sealed: &Sealed, place: Place<'_>) -> Result<String, SealError> {
        let bytes = BASE64
            .decode(&sealed.sealed)
            .map_err(|_| SealError::Closed)?;
        let (encapped, ciphertext) = bytes.split_at_checked(ENCAPPED).ok_or(SealError::Closed)?;
        let encapped = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapped)
            .map_err(|_| SealError::Closed)?;
        let padded = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &self.private,
            &encapped,
            INFO,
            ciphertext,
            &place.associated_data(),
        )
        .map_err(|_| SealError::Closed)?;
        unpad(&padded).ok_or(SealError::Closed)
    }
}

impl Place<'_> {
    fn associated_data(&self) -> Vec<u8> {
        let mut data = self.account.0.as_bytes().to_vec();
        data.extend(self.field.as_bytes());
        data
    }
}

/// Four bytes of length, the text, zeros up to a multiple of [`BLOCK`].
fn pad(secret: &str) -> Vec<u8> {
    let length = u32::try_from(secret.len()).unwrap_or(u32::MAX);
    let mut padded = length.to_be_bytes().to_vec();
    padded.extend(secret.as_bytes());
    padded.resize(padded.len().div_ceil(BLOCK) * BLOCK, 0);
    padded
}

fn unpad(padded: &[u8]) -> Option<String> {
    let (length, rest) = padded.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    String::from_utf8(rest.get(..length)?.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    /// A counter is no source of secrets, but it makes the test repeatable.
    struct Counter(u64);

    impl rand_core::TryRng for Counter {
        type Error = Infallible;

        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            self.0 += 1;
            Ok((self.0 & 0xffff_ffff) as u32)
        }

        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            self.0 += 1;
            Ok(self.0)
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
            for byte in bytes {
                self.0 += 1;
                *byte = (self.0 & 0xff) as u8;
            }
            Ok(())
        }
    }

    impl rand_core::TryCryptoRng for Counter {}

    const PLACE: Place<'_> = Place {
        account: AccountId(Uuid::from_u128(7)),
        field: "password",
    };

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn what_is_sealed_opens_in_its_place(secret in "\\PC{0,300}", seed: [u8; 32]) {
            let key = OpeningKey::derive(&seed);
            let sealed = seal(&secret, PLACE, key.public(), &mut Counter(1)).unwrap();
            prop_assert_eq!(key.open(&sealed, PLACE), Ok(secret));
        }
    }

    #[test]
    fn another_account_field_or_key_cannot_open_it() {
        let key = OpeningKey::derive(&[1; 32]);
        let sealed = seal("secret", PLACE, key.public(), &mut Counter(1)).unwrap();
        let other = Place {
            account: AccountId(Uuid::from_u128(8)),
            ..PLACE
        };
        assert_eq!(key.open(&sealed, other), Err(SealError::Closed));
        let field = Place {
            field: "pin",
            ..PLACE
        };
        assert_eq!(key.open(&sealed, field), Err(SealError::Closed));
        let stranger = OpeningKey::derive(&[2; 32]);
        assert_eq!(stranger.open(&sealed, PLACE), Err(SealError::Closed));
    }

    #[test]
    fn secrets_up_to_252_bytes_have_one_length() {
        let key = OpeningKey::derive(&[1; 32]);
        let length = |secret: &str| {
            seal(secret, PLACE, key.public(), &mut Counter(1))
                .unwrap()
                .sealed
                .len()
        };
        assert_eq!(length("a"), length(&"a".repeat(252)));
        assert!(length("a") < length(&"a".repeat(253)));
    }
}
