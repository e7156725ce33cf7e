//! What would become of each line of a file, before anything is written: a new account, nothing because
//! it is there already, or nothing because of what is wrong with it (domain NEW-19). The server judges
//! each account again when its edit arrives.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::column::Column;
use super::export::File;
use super::names::{Known, plain};
use super::person::{Person, Reader};
use super::sheet::{Line, Sheet};
use crate::fields::{Fields, MAX_MEMBERS, StaffFields};
use crate::id::{AccountId, GroupId};
use crate::intent::{Intent, SetFields, StaffCreate};
use crate::message::{FieldProblem, Message};
use crate::record::Account;
use crate::replica::View;
use crate::seal::Sealed;
use crate::validate::{self, Problems};

/// What would become of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DryRun {
    /// Its lines, in their order.
    pub rows: Vec<Row>,
}

/// What would become of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number in the file, the header being in the first.
    pub line: usize,
    /// First and last name, as they are written.
    pub name: String,
    /// Username, as it is written.
    pub username: String,
    /// What would become of it.
    pub verdict: Verdict,
}

/// What would become of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// An account can be made.
    Ready(Box<NewPerson>),
    /// This account is there: nothing is done.
    There(AccountId),
    /// No account can be made, for these reasons.
    Refused(Vec<FieldProblem>),
}

/// Somebody who can get an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// The fields, as they will be stored.
    pub fields: StaffFields,
    /// The groups that the person comes into.
    pub groups: BTreeSet<GroupId>,
}

impl DryRun {
    /// What would become of `sheet` in the hands of this reader.
    pub fn of(sheet: &Sheet, view: &View, reader: AccountId) -> Self {
        let known = Known::of(view);
        let reader = Reader {
            account: reader,
            view,
            known: &known,
        };
        let mut judging = Judging::of(view);
        let lines = sheet.lines.iter();
        let rows = lines.map(|line| {
            let person = Person::read(sheet, line, &reader);
            Row {
                line: line.number,
                name: name(&person.fields),
                username: person.fields.username.clone(),
                verdict: judging.verdict(sheet, line, person),
            }
        });
        Self {
            rows: rows.collect(),
        }
    }

    /// Those who can get an account.
    pub fn ready(&self) -> impl Iterator<Item = &NewPerson> {
        self.rows.iter().filter_map(|row| match &row.verdict {
            Verdict::Ready(person) => Some(&**person),
            _ => None,
        })
    }

    /// The edits that make the accounts, and behind them those that put people into their groups. Who
    /// gets an account chooses the password (domain NEW-08); `identity` gives an account its id and,
    /// where its maker may choose one, a sealed PIN.
    ///
    /// # Errors
    /// What `identity` gives; then there are no edits.
    pub fn edits<E>(
        &self,
        view: &View,
        mut identity: impl FnMut(&StaffFields) -> Result<(AccountId, Option<Sealed>), E>,
    ) -> Result<Vec<Intent>, E> {
        let mut edits = Vec::new();
        let mut members: BTreeMap<GroupId, BTreeSet<AccountId>> = BTreeMap::new();
        for person in self.ready() {
            let (account, app_unlock_pin) = identity(&person.fields)?;
            for group in &person.groups {
                members.entry(*group).or_default().insert(account);
            }
            edits.push(Intent::from(StaffCreate {
                account,
                fields: person.fields.clone(),
                password: None,
                app_unlock_pin,
                own_login: false,
            }));
        }
        let groups = members.into_iter().filter_map(|(group, these)| {
            let group = view.groups.get(&group)?;
            let all = group.members.union(&these).copied().collect();
            Some(Intent::from(SetFields::members(group, &all)))
        });
        edits.extend(groups);
        Ok(edits)
    }

    /// The lines that were refused, as a file that comes in again once they are mended: as they were,
    /// with the reasons, in the words of `say`, before them.
    pub fn refused(&self, sheet: &Sheet, say: impl Fn(&FieldProblem) -> String) -> String {
        let kept = |place: usize| sheet.columns.get(place) != Some(&Some(Column::Reason));
        let cells = |cells: &[String]| -> Vec<String> {
            let cells = cells.iter().enumerate();
            let cells = cells.filter(|(place, _)| kept(*place));
            cells.map(|(_, cell)| cell.clone()).collect()
        };
        let mut file = File::new();
        let reason = Column::Reason.key().to_owned();
        file.line([reason].into_iter().chain(cells(&sheet.header)));
        for (row, line) in self.rows.iter().zip(&sheet.lines) {
            if let Verdict::Refused(problems) = &row.verdict {
                let reasons: Vec<String> = problems.iter().map(&say).collect();
                let reasons = [reasons.join(" ")].into_iter();
                file.line(reasons.chain(cells(&line.cells)));
            }
        }
        file.text()
    }
}

fn name(fields: &StaffFields) -> String {
    let name = format!("{} {}", fields.first_name, fields.last_name);
    name.trim().to_owned()
}

/// What is there already, and what earlier lines have taken.
struct Judging<'a> {
    view: &'a View,
    by_email: BTreeMap<String, Arc<Account>>,
    by_username: BTreeMap<String, Arc<Account>>,
    /// In which line of the file each was first.
    emails: BTreeMap<String, usize>,
    usernames: BTreeMap<String, usize>,
    /// How many more accounts there may be, and how many the plan has (domain D-08); `None` is any
    /// number.
    seats: Option<(usize, usize)>,
    members: BTreeMap<GroupId, usize>,
}

impl<'a> Judging<'a> {
    fn of(view: &'a View) -> Self {
        let accounts = || view.accounts.values().map(|shown| shown.account.clone());
        let by_email = accounts().filter(|account| !account.is_removed());
        let groups = view.groups.values();
        let (seats, max) = view.seats();
        Self {
            view,
            by_email: by_email.map(|it| (validate::fold(&it.email), it)).collect(),
            by_username: accounts()
                .map(|it| (validate::fold(&it.username), it))
                .collect(),
            emails: BTreeMap::new(),
            usernames: BTreeMap::new(),
            seats: max.map(|max| (max.saturating_sub(seats.taken), max)),
            members: groups.map(|it| (it.id, it.members.len())).collect(),
        }
    }

    fn verdict(&mut self, sheet: &Sheet, line: &Line, person: Person) -> Verdict {
        if let Some(problem) = cells(sheet, line) {
            return Verdict::Refused(vec![problem]);
        }
        let taken = match self.taken(&person.fields) {
            Ok(()) => Vec::new(),
            Err(Clash::There(account)) => return Verdict::There(account),
            Err(Clash::Taken(problems)) => problems,
        };
        let mut problems = person.problems;
        problems.extend(taken);
        problems.extend(self.twice(&person.fields, line.number));
        let fields = person.fields.checked();
        let fields = match fields {
            Ok(fields) if problems.is_empty() => fields,
            _ => return refused(problems),
        };
        let full = self.full(&person.groups);
        if full.is_some() {
            return Verdict::Refused(full.into_iter().collect());
        }
        for group in &person.groups {
            *self.members.entry(*group).or_default() += 1;
        }
        if let Some((free, _)) = &mut self.seats {
            *free -= 1;
        }
        let groups = person.groups;
        Verdict::Ready(Box::new(NewPerson { fields, groups }))
    }

    /// Looks whom username and e-mail address belong to. The account is there where two of username,
    /// e-mail address and name are its own: one alone may be a slip of the pen, and somebody would be
    /// left out in silence.
    fn taken(&self, fields: &StaffFields) -> Result<(), Clash> {
        let of_email = holder(&self.by_email, &fields.email);
        let of_username = holder(&self.by_username, &fields.username);
        let written = plain(&name(fields));
        let is_same = |account: &Account| {
            let both = of_email.is_some_and(|it| it.id == account.id)
                && of_username.is_some_and(|it| it.id == account.id);
            both || (!account.is_removed() && plain(&account.full_name()) == written)
        };
        let mut either = of_email.into_iter().chain(of_username);
        if let Some(account) = either.find(|account| is_same(account)) {
            return Err(Clash::There(account.id));
        }
        let mut problems = Problems::new();
        let taken = |key: &str, held: Option<&Arc<Account>>| match held {
            Some(_) => Err(Message::new(key)),
            None => Ok(()),
        };
        problems.check("email", taken("email-taken", of_email));
        problems.check("username", taken("username-taken", of_username));
        problems.finish().map_err(Clash::Taken)
    }

    /// What an earlier line has as well.
    fn twice(&mut self, fields: &StaffFields, line: usize) -> Vec<FieldProblem> {
        let mut found = Vec::new();
        for (field, typed, seen) in [
            ("email", &fields.email, &mut self.emails),
            ("username", &fields.username, &mut self.usernames),
        ] {
            let folded = validate::fold(typed);
            if folded.is_empty() {
                continue;
            }
            let first = *seen.entry(folded).or_insert(line);
            if first != line {
                let message = Message::new("import-twice").with("line", first);
                found.push(FieldProblem::at(field, message));
            }
        }
        found
    }

    /// What has no room any more: the plan, or a group (domain D-07, D-08).
    fn full(&self, groups: &BTreeSet<GroupId>) -> Option<FieldProblem> {
        if let Some((0, max)) = self.seats {
            let message = Message::new("seats-full").with("max", max);
            return Some(FieldProblem::general(message));
        }
        let members = |group: &GroupId| self.members.get(group).copied().unwrap_or_default();
        let full = groups.iter().find(|group| members(group) >= MAX_MEMBERS)?;
        let name = self.view.groups.get(full)?.name.as_str();
        let message = Message::new("import-group-full");
        let message = message.with("name", name).with("max", MAX_MEMBERS);
        Some(FieldProblem::at("groups", message))
    }
}

/// Why a line makes no account.
enum Clash {
    /// It is there.
    There(AccountId),
    /// Username or e-mail address are somebody else's.
    Taken(Vec<FieldProblem>),
}

fn holder<'a>(by: &'a BTreeMap<String, Arc<Account>>, typed: &str) -> Option<&'a Arc<Account>> {
    let folded = validate::fold(typed);
    by.get(&folded).filter(|_| !folded.is_empty())
}

/// In a line with more or fewer cells than the header, nobody knows which cell is which. Empty ones at
/// the end do not matter.
fn cells(sheet: &Sheet, line: &Line) -> Option<FieldProblem> {
    let (wanted, found) = (sheet.columns.len(), line.cells.len());
    let mut beyond = line.cells.iter().skip(wanted);
    if found >= wanted && beyond.all(|cell| cell.trim().is_empty()) {
        return None;
    }
    let message = Message::new("import-cells");
    let message = message.with("found", found).with("wanted", wanted);
    Some(FieldProblem::general(message))
}

/// Refused, with the reasons in the order of the columns.
fn refused(mut problems: Vec<FieldProblem>) -> Verdict {
    problems.sort_by_key(|problem| {
        let field = problem.field.as_deref();
        Column::ALL.iter().position(|it| match field {
            Some("care_team_identifier") => *it == Column::Npi,
            field => Some(it.key()) == field,
        })
    });
    Verdict::Refused(problems)
}
