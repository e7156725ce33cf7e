//! One-time links to activate an account or set a new password (domain section 4).

use lanyard_shared::protocol::{
    AccountLink, Activate, LinkLook, LinkPurpose, LinkState, LinkToken, ProblemKind, ResetPassword,
};
use lanyard_shared::record::{Account, Policies, Standing};

use crate::app::App;
use crate::error::{Error, Result};
use crate::secret::Token;
use crate::service::passwords;
use crate::service::throttle::Throttle;
use crate::store::accounts::ChosenBy;
use crate::store::audit::AuditEntry;
use crate::store::links::Link;
use crate::store::{Tx, accounts, links, mails, practice, sessions};

mod asked_for;
mod check;
mod fresh;
mod handed_over;
mod letter;

pub(super) use asked_for::DAY;
pub use asked_for::{forgot, renew};
pub(super) use check::{find, must_be_open, of_account, parse, refused, state};
pub(super) use fresh::Fresh;
pub use handed_over::{progress, show};
pub(super) use letter::Letter;

/// The purposes of links that belong to an account.
const OF_ACCOUNTS: [LinkPurpose; 4] = [
    LinkPurpose::Activation,
    LinkPurpose::Reset,
    LinkPurpose::EmailChange,
    LinkPurpose::EmailUndo,
];

/// The address of a link. Its token travels in the fragment, which no server gets to see; the rest
/// comes from the configured public address only (domain LINK-05).
pub fn address(public_url: &str, purpose: LinkPurpose, token: &str) -> String {
    let page = match purpose {
        LinkPurpose::Setup => "setup",
        LinkPurpose::Activation => "activate",
        LinkPurpose::Reset => "reset",
        LinkPurpose::EmailChange => "confirm-email",
        LinkPurpose::EmailUndo => "undo-email",
    };
    format!("{public_url}/{page}#{token}")
}

/// Looks at a link. That changes nothing of it (domain LINK-03); the first look is noted, so that
/// an administrator sees that the mail has arrived (domain LINK-04).
///
/// # Errors
/// `link-mangled`, or what the store gives.
pub async fn look(app: &App, token: LinkToken) -> Result<LinkLook> {
    let token = parse(&token)?;
    let now = app.effects.now();
    let id = token.id;
    let read = app.store.read(move |tx| {
        let (link, account) = of_account(tx, &token, &OF_ACCOUNTS)?;
        let state = state(tx, &link, now)?;
        let password_needed = link.purpose == LinkPurpose::Activation
            && accounts::password_hash(tx, account.id)?.is_none();
        let chosen_here = password_needed || link.purpose == LinkPurpose::Reset;
        let policies = practice::find(tx)?.map_or_else(Policies::default, |found| found.policies);
        let first_look = state == LinkState::Open && link.opened_at.is_none();
        let look = LinkLook {
            purpose: link.purpose,
            state,
            expires_at: link.expires_at.filter(|_| state == LinkState::Open),
            password_needed,
            password_policy: chosen_here.then_some(policies.password),
            account: AccountLink {
                name: account.full_name(),
                username: account.username,
            },
            email: link.email,
        };
        Ok((look, first_look))
    });
    let (look, first_look) = read.await?;
    if first_look {
        let noted = app.store.write(move |tx| links::note_opened(tx, id, now));
        noted.await?;
    }
    Ok(look)
}

/// Activates the account of a link, which is used up. Where the account has no password, its owner
/// chooses one here (domain NEW-08).
///
/// # Errors
/// Why the link does not work; a rule of the policy, at `password`.
pub async fn activate(app: &App, asked: impl Into<Activate>) -> Result<()> {
    let asked = asked.into();
    let token = parse(&LinkToken { token: asked.token })?;
    let now = app.effects.now();
    let early = token.clone();
    let read = app.store.read(move |tx| {
        let (link, account) = of_account(tx, &early, &[LinkPurpose::Activation])?;
        must_be_open(tx, &link, now)?;
        let has_password = accounts::password_hash(tx, account.id)?.is_some();
        Ok((account, has_password))
    });
    let (account, has_password) = read.await?;
    let chosen = if has_password {
        None
    } else {
        let password = asked.password.unwrap_or_default();
        passwords::judge(app, "password", &password, &account).await?;
        Some(app.effects.hash(password).await?)
    };
    let written = app.store.write(move |tx| {
        let (link, account) = of_account(tx, &token, &[LinkPurpose::Activation])?;
        must_be_open(tx, &link, now)?;
        let had_password = accounts::password_hash(tx, account.id)?.is_some();
        if had_password != has_password {
            return Err(Error::refused(
                ProblemKind::Unavailable,
                "problem-unavailable",
            ));
        }
        // A link that goes by no mail, or that an administrator has been shown, may have come by
        // that hand: it says nothing about the address (domain LINK-04).
        let only_mailed = mails::carries(tx, link.id)? && links::seen_by(tx, link.id)?.is_empty();
        let email_verified = account.email_verified || only_mailed;
        let id = account.id;
        let rev = tx.bump(now, &AuditEntry::about(id, "account.activate").by(id))?;
        let active = Account {
            standing: Standing::Active,
            email_verified,
            activation: None,
            ..account
        };
        accounts::update(tx, &active, rev)?;
        if let Some(hash) = &chosen {
            passwords::replace(tx, id, hash, chooser(tx, &link)?, (rev, now))?;
        }
        links::use_up(tx, link.id, now)?;
        mails::cancel_dead(tx, id)
    });
    written.await
}

/// Sets a new password by a reset link; every session ends and nobody has to wait for wrong tries
/// any more (domain LINK-08, CRED-03).
///
/// # Errors
/// Why the link does not work; a rule of the policy, at `password`.
pub async fn reset(app: &App, reset: ResetPassword) -> Result<()> {
    let token = parse(&LinkToken { token: reset.token })?;
    let now = app.effects.now();
    let early = token.clone();
    // Who has no link does not get to spend the server's time on hashing.
    let read = app.store.read(move |tx| {
        let (link, account) = of_account(tx, &early, &[LinkPurpose::Reset])?;
        must_be_open(tx, &link, now)?;
        Ok(account)
    });
    let account = read.await?;
    passwords::judge(app, "password", &reset.password, &account).await?;
    let hash = app.effects.hash(reset.password).await?;
    let keys = app.clone();
    let written = app
        .store
        .write(move |tx| set_password(&keys, tx, &token, &hash));
    written.await
}

fn set_password(app: &App, tx: &mut Tx<'_>, token: &Token, hash: &str) -> Result<()> {
    let now = app.effects.now();
    let (link, account) = of_account(tx, token, &[LinkPurpose::Reset])?;
    must_be_open(tx, &link, now)?;
    let id = account.id;
    let rev = tx.bump(now, &AuditEntry::about(id, "password.reset").by(id))?;
    passwords::replace(tx, id, hash, chooser(tx, &link)?, (rev, now))?;
    links::use_up(tx, link.id, now)?;
    // Whoever knew the old password may have asked for another address.
    links::end(tx, id, &[LinkPurpose::EmailChange])?;
    Throttle::clear_all(app, tx, &account)?;
    sessions::delete_all(tx, id, None)
}

/// Who chose a password that was set by a link: whoever was shown the link may have used it, and may
/// know the password then (domain LINK-06).
fn chooser(tx: &Tx<'_>, link: &Link) -> Result<ChosenBy> {
    Ok(if links::seen_by(tx, link.id)?.is_empty() {
        ChosenBy::Owner
    } else {
        ChosenBy::Another
    })
}

#[cfg(test)]
mod tests;
