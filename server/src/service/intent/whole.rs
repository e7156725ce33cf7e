//! The rules of a whole record that lean on other records: what it points at is there and in use,
//! what must be unique is, and nothing hangs on what is put out of use.

use lanyard_shared::id::{OfficeId, RoleId};
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::mutant::{self, Mutant};
use lanyard_shared::permission;
use lanyard_shared::protocol::Outcome;
use lanyard_shared::record::{Account, Group, Office, Practice, Provider, Record, Role};
use lanyard_shared::validate;
use lanyard_shared::visibility::Viewer;

use super::rejected;
use crate::error::Result;
use crate::service::setup;
use crate::store::{Tx, accounts, groups, offices, practice, providers, roles};

/// What is wrong with `record` as it is to be stored. `changed` names the fields that get another
/// value: what others have stored before is not held against this author.
pub(super) fn problems(
    tx: &Tx<'_>,
    viewer: &Viewer,
    record: &Record,
    changed: impl Fn(&str) -> bool,
) -> Result<Vec<FieldProblem>> {
    let mut found = Found {
        tx,
        problems: Vec::new(),
    };
    match record {
        Record::Account(account) => found.account(viewer, account, changed)?,
        Record::Provider(provider) => found.provider(provider, changed)?,
        Record::Office(office) => found.office(office, changed)?,
        Record::Role(role) => found.role(role, changed)?,
        Record::Practice(practice) => found.practice(practice, changed),
        Record::Group(group) => found.group(viewer, group, changed)?,
    }
    Ok(found.problems)
}

/// Why somebody who is restricted to offices may not act upon `record` as it is: it is an account of
/// which not all offices lie within theirs (domain RIGHT-04). `None` where they may.
pub(super) fn out_of_reach(viewer: &Viewer, record: &Record) -> Option<Outcome> {
    match record {
        Record::Account(account) if account.id != viewer.account && !viewer.reaches(account) => {
            let message = Message::new("account-out-of-reach");
            Some(rejected(FieldProblem::general(message)))
        }
        _ => None,
    }
}

/// Why nobody may act upon `record` as it is: it is an account that was removed for good (domain
/// EDIT-04). `None` where they may.
pub(super) fn removed(record: &Record) -> Option<Outcome> {
    match record {
        Record::Account(account) if !mutant::is(Mutant::RemovedEdited) => account
            .removal_bar()
            .map(|message| rejected(FieldProblem::general(message))),
        _ => None,
    }
}

/// Whether a provider whose own login this account is has another one (domain D-03).
pub(in crate::service) fn has_other_login(tx: &Tx<'_>, account: &Account) -> Result<bool> {
    if account.is_staff() {
        return Ok(false);
    }
    let login = accounts::find_login(tx, account.provider())?;
    Ok(login.is_some_and(|login| login.id != account.id))
}

struct Found<'a> {
    tx: &'a Tx<'a>,
    problems: Vec<FieldProblem>,
}

impl Found<'_> {
    fn at(&mut self, field: &str, message: Message) {
        self.problems.push(FieldProblem::at(field, message));
    }

    fn account(
        &mut self,
        viewer: &Viewer,
        account: &Account,
        changed: impl Fn(&str) -> bool,
    ) -> Result<()> {
        if changed("primary_provider") {
            self.primary_provider(account)?;
        }
        if changed("role") {
            self.role_of(viewer, account.role)?;
        }
        if changed("offices") {
            self.offices(viewer, account)?;
        }
        if changed("email")
            && let Some(practice) = practice::find(self.tx)?
            && let Err(message) =
                validate::email_allowed(&account.email, &practice.policies.email_domains)
        {
            self.at("email", message);
        }
        let other = |found: Option<Account>| found.is_some_and(|found| found.id != account.id);
        if changed("email") && other(accounts::find_by_email(self.tx, &account.email)?) {
            self.at("email", Message::new("email-taken"));
        }
        if changed("username") && other(accounts::find_by_username(self.tx, &account.username)?) {
            self.at("username", Message::new("username-taken"));
        }
        Ok(())
    }

    /// The provider is there and in use, and has no other login, where this is to be their own.
    fn primary_provider(&mut self, account: &Account) -> Result<()> {
        let id = account.provider();
        match providers::find(self.tx, id)? {
            Some(provider) if provider.active => {
                if has_other_login(self.tx, account)? {
                    self.at("primary_provider", Message::new("provider-has-login"));
                }
            }
            Some(_) => self.at("primary_provider", Message::new("provider-inactive")),
            None => self.at("primary_provider", Message::new("provider-unknown")),
        }
        Ok(())
    }

    /// Each office is there and in use, and none lies outside of the author's own (domain RIGHT-04).
    fn offices(&mut self, viewer: &Viewer, account: &Account) -> Result<()> {
        self.in_use_all(account.particulars.offices.iter().flatten())?;
        if !viewer.reaches(account) {
            self.at("offices", Message::new("offices-out-of-reach"));
        }
        Ok(())
    }

    fn in_use_all<'o>(&mut self, all: impl Iterator<Item = &'o OfficeId>) -> Result<()> {
        for id in all {
            match offices::find(self.tx, *id)? {
                Some(office) if office.active => {}
                Some(_) => {
                    self.at("offices", Message::new("office-inactive"));
                    break;
                }
                None => {
                    self.at("offices", Message::new("office-unknown"));
                    break;
                }
            }
        }
        Ok(())
    }

    /// Domain RIGHT-02: nobody hands out a guarded permission that they lack.
    fn role_of(&mut self, viewer: &Viewer, id: RoleId) -> Result<()> {
        let Some(role) = roles::find(self.tx, id)? else {
            self.at("role", Message::new("role-unknown"));
            return Ok(());
        };
        if let Some(permission) =
            permission::out_of_reach(&viewer.permissions, &role.allows).first()
            && !mutant::is(Mutant::GuardUnchecked)
        {
            let message = Message::new("role-out-of-reach").with("permission", permission.label());
            self.at("role", message);
        }
        Ok(())
    }

    fn provider(&mut self, provider: &Provider, changed: impl Fn(&str) -> bool) -> Result<()> {
        if changed("offices") {
            self.in_use_all(provider.offices.iter())?;
        }
        if changed("active") && !provider.active {
            let count = providers::people_of(self.tx, provider.id)?;
            self.in_use("provider-in-use", count);
        }
        Ok(())
    }

    fn office(&mut self, office: &Office, changed: impl Fn(&str) -> bool) -> Result<()> {
        if changed("active") && !office.active {
            let providers = offices::providers_in(self.tx, office.id)?;
            self.in_use("office-in-use", providers);
            let people = offices::people_in(self.tx, office.id)?;
            self.in_use("office-has-people", people);
        }
        Ok(())
    }

    fn in_use(&mut self, key: &str, count: usize) {
        if count > 0 {
            self.at("active", Message::new(key).with("count", count));
        }
    }

    fn role(&mut self, role: &Role, changed: impl Fn(&str) -> bool) -> Result<()> {
        if changed("name") && roles::find_by_name(self.tx, &role.name, role.id)?.is_some() {
            self.at("name", Message::new("role-name-taken"));
        }
        Ok(())
    }

    /// Who is put into a group is there and within its author's sight, and not erased (domain
    /// EDIT-04); who was in it may stay.
    fn group(
        &mut self,
        viewer: &Viewer,
        group: &Group,
        changed: impl Fn(&str) -> bool,
    ) -> Result<()> {
        let renamed = changed("name") || changed("archived");
        if renamed
            && !group.archived
            && groups::find_by_name(self.tx, &group.name, group.id)?.is_some()
        {
            self.at("name", Message::new("group-name-taken"));
        }
        if !changed("members") {
            return Ok(());
        }
        let before = groups::find(self.tx, group.id)?.map(|before| before.members);
        let before = before.unwrap_or_default();
        for member in group.members.difference(&before) {
            let account = accounts::find(self.tx, *member)?;
            let there = account.filter(|account| !account.is_erased());
            if !there.is_some_and(|account| viewer.sees(&Record::from(account))) {
                self.at("members", Message::new("member-unknown"));
                break;
            }
        }
        Ok(())
    }

    fn practice(&mut self, practice: &Practice, changed: impl Fn(&str) -> bool) {
        if changed("time_zone")
            && let Err(message) = setup::time_zone(&practice.time_zone)
        {
            self.at("time_zone", message);
        }
    }
}
