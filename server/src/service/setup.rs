//! Set-up: the practice, its first office and provider, and its first administrator (domain D-09).

use lanyard_shared::id::LinkId;
use lanyard_shared::protocol::{
    LinkPurpose, LinkState, LinkToken, PublicPractice, SetUp, SetUpLook,
};
use lanyard_shared::time::{SETUP_LINK_LIFE, UnixMillis};

use crate::app::App;
use crate::error::Result;
use crate::secret::Token;
use crate::service::links::{self, Fresh};
use crate::store::audit::AuditEntry;
use crate::store::{Tx, links as stored, practice};

mod form;
mod founding;

use form::Checked;
pub(crate) use form::time_zone;
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
    let fresh = Fresh::new(app, LinkPurpose::Setup);
    let token = fresh.token(app);
    let made = app.store.write(move |tx| {
        if practice::find(tx)?.is_some() {
            return Ok(false);
        }
        // Its life begins now: it is printed.
        let end = now.plus(SETUP_LINK_LIFE);
        fresh.replace(tx, None, SETUP_LINK_LIFE, Some(end), now)?;
        tx.bump(now, &AuditEntry::general("console.setup-link"))?;
        Ok(true)
    });
    if !made.await? {
        return Ok(None);
    }
    let public_url = &app.settings.public_url;
    Ok(Some(links::address(public_url, LinkPurpose::Setup, &token)))
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
        if practice::find(tx)?.is_some() {
            return Ok(LinkState::Used);
        }
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
    let looked = app
        .store
        .read(move |tx| open_link(tx, &early, now).map(drop));
    looked.await?;
    let checked = Checked::of(&filled)?;
    let hash = app.effects.hash(filled.password).await?;
    let founding = Founding::new(app, checked, hash);
    let keys = app.clone();
    let written = app.store.write(move |tx| {
        let link = open_link(tx, &token, now)?;
        let rev = tx.bump(now, &AuditEntry::general("setup").by(founding.admin()))?;
        founding.store(&keys, tx, rev)?;
        stored::use_up(tx, link, now)
    });
    written.await
}

fn open_link(tx: &Tx<'_>, token: &Token, now: UnixMillis) -> Result<LinkId> {
    let link = links::find(tx, token, &[LinkPurpose::Setup])?;
    if practice::find(tx)?.is_some() {
        return Err(links::refused(LinkState::Used));
    }
    links::must_be_open(tx, &link, now)?;
    Ok(link.id)
}

#[cfg(test)]
mod tests;
