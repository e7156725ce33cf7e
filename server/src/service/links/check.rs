//! Whether a token is one of ours, and whether its link can be used.

use lanyard_shared::protocol::{LinkPurpose, LinkState, LinkToken, ProblemKind};
use lanyard_shared::record::{Account, Standing};
use lanyard_shared::time::{MAIL_LIFE, UnixMillis};

use crate::error::{Error, Result};
use crate::secret::Token;
use crate::service::{managing, rights};
use crate::store::links::{Link, StoredState};
use crate::store::{Tx, accounts, links};

/// Reads the token of a link.
///
/// # Errors
/// `link-mangled`.
pub(in crate::service) fn parse(token: &LinkToken) -> Result<Token> {
    Token::parse(&token.token).ok_or_else(mangled)
}

/// The link of a token whose secret fits, if it has one of `purposes`.
///
/// # Errors
/// `link-mangled`.
pub(in crate::service) fn find(
    tx: &Tx<'_>,
    token: &Token,
    purposes: &[LinkPurpose],
) -> Result<Link> {
    links::find(tx, token.id)?
        .filter(|link| link.secret_hash == token.secret_hash())
        .filter(|link| purposes.contains(&link.purpose))
        .ok_or_else(mangled)
}

/// The same for links of accounts, with the account.
///
/// # Errors
/// `link-mangled`.
pub(in crate::service) fn of_account(
    tx: &Tx<'_>,
    token: &Token,
    purposes: &[LinkPurpose],
) -> Result<(Link, Account)> {
    let link = find(tx, token, purposes)?;
    let id = link.account.ok_or_else(mangled)?;
    let account = accounts::find(tx, id)?.ok_or_else(mangled)?;
    Ok((link, account))
}

/// Whether a link can be used. Where several things speak against it, the one that tells the person
/// most is told: a closed account before a used link (there is nothing to sign in to), a used link
/// before a superseded one (the work is done), that before an expired one (a newer mail is there).
pub(in crate::service) fn state(tx: &Tx<'_>, link: &Link, now: UnixMillis) -> Result<LinkState> {
    let account = match link.account {
        Some(id) => accounts::find(tx, id)?,
        None => None,
    };
    let standing = account.map(|account| account.standing);
    Ok(match (standing, link.state) {
        (Some(Standing::Locked | Standing::Deactivated | Standing::Removed), _) => {
            LinkState::AccountClosed
        }
        (_, StoredState::Used) => LinkState::Used,
        (_, StoredState::Superseded) => LinkState::Superseded,
        // Activated by another way: what the link is for is done.
        (Some(Standing::Active), _) if link.purpose == LinkPurpose::Activation => LinkState::Used,
        (_, StoredState::Open) if end(link) <= now => LinkState::Expired,
        (_, StoredState::Open) if in_weaker_hands(tx, link)? => LinkState::Expired,
        (_, StoredState::Open) => LinkState::Open,
    })
}

/// Whether somebody was shown the link who would not be shown it today, and may have kept it: the
/// account has since got a guarded permission that they lack (domain RIGHT-02), or they manage no
/// accounts any more.
fn in_weaker_hands(tx: &Tx<'_>, link: &Link) -> Result<bool> {
    let Some(id) = link.account else {
        return Ok(false);
    };
    let Some(account) = accounts::find(tx, id)? else {
        return Ok(false);
    };
    for hand in links::seen_by(tx, link.id)? {
        if !managing::may_act_upon(tx, &rights::viewer(tx, hand)?, &account)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// When a link stops working. A mail may have arrived although its sending was not recorded: such a
/// link works no longer than one whose mail was sent at the last possible moment.
fn end(link: &Link) -> UnixMillis {
    let latest = link.created_at.plus(MAIL_LIFE).plus(link.life);
    link.expires_at.unwrap_or(latest)
}

/// Refuses every link that cannot be used.
///
/// # Errors
/// Why it cannot be used.
pub(in crate::service) fn must_be_open(tx: &Tx<'_>, link: &Link, now: UnixMillis) -> Result<()> {
    match state(tx, link, now)? {
        LinkState::Open => Ok(()),
        state => Err(refused(state)),
    }
}

/// Why a link cannot be used, in words.
pub(in crate::service) fn refused(state: LinkState) -> Error {
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
