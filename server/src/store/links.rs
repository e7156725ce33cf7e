//! One-time links. The secret is derived from the root secret; the row holds its hash only.

use lanyard_shared::id::{AccountId, LinkId};
use lanyard_shared::protocol::LinkPurpose;
use lanyard_shared::time::{Millis, UnixMillis};
use rusqlite::named_params;

use crate::error::Result;
use crate::store::Tx;
use crate::store::column::{Text, Word};

/// A link to be stored; it is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLink {
    /// Its id.
    pub id: LinkId,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Whose it is; `None` for a set-up link.
    pub account: Option<AccountId>,
    /// Goes into its secret.
    pub generation: u32,
    /// SHA-256 of its secret.
    pub secret_hash: [u8; 32],
    /// How long it lives from the moment that its life begins.
    pub life: Millis,
    /// When it stops working; `None` while its life has not begun (domain LINK-02).
    pub expires_at: Option<UnixMillis>,
    /// When it was made.
    pub created_at: UnixMillis,
}

const INSERT: &str = "
    insert into links (id, purpose, account_id, generation, secret_hash, state, life, expires_at,
      created_at, used_at)
    values (:id, :purpose, :account_id, :generation, :secret_hash, 'open', :life, :expires_at,
      :created_at, null)";

/// Adds a link.
pub fn insert(tx: &mut Tx<'_>, link: &NewLink) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(INSERT)?;
    statement.execute(named_params! {
        ":id": Text(link.id),
        ":purpose": Word(link.purpose),
        ":account_id": link.account.map(Text),
        ":generation": link.generation,
        ":secret_hash": link.secret_hash,
        ":life": link.life.0,
        ":expires_at": link.expires_at.map(|at| at.0),
        ":created_at": link.created_at.0,
    })?;
    Ok(())
}
