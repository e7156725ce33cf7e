//! The root secret, and the keys and link secrets that come from it.

use lanyard_shared::id::LinkId;
use lanyard_shared::protocol::LinkPurpose;
use lanyard_shared::seal::OpeningKey;

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
        todo!()
    }

    /// The text of a link's token: the link's id and HMAC(root, purpose ‖ id ‖ generation).
    pub fn link_token(&self, _purpose: LinkPurpose, _id: LinkId, _generation: u32) -> String {
        todo!()
    }
}
