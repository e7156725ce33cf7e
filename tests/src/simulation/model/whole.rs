//! The rules of a whole record that lean on other records.

use lanyard_shared::id::OfficeId;
use lanyard_shared::permission::out_of_reach;
use lanyard_shared::record::{Account, Group, Record, Standing};
use lanyard_shared::validate::{self, fold};

use super::Model;
use super::ending::Case;

/// The zones that people here choose and that are there.
const ZONES: [&str; 2] = ["America/New_York", "America/Chicago"];

impl Model {
    /// Whether all of these offices are there and in use.
    fn are_open<'a>(&self, mut offices: impl Iterator<Item = &'a OfficeId>) -> bool {
        offices.all(|id| {
            self.records().any(|record| match record {
                Record::Office(office) => office.id == *id && office.active,
                _ => false,
            })
        })
    }

    /// Whether a record that is to be stored breaks a rule that leans on other records.
    pub(super) fn is_at_fault(
        &self,
        case: &Case<'_>,
        record: &Record,
        changed: impl Fn(&str) -> bool,
    ) -> bool {
        match record {
            Record::Account(account) => {
                let provider = self.records().any(|record| match record {
                    Record::Provider(provider) => {
                        provider.id == account.provider() && provider.active
                    }
                    _ => false,
                });
                let second = !account.is_staff() && self.has_other_login(account);
                let role = self.role(account.role).is_some_and(|role| {
                    out_of_reach(&case.author.permissions, &role.allows).is_empty()
                });
                let mut others = self.accounts().filter(|other| other.id != account.id);
                let taken = others.any(|other| {
                    let name = fold(&other.username) == fold(&account.username);
                    let email = !other.is_removed() && fold(&other.email) == fold(&account.email);
                    changed("username") && name || changed("email") && email
                });
                let domains = self
                    .practice()
                    .map(|practice| &practice.policies.email_domains);
                let allowed = domains
                    .is_none_or(|domains| validate::email_allowed(&account.email, domains).is_ok());
                let offices = account.particulars.offices.iter().flatten();
                let offices = self.are_open(offices) && case.author.reaches(account);
                changed("primary_provider") && (!provider || second)
                    || changed("email") && !allowed
                    || changed("role") && !role
                    || changed("offices") && !offices
                    || taken
            }
            Record::Provider(provider) => {
                let closed = !self.are_open(provider.offices.iter());
                let ended = [Standing::Deactivated, Standing::Removed];
                let needed = self.accounts().any(|account| {
                    !ended.contains(&account.standing) && account.provider() == provider.id
                });
                changed("offices") && closed || changed("active") && !provider.active && needed
            }
            Record::Office(office) => {
                let used = self.records().any(|record| match record {
                    Record::Provider(provider) => {
                        provider.active && provider.offices.contains(&office.id)
                    }
                    Record::Account(account) => {
                        let mut offices = account.particulars.offices.iter().flatten();
                        let ended = [Standing::Deactivated, Standing::Removed];
                        !ended.contains(&account.standing) && offices.any(|id| *id == office.id)
                    }
                    _ => false,
                });
                changed("active") && !office.active && used
            }
            Record::Role(role) => {
                let taken = self.records().any(|record| match record {
                    Record::Role(other) => {
                        other.id != role.id && fold(&other.name) == fold(&role.name)
                    }
                    _ => false,
                });
                changed("name") && taken
            }
            Record::Group(group) => self.group_is_at_fault(case, group, changed),
            Record::Practice(practice) => {
                changed("time_zone") && !ZONES.contains(&practice.time_zone.as_str())
            }
        }
    }

    /// Whether somebody else signs in as the provider whose own login this is.
    pub(super) fn has_other_login(&self, account: &Account) -> bool {
        let mut others = self.accounts().filter(|other| other.id != account.id);
        others.any(|other| other.work == account.work && !other.is_removed())
    }

    /// A name of a group in use that another one has, or somebody put in whom the author does not see, or
    /// of whom nothing is left.
    fn group_is_at_fault(
        &self,
        case: &Case<'_>,
        group: &Group,
        changed: impl Fn(&str) -> bool,
    ) -> bool {
        let taken = self.records().any(|record| match record {
            Record::Group(other) => {
                other.id != group.id && !other.archived && fold(&other.name) == fold(&group.name)
            }
            _ => false,
        });
        let was_in = |id| match self.record(Record::Group(group.clone()).key()) {
            Some(Record::Group(before)) => before.members.contains(id),
            _ => false,
        };
        let in_sight = |id| {
            let erased = self.account(id).is_some_and(|account| account.is_erased());
            !erased && self.is_in_sight(&case.author, id)
        };
        let mut members = group.members.iter();
        let named = changed("name") || changed("archived");
        named && !group.archived && taken
            || changed("members") && members.any(|id| !was_in(id) && !in_sight(*id))
    }
}
