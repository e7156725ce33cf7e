//! Accounts. Password hashes and own permissions are in the modules below and never part of a
//! record.

use lanyard_shared::id::AccountId;
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{self, Account, ActivationLink, Record, Standing, Work};
use lanyard_shared::time::UnixMillis;
use lanyard_shared::validate::fold;
use rusqlite::{OptionalExtension, Row, ToSql, named_params};

use crate::error::Result;
use crate::store::Tx;
use crate::store::changes::{self, Page};
use crate::store::column::{Text, Word};
use crate::store::failure::{Unique, on_constraint};

mod particulars;
mod passwords;
mod permissions;

pub use passwords::{
    ChosenBy, NO_PASSWORD, clear_password, password_hash, password_set_since, set_password,
    with_given_password,
};
pub use permissions::{holders, own_permissions, set_own_permission, somebody_holds};

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

/// One account's columns, with the state of its newest activation link while it is pending.
macro_rules! select {
    ($tail:literal) => {
        concat!(
            "select a.id, a.kind, a.provider_id, a.first_name, a.last_name, a.email,
               a.email_verified, a.username, a.role_id, a.home_phone, a.cell_phone, a.standing,
               a.starts_at, a.two_factor, a.emergency_until, a.password_set_by_another,
               a.created_at, a.rev, a.ends_at, a.care_team_code, a.care_team_term,
               a.care_team_id_kind, a.care_team_id, a.daily_report, a.new_dashboard,
               a.email_update, a.restricted, a.starts_on, a.ends_on,
               case when a.restricted then (
                 select group_concat(o.office_id) from account_offices o
                 where o.account_id = a.id) end as offices,
               l.state as link_state, l.expires_at as link_expires_at, m.state as mail_state
             from accounts a
             left join links l on l.id = (
               select newest.id from links newest
               where newest.account_id = a.id and newest.purpose = 'activation'
                 and a.standing = 'pending'
               order by newest.state = 'open' desc, newest.created_at desc, newest.id desc limit 1)
             left join mails m on m.id = (
               select newest.id from mails newest where newest.link_id = l.id
               order by newest.created_at desc, newest.id desc limit 1) ",
            $tail
        )
    };
}
use select;

const FIND: &str = select!("where a.id = :value");
const FIND_BY_USERNAME: &str = select!("where a.username_folded = :value");
const FIND_BY_EMAIL: &str = select!("where a.email_folded = :value");

/// The account with this id.
pub fn find(tx: &Tx<'_>, id: AccountId) -> Result<Option<Account>> {
    find_one(tx, FIND, &Text(id))
}

/// The account with this username, in any case.
pub fn find_by_username(tx: &Tx<'_>, username: &str) -> Result<Option<Account>> {
    find_one(tx, FIND_BY_USERNAME, &fold(username))
}

/// The account with this e-mail address, in any case.
pub fn find_by_email(tx: &Tx<'_>, email: &str) -> Result<Option<Account>> {
    find_one(tx, FIND_BY_EMAIL, &fold(email))
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

/// How many seats of the plan are taken (domain D-08).
pub fn seats_taken(tx: &Tx<'_>) -> Result<usize> {
    let mut statement = tx.connection.prepare_cached(SEATS_TAKEN)?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

const INSERT: &str = "
    insert into accounts (id, kind, provider_id, first_name, last_name, email, email_folded,
      email_verified, username, username_folded, role_id, home_phone, cell_phone, standing,
      starts_at, ends_at, two_factor, emergency_until, care_team_code, care_team_term,
      care_team_id_kind, care_team_id, daily_report, new_dashboard, email_update, restricted,
      starts_on, ends_on, rev, password_hash, password_set_by_another, created_at)
    values (:id, :kind, :provider_id, :first_name, :last_name, :email, :email_folded,
      :email_verified, :username, :username_folded, :role_id, :home_phone, :cell_phone, :standing,
      :starts_at, :ends_at, :two_factor, :emergency_until, :care_team_code, :care_team_term,
      :care_team_id_kind, :care_team_id, :daily_report, :new_dashboard, :email_update, :restricted,
      :starts_on, :ends_on, :rev, :password_hash, :password_set_by_another, :created_at)";

/// Adds an account, by [`NO_PASSWORD`] one without a password. Its activation link is a row of its own.
///
/// # Errors
/// A problem at `email` or `username` when it is taken.
pub fn insert(tx: &mut Tx<'_>, account: &Account, password_hash: &str, rev: Rev) -> Result<()> {
    let mut values = values(account, rev);
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
    update accounts set kind = :kind, provider_id = :provider_id, first_name = :first_name,
      last_name = :last_name, email = :email, email_folded = :email_folded,
      email_verified = :email_verified, username = :username, username_folded = :username_folded,
      role_id = :role_id, home_phone = :home_phone, cell_phone = :cell_phone,
      standing = :standing, starts_at = :starts_at, ends_at = :ends_at, two_factor = :two_factor,
      emergency_until = :emergency_until, care_team_code = :care_team_code,
      care_team_term = :care_team_term, care_team_id_kind = :care_team_id_kind,
      care_team_id = :care_team_id, daily_report = :daily_report, new_dashboard = :new_dashboard,
      email_update = :email_update, restricted = :restricted, starts_on = :starts_on,
      ends_on = :ends_on, rev = :rev
    where id = :id";

/// Writes an account's fields. The password and who chose it are [`set_password`]'s, the activation
/// link is a row of its own.
///
/// # Errors
/// A problem at `email` or `username` when it is taken.
pub fn update(tx: &mut Tx<'_>, account: &Account, rev: Rev) -> Result<()> {
    let mut statement = tx.connection.prepare_cached(UPDATE)?;
    on_constraint(statement.execute(&*values(account, rev)), UNIQUE)?;
    particulars::set_offices(tx, account)
}

/// A value and the name by which a statement asks for it.
type Named<'a> = (&'static str, Box<dyn ToSql + 'a>);

/// What stands in the columns that every edit may change.
fn values(account: &Account, rev: Rev) -> Vec<Named<'_>> {
    let mut values: Vec<Named<'_>> = vec![
        (":id", Box::new(Text(account.id))),
        (":kind", Box::new(kind(account))),
        (":provider_id", Box::new(Text(account.provider()))),
        (":first_name", Box::new(&account.first_name)),
        (":last_name", Box::new(&account.last_name)),
        (":email", Box::new(&account.email)),
        (":email_folded", Box::new(fold(&account.email))),
        (":email_verified", Box::new(account.email_verified)),
        (":username", Box::new(&account.username)),
        (":username_folded", Box::new(fold(&account.username))),
        (":role_id", Box::new(Text(account.role))),
        (":home_phone", Box::new(&account.home_phone)),
        (":cell_phone", Box::new(&account.cell_phone)),
        (":standing", Box::new(Word(account.standing))),
        (":starts_at", Box::new(account.starts_at.map(|at| at.0))),
        (":ends_at", Box::new(account.ends_at.map(|at| at.0))),
        (":two_factor", Box::new(Word(account.two_factor))),
        (
            ":emergency_until",
            Box::new(account.emergency_until.map(|at| at.0)),
        ),
        (":rev", Box::new(rev.0)),
    ];
    values.extend(particulars::values(&account.particulars));
    values
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

const fn kind(account: &Account) -> &'static str {
    match account.work {
        Work::Staff { .. } => "staff",
        Work::Provider { .. } => "provider",
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Account> {
    let provider = row.get::<_, Text<_>>("provider_id")?.0;
    let kind: String = row.get("kind")?;
    let work = if kind == "provider" {
        Work::Provider { provider }
    } else {
        Work::Staff {
            primary_provider: provider,
        }
    };
    let standing = row.get::<_, Word<Standing>>("standing")?.0;
    Ok(Account {
        id: row.get::<_, Text<_>>("id")?.0,
        work,
        first_name: row.get("first_name")?,
        last_name: row.get("last_name")?,
        email: row.get("email")?,
        email_verified: row.get("email_verified")?,
        username: row.get("username")?,
        role: row.get::<_, Text<_>>("role_id")?.0,
        home_phone: row.get("home_phone")?,
        cell_phone: row.get("cell_phone")?,
        standing,
        activation: activation(row)?,
        particulars: particulars::from_row(row)?,
        starts_at: row.get::<_, Option<i64>>("starts_at")?.map(UnixMillis),
        ends_at: row.get::<_, Option<i64>>("ends_at")?.map(UnixMillis),
        two_factor: row.get::<_, Word<_>>("two_factor")?.0,
        emergency_until: row
            .get::<_, Option<i64>>("emergency_until")?
            .map(UnixMillis),
        password_set_by_another: row.get("password_set_by_another")?,
        created_at: UnixMillis(row.get("created_at")?),
    })
}

/// How far the newest activation link has come (domain LINK-02).
fn activation(row: &Row<'_>) -> rusqlite::Result<Option<ActivationLink>> {
    let link: Option<String> = row.get("link_state")?;
    let expires_at: Option<i64> = row.get("link_expires_at")?;
    let mail: Option<String> = row.get("mail_state")?;
    Ok(match (link.as_deref(), expires_at, mail.as_deref()) {
        (Some("open"), Some(at), _) => Some(ActivationLink::Sent {
            expires_at: UnixMillis(at),
        }),
        (Some("open"), None, Some("given-up")) => Some(ActivationLink::GivenUp),
        (Some("open"), None, _) => Some(ActivationLink::MailWaiting),
        _ => None,
    })
}
