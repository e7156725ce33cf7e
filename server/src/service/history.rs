//! What happened to an account, from the audit log.

use lanyard_shared::id::AccountId;
use lanyard_shared::message::Message;
use lanyard_shared::protocol::{HistoryActor, HistoryEntry, HistoryPage, HistoryQuery};
use lanyard_shared::record::Record;
use lanyard_shared::visibility::Viewer;
use serde_json::Value;

use crate::app::App;
use crate::error::Result;
use crate::service::managing::{self, Managed};
use crate::service::sessions::Actor;
use crate::store::audit::{self, Told};
use crate::store::{Tx, accounts};

/// How many entries are on a page.
const PER_PAGE: usize = 25;

/// A page of the history of an account that the administrator sees, the newest first.
///
/// # Errors
/// As [`managing::look_at`].
pub async fn page(app: &App, actor: &Actor, query: HistoryQuery) -> Result<HistoryPage> {
    let actor = actor.clone();
    let read = app.store.read(move |tx| {
        let Managed { viewer, account } = managing::look_at(tx, &actor, query.account)?;
        let key = Record::from(account).key();
        let found = audit::about(tx, key, query.page, PER_PAGE)?;
        let entries = found.into_iter().map(|told| entry(tx, &viewer, told));
        Ok(HistoryPage {
            entries: entries.collect::<Result<_>>()?,
            total: audit::count_about(tx, key)?,
            per_page: PER_PAGE,
        })
    });
    read.await
}

fn entry(tx: &Tx<'_>, viewer: &Viewer, told: Told) -> Result<HistoryEntry> {
    let at = |path: &str| told.detail.pointer(path);
    let result = at("/outcome/result").and_then(Value::as_str);
    Ok(HistoryEntry {
        rev: told.rev,
        at: told.at,
        by: who(tx, viewer, told.actor)?,
        result: result.map(str::to_owned),
        fields: texts(at("/asked/fields")),
        reasons: reasons(at("/outcome/problems")),
        action: told.action,
    })
}

/// Who did it, where the viewer sees that person (domain RIGHT-04).
fn who(tx: &Tx<'_>, viewer: &Viewer, actor: Option<AccountId>) -> Result<HistoryActor> {
    let Some(id) = actor else {
        return Ok(HistoryActor::Server);
    };
    let account = accounts::find(tx, id)?;
    let seen = account.is_some_and(|account| viewer.sees(&Record::from(account)));
    Ok(if seen {
        HistoryActor::Person { account: id }
    } else {
        HistoryActor::Unseen
    })
}

fn items(list: Option<&Value>) -> impl Iterator<Item = &Value> {
    list.and_then(Value::as_array).into_iter().flatten()
}

fn texts(list: Option<&Value>) -> Vec<String> {
    items(list)
        .filter_map(|item| item.as_str().map(str::to_owned))
        .collect()
}

/// The sentences of the rules that an act broke, each at its field or about the whole.
fn reasons(problems: Option<&Value>) -> Vec<Message> {
    items(problems)
        .filter_map(|problem| serde_json::from_value(problem.get("message")?.clone()).ok())
        .collect()
}

#[cfg(test)]
mod tests;
