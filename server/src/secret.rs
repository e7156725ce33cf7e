//! The root secret, and the keys and link secrets that come from it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use lanyard_shared::id::LinkId;
use lanyard_shared::protocol::LinkPurpose;
use lanyard_shared::seal::OpeningKey;
use sha2::{Digest, Sha256};
use uuid::Uuid;

mod at_rest;
mod key_file;

pub use at_rest::{Kept, NONCE};
pub use key_file::{KeyFileError, key_file_beside};

/// 32 bytes from which every key of this deployment is derived. They lie beside the data folder,
/// never in it and never in a backup.
pub struct RootSecret([u8; 32]);

impl RootSecret {
    /// The secret with these bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key that opens sealed values.
    pub fn opening_key(&self) -> OpeningKey {
        OpeningKey::derive(&self.derive("sealing key 1", &[]))
    }

    /// The text of a link's token: the link's id and HMAC(root, purpose ‖ id ‖ generation). It is
    /// the same each time, so that nothing has to store it.
    pub fn link_token(&self, purpose: LinkPurpose, id: LinkId, generation: u32) -> String {
        let mut bytes = id.0.as_bytes().to_vec();
        bytes.extend(self.link_secret(purpose, id, generation));
        BASE64.encode(bytes)
    }

    /// What the row of a link holds of its secret.
    pub fn link_secret_hash(&self, purpose: LinkPurpose, id: LinkId, generation: u32) -> [u8; 32] {
        Sha256::digest(self.link_secret(purpose, id, generation)).into()
    }

    /// A stand-in for text that must be known again but not kept, such as what somebody typed for a
    /// username.
    pub fn pseudonym(&self, text: &str) -> [u8; 32] {
        self.derive("pseudonym 1", &[text.as_bytes()])
    }

    fn link_secret(&self, purpose: LinkPurpose, id: LinkId, generation: u32) -> [u8; 32] {
        let label = match purpose {
            LinkPurpose::Setup => "setup link 1",
            LinkPurpose::Activation => "activation link 1",
            LinkPurpose::Reset => "reset link 1",
            LinkPurpose::EmailChange => "e-mail change link 1",
            LinkPurpose::EmailUndo => "e-mail undo link 1",
        };
        self.derive(label, &[id.0.as_bytes(), &generation.to_be_bytes()])
    }

    /// HMAC-SHA256 under the root secret (RFC 2104). The label ends with a zero byte, and the
    /// parts of one label have fixed lengths or are one, so no two uses share an input.
    fn derive(&self, label: &str, parts: &[&[u8]]) -> [u8; 32] {
        #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(b"lanyard ");
        mac.update(label.as_bytes());
        mac.update(&[0]);
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

/// The token of a link, taken apart. Its purpose is in the link's row.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// The link.
    pub id: LinkId,
    secret: [u8; 32],
}

impl Token {
    /// Reads a token; `None` where it is not one, for example because a mail program cut it.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64.decode(text.trim()).ok()?;
        let (id, secret) = bytes.split_first_chunk::<16>()?;
        Some(Self {
            id: LinkId(Uuid::from_bytes(*id)),
            secret: secret.try_into().ok()?,
        })
    }

    /// What the row of the link must hold. Comparing hashes tells nothing by its timing.
    pub fn secret_hash(&self) -> [u8; 32] {
        Sha256::digest(self.secret).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: LinkId = LinkId(Uuid::from_u128(7));

    #[test]
    fn a_token_read_back_names_its_link_and_fits_its_row() {
        let root = RootSecret::new([1; 32]);
        let token = root.link_token(LinkPurpose::Activation, ID, 1);
        assert_eq!(token, root.link_token(LinkPurpose::Activation, ID, 1));
        let read = Token::parse(&format!(" {token}\n")).unwrap();
        assert_eq!(read.id, ID);
        let stored = root.link_secret_hash(LinkPurpose::Activation, ID, 1);
        assert_eq!(read.secret_hash(), stored);
    }

    #[test]
    fn root_purpose_link_and_generation_each_make_another_secret() {
        let root = RootSecret::new([1; 32]);
        let hash = root.link_secret_hash(LinkPurpose::Activation, ID, 1);
        let other_link = LinkId(Uuid::from_u128(8));
        for other in [
            RootSecret::new([2; 32]).link_secret_hash(LinkPurpose::Activation, ID, 1),
            root.link_secret_hash(LinkPurpose::Reset, ID, 1),
            root.link_secret_hash(LinkPurpose::Activation, other_link, 1),
            root.link_secret_hash(LinkPurpose::Activation, ID, 2),
        ] {
            assert_ne!(hash, other);
        }
    }

    #[test]
    fn mangled_tokens_are_none() {
        let token = RootSecret::new([1; 32]).link_token(LinkPurpose::Reset, ID, 1);
        for mangled in [
            "",
            "x",
            "ä",
            &token[1..],
            &token[..60],
            &format!("{token}AAAA"),
        ] {
            assert!(Token::parse(mangled).is_none(), "{mangled}");
        }
    }

    #[test]
    fn a_pseudonym_is_the_same_each_time_and_another_one_for_another_text() {
        let root = RootSecret::new([1; 32]);
        assert_eq!(root.pseudonym("ana"), root.pseudonym("ana"));
        assert_ne!(root.pseudonym("ana"), root.pseudonym("anb"));
        assert_ne!(
            root.pseudonym("ana"),
            RootSecret::new([2; 32]).pseudonym("ana")
        );
    }

    #[test]
    fn the_opening_key_stays_the_same() {
        let key = |byte| RootSecret::new([byte; 32]).opening_key().public().clone();
        assert_eq!(key(1), key(1));
        assert_ne!(key(1), key(2));
    }
}
