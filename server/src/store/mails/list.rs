//! Pages of the mails, the newest first.

use std::collections::BTreeSet;

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::MailState;
use rusqlite::named_params;

use super::{Mail, from_row, select};
use crate::error::Result;
use crate::store::Tx;
use crate::store::column::{Json, Word};

/// Which mails.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Those about these accounts; `None` for all.
    pub accounts: Option<&'a BTreeSet<AccountId>>,
    /// Those in this state; `None` for all.
    pub state: Option<MailState>,
}

/// No list is longer: what lies behind is no page of it.
const LONGEST: usize = 1_000_000_000;

macro_rules! wanted {
    () => {
        "where (:state is null or state = :state)
           and (:accounts is null or account_id in (select value from json_each(:accounts)))"
    };
}

const PAGE: &str = select!(
    wanted!(),
    " order by created_at desc, id desc limit :limit offset :offset"
);

/// A page of them, counted from 0.
pub fn page(tx: &Tx<'_>, wanted: Wanted<'_>, page: usize, per_page: usize) -> Result<Vec<Mail>> {
    let mut statement = tx.connection.prepare_cached(PAGE)?;
    let found = statement.query_map(
        named_params! {
            ":state": wanted.state.map(Word),
            ":accounts": wanted.accounts.map(Json),
            ":limit": per_page,
            ":offset": page.saturating_mul(per_page).min(LONGEST),
        },
        from_row,
    )?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

const COUNT: &str = concat!("select count(*) from mails ", wanted!());

/// How many there are.
pub fn count(tx: &Tx<'_>, wanted: Wanted<'_>) -> Result<usize> {
    let mut statement = tx.connection.prepare_cached(COUNT)?;
    let values = named_params! {
        ":state": wanted.state.map(Word),
        ":accounts": wanted.accounts.map(Json),
    };
    Ok(statement.query_row(values, |row| row.get(0))?)
}
