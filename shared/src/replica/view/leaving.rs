//! What hangs on a person who is to be deactivated, and what a successor can take over (domain
//! EDIT-05), as far as this device knows.

use std::collections::BTreeMap;

use serde_json::json;

use super::View;
use crate::id::AccountId;
use crate::intent::{Intent, SetFields};
use crate::merge::{Change, Changes};
use crate::permission::Permission;
use crate::record::{Account, Group, RecordKey, RecordKind, Standing, Work};

/// What hangs on a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaving {
    /// The names of the groups in use that they are in.
    pub groups: Vec<String>,
    /// The names of those who work on their behalf: they have the login of a provider.
    pub people: Vec<String>,
    /// They get the daily billing report (domain BILL-01).
    pub report: bool,
}

/// What hangs on several people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeavingTogether {
    /// The names of the groups in use that some of them are in.
    pub groups: Vec<String>,
    /// The names of those who work on behalf of some of them.
    pub people: Vec<String>,
    /// How many of them get the daily billing report.
    pub reports: usize,
}

impl LeavingTogether {
    /// Whether nothing does.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.people.is_empty() && self.reports == 0
    }
}

impl Leaving {
    /// Whether nothing does.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.people.is_empty() && !self.report
    }

    /// Whether somebody else could take something over.
    pub fn can_be_handed_on(&self) -> bool {
        !self.groups.is_empty() || self.report
    }
}

impl View {
    /// What hangs on a person.
    pub fn hangs_on_person(&self, id: AccountId) -> Leaving {
        let Some(shown) = self.accounts.get(&id) else {
            return Leaving::default();
        };
        let groups = self.groups_of(id).map(|group| group.name.clone());
        let people = self.behind_login(&shown.account).map(Account::full_name);
        Leaving {
            groups: groups.collect(),
            people: people.collect(),
            report: self.gets_report(&shown.account),
        }
    }

    /// What hangs on several people, each group and each person named once; two people of one name are
    /// two.
    pub fn hangs_on_people(&self, ids: &[AccountId]) -> LeavingTogether {
        let (mut groups, mut people) = (BTreeMap::new(), BTreeMap::new());
        let mut reports = 0;
        let shown = ids.iter().filter_map(|id| self.accounts.get(id));
        for account in shown.map(|shown| &*shown.account) {
            let of_each = self.groups_of(account.id);
            groups.extend(of_each.map(|group| (group.id, group.name.clone())));
            let behind = self.behind_login(account);
            people.extend(behind.map(|person| (person.id, person.full_name())));
            reports += usize::from(self.gets_report(account));
        }
        LeavingTogether {
            groups: sorted(groups),
            people: sorted(people),
            reports,
        }
    }

    /// Those who work on behalf of whoever has this login; nobody does where it is no provider's.
    fn behind_login(&self, account: &Account) -> impl Iterator<Item = &Account> {
        let provider = match account.work {
            Work::Staff { .. } => None,
            Work::Provider { provider } => Some(provider),
        };
        let behind = provider.into_iter();
        behind.flat_map(|provider| self.on_behalf_of(provider))
    }

    /// Whether somebody can take over from `of`: somebody else who is active and of the same sort.
    pub fn can_succeed(&self, of: AccountId, other: &Account) -> bool {
        let leaver = self.accounts.get(&of).map(|shown| &shown.account);
        let alike = leaver.is_some_and(|leaver| leaver.is_staff() == other.is_staff());
        alike && other.id != of && other.standing == Standing::Active
    }

    /// The edits by which `to` takes over what hangs on `from`: a place in each of the groups, and
    /// the daily report where they may see it. Nobody leaves a group by it.
    pub fn handed_on(&self, from: AccountId, to: AccountId) -> Vec<Intent> {
        let groups = self
            .groups_of(from)
            .filter(|group| !group.members.contains(&to));
        let mut edits: Vec<Intent> = groups.map(|group| taken_in(group, to)).collect();
        let report = self
            .accounts
            .get(&from)
            .is_some_and(|it| self.gets_report(&it.account));
        let heir = self.accounts.get(&to).map(|shown| &*shown.account);
        if report && heir.is_some_and(|to| !to.particulars.daily_report && self.sees_billing(to)) {
            let key = RecordKey {
                kind: RecordKind::Account,
                id: to.0,
            };
            edits.push(edit(key, "daily_report", json!(false), json!(true)));
        }
        edits
    }

    fn groups_of(&self, id: AccountId) -> impl Iterator<Item = &Group> {
        let groups = self.groups.values();
        groups.filter(move |group| !group.archived && group.members.contains(&id))
    }

    fn gets_report(&self, account: &Account) -> bool {
        account.particulars.daily_report && self.sees_billing(account)
    }

    fn sees_billing(&self, account: &Account) -> bool {
        let role = self.roles.get(&account.role);
        role.is_some_and(|role| role.allows.contains(&Permission::AccessBilling))
    }
}

fn sorted<K>(names: BTreeMap<K, String>) -> Vec<String> {
    let mut names: Vec<String> = names.into_values().collect();
    names.sort();
    names
}

fn taken_in(group: &Group, to: AccountId) -> Intent {
    let key = RecordKey {
        kind: RecordKind::Group,
        id: group.id.0,
    };
    let mut members = group.members.clone();
    members.insert(to);
    edit(key, "members", json!(group.members), json!(members))
}

fn edit(record: RecordKey, field: &str, was: serde_json::Value, set: serde_json::Value) -> Intent {
    let change = Change { was, set };
    Intent::from(SetFields {
        record,
        changes: Changes::from([(field.to_owned(), change)]),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use uuid::Uuid;

    use super::*;
    use crate::id::{GroupId, ProviderId};
    use crate::permission::{ROLE_NURSE, system_roles};
    use crate::record::Record;
    use crate::record::sample::person;

    const ANA: AccountId = AccountId(Uuid::from_u128(1));
    const BEN: AccountId = AccountId(Uuid::from_u128(2));

    fn with_report(id: AccountId, name: &str, daily_report: bool) -> Record {
        let mut account = person(id, name);
        account.particulars.daily_report = daily_report;
        Record::from(account)
    }

    fn view() -> View {
        let mut view = View::default();
        let group = |n, name: &str, archived| {
            Record::Group(Group {
                id: GroupId(Uuid::from_u128(n)),
                name: name.to_owned(),
                members: [ANA].into(),
                archived,
            })
        };
        let records = [
            with_report(ANA, "Ana", true),
            with_report(BEN, "Ben", false),
            group(8, "Nights", false),
            group(9, "Fire drill", true),
        ];
        let roles = system_roles().into_iter().map(Record::Role);
        roles.chain(records).for_each(|record| view.insert(&record));
        view
    }

    // covers: EDIT-05
    #[test]
    fn groups_and_the_report_hang_on_a_person() {
        let found = view().hangs_on_person(ANA);
        assert_eq!(found.groups, ["Nights"]);
        assert!(found.report && found.people.is_empty() && found.can_be_handed_on());
        assert!(view().hangs_on_person(BEN).is_empty());
    }

    // covers: EDIT-05
    #[test]
    fn what_hangs_on_several_people_is_named_once_and_reports_are_counted() {
        let mut view = view();
        let both = |view: &View| view.hangs_on_people(&[ANA, BEN]);
        assert_eq!(
            (both(&view).groups, both(&view).reports),
            (vec!["Nights".to_owned()], 1)
        );
        for group in view.groups.values_mut() {
            group.members.insert(BEN);
        }
        view.insert(&with_report(BEN, "Ben", true));
        assert_eq!(
            (both(&view).groups, both(&view).reports),
            (vec!["Nights".to_owned()], 2)
        );
        assert!(view.hangs_on_people(&[]).is_empty());
    }

    // covers: EDIT-05
    #[test]
    fn two_people_of_one_name_who_work_for_two_providers_are_two() {
        let mut view = View::default();
        let doctors = [ANA, BEN].map(|id| (id, ProviderId(id.0)));
        for (id, provider) in doctors {
            let mut login = person(id, "Doctor");
            login.work = Work::Provider { provider };
            view.insert(&Record::from(login));
            let mut staff = person(AccountId(Uuid::from_u128(id.0.as_u128() + 10)), "Cleo");
            staff.work = Work::Staff {
                primary_provider: provider,
            };
            view.insert(&Record::from(staff));
        }
        let name = |id| view.hangs_on_person(id).people;
        assert_eq!(name(ANA), name(BEN));
        let people = view.hangs_on_people(&[ANA, BEN, ANA]).people;
        assert_eq!(people, [name(ANA), name(BEN)].concat());
    }

    // covers: EDIT-05
    #[test]
    fn a_successor_takes_over_what_they_do_not_have_and_may_see() {
        let people = view();
        let can = |id| people.can_succeed(ANA, &people.accounts[&id].account);
        assert!(can(BEN) && !can(ANA));
        let fields = |edits: &[Intent]| -> Vec<String> {
            let sets = edits.iter().filter_map(|edit| match edit {
                Intent::SetFields(set) => set.changes.keys().next().cloned(),
                _ => None,
            });
            sets.collect()
        };
        assert_eq!(
            fields(&view().handed_on(ANA, BEN)),
            ["members", "daily_report"]
        );
        let mut nurse = view();
        if let Some(ben) = nurse.accounts.get_mut(&BEN) {
            Arc::make_mut(&mut ben.account).role = ROLE_NURSE;
        }
        assert_eq!(fields(&nurse.handed_on(ANA, BEN)), ["members"]);
        assert!(view().handed_on(BEN, ANA).is_empty());
    }
}
