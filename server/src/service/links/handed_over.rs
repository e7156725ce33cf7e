//! Links in the hands of an administrator: shown, and how far they have come (domain LINK-04).

use lanyard_shared::message::Message;
use lanyard_shared::protocol::{
    LinkProgress, LinkPurpose, LinkStage, LinkState, MailFault, MailState, OfAccount, ProblemKind,
    ShownLink,
};
use lanyard_shared::time::{LINK_LIFE, UnixMillis};
use serde_json::json;

use super::letter::Letter;
use super::{address, state};
use crate::app::App;
use crate::error::{Error, Result};
use crate::service::managing::{self, Managed};
use crate::service::sessions::Actor;
use crate::store::audit::AuditEntry;
use crate::store::links::{self, Link, StoredState};
use crate::store::mails::Mail;
use crate::store::{Tx, accounts, mails, practice};

/// How far the link has come that an account has now.
///
/// # Errors
/// As [`managing::look_at`].
pub async fn progress(app: &App, actor: &Actor, of: OfAccount) -> Result<LinkProgress> {
    let (actor, now) = (actor.clone(), app.effects.now());
    let read = app.store.read(move |tx| {
        let managed = managing::look_at(tx, &actor, of.account)?;
        tell(tx, &managed, now)
    });
    read.await
}

/// Shows the link that was mailed, or where none works a new one that goes by no mail. Its life
/// begins now at the latest (domain LINK-02), and it says nothing about the e-mail address any more
/// (domain LINK-04).
///
/// # Errors
/// As [`managing::act_upon`]; `link-helps-nobody`; `link-own`: whoever is signed in sets a new
/// password by the present one, not by a link on the screen.
pub async fn show(app: &App, actor: &Actor, of: OfAccount) -> Result<ShownLink> {
    let (actor, letter) = (actor.clone(), Letter::new(app));
    let keys = app.clone();
    let written = app.store.write(move |tx| {
        let managed = managing::act_upon(tx, &actor, of.account)?;
        if managed.account.id == actor.account {
            return Err(Error::refused(ProblemKind::Forbidden, "link-own"));
        }
        let purpose = purpose(&managed)?;
        let link = working(tx, &managed, purpose, &letter)?;
        links::note_seen(tx, link.id, managed.viewer.account)?;
        links::begin_life(tx, link.id, letter.now)?;
        let entry = AuditEntry::about(managed.account.id, "link.show")
            .by(managed.viewer.account)
            .with(json!({ "purpose": purpose }));
        let rev = tx.bump(letter.now, &entry)?;
        accounts::touch(tx, managed.account.id, rev)?;
        let token = keys.secret.link_token(purpose, link.id, link.generation);
        let practice = practice::find(tx)?
            .ok_or_else(|| Error::Internal("a link was asked for before set-up".to_owned()))?;
        let ends = link.expires_at;
        Ok(ShownLink {
            purpose,
            url: address(&practice.public_url, purpose, &token),
            expires_at: ends.unwrap_or_else(|| letter.now.plus(link.life)),
        })
    });
    written.await
}

/// The account's link where it works, else the letter's, which is stored.
fn working(
    tx: &mut Tx<'_>,
    managed: &Managed,
    purpose: LinkPurpose,
    letter: &Letter,
) -> Result<Link> {
    let (id, now) = (managed.account.id, letter.now);
    if let Some(link) = links::newest(tx, id, purpose)?
        && state(tx, &link, now)? == LinkState::Open
    {
        return Ok(link);
    }
    let fresh = letter.link(purpose);
    fresh.replace(tx, id, LINK_LIFE, None, now)?;
    links::find(tx, fresh.id)?
        .ok_or_else(|| Error::Internal("a link that was stored is not there".to_owned()))
}

/// What a link does for the account.
fn purpose(managed: &Managed) -> Result<LinkPurpose> {
    LinkPurpose::that_helps(&managed.account)
        .ok_or_else(|| Error::refused(ProblemKind::Forbidden, "link-helps-nobody"))
}

fn tell(tx: &Tx<'_>, managed: &Managed, now: UnixMillis) -> Result<LinkProgress> {
    let wanted = LinkPurpose::that_helps(&managed.account);
    let barred = match (managed.barred(tx)?, wanted) {
        (None, None) => Some(Message::new("link-helps-nobody")),
        (barred, _) => barred,
    };
    let purpose = wanted.unwrap_or(LinkPurpose::Reset);
    let open = links::newest(tx, managed.account.id, purpose)?
        .filter(|link| link.state == StoredState::Open && wanted.is_some());
    let Some(link) = open else {
        return Ok(LinkProgress {
            purpose,
            stage: LinkStage::None,
            expires_at: None,
            sent_at: None,
            opened_at: None,
            shown: false,
            barred,
        });
    };
    let mail = mails::of_link(tx, link.id)?;
    let mailed = mail.as_ref().map(|mail| mail.state);
    Ok(LinkProgress {
        purpose,
        stage: match (state(tx, &link, now)?, mailed) {
            (_, Some(MailState::GivenUp)) if link.expires_at.is_none() => given_up(mail.as_ref()),
            (LinkState::Open, _) if link.opened_at.is_some() => LinkStage::Opened,
            (LinkState::Open, Some(MailState::Sent)) => LinkStage::Sent,
            (LinkState::Open, _) if link.expires_at.is_some() => LinkStage::Shown,
            (LinkState::Open, _) => LinkStage::Waiting,
            _ => LinkStage::Expired,
        },
        expires_at: link.expires_at,
        sent_at: mail.and_then(|mail| mail.sent_at),
        opened_at: link.opened_at,
        shown: !links::seen_by(tx, link.id)?.is_empty(),
        barred,
    })
}

fn given_up(mail: Option<&Mail>) -> LinkStage {
    match mail.and_then(|mail| mail.fault) {
        Some(MailFault::Address) => LinkStage::Bounced,
        _ => LinkStage::GivenUp,
    }
}

#[cfg(test)]
mod tests;
