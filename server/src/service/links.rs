//! One-time links to activate an account or set a new password (domain section 4).

use lanyard_shared::id::{AccountId, LinkId, MailId};
use lanyard_shared::protocol::{
    AccountLink, LinkLook, LinkPurpose, LinkState, LinkToken, ProblemKind, ResetPassword,
};
use lanyard_shared::record::{Account, Standing};
use lanyard_shared::time::{LINK_LIFE, Millis, UnixMillis};

use crate::app::App;
use crate::error::{Error, Result};
use crate::secret::Token;
use crate::service::mails::Template;
use crate::service::passwords;
use crate::store::accounts::ChosenBy;
use crate::store::audit::AuditEntry;
use crate::store::links::{Link, NewLink, StoredState};
use crate::store::mails::NewMail;
use crate::store::{Tx, accounts, links, mails, sessions};

/// Between two mails to one account that its owner asks for.
const RENEW_PAUSE: Millis = Millis::seconds(60);
/// The purposes of links that belong to an account.
const OF_ACCOUNTS: [LinkPurpose; 2] = [LinkPurpose::Activation, LinkPurpose::Reset];

/// Looks at a link; changes nothing (domain LINK-03).
///
/// # Errors
/// `link-mangled`, or what the store gives.
pub async fn look(app: &App, token: LinkToken) -> Result<LinkLook> {
    let token = parse(&token)?;
    let now = app.effects.now();
    let read = app.store.read(move |tx| {
        let (link, account) = of_account(tx, &token, &OF_ACCOUNTS)?;
        let state = state(tx, &link, now)?;
        Ok(LinkLook {
            purpose: link.purpose,
            state,
            expires_at: link.expires_at.filter(|_| state == LinkState::Open),
            account: AccountLink {
                name: account.full_name(),
                username: account.username,
            },
        })
    });
    read.await
}

/// Activates the account of a link, which is used up.
///
/// # Errors
/// Why the link does not work.
pub async fn activate(app: &App, token: LinkToken) -> Result<()> {
    let token = parse(&token)?;
    let now = app.effects.now();
    let written = app.store.write(move |tx| {
        let (link, account) = of_account(tx, &token, &[LinkPurpose::Activation])?;
        must_be_open(tx, &link, now)?;
        // A link that was never mailed came by an administrator's hand: it says nothing about the
        // address (domain LINK-04).
        let email_verified = account.email_verified || mails::was_sent(tx, link.id)?;
        let id = account.id;
        let rev = tx.bump(now, &AuditEntry::about(id, "account.activate").by(id))?;
        let active = Account {
            standing: Standing::Active,
            email_verified,
            activation: None,
            ..account
        };
        accounts::update(tx, &active, rev)?;
        links::use_up(tx, link.id, now)?;
        mails::cancel_dead(tx, id)
    });
    written.await
}

/// Mails a new activation link in place of one that has expired. Answers alike whatever happens, so
/// that nobody learns about an account from an old link.
///
/// # Errors
/// `link-mangled`, or what the store gives.
pub async fn renew(app: &App, token: LinkToken) -> Result<()> {
    let token = parse(&token)?;
    let now = app.effects.now();
    let fresh = Fresh::new(app, LinkPurpose::Activation);
    let mail = MailId::new(now, app.effects.random());
    let written = app.store.write(move |tx| {
        let (link, account) = of_account(tx, &token, &[LinkPurpose::Activation])?;
        let newest = mails::newest(tx, account.id)?;
        let too_soon = newest.is_some_and(|at| now.since(at) < RENEW_PAUSE);
        let works = state(tx, &link, now)? == LinkState::Open;
        if account.standing != Standing::Pending || works || too_soon {
            return Ok(false);
        }
        let id = account.id;
        let rev = tx.bump(now, &AuditEntry::about(id, "link.renew").by(id))?;
        fresh.replace(tx, id, LINK_LIFE, None, now)?;
        mails::insert(
            tx,
            &NewMail {
                id: mail,
                template: Template::Activation,
                account: id,
                link: fresh.id,
                recipient: account.email,
                created_at: now,
            },
        )?;
        accounts::touch(tx, id, rev)?;
        Ok(true)
    });
    if written.await? {
        app.mail_waiting.notify_one();
    }
    Ok(())
}

/// Sets a new password by a reset link; every session ends.
///
/// # Errors
/// Why the link does not work; a rule of the policy, at `password`.
pub async fn reset(app: &App, reset: ResetPassword) -> Result<()> {
    let token = parse(&LinkToken { token: reset.token })?;
    let now = app.effects.now();
    let early = token.clone();
    let read = app.store.read(move |tx| {
        let (link, account) = of_account(tx, &early, &[LinkPurpose::Reset])?;
        must_be_open(tx, &link, now)?;
        Ok(account)
    });
    let account = read.await?;
    passwords::judge(app, "password", &reset.password, &account).await?;
    let hash = app.effects.hash(reset.password).await?;
    let written = app.store.write(move |tx| {
        let (link, account) = of_account(tx, &token, &[LinkPurpose::Reset])?;
        must_be_open(tx, &link, now)?;
        let id = account.id;
        let rev = tx.bump(now, &AuditEntry::about(id, "password.reset").by(id))?;
        accounts::set_password(tx, id, &hash, ChosenBy::Owner, rev)?;
        links::use_up(tx, link.id, now)?;
        sessions::delete_all(tx, id, None)
    });
    written.await
}

/// A link that is to take the place of older ones.
pub(super) struct Fresh {
    pub(super) id: LinkId,
    purpose: LinkPurpose,
    secret_hash: [u8; 32],
}

/// A row for each link: its secret has one generation only.
const GENERATION: u32 = 1;

impl Fresh {
    pub(super) fn new(app: &App, purpose: LinkPurpose) -> Self {
        let id = LinkId::new(app.effects.now(), app.effects.random());
        Self {
            id,
            purpose,
            secret_hash: app.secret.link_secret_hash(purpose, id, GENERATION),
        }
    }

    /// The text of its token.
    pub(super) fn token(&self, app: &App) -> String {
        app.secret.link_token(self.purpose, self.id, GENERATION)
    }

    /// Stores it, ends the older ones of its purpose, and cancels the mails that carry them.
    pub(super) fn replace(
        &self,
        tx: &mut Tx<'_>,
        account: AccountId,
        life: Millis,
        expires_at: Option<UnixMillis>,
        now: UnixMillis,
    ) -> Result<()> {
        links::supersede(tx, self.purpose, Some(account))?;
        mails::cancel_dead(tx, account)?;
        links::insert(
            tx,
            &NewLink {
                id: self.id,
                purpose: self.purpose,
                account: Some(account),
                generation: GENERATION,
                secret_hash: self.secret_hash,
                life,
                expires_at,
                created_at: now,
            },
        )
    }
}

/// Reads the token of a link.
pub(super) fn parse(token: &LinkToken) -> Result<Token> {
    Token::parse(&token.token).ok_or_else(mangled)
}

/// The link of a token whose secret fits, if it has one of `purposes`.
pub(super) fn find(tx: &Tx<'_>, token: &Token, purposes: &[LinkPurpose]) -> Result<Link> {
    links::find(tx, token.id)?
        .filter(|link| link.secret_hash == token.secret_hash())
        .filter(|link| purposes.contains(&link.purpose))
        .ok_or_else(mangled)
}

fn of_account(tx: &Tx<'_>, token: &Token, purposes: &[LinkPurpose]) -> Result<(Link, Account)> {
    let link = find(tx, token, purposes)?;
    let id = link.account.ok_or_else(mangled)?;
    let account = accounts::find(tx, id)?.ok_or_else(mangled)?;
    Ok((link, account))
}

/// Whether a link can be used: what ended it first in importance, not in time, is told.
pub(super) fn state(tx: &Tx<'_>, link: &Link, now: UnixMillis) -> Result<LinkState> {
    let account = match link.account {
        Some(id) => accounts::find(tx, id)?,
        None => None,
    };
    let closed = account.is_some_and(|account| {
        matches!(
            account.standing,
            Standing::Deactivated | Standing::Removed
        )
    });
    Ok(match link.state {
        _ if closed => LinkState::AccountClosed,
        StoredState::Used => LinkState::Used,
        StoredState::Superseded => LinkState::Superseded,
        // A link whose mail still waits can be known to nobody; once printed it works at once.
        StoredState::Open if link.expires_at.is_some_and(|at| at <= now) => LinkState::Expired,
        StoredState::Open => LinkState::Open,
    })
}

fn must_be_open(tx: &Tx<'_>, link: &Link, now: UnixMillis) -> Result<()> {
    match state(tx, link, now)? {
        LinkState::Open => Ok(()),
        state => Err(refused(state)),
    }
}

/// Why a link cannot be used, in words.
pub(super) fn refused(state: LinkState) -> Error {
    let key = match state {
        LinkState::Expired => "link-expired",
        LinkState::Superseded => "link-superseded",
        LinkState::AccountClosed => "link-account-closed",
        // An open link is refused only where its work is done already.
        LinkState::Used | LinkState::Open => "link-used",
    };
    Error::refused(ProblemKind::Link, key)
}

fn mangled() -> Error {
    Error::refused(ProblemKind::Link, "link-mangled")
}

#[cfg(test)]
mod tests;
