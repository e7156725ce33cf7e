//! What hangs on an office or a provider, as far as this device knows: the server takes neither out
//! of use before that is changed.

use super::View;
use crate::id::{AccountId, GroupId, OfficeId, ProviderId};
use crate::record::{Account, Record, RecordKey, RecordKind, Standing};

/// Whose names a record stands beside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hanging {
    /// Active providers who work in the office.
    pub providers: Vec<String>,
    /// People who are restricted to the office, or who work on behalf of the provider.
    pub people: Vec<String>,
}

impl Hanging {
    /// Whether nothing does.
    pub fn is_empty(&self) -> bool {
        self.providers.is_empty() && self.people.is_empty()
    }
}

impl View {
    /// What hangs on a record.
    pub fn hanging_on(&self, key: RecordKey) -> Hanging {
        match key.kind {
            RecordKind::Office => self.in_office(OfficeId(key.id)),
            RecordKind::Provider => self.behind(ProviderId(key.id)),
            RecordKind::Practice | RecordKind::Role | RecordKind::Account | RecordKind::Group => {
                Hanging::default()
            }
        }
    }

    /// A record as it is shown.
    pub fn record(&self, key: RecordKey) -> Option<Record> {
        match key.kind {
            RecordKind::Practice => self.practice.clone().map(Record::Practice),
            RecordKind::Office => {
                let office = self.offices.get(&OfficeId(key.id));
                office.cloned().map(Record::Office)
            }
            RecordKind::Provider => {
                let provider = self.providers.get(&ProviderId(key.id));
                provider.cloned().map(Record::Provider)
            }
            RecordKind::Role => {
                let mut roles = self.roles.values();
                let role = roles.find(|role| role.id.0 == key.id);
                role.cloned().map(Record::Role)
            }
            RecordKind::Account => {
                let shown = self.accounts.get(&AccountId(key.id));
                shown.map(|shown| Record::Account(shown.account.clone()))
            }
            RecordKind::Group => {
                let group = self.groups.get(&GroupId(key.id));
                group.cloned().map(Record::Group)
            }
        }
    }

    fn in_office(&self, office: OfficeId) -> Hanging {
        let providers = self.providers.values();
        let here = providers.filter(|it| it.active && it.offices.contains(&office));
        Hanging {
            providers: here.map(|provider| provider.full_name()).collect(),
            people: names(self.people().filter(|account| {
                let offices = account.particulars.offices.as_ref();
                offices.is_some_and(|offices| offices.contains(&office))
            })),
        }
    }

    fn behind(&self, provider: ProviderId) -> Hanging {
        Hanging {
            providers: Vec::new(),
            people: names(
                self.people()
                    .filter(|account| account.provider() == provider),
            ),
        }
    }

    /// Those who work on behalf of a provider.
    pub(super) fn on_behalf_of(&self, provider: ProviderId) -> impl Iterator<Item = &Account> {
        let people = self.people();
        people.filter(move |account| account.is_staff() && account.provider() == provider)
    }

    /// Those who have not left.
    fn people(&self) -> impl Iterator<Item = &Account> {
        let accounts = self.accounts.values().map(|shown| &*shown.account);
        accounts.filter(|it| !matches!(it.standing, Standing::Deactivated | Standing::Removed))
    }
}

fn names<'a>(people: impl Iterator<Item = &'a Account>) -> Vec<String> {
    people.map(Account::full_name).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::fields;

    fn made(kind: RecordKind, id: u128, values: serde_json::Value) -> Record {
        let id = Uuid::from_u128(id);
        let values = serde_json::from_value(values).unwrap();
        fields::make(RecordKey { kind, id }, values).unwrap()
    }

    // covers: D-02, D-03
    #[test]
    fn an_active_provider_hangs_on_each_of_their_offices() {
        let mut view = View::default();
        let office = made(RecordKind::Office, 1, json!({ "name": "North" }));
        let names = json!({
            "first_name": "Ruth", "last_name": "Okafor", "offices": [Uuid::from_u128(1)],
        });
        view.insert(&office);
        view.insert(&made(RecordKind::Provider, 2, names.clone()));
        assert_eq!(view.hanging_on(office.key()).providers, ["Ruth Okafor"]);
        let mut left = names;
        left["active"] = json!(false);
        view.insert(&made(RecordKind::Provider, 2, left));
        assert!(view.hanging_on(office.key()).is_empty());
        assert_eq!(view.record(office.key()), Some(office));
    }
}
