//! Short secrets that are shown or computed with again, and therefore encrypted rather than hashed:
//! PINs, and the seeds of authenticator apps. XChaCha20-Poly1305, whose nonces are long enough to be
//! drawn at random; the associated data is account and kind, so that one cannot be put in the place
//! of another.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use lanyard_shared::id::AccountId;

use super::RootSecret;

/// Bytes of a nonce.
pub const NONCE: usize = 24;

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The App Unlock PIN (domain NEW-11).
    AppUnlockPin,
    /// The Support PIN (domain NEW-12).
    SupportPin,
    /// The seed of an authenticator app (domain EDIT-06).
    Seed,
}

impl RootSecret {
    /// Encrypts a secret of an account. `nonce` is random and never comes again.
    pub fn lock(
        &self,
        kept: Kept,
        account: AccountId,
        secret: &[u8],
        nonce: [u8; NONCE],
    ) -> Vec<u8> {
        let data = associated_data(kept, account);
        let payload = Payload {
            msg: secret,
            aad: &data,
        };
        #[expect(clippy::expect_used, reason = "only gigabytes are too long to encrypt")]
        let ciphertext = self
            .at_rest()
            .encrypt(&XNonce::from(nonce), payload)
            .expect("only gigabytes are too long to encrypt");
        let mut locked = nonce.to_vec();
        locked.extend(ciphertext);
        locked
    }

    /// Decrypts a secret of an account; `None` where it was locked by another root secret, for another
    /// account or as something else, or was changed.
    pub fn unlock(&self, kept: Kept, account: AccountId, locked: &[u8]) -> Option<Vec<u8>> {
        let (nonce, ciphertext) = locked.split_first_chunk::<NONCE>()?;
        let data = associated_data(kept, account);
        let payload = Payload {
            msg: ciphertext,
            aad: &data,
        };
        self.at_rest().decrypt(&XNonce::from(*nonce), payload).ok()
    }

    fn at_rest(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.derive("secrets at rest 1", &[]).into())
    }
}

fn associated_data(kept: Kept, account: AccountId) -> Vec<u8> {
    let kind: &[u8] = match kept {
        Kept::AppUnlockPin => b"app unlock pin",
        Kept::SupportPin => b"support pin",
        Kept::Seed => b"totp seed",
    };
    let mut data = account.0.as_bytes().to_vec();
    data.extend(kind);
    data
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ANA: AccountId = AccountId(Uuid::from_u128(7));
    const BEA: AccountId = AccountId(Uuid::from_u128(8));

    #[test]
    fn what_is_locked_is_opened_in_its_place_only() {
        let root = RootSecret::new([1; 32]);
        let locked = root.lock(Kept::SupportPin, ANA, b"471182", [3; NONCE]);
        assert!(!locked.windows(6).any(|part| part == b"471182"));
        let open = |root: &RootSecret, kept, account| root.unlock(kept, account, &locked);
        assert_eq!(
            open(&root, Kept::SupportPin, ANA).as_deref(),
            Some(&b"471182"[..])
        );
        assert_eq!(open(&root, Kept::AppUnlockPin, ANA), None);
        assert_eq!(open(&root, Kept::SupportPin, BEA), None);
        let another = RootSecret::new([2; 32]);
        assert_eq!(open(&another, Kept::SupportPin, ANA), None);
    }

    #[test]
    fn a_changed_or_cut_one_is_none() {
        let root = RootSecret::new([1; 32]);
        let locked = root.lock(Kept::Seed, ANA, &[9; 20], [3; NONCE]);
        for place in 0..locked.len() {
            let mut changed = locked.clone();
            changed[place] ^= 1;
            assert_eq!(root.unlock(Kept::Seed, ANA, &changed), None, "{place}");
            assert_eq!(root.unlock(Kept::Seed, ANA, &locked[..place]), None);
        }
    }
}
