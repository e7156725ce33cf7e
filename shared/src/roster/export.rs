//! Accounts as a file: UTF-8 with a byte order mark, without which spreadsheets take it for something
//! else, and lines that end as RFC 4180 wants it. Only what lists and forms show is in it; secrets are no
//! part of an account (domain RIGHT-06).

use std::collections::BTreeMap;

use super::cell;
use super::column::Column;
use super::names::Known;
use crate::care_team::CareTeamRole;
use crate::id::{AccountId, GroupId};
use crate::record::{Account, AccountState, CareTeamIdentifier};
use crate::replica::View;
use crate::time::{Day, UnixMillis};
use crate::validate::format_phone;

/// The byte order mark.
pub(super) const MARK: char = '\u{feff}';

/// These accounts as a file, as they are at `now`. Of somebody who was erased there is nothing to tell.
pub fn export<'a>(
    accounts: impl IntoIterator<Item = &'a Account>,
    view: &View,
    now: UnixMillis,
) -> String {
    let columns = Column::ALL.into_iter();
    let columns: Vec<Column> = columns.filter(|it| *it != Column::Reason).collect();
    let writing = Writing {
        known: Known::of(view),
        groups: groups(view),
        now,
    };
    let mut file = File::new();
    file.line(columns.iter().map(|column| column.key().to_owned()));
    for account in accounts.into_iter().filter(|it| !it.is_erased()) {
        file.line(columns.iter().map(|column| writing.cell(*column, account)));
    }
    file.text()
}

/// A file with the columns that are read and nobody in it.
pub fn template() -> String {
    let mut file = File::new();
    let columns = Column::ALL.into_iter().filter(|column| column.is_read());
    file.line(columns.map(|column| column.key().to_owned()));
    file.text()
}

/// A file in the making.
pub(super) struct File(csv::Writer<Vec<u8>>);

impl File {
    pub(super) fn new() -> Self {
        let mut builder = csv::WriterBuilder::new();
        builder.terminator(csv::Terminator::CRLF).flexible(true);
        Self(builder.from_writer(Vec::new()))
    }

    pub(super) fn line(&mut self, cells: impl Iterator<Item = String>) {
        // Memory takes everything.
        let _ = self.0.write_record(cells.map(|text| cell::guarded(&text)));
    }

    pub(super) fn text(self) -> String {
        let bytes = self.0.into_inner().unwrap_or_default();
        format!("{MARK}{}", String::from_utf8_lossy(&bytes))
    }
}

/// The groups in use by their members.
fn groups(view: &View) -> BTreeMap<AccountId, Vec<GroupId>> {
    let mut groups: BTreeMap<AccountId, Vec<GroupId>> = BTreeMap::new();
    for group in view.groups.values().filter(|group| !group.archived) {
        for member in &group.members {
            groups.entry(*member).or_default().push(group.id);
        }
    }
    groups
}

struct Writing {
    known: Known,
    groups: BTreeMap<AccountId, Vec<GroupId>>,
    now: UnixMillis,
}

impl Writing {
    fn cell(&self, column: Column, account: &Account) -> String {
        let known = &self.known;
        let said = &account.particulars;
        let phone = |number: &Option<String>| number.as_deref().map(format_phone);
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        match column {
            Column::FirstName => account.first_name.clone(),
            Column::LastName => account.last_name.clone(),
            Column::Username => account.username.clone(),
            Column::Email => account.email.clone(),
            Column::Role => known.roles.written(account.role, account.role.0),
            Column::PrimaryProvider => {
                let provider = account.provider();
                known.providers.written(provider, provider.0)
            }
            Column::Offices => {
                let offices = said.offices.iter().flatten();
                let offices = offices.map(|id| known.offices.written(*id, id.0));
                cell::list(&offices.collect::<Vec<_>>())
            }
            Column::Groups => {
                let groups = self.groups.get(&account.id).into_iter().flatten();
                let groups = groups.map(|id| known.groups.written(*id, id.0));
                cell::list(&groups.collect::<Vec<_>>())
            }
            Column::CareTeamRole => said.care_team_role.as_ref().map_or_else(String::new, role),
            Column::Npi => match &said.care_team_identifier {
                Some(CareTeamIdentifier::Npi(value)) => value.clone(),
                _ => String::new(),
            },
            Column::NcsbnId => match &said.care_team_identifier {
                Some(CareTeamIdentifier::Ncsbn(value)) => value.clone(),
                _ => String::new(),
            },
            Column::HomePhone => phone(&account.home_phone).unwrap_or_default(),
            Column::CellPhone => phone(&account.cell_phone).unwrap_or_default(),
            Column::DailyReport => cell::yes_no(said.daily_report),
            Column::NewDashboard => cell::yes_no(said.new_dashboard),
            Column::EmailUpdate => cell::yes_no(said.email_update),
            Column::StartsOn => day(said.starts_on).unwrap_or_default(),
            Column::EndsOn => day(said.ends_on).unwrap_or_default(),
            Column::State => state(account.state(self.now)).to_owned(),
            Column::Reason => String::new(),
        }
    }
}

/// An occupation of the list by its term; another one as SNOMED CT writes a concept: its code, and its
/// term between bars.
fn role(role: &CareTeamRole) -> String {
    match CareTeamRole::named(&role.term) {
        Some(known) if known == role => role.term.clone(),
        _ => format!("{} |{}|", role.code, role.term),
    }
}

/// A word that is the same in every language, for programs that read the file.
const fn state(state: AccountState) -> &'static str {
    match state {
        AccountState::MailWaiting | AccountState::Pending { .. } => "pending",
        AccountState::ExpiredLink => "expired-link",
        AccountState::Active => "active",
        AccountState::Locked => "locked",
        AccountState::NotYetStarted { .. } => "not-yet-started",
        AccountState::Deactivated => "deactivated",
        AccountState::Removed { .. } | AccountState::Erased => "removed",
    }
}
