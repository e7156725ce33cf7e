//! A line as the fields of an account, and what is wrong with it by itself: the rules of the form, and
//! what the reader may choose.

use std::collections::BTreeSet;

use super::cell;
use super::column::Column;
use super::names::{Known, Names};
use super::sheet::{Line, Sheet};
use crate::care_team::CareTeamRole;
use crate::fields::{Fields, StaffFields};
use crate::id::{AccountId, GroupId, OfficeId, ProviderId, RoleId};
use crate::message::{FieldProblem, Message};
use crate::record::{CareTeamIdentifier, Particulars};
use crate::replica::View;
use crate::time::Day;
use crate::validate::Problems;

/// Somebody of whom a line tells.
pub(super) struct Person {
    /// The fields as far as they could be read. What is not known has the nil id, which no record has.
    pub(super) fields: StaffFields,
    /// The groups that the person comes into.
    pub(super) groups: BTreeSet<GroupId>,
    /// What is wrong, each field once.
    pub(super) problems: Vec<FieldProblem>,
}

/// Who reads, and what they have.
pub(super) struct Reader<'a> {
    pub(super) account: AccountId,
    pub(super) view: &'a View,
    pub(super) known: &'a Known,
}

impl Person {
    /// Reads a line of a sheet.
    pub(super) fn read(sheet: &Sheet, line: &Line, reader: &Reader<'_>) -> Self {
        let mut reading = Reading {
            sheet,
            line,
            problems: Problems::new(),
        };
        let groups = reading.all(Column::Groups, &reader.known.groups);
        let fields = reading.fields(reader.known);
        let mut problems = Problems::new();
        check_choices(&mut problems, &fields, &groups, reader);
        let unread = reading.problems.finish().err().unwrap_or_default();
        let wrong = fields.checked().err().unwrap_or_default();
        let barred = problems.finish().err().unwrap_or_default();
        // What cannot be read is no choice, and what breaks a rule by itself is told before the rest.
        let mut found: Vec<FieldProblem> = Vec::new();
        for problem in unread.into_iter().chain(wrong).chain(barred) {
            if found.iter().all(|earlier| earlier.field != problem.field) {
                found.push(problem);
            }
        }
        Self {
            fields,
            groups,
            problems: found,
        }
    }
}

/// A line that is being read.
struct Reading<'a> {
    sheet: &'a Sheet,
    line: &'a Line,
    problems: Problems,
}

impl Reading<'_> {
    /// What stands in a column; nothing where the file does not have it.
    fn text(&self, column: Column) -> &str {
        let mut columns = self.sheet.columns.iter();
        let place = columns.position(|it| *it == Some(column));
        let cell = place.and_then(|place| self.line.cells.get(place));
        cell.map_or("", |cell| cell.trim())
    }

    fn fields(&mut self, known: &Known) -> StaffFields {
        let text = |column| self.text(column).to_owned();
        let (first_name, last_name) = (text(Column::FirstName), text(Column::LastName));
        let (email, username) = (text(Column::Email), text(Column::Username));
        let (home_phone, cell_phone) = (text(Column::HomePhone), text(Column::CellPhone));
        let role = self.one(Column::Role, &known.roles);
        let provider = self.one(Column::PrimaryProvider, &known.providers);
        StaffFields {
            first_name,
            last_name,
            primary_provider: provider.unwrap_or(ProviderId(uuid::Uuid::nil())),
            role: role.unwrap_or(RoleId(uuid::Uuid::nil())),
            email,
            username,
            home_phone,
            cell_phone,
            particulars: self.particulars(known),
        }
    }

    fn particulars(&mut self, known: &Known) -> Particulars {
        let default = Particulars::default();
        let offices = self.all(Column::Offices, &known.offices);
        Particulars {
            care_team_role: self.care_team_role(),
            care_team_identifier: self.care_team_identifier(),
            daily_report: self.yes_no(Column::DailyReport, default.daily_report),
            offices: (!offices.is_empty()).then_some(offices),
            new_dashboard: self.yes_no(Column::NewDashboard, default.new_dashboard),
            email_update: self.yes_no(Column::EmailUpdate, default.email_update),
            starts_on: self.day(Column::StartsOn),
            ends_on: self.day(Column::EndsOn),
        }
    }

    fn one<Id: Copy + PartialEq>(&mut self, column: Column, names: &Names<Id>) -> Option<Id> {
        let found = match self.text(column) {
            "" => Err(Message::new("field-required")),
            typed => names.find(typed),
        };
        self.problems.check(column.key(), found)
    }

    fn all<Id: Copy + Ord>(&mut self, column: Column, names: &Names<Id>) -> BTreeSet<Id> {
        let found = cell::names(self.text(column), |cell| names.find(cell).is_ok());
        let found: Result<BTreeSet<Id>, Message> =
            found.into_iter().map(|it| names.find(it)).collect();
        let found = self.problems.check(column.key(), found);
        found.unwrap_or_default()
    }

    /// A name of the list, a code of the list, or a code and a term, with bars around it or without.
    fn care_team_role(&mut self) -> Option<CareTeamRole> {
        let typed = self.text(Column::CareTeamRole);
        if typed.is_empty() {
            return None;
        }
        let end = typed.find(|letter: char| !letter.is_ascii_digit());
        let (code, term) = typed.split_at(end.unwrap_or(typed.len()));
        let term = term.trim();
        let term = term.strip_prefix('|').unwrap_or(term);
        let term = term.strip_suffix('|').unwrap_or(term).trim();
        let mut of_the_list = CareTeamRole::known().iter();
        let found = match CareTeamRole::named(typed) {
            Some(known) => Ok(known.clone()),
            None if code.is_empty() => Err(Message::new("import-care-team")),
            None if term.is_empty() => of_the_list
                .find(|known| known.code == code)
                .cloned()
                .ok_or_else(|| Message::new("import-care-team")),
            None => Ok(CareTeamRole {
                code: code.to_owned(),
                term: term.to_owned(),
            }),
        };
        self.problems.check(Column::CareTeamRole.key(), found)
    }

    fn care_team_identifier(&mut self) -> Option<CareTeamIdentifier> {
        let text = |column| self.text(column).to_owned();
        let (npi, ncsbn) = (text(Column::Npi), text(Column::NcsbnId));
        let found = match (npi.is_empty(), ncsbn.is_empty()) {
            (true, true) => Ok(None),
            (false, true) => Ok(Some(CareTeamIdentifier::Npi(npi))),
            (true, false) => Ok(Some(CareTeamIdentifier::Ncsbn(ncsbn))),
            (false, false) => Err(Message::new("import-two-identifiers")),
        };
        let found = self.problems.check("care_team_identifier", found);
        found.flatten()
    }

    fn yes_no(&mut self, column: Column, default: bool) -> bool {
        let found = match self.text(column) {
            "" => Ok(default),
            typed => cell::said(typed).ok_or_else(|| Message::new("import-yes-no")),
        };
        self.problems.check(column.key(), found).unwrap_or(default)
    }

    fn day(&mut self, column: Column) -> Option<Day> {
        let found = match self.text(column) {
            "" => Ok(None),
            typed => typed.parse().map(Some),
        };
        let found = found.map_err(|_| Message::new("import-day"));
        self.problems.check(column.key(), found).flatten()
    }
}

/// What the reader may choose, as in the form of an account. A form offers no office or group that is
/// out of use; a file may name one.
fn check_choices(
    problems: &mut Problems,
    fields: &StaffFields,
    groups: &BTreeSet<GroupId>,
    reader: &Reader<'_>,
) {
    let view = reader.view;
    problems.check(
        "primary_provider",
        view.check_provider(fields.primary_provider),
    );
    problems.check("role", view.check_role(fields.role));
    problems.check("email", view.check_email_domain(&fields.email));
    let offices = fields.particulars.offices.as_ref();
    problems.check("offices", offices_in_use(offices, view));
    problems.check("offices", view.check_offices(offices, reader.account));
    let mut groups = groups.iter().filter_map(|id| view.groups.get(id));
    if let Some(archived) = groups.find(|group| group.archived) {
        let message = Message::new("import-group-archived").with("name", archived.name.as_str());
        problems.push(FieldProblem::at("groups", message));
    }
}

fn offices_in_use(offices: Option<&BTreeSet<OfficeId>>, view: &View) -> Result<(), Message> {
    let mut offices = offices.into_iter().flatten();
    let archived = offices.any(|id| view.offices.get(id).is_some_and(|it| !it.active));
    match archived {
        true => Err(Message::new("office-inactive")),
        false => Ok(()),
    }
}
