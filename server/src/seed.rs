//! A demonstration: a practice with made-up people in all states, all with one password that
//! everybody knows.

use std::sync::Arc;

use lanyard_shared::permission::system_roles;
use lanyard_shared::protocol::{MailFault, MailState};
use lanyard_shared::record::Practice;
use serde_json::json;

use crate::app::App;
use crate::error::Result;
use crate::seed::people::Person;
use crate::store::audit::AuditEntry;
use crate::store::mails::Failure;
use crate::store::{
    Tx, accounts, groups as stored, links, mails, offices, practice, providers, roles,
};

mod groups;
mod names;
mod people;
mod place;

/// How the administrator of the demonstration signs in.
pub const USERNAME: &str = "demo";
/// The password of everybody in the demonstration.
pub const PASSWORD: &str = "paper-boats-at-noon";
/// Most people that can be made up.
pub const MOST_STAFF: usize = 100_000;

/// Whether a demonstration was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seeded {
    /// It was.
    Done,
    /// The store holds a practice already, which was left as it is.
    NotEmpty,
}

/// Fills an empty store with a practice of `staff` people, the administrator among them, in one
/// transaction and as one audited act.
///
/// # Errors
/// What the store or the hasher gives; nothing is stored then.
pub async fn demo(app: &App, staff: usize) -> Result<Seeded> {
    let now = app.effects.now();
    // Each person's own hash would take days for a hundred thousand.
    let hash = app.effects.hash(PASSWORD.to_owned()).await?;
    let place = place::make(&app.effects, &app.settings.public_url);
    let people = people::make(app, staff, &place);
    let groups = groups::make(&app.effects, &people);
    let all = Arc::new((place, people, groups));
    let written = app.store.write(move |tx| {
        if practice::find(tx)?.is_some() {
            return Ok(Seeded::NotEmpty);
        }
        let (place, people, groups) = &*all;
        let detail = json!({ "staff": people.len() });
        let rev = tx.bump(now, &entry("demo.seed").with(detail))?;
        practice::mark_demo(tx)?;
        practice::put(tx, &place.practice, rev)?;
        for role in system_roles() {
            roles::insert(tx, &role, rev)?;
        }
        for office in &place.offices {
            offices::insert(tx, office, rev)?;
        }
        for provider in &place.providers {
            providers::insert(tx, provider, rev)?;
        }
        for person in people {
            accounts::insert(tx, &person.account, &hash, rev)?;
            invite(tx, person)?;
        }
        for group in groups {
            stored::insert(tx, group, rev)?;
        }
        Ok(Seeded::Done)
    });
    written.await
}

fn invite(tx: &mut Tx<'_>, person: &Person) -> Result<()> {
    let Some(invitation) = &person.invitation else {
        return Ok(());
    };
    links::insert(tx, &invitation.link)?;
    let mail = &invitation.mail;
    mails::insert(tx, mail)?;
    match invitation.state {
        MailState::Sent => mails::set_sent(tx, mail.id, mail.created_at),
        state => {
            let why = Failure {
                fault: MailFault::Unreachable,
                words: "the mail server of the demonstration took no mail".to_owned(),
            };
            mails::set_failed(tx, mail.id, state, invitation.next_attempt_at, &why)
        }
    }
}

/// Makes the links of a demonstration lead to where its server listens now: the port is whichever
/// was free.
///
/// # Errors
/// What the store gives.
pub async fn follow(app: &App) -> Result<()> {
    let url = app.settings.public_url.clone();
    let now = app.effects.now();
    let written = app.store.write(move |tx| {
        let Some(found) = practice::find(tx)? else {
            return Ok(());
        };
        if !practice::is_demo(tx)? || found.public_url == url {
            return Ok(());
        }
        let rev = tx.bump(now, &entry("demo.address"))?;
        let moved = Practice {
            public_url: url.clone(),
            ..found
        };
        practice::put(tx, &moved, rev)
    });
    written.await
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
