//! The sessions of an account, seen and ended by its owner and by administrators (domain CRED-05).

use lanyard_shared::protocol::{
    AccountSessions, EndSessions, OpenSession, ProblemKind, SessionsOf,
};
use serde_json::json;

use super::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::service::{managing, tokens};
use crate::store::audit::AuditEntry;
use crate::store::sessions::{self, TokenHash};

/// Letters of a session's name: enough of its token's hash to tell it from all others, which leads
/// back to no token.
const NAME: usize = 16;

/// The sessions of an account. `token` is that of the session that asks.
///
/// # Errors
/// `forbidden`, `record-gone`.
pub async fn list(
    app: &App,
    actor: &Actor,
    token: &str,
    asked: SessionsOf,
) -> Result<AccountSessions> {
    actor.check_settled()?;
    let own = tokens::hash(token);
    let now = app.effects.now();
    let actor = actor.clone();
    let read = app.store.read(move |tx| {
        let account = managing::own_or_managed(tx, &actor, asked.account)?;
        let open = sessions::of(tx, account.id, now)?.into_iter();
        let open = open.map(|(hash, session)| OpenSession {
            id: name(&hash),
            began_at: session.began_at,
            expires_at: session.expires_at,
            agent: session.agent,
            current: hash == own,
        });
        Ok(AccountSessions {
            sessions: open.collect(),
        })
    });
    read.await
}

/// Ends a session, or all but the one that asks.
///
/// # Errors
/// `forbidden`, `record-gone`; `session-gone` where there is no such session.
pub async fn end(app: &App, actor: &Actor, token: &str, asked: EndSessions) -> Result<()> {
    actor.check_settled()?;
    let own = tokens::hash(token);
    let now = app.effects.now();
    let actor = actor.clone();
    let written = app.store.write(move |tx| {
        let account = managing::own_or_managed(tx, &actor, asked.account)?;
        let open = sessions::of(tx, account.id, now)?.into_iter();
        let ended: Vec<TokenHash> = open
            .map(|(hash, _)| hash)
            .filter(|hash| match &asked.session {
                Some(wanted) => name(hash) == *wanted,
                None => *hash != own,
            })
            .collect();
        if asked.session.is_some() && ended.is_empty() {
            return Err(Error::refused(ProblemKind::NotFound, "session-gone"));
        }
        for hash in &ended {
            sessions::delete(tx, hash)?;
        }
        let entry = AuditEntry::about(account.id, "session.end").by(actor.account);
        tx.bump(now, &entry.with(json!({ "count": ended.len() })))?;
        Ok(())
    });
    written.await
}

fn name(hash: &TokenHash) -> String {
    tokens::to_hex(hash).chars().take(NAME).collect()
}
