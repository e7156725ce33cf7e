//! The made-up groups.

use lanyard_shared::id::GroupId;
use lanyard_shared::permission::ROLE_NURSE;
use lanyard_shared::record::{Account, Group};

use super::people::Person;
use crate::effects::Effects;

/// Most people in a made-up group, however large the demonstration is.
const MOST: usize = 12;

/// Two groups of those people.
pub(super) fn make(effects: &Effects, people: &[Person]) -> Vec<Group> {
    let now = effects.now();
    let accounts: Vec<&Account> = people.iter().map(|person| &person.account).collect();
    let group = |name: &str, is_in: &dyn Fn(usize, &Account) -> bool| Group {
        id: GroupId::new(now, effects.random()),
        name: name.to_owned(),
        members: accounts
            .iter()
            .enumerate()
            .filter(|(number, account)| is_in(*number, account))
            .map(|(_, account)| account.id)
            .take(MOST)
            .collect(),
        archived: false,
    };
    vec![
        group("Nurses on call", &|_, account| account.role == ROLE_NURSE),
        group("Safety committee", &|number, _| number % 5 == 0),
    ]
}
