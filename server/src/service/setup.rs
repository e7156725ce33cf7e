//! Set-up: the practice, its first office and provider, and its first administrator (domain D-09).

use lanyard_shared::id::LinkId;
use lanyard_shared::protocol::{
    LinkPurpose, LinkState, LinkToken, PublicPractice, SetUp, SetUpLook,
};
use lanyard_shared::time::{SETUP_LINK_LIFE, UnixMillis};

use crate::app::App;
use crate::error::Result;
use crate::secret::Token;
use crate::service::links;
use crate::store::audit::AuditEntry;
use crate::store::links::NewLink;
use crate::store::{Tx, links as stored, practice};

mod form;
mod founding;

use form::Checked;
use founding::Founding;

/// What anybody may know about the practice.
///
/// # Errors
/// What the store gives.
pub async fn practice(app: &App) -> Result<PublicPractice> {
    let found = app.store.read(practice::find).await?;
    Ok(PublicPractice {
        setup_needed: found.is_none(),
        name: found.map(|practice| practice.name).unwrap_or_default(),
        mail_configured: app.settings.mail_configured,
    })
}

/// Makes a new set-up link, which lives 24 hours and kills older ones. `None` once there is a
/// practice: it always has an administrator (domain RIGHT-05).
///
/// # Errors
/// What the store gives.
pub async fn new_link(app: &App) -> Result<Option<String>> {
    let now = app.effects.now();
    let id = LinkId::new(now, app.effects.random());
    let link = NewLink {
        id,
        purpose: LinkPurpose::Setup,
        account: None,
        generation: 1,
        secret_hash: app.secret.link_secret_hash(LinkPurpose::Setup, id, 1),
        life: SETUP_LINK_LIFE,
        expires_at: Some(now.plus(SETUP_LINK_LIFE)),
        created_at: now,
    };
    let made = app.store.write(move |tx| {
        if practice::find(tx)?.is_some() {
            return Ok(false);
        }
        stored::supersede(tx, LinkPurpose::Setup, None)?;
        stored::insert(tx, &link)?;
        tx.bump(now, &entry("console.setup-link"))?;
        Ok(true)
    });
    if !made.await? {
        return Ok(None);
    }
    let token = app.secret.link_token(LinkPurpose::Setup, id, 1);
    Ok(Some(format!("{}/setup#{token}", app.settings.public_url)))
}

/// Looks at a set-up link; changes nothing.
///
/// # Errors
/// `link-mangled`, or what the store gives.
pub async fn look(app: &App, token: LinkToken) -> Result<SetUpLook> {
    let token = links::parse(&token)?;
    let now = app.effects.now();
    let read = app.store.read(move |tx| {
        let link = links::find(tx, &token, &[LinkPurpose::Setup])?;
        links::state(tx, &link, now)
    });
    Ok(SetUpLook {
        state: read.await?,
        public_url: app.settings.public_url.clone(),
    })
}

/// Makes practice, office, provider and administrator, and uses the link up.
///
/// # Errors
/// The fields at fault, all at once; a link that does not work; what the store gives.
pub async fn set_up(app: &App, filled: SetUp) -> Result<()> {
    let token = links::parse(&LinkToken {
        token: filled.token.clone(),
    })?;
    let now = app.effects.now();
    let early = token.clone();
    // Who has no link does not get to spend the server's time on hashing.
    let looked = app.store.read(move |tx| open_link(tx, &early, now).map(drop));
    looked.await?;
    let checked = Checked::of(&filled)?;
    let hash = app.effects.hash(filled.password).await?;
    let founding = Founding::new(app, checked, hash);
    let written = app.store.write(move |tx| {
        let link = open_link(tx, &token, now)?;
        if practice::find(tx)?.is_some() {
            return Err(links::refused(LinkState::Used));
        }
        let rev = tx.bump(now, &entry("setup").by(founding.admin()))?;
        founding.store(tx, rev)?;
        stored::use_up(tx, link, now)
    });
    written.await
}

fn open_link(
    tx: &Tx<'_>,
    token: &Token,
    now: UnixMillis,
) -> Result<LinkId> {
    let link = links::find(tx, token, &[LinkPurpose::Setup])?;
    match links::state(tx, &link, now)? {
        LinkState::Open => Ok(link.id),
        state => Err(links::refused(state)),
    }
}

fn entry(action: &'static str) -> AuditEntry {
    AuditEntry {
        actor: None,
        action,
        target: None,
        detail: serde_json::Value::Null,
    }
}

#[cfg(test)]
mod tests;
