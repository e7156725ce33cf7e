//! The columns of an account's particulars, and the offices to which it is restricted.

use std::collections::BTreeSet;

use lanyard_shared::care_team::CareTeamRole;
use lanyard_shared::id::OfficeId;
use lanyard_shared::record::{Account, CareTeamIdentifier, Particulars};
use rusqlite::named_params;

use super::row::Named;
use crate::error::Result;
use crate::store::Tx;
use crate::store::column::{InOrder, List, Text};

/// Kind and value of an identifier, as they stand in their columns.
fn identifier(particulars: &Particulars) -> (Option<&str>, Option<&str>) {
    match &particulars.care_team_identifier {
        Some(CareTeamIdentifier::Npi(value)) => (Some("npi"), Some(value)),
        Some(CareTeamIdentifier::Ncsbn(value)) => (Some("ncsbn"), Some(value)),
        None => (None, None),
    }
}

/// What stands in the columns of particulars.
pub(super) fn values(particulars: &Particulars) -> [Named<'_>; 10] {
    let role = particulars.care_team_role.as_ref();
    let (id_kind, id_value) = identifier(particulars);
    [
        (":care_team_code", Box::new(role.map(|role| &role.code))),
        (":care_team_term", Box::new(role.map(|role| &role.term))),
        (":care_team_id_kind", Box::new(id_kind)),
        (":care_team_id", Box::new(id_value)),
        (":daily_report", Box::new(particulars.daily_report)),
        (":new_dashboard", Box::new(particulars.new_dashboard)),
        (":email_update", Box::new(particulars.email_update)),
        (":restricted", Box::new(particulars.offices.is_some())),
        (":starts_on", Box::new(particulars.starts_on.map(Text))),
        (":ends_on", Box::new(particulars.ends_on.map(Text))),
    ]
}

const CLEAR_OFFICES: &str = "delete from account_offices where account_id = :id";

const INSERT_OFFICE: &str = "
    insert into account_offices (account_id, office_id) values (:id, :office_id)";

/// Writes the offices to which an account is restricted. The account and they are there already.
pub(super) fn set_offices(tx: &mut Tx<'_>, account: &Account) -> Result<()> {
    let id = account.id;
    let mut clear = tx.connection.prepare_cached(CLEAR_OFFICES)?;
    clear.execute(named_params! { ":id": Text(id) })?;
    for office in account.particulars.offices.iter().flatten() {
        let mut insert = tx.connection.prepare_cached(INSERT_OFFICE)?;
        insert.execute(named_params! { ":id": Text(id), ":office_id": Text(office) })?;
    }
    Ok(())
}

/// The particulars in a row of the selection in [`super::row`].
pub(super) fn from_row(row: &mut InOrder<'_>) -> rusqlite::Result<Particulars> {
    let code: Option<String> = row.next()?;
    let term: Option<String> = row.next()?;
    let kind: Option<String> = row.next()?;
    let value: Option<String> = row.next()?;
    // A struct's fields are evaluated in the order in which they stand here.
    Ok(Particulars {
        care_team_role: code
            .zip(term)
            .map(|(code, term)| CareTeamRole { code, term }),
        care_team_identifier: kind.zip(value).map(|(kind, value)| match kind.as_str() {
            "ncsbn" => CareTeamIdentifier::Ncsbn(value),
            _ => CareTeamIdentifier::Npi(value),
        }),
        daily_report: row.next()?,
        offices: offices(row)?,
        new_dashboard: row.next()?,
        email_update: row.next()?,
        starts_on: row.next::<Option<Text<_>>>()?.map(|day| day.0),
        ends_on: row.next::<Option<Text<_>>>()?.map(|day| day.0),
    })
}

fn offices(row: &mut InOrder<'_>) -> rusqlite::Result<Option<BTreeSet<OfficeId>>> {
    let restricted: bool = row.next()?;
    let offices = row.next::<List<_>>()?.0;
    Ok(restricted.then(|| offices.into_iter().collect()))
}
