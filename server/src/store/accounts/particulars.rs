//! The columns of an account's particulars, and the offices to which it is restricted.

use std::collections::BTreeSet;

use lanyard_shared::care_team::CareTeamRole;
use lanyard_shared::id::{AccountId, OfficeId};
use lanyard_shared::record::{CareTeamIdentifier, Particulars};
use rusqlite::{Row, named_params};

use crate::error::Result;
use crate::store::Tx;
use crate::store::column::{List, Text};

/// Kind and value of an identifier, as they stand in their columns.
fn identifier(particulars: &Particulars) -> (Option<&str>, Option<&str>) {
    match &particulars.care_team_identifier {
        Some(CareTeamIdentifier::Npi(value)) => (Some("npi"), Some(value)),
        Some(CareTeamIdentifier::Ncsbn(value)) => (Some("ncsbn"), Some(value)),
        None => (None, None),
    }
}

const SET: &str = "
    update accounts set care_team_code = :code, care_team_term = :term,
      care_team_id_kind = :id_kind, care_team_id = :id_value, daily_report = :daily_report,
      new_dashboard = :new_dashboard, email_update = :email_update, restricted = :restricted,
      starts_on = :starts_on, ends_on = :ends_on
    where id = :id";

const CLEAR_OFFICES: &str = "delete from account_offices where account_id = :id";

const INSERT_OFFICE: &str = "
    insert into account_offices (account_id, office_id) values (:id, :office_id)";

/// Writes the particulars of an account that is there. Its offices are there already.
pub(super) fn set(tx: &mut Tx<'_>, id: AccountId, particulars: &Particulars) -> Result<()> {
    let role = particulars.care_team_role.as_ref();
    let (id_kind, id_value) = identifier(particulars);
    let mut statement = tx.connection.prepare_cached(SET)?;
    statement.execute(named_params! {
        ":id": Text(id),
        ":code": role.map(|role| &role.code),
        ":term": role.map(|role| &role.term),
        ":id_kind": id_kind,
        ":id_value": id_value,
        ":daily_report": particulars.daily_report,
        ":new_dashboard": particulars.new_dashboard,
        ":email_update": particulars.email_update,
        ":restricted": particulars.offices.is_some(),
        ":starts_on": particulars.starts_on.map(Text),
        ":ends_on": particulars.ends_on.map(Text),
    })?;
    let mut clear = tx.connection.prepare_cached(CLEAR_OFFICES)?;
    clear.execute(named_params! { ":id": Text(id) })?;
    let mut insert = tx.connection.prepare_cached(INSERT_OFFICE)?;
    for office in particulars.offices.iter().flatten() {
        insert.execute(named_params! { ":id": Text(id), ":office_id": Text(office) })?;
    }
    Ok(())
}

/// The particulars in a row of the selection in [`super`].
pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Particulars> {
    let code: Option<String> = row.get("care_team_code")?;
    let term: Option<String> = row.get("care_team_term")?;
    let kind: Option<String> = row.get("care_team_id_kind")?;
    let value: Option<String> = row.get("care_team_id")?;
    let offices = row.get::<_, List<OfficeId>>("offices")?.0;
    let restricted: bool = row.get("restricted")?;
    Ok(Particulars {
        care_team_role: code
            .zip(term)
            .map(|(code, term)| CareTeamRole { code, term }),
        care_team_identifier: kind.zip(value).map(|(kind, value)| match kind.as_str() {
            "ncsbn" => CareTeamIdentifier::Ncsbn(value),
            _ => CareTeamIdentifier::Npi(value),
        }),
        daily_report: row.get("daily_report")?,
        offices: restricted.then(|| offices.into_iter().collect::<BTreeSet<_>>()),
        new_dashboard: row.get("new_dashboard")?,
        email_update: row.get("email_update")?,
        starts_on: row.get::<_, Option<Text<_>>>("starts_on")?.map(|day| day.0),
        ends_on: row.get::<_, Option<Text<_>>>("ends_on")?.map(|day| day.0),
    })
}
