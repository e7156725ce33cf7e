//! Accounts. Password hashes and own permissions are in the modules below and never part of a
//! record.

use lanyard_shared::id::{AccountId, ProviderId};
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{self, Account, Record};
use lanyard_shared::time::UnixMillis;
use lanyard_shared::validate::fold;
use rusqlite::{OptionalExtension, ToSql, named_params};

use crate::error::Result;
use crate::store::Tx;
use crate::store::accounts::row::{folded, from_row, keys, select, values};
use crate::store::changes::{self, Page};
use crate::store::column::Text;
use crate::store::failure::{Unique, on_constraint};

mod particulars;
mod passwords;
mod permissions;
mod row;

pub use passwords::{
    ChosenBy, NO_PASSWORD, clear_password, password_hash, password_set_at, password_set_since,
    set_password, with_given_password,
};
pub use permissions::{
    clear_own_permissions, holders, own_permissions, set_own_permission, somebody_holds,
};

/// What must be unique ignoring case (domain NEW-06, NEW-07).
const UNIQUE: &[Unique] = &[
    Unique {
        column: "accounts.email_folded",
        field: "email",
        key: "email-taken",
    },
    Unique {
        column: "accounts.username_folded",
        field: "username",
        key: "username-taken",
    },
];

const FIND: &str = select!("where a.id = :value");
const FIND_BY_USERNAME: &str =
    select!("where a.username_folded = :value and a.username_folded <> ''");
const FIND_BY_EMAIL: &str = select!("where a.email_folded = :value and a.standing <> 'removed'");
const FIND_LOGIN: &str =
    select!("where a.provider_id = :value and a.kind = 'provider' and a.standing <> 'removed'");

/// The account with this id.
pub fn find(tx: &Tx<'_>, id: AccountId) -> Result<Option<Account>> {
    find_one(tx, FIND, &Text(id))
}

/// The account with this username, in any case. That of somebody removed stays theirs (domain
/// EDIT-04).
pub fn find_by_username(tx: &Tx<'_>, username: &str) -> Result<Option<Account>> {
    find_one(tx, FIND_BY_USERNAME, &fold(username))
}

/// The account with this e-mail address, in any case. That of somebody removed is free (domain
/// EDIT-04).
pub fn find_by_email(tx: &Tx<'_>, email: &str) -> Result<Option<Account>> {
    find_one(tx, FIND_BY_EMAIL, &fold(email))
}

/// The own login of a provider. That of somebody removed is none (domain D-03).
pub fn find_login(tx: &Tx<'_>, provider: ProviderId) -> Result<Option<Account>> {
    find_one(tx, FIND_LOGIN, &Text(provider))
}

fn find_one(tx: &Tx<'_>, sql: &str, value: &dyn ToSql) -> Result<Option<Account>> {
    let mut statement = tx.connection.prepare_cached(sql)?;
    let found = statement.query_row(named_params! { ":value": value }, from_row);
    Ok(found.optional()?)
}

/// How often SQLite has prepared [`find`]'s statement anew, for tests.
#[cfg(test)]
pub(crate) fn prepared_anew(tx: &Tx<'_>) -> Result<i32> {
    let statement = tx.connection.prepare_cached(FIND)?;
    Ok(statement.get_status(rusqlite::StatementStatus::RePrepare))
}

const SEATS_TAKEN: &str = "
    select count(*) from accounts
    where kind = 'staff' and standing not in ('deactivated', 'removed')";

const SEATED: &str = select!(
    "where a.kind = 'staff' and a.standing not in ('deactivated', 'removed') order by a.id"
);

/// Whoever takes a seat of the plan.
pub fn seated(tx: &Tx<'_>) -> Result<Vec<Account>> {
    let mut statement = tx.connection.prepare_cached(SEATED)?;
    let found = statement.query_map([], from_row)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// How many seats of the plan are taken (domain D-08).
pub fn seats_taken(tx: &Tx<'_>) -> Result<usize> {
    let mut statement = tx.connection.prepare_cached(SEATS_TAKEN)?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

const INSERT: &str = "
    insert into accounts (id, kind, provider_id, first_name, last_name, email, email_folded,
      email_verified, username, username_folded, role_id, home_phone, cell_phone, standing,
      starts_at, ends_at, erase_at, two_factor, emergency_until, care_team_code, care_team_term,
      care_team_id_kind, care_team_id, daily_report, new_dashboard, email_update, restricted,
      starts_on, ends_on, rev, password_hash, password_set_by_another, created_at)
    values (:id, :kind, :provider_id, :first_name, :last_name, :email, :email_folded,
      :email_verified, :username, :username_folded, :role_id, :home_phone, :cell_phone, :standing,
      :starts_at, :ends_at, :erase_at, :two_factor, :emergency_until, :care_team_code, :care_team_term,
      :care_team_id_kind, :care_team_id, :daily_report, :new_dashboard, :email_update, :restricted,
      :starts_on, :ends_on, :rev, :password_hash, :password_set_by_another, :created_at)";

/// Adds an account, by [`NO_PASSWORD`] one without a password. Its activation link is a row of its own.
///
/// # Errors
/// A problem at `email` or `username` when it is taken.
pub fn insert(tx: &mut Tx<'_>, account: &Account, password_hash: &str, rev: Rev) -> Result<()> {
    let mut values = values(account, rev);
    values.extend(keys(account));
    values.extend(folded(account));
    values.push((":password_hash", Box::new(password_hash)));
    values.push((
        ":password_set_by_another",
        Box::new(account.password_set_by_another),
    ));
    values.push((":created_at", Box::new(account.created_at.0)));
    let mut statement = tx.connection.prepare_cached(INSERT)?;
    on_constraint(statement.execute(&*values), UNIQUE)?;
    particulars::set_offices(tx, account)
}

const UPDATE: &str = "
    update accounts set first_name = :first_name, last_name = :last_name,
      email_verified = :email_verified, home_phone = :home_phone, cell_phone = :cell_phone,
      starts_at = :starts_at, ends_at = :ends_at, erase_at = :erase_at,
      two_factor = :two_factor, emergency_until = :emergency_until, care_team_code = :care_team_code,
      care_team_term = :care_team_term, care_team_id_kind = :care_team_id_kind,
      care_team_id = :care_team_id, daily_report = :daily_report, new_dashboard = :new_dashboard,
      email_update = :email_update, restricted = :restricted, starts_on = :starts_on,
      ends_on = :ends_on, rev = :rev
    where id = :id";

const KEYS_DIFFER: &str = "
    select (kind, provider_id, email, username, role_id, standing)
      is not (:kind, :provider_id, :email, :username, :role_id, :standing)
    from accounts where id = :id";

const UPDATE_KEYS: &str = "
    update accounts set kind = :kind, provider_id = :provider_id, email = :email,
      email_folded = :email_folded, username = :username, username_folded = :username_folded,
      role_id = :role_id, standing = :standing
    where id = :id";

/// Writes an account's fields. The password and who chose it are [`set_password`]'s, the activation
/// link is a row of its own.
///
/// What indexes and other tables lean on is written only where it differs: SQLite renews every
/// index and looks up every reference of a column that is set, to whatever value.
///
/// # Errors
/// A problem at `email` or `username` when it is taken.
pub fn update(tx: &mut Tx<'_>, account: &Account, rev: Rev) -> Result<()> {
    let mut keys = keys(account);
    let mut differ = tx.connection.prepare_cached(KEYS_DIFFER)?;
    let differ: Option<bool> = differ.query_row(&*keys, |row| row.get(0)).optional()?;
    if differ == Some(true) {
        keys.extend(folded(account));
        let mut update = tx.connection.prepare_cached(UPDATE_KEYS)?;
        on_constraint(update.execute(&*keys), UNIQUE)?;
    }
    let mut values = values(account, rev);
    values.push((":id", Box::new(Text(account.id))));
    let mut statement = tx.connection.prepare_cached(UPDATE)?;
    statement.execute(&*values)?;
    particulars::set_offices(tx, account)
}

const ALL: &str = select!("order by a.id");

/// Every account.
pub fn all(tx: &Tx<'_>) -> Result<Vec<Account>> {
    let mut statement = tx.connection.prepare_cached(ALL)?;
    let found = statement.query_map([], from_row)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

const OVER: &str = "
    select id from accounts
    where ends_at <= :now and standing in ('pending', 'active', 'locked') order by ends_at, id";

/// The accounts whose last day is over and that have not been ended.
pub fn over(tx: &Tx<'_>, now: UnixMillis) -> Result<Vec<AccountId>> {
    let mut statement = tx.connection.prepare_cached(OVER)?;
    let found = statement.query_map(named_params! { ":now": now.0 }, |row| {
        row.get::<_, Text<_>>("id").map(|id| id.0)
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

const TO_ERASE: &str = "
    select id from accounts
    where standing = 'removed' and erase_at <= :now order by erase_at, id";

/// The removed accounts whose removal cannot be undone any more (domain EDIT-04).
pub fn to_erase(tx: &Tx<'_>, now: UnixMillis) -> Result<Vec<AccountId>> {
    let mut statement = tx.connection.prepare_cached(TO_ERASE)?;
    let found = statement.query_map(named_params! { ":now": now.0 }, |row| {
        row.get::<_, Text<_>>("id").map(|id| id.0)
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

const DATED: &str = "
    select id from accounts where starts_on is not null or ends_on is not null order by id";

/// The accounts that have a first or a last day.
pub fn dated(tx: &Tx<'_>) -> Result<Vec<AccountId>> {
    let mut statement = tx.connection.prepare_cached(DATED)?;
    let found = statement.query_map([], |row| row.get::<_, Text<_>>("id").map(|id| id.0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

const TOUCH: &str = "update accounts set rev = :rev where id = :id";

/// Gives the account's row a new revision, because its activation link has changed.
pub fn touch(tx: &mut Tx<'_>, id: AccountId, rev: Rev) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(TOUCH)?;
    statement.execute(named_params! { ":id": Text(id), ":rev": rev.0 })?;
    Ok(())
}

const AFTER: &str = select!("where a.id > :from order by a.id limit :limit");
const SINCE: &str = select!("where a.rev > :from order by a.rev, a.id limit :limit");

pub(super) fn page(tx: &Tx<'_>, page: &Page) -> Result<Vec<record::Row>> {
    let mut statement = tx.connection.prepare_cached(page.choose(AFTER, SINCE))?;
    changes::rows(&mut statement, page, |row| from_row(row).map(Record::from))
}
