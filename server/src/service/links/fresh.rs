//! Making a link that takes the place of older ones (domain LINK-01).

use lanyard_shared::id::{AccountId, LinkId};
use lanyard_shared::protocol::LinkPurpose;
use lanyard_shared::record::Account;
use lanyard_shared::time::{Millis, UnixMillis};

use crate::app::App;
use crate::error::Result;
use crate::store::links::NewLink;
use crate::store::{Tx, links, mails};

/// A row for each link: its secret has one generation only.
const GENERATION: u32 = 1;

/// A link that is to take the place of older ones.
#[derive(Clone)]
pub(in crate::service) struct Fresh {
    pub(in crate::service) id: LinkId,
    purpose: LinkPurpose,
    secret_hash: [u8; 32],
    email: Option<String>,
    /// Whether the owner has confirmed the address that it puts back.
    email_verified: bool,
    asked_by: Option<AccountId>,
}

impl Fresh {
    /// A link with a new id.
    pub(in crate::service) fn new(app: &App, purpose: LinkPurpose) -> Self {
        let id = LinkId::new(app.effects.now(), app.effects.random());
        Self {
            id,
            purpose,
            secret_hash: app.secret.link_secret_hash(purpose, id, GENERATION),
            email: None,
            email_verified: false,
            asked_by: None,
        }
    }

    /// The same link, which leads to the address `email` as `asked_by` wants it.
    pub(in crate::service) fn leading_to(self, email: &str, asked_by: AccountId) -> Self {
        Self {
            email: Some(email.to_owned()),
            asked_by: Some(asked_by),
            ..self
        }
    }

    /// The same link, which puts the address back that `account` has now, after `asked_by` wanted
    /// another one.
    pub(in crate::service) fn leading_back(self, account: &Account, asked_by: AccountId) -> Self {
        Self {
            email_verified: account.email_verified,
            ..self.leading_to(&account.email, asked_by)
        }
    }

    /// The text of its token.
    pub(in crate::service) fn token(&self, app: &App) -> String {
        app.secret.link_token(self.purpose, self.id, GENERATION)
    }

    /// Stores it, ends the older ones of its purpose, and cancels the mails that carry them.
    /// `account` is `None` for a set-up link, which is nobody's yet.
    pub(in crate::service) fn replace(
        &self,
        tx: &mut Tx<'_>,
        account: impl Into<Option<AccountId>>,
        life: Millis,
        expires_at: Option<UnixMillis>,
        now: UnixMillis,
    ) -> Result<()> {
        let account = account.into();
        links::supersede(tx, self.purpose, account)?;
        if let Some(account) = account {
            mails::cancel_dead(tx, account)?;
        }
        self.store(tx, account, life, expires_at, now)
    }

    /// Stores it beside older ones of its purpose.
    pub(in crate::service) fn store(
        &self,
        tx: &mut Tx<'_>,
        account: Option<AccountId>,
        life: Millis,
        expires_at: Option<UnixMillis>,
        now: UnixMillis,
    ) -> Result<()> {
        let link = NewLink {
            id: self.id,
            purpose: self.purpose,
            account,
            generation: GENERATION,
            secret_hash: self.secret_hash,
            life,
            expires_at,
            created_at: now,
            email: self.email.clone(),
            email_verified: self.email_verified,
            asked_by: self.asked_by,
        };
        links::insert(tx, &link)
    }
}
