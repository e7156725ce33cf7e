//! How an account lies in its row: what a statement asks for, what it gives.

use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{Account, ActivationLink, Work};
use lanyard_shared::time::UnixMillis;
use lanyard_shared::validate::fold;
use rusqlite::{Row, ToSql};

use super::particulars;
use crate::store::column::{InOrder, Text, Word};

/// One account's columns in the order in which [`from_row`] takes them, with the state of its newest
/// activation link while it is pending.
macro_rules! select {
    ($tail:literal) => {
        concat!(
            "select a.id, a.kind, a.provider_id, a.first_name, a.last_name, a.email,
               a.email_verified, a.username, a.role_id, a.home_phone, a.cell_phone, a.standing,
               l.state, l.expires_at, m.state,
               a.care_team_code, a.care_team_term, a.care_team_id_kind, a.care_team_id,
               a.daily_report, a.restricted,
               case when a.restricted then (
                 select group_concat(o.office_id) from account_offices o
                 where o.account_id = a.id) end,
               a.new_dashboard, a.email_update, a.starts_on, a.ends_on,
               a.starts_at, a.ends_at, a.erase_at, a.two_factor, a.emergency_until,
               a.password_set_by_another, a.created_at, a.rev
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
pub(super) use select;

/// A value and the name by which a statement asks for it.
pub(super) type Named<'a> = (&'static str, Box<dyn ToSql + 'a>);

/// What names the account, with what unique indexes, other indexes and other tables lean on.
pub(super) fn keys(account: &Account) -> Vec<Named<'_>> {
    vec![
        (":id", Box::new(Text(account.id))),
        (":kind", Box::new(kind(account))),
        (":provider_id", Box::new(Text(account.provider()))),
        (":email", Box::new(&account.email)),
        (":username", Box::new(&account.username)),
        (":role_id", Box::new(Text(account.role))),
        (":standing", Box::new(Word(account.standing))),
    ]
}

/// E-mail address and username as they are compared (domain NEW-06, NEW-07).
pub(super) fn folded(account: &Account) -> [Named<'_>; 2] {
    [
        (":email_folded", Box::new(fold(&account.email))),
        (":username_folded", Box::new(fold(&account.username))),
    ]
}

/// The other columns that every edit may change.
pub(super) fn values(account: &Account, rev: Rev) -> Vec<Named<'_>> {
    let mut values: Vec<Named<'_>> = vec![
        (":first_name", Box::new(&account.first_name)),
        (":last_name", Box::new(&account.last_name)),
        (":email_verified", Box::new(account.email_verified)),
        (":home_phone", Box::new(&account.home_phone)),
        (":cell_phone", Box::new(&account.cell_phone)),
        (":starts_at", Box::new(account.starts_at.map(|at| at.0))),
        (":ends_at", Box::new(account.ends_at.map(|at| at.0))),
        (":erase_at", Box::new(account.erase_at.map(|at| at.0))),
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

const fn kind(account: &Account) -> &'static str {
    match account.work {
        Work::Staff { .. } => "staff",
        Work::Provider { .. } => "provider",
    }
}

/// The account in a row of [`select`].
pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Account> {
    let mut row = InOrder::of(row);
    // A struct's fields are evaluated in the order in which they stand here.
    Ok(Account {
        id: row.text()?,
        work: work(&mut row)?,
        first_name: row.next()?,
        last_name: row.next()?,
        email: row.next()?,
        email_verified: row.next()?,
        username: row.next()?,
        role: row.text()?,
        home_phone: row.next()?,
        cell_phone: row.next()?,
        standing: row.word()?,
        activation: activation(&mut row)?,
        particulars: particulars::from_row(&mut row)?,
        starts_at: row.next::<Option<i64>>()?.map(UnixMillis),
        ends_at: row.next::<Option<i64>>()?.map(UnixMillis),
        erase_at: row.next::<Option<i64>>()?.map(UnixMillis),
        two_factor: row.word()?,
        emergency_until: row.next::<Option<i64>>()?.map(UnixMillis),
        password_set_by_another: row.next()?,
        created_at: UnixMillis(row.next()?),
    })
}

fn work(row: &mut InOrder<'_>) -> rusqlite::Result<Work> {
    let kind: String = row.next()?;
    let provider = row.text()?;
    Ok(if kind == "provider" {
        Work::Provider { provider }
    } else {
        Work::Staff {
            primary_provider: provider,
        }
    })
}

/// How far the newest activation link has come (domain LINK-02).
fn activation(row: &mut InOrder<'_>) -> rusqlite::Result<Option<ActivationLink>> {
    let link: Option<String> = row.next()?;
    let expires_at: Option<i64> = row.next()?;
    let mail: Option<String> = row.next()?;
    Ok(match (link.as_deref(), expires_at, mail.as_deref()) {
        (Some("open"), Some(at), _) => Some(ActivationLink::Sent {
            expires_at: UnixMillis(at),
        }),
        (Some("open"), None, Some("given-up")) => Some(ActivationLink::GivenUp),
        (Some("open"), None, _) => Some(ActivationLink::MailWaiting),
        _ => None,
    })
}
