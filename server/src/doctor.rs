//! Whether a practice's server is in order, for the person who looks after it (`lanyard doctor`).

use std::path::Path;

use lanyard_shared::protocol::MailState;
use lanyard_shared::record::AccountState;
use lanyard_shared::time::{Millis, UnixMillis};
use lanyard_shared::validate::is_loopback_url;

use crate::app::App;
use crate::backup::{self, minute};
use crate::error::Result;
use crate::service::console;
use crate::store::copy::{self, Contents, Flaw};
use crate::store::mails::{self, Wanted};
use crate::store::{Tx, practice};

/// A mail that has waited longer than this waits for somebody, not for its turn.
const SLOW_MAIL: Millis = Millis::minutes(30);

/// What was found about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How it is.
    pub grade: Grade,
    /// What was found, and what to do about it.
    pub words: String,
}

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// In order.
    Fine,
    /// It works, and is worth a look.
    Look,
    /// It does not work.
    Trouble,
}

impl Finding {
    fn fine(words: impl Into<String>) -> Self {
        Self::new(Grade::Fine, words)
    }

    fn look(words: impl Into<String>) -> Self {
        Self::new(Grade::Look, words)
    }

    fn trouble(words: impl Into<String>) -> Self {
        Self::new(Grade::Trouble, words)
    }

    fn new(grade: Grade, words: impl Into<String>) -> Self {
        let words = words.into();
        Self { grade, words }
    }
}

/// Looks at everything, also while a server runs; the data lie in `folder`.
///
/// # Errors
/// What the store gives.
pub async fn examine(app: &App, folder: &Path) -> Result<Vec<Finding>> {
    let mut findings = vec![database(copy::check_live(folder))];
    let read = |tx: &Tx<'_>| Ok((practice::find(tx)?, practice::is_demo(tx)?));
    let (Some(practice), is_demo) = app.store.read(read).await? else {
        let words = "The practice has not been set up. `lanyard setup-link` prints the link.";
        findings.push(Finding::look(words));
        return Ok(findings);
    };
    findings.push(address(&practice.public_url, is_demo));
    findings.push(administrators(app).await?);
    findings.push(mail(app).await?);
    findings.push(match backup::overdue(app).await? {
        None => Finding::fine("There is a verified backup of this week, or none is needed."),
        Some(overdue) => Finding::look(format!("No recent backup: {overdue}.")),
    });
    Ok(findings)
}

fn database(checked: std::result::Result<Contents, Flaw>) -> Finding {
    match checked {
        Ok(contents) => Finding::fine(format!(
            "The database is whole, and so is its audit log, up to revision {}.",
            contents.rev.0
        )),
        Err(flaw) => Finding::trouble(format!(
            "The database: {flaw}. Stop the server, keep a copy of the folder as it is, and put the \
             newest backup back with `lanyard restore`."
        )),
    }
}

/// Links are built from this address alone (domain LINK-05). Set-up has put it into the settings of
/// the practice, where people change it; what the server is started with changes nothing any more,
/// except for a demonstration, whose address follows its server.
fn address(url: &str, is_demo: bool) -> Finding {
    match (is_loopback_url(url), is_demo) {
        (true, true) => Finding::fine(format!(
            "Links in mails begin with {url}: they open only on this computer, and so does this \
             demonstration."
        )),
        (true, false) => Finding::look(format!(
            "Links in mails begin with {url}: they open only on this computer. On the page Practice, \
             type a public address that the others can reach; somebody who manages permissions can."
        )),
        (false, _) => Finding::fine(format!("Links in mails begin with {url}.")),
    }
}

async fn administrators(app: &App) -> Result<Finding> {
    let admins = console::list_admins(app).await?;
    let now = app.effects.now();
    let can = admins
        .iter()
        .filter(|it| it.state(now) == AccountState::Active)
        .count();
    Ok(match can {
        0 => Finding::trouble(
            "Nobody who can sign in manages accounts. `lanyard admin link USER --make-admin` helps \
             somebody to it.",
        ),
        1 => Finding::look(
            "One person manages accounts. Give a second one the rights, for the day on which the \
             first is away.",
        ),
        _ => Finding::fine(format!("{can} people manage accounts.")),
    })
}

async fn mail(app: &App) -> Result<Finding> {
    let now = app.effects.now();
    let (waiting, oldest, given_up) = app
        .store
        .read(move |tx| {
            let in_state = |state| Wanted {
                accounts: None,
                state: Some(state),
            };
            let waiting = mails::count(tx, in_state(MailState::Waiting))?;
            let last = mails::page(
                tx,
                in_state(MailState::Waiting),
                waiting.saturating_sub(1),
                1,
            )?;
            let oldest = last.into_iter().next();
            Ok((
                waiting,
                oldest,
                mails::count(tx, in_state(MailState::GivenUp))?,
            ))
        })
        .await?;
    let Some(oldest) = oldest.filter(|mail| now.since(mail.created_at) > SLOW_MAIL) else {
        return Ok(match given_up {
            0 => Finding::fine("No mail is stuck."),
            1 => Finding::look(
                "One mail could not be sent and was given up; the page Mail shows which.",
            ),
            _ => Finding::look(format!(
                "{given_up} mails could not be sent and were given up; the page Mail shows which."
            )),
        });
    };
    Ok(stuck(
        waiting,
        oldest.created_at,
        oldest.last_error.as_deref(),
    ))
}

fn stuck(waiting: usize, since: UnixMillis, last_error: Option<&str>) -> Finding {
    let why = last_error.map_or_else(
        || "the server has not tried to send it; is it running?".to_owned(),
        |error| format!("the mail server last said: {error}"),
    );
    let since = minute(since);
    let waits = match waiting {
        1 => format!("One mail waits, since {since}"),
        _ => format!("{waiting} mails wait, the oldest since {since}"),
    };
    Finding::trouble(format!("{waits}; {why}. Look at --smtp-url."))
}

#[cfg(test)]
mod tests;
