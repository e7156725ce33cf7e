//! Edits that take something from a person: not in force until the server has them (domain RIGHT-07).

use std::sync::Arc;

use super::{Drawn, Unsent, View};
use crate::id::{AccountId, RoleId};
use crate::intent::Intent;
use crate::record::{Account, Record, RecordKey, RecordKind, Standing};
use crate::replica::overlay::{self, Overlay};
use crate::time::UnixMillis;
use crate::visibility::lies_within;

impl View {
    /// Whether an edit takes something from the person that it is about, as they are shown now.
    pub fn takes_away(&self, edit: &Intent) -> bool {
        let target = edit.target();
        let shown = self.accounts.get(&AccountId(target.id));
        let Some(shown) = shown.filter(|_| target.kind == RecordKind::Account) else {
            return false;
        };
        let before = Record::Account(shown.account.clone());
        match overlay::of(edit, Some(&before), UnixMillis(0)) {
            Overlay::Shows(after) => {
                matches!(&*after, Record::Account(after) if self.loses(&shown.account, after))
            }
            Overlay::Deletes | Overlay::Nothing => false,
        }
    }

    /// Marks whoever has less than `before`, which is in force.
    pub(super) fn mark_losses(&mut self, before: &[Arc<Account>]) {
        for account in before {
            let after = self.accounts.get(&account.id);
            let loses = after.is_some_and(|after| self.loses(account, &after.account));
            if let Some(shown) = self.accounts.get_mut(&account.id) {
                shown.takes_away = loses;
            }
        }
    }

    /// Whether somebody may do less than before, in fewer offices, on fewer days, or nothing at all.
    /// Who could not sign in anyway has nothing to lose.
    fn loses(&self, before: &Account, after: &Account) -> bool {
        let (had, has) = (&before.particulars, &after.particulars);
        let begins_later = had.starts_on < has.starts_on;
        let ends_earlier = match (had.ends_on, has.ends_on) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(had), Some(has)) => has < had,
        };
        !is_closed(before)
            && (is_closed(after)
                || self.is_lower(before.role, after.role)
                || !lies_within(had.offices.as_ref(), has.offices.as_ref())
                || begins_later
                || ends_earlier)
    }

    /// Whether a role does not hold everything that another one does. What is not known of a role may
    /// be less.
    fn is_lower(&self, before: RoleId, after: RoleId) -> bool {
        match (self.roles.get(&before), self.roles.get(&after)) {
            _ if before == after => false,
            (Some(before), Some(after)) => !before.allows.is_subset(&after.allows),
            _ => true,
        }
    }
}

/// The accounts of which edits without a verdict change something, as `drawn` has them so far.
pub(super) fn in_force(drawn: &Drawn<'_>, unsent: &[Unsent]) -> Vec<Arc<Account>> {
    let edits = unsent.iter().filter_map(|unsent| unsent.intent.as_ref());
    let targets = edits.map(Intent::target);
    let accounts = targets.filter_map(|key: RecordKey| match drawn.record(key) {
        Some(Record::Account(account)) => Some(account.clone()),
        _ => None,
    });
    accounts.collect()
}

const fn is_closed(account: &Account) -> bool {
    matches!(
        account.standing,
        Standing::Locked | Standing::Deactivated | Standing::Removed
    )
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use uuid::Uuid;

    use super::*;
    use crate::fields;
    use crate::id::{EpochId, OpId};
    use crate::intent::{SetFields, StaffDeactivate, StaffLock, StaffReactivate, StaffUnlock};
    use crate::merge::{Change, Changes};
    use crate::permission::{ROLE_NURSE, ROLE_PROVIDER, ROLE_STAFF, system_roles};
    use crate::protocol::{Cursor, Outcome, Rev, Verdict};
    use crate::record::sample::person;
    use crate::record::{Particulars, Row};
    use crate::replica::Answered;
    use crate::replica::local::{Local, Queued, Sending};

    const ANA: AccountId = AccountId(Uuid::from_u128(1));
    const NORTH: Uuid = Uuid::from_u128(21);
    const SOUTH: Uuid = Uuid::from_u128(22);

    /// A device that holds the roles and Ana, in two offices in June.
    fn local() -> Local {
        let mut ana = person(ANA, "Ana");
        ana.particulars = serde_json::from_value(json!({
            "offices": [NORTH, SOUTH], "starts_on": "2026-06-01", "ends_on": "2026-06-30",
        }))
        .unwrap();
        let roles = system_roles().into_iter().map(Record::Role);
        let records = roles.chain([Record::from(ana)]);
        let rev = Rev(1);
        Local {
            rows: records
                .map(|record| (record.key(), Row { rev, record }))
                .collect(),
            ..Local::default()
        }
    }

    fn sets(field: &str, set: &Value) -> Intent {
        let key = RecordKey {
            kind: RecordKind::Account,
            id: ANA.0,
        };
        let rows = local().rows;
        let was = fields::of(&rows[&key].record)[field].clone();
        let set = set.clone();
        Intent::from(SetFields {
            record: key,
            changes: Changes::from([(field.to_owned(), Change { was, set })]),
        })
    }

    fn deactivates() -> Intent {
        Intent::StaffDeactivate(StaffDeactivate { account: ANA })
    }

    fn queue(local: &mut Local, edit: &Intent) {
        let place = local.outbox.len() as u64;
        let queued = Queued {
            envelope: edit.envelope(OpId(Uuid::from_u128(place.into())), UnixMillis(0)),
            sending: Sending::Waiting,
        };
        local.outbox.insert(place, queued);
    }

    /// What is said of an edit before it is queued, and of the person once it is.
    fn told(edit: &Intent) -> [bool; 2] {
        let mut local = local();
        let before = View::of(&local).takes_away(edit);
        queue(&mut local, edit);
        [before, View::of(&local).accounts[&ANA].takes_away]
    }

    fn locks() -> Intent {
        Intent::StaffLock(StaffLock { account: ANA })
    }

    // covers: RIGHT-07, D-10
    #[test]
    fn a_lower_role_fewer_offices_fewer_days_deactivating_and_locking_take_something_away() {
        let takes = [
            sets("role", &json!(ROLE_NURSE)),
            sets("offices", &json!([SOUTH])),
            sets("starts_on", &json!("2026-06-02")),
            sets("ends_on", &json!("2026-06-29")),
            deactivates(),
            locks(),
        ];
        for edit in takes {
            assert_eq!(told(&edit), [true; 2], "{edit:?}");
        }
    }

    // covers: RIGHT-07
    #[test]
    fn what_takes_nothing_away_is_not_said_to_wait() {
        let mut gives = vec![
            sets("role", &json!(ROLE_PROVIDER)),
            sets("offices", &Value::Null),
            sets("starts_on", &json!("2026-05-31")),
            sets("ends_on", &Value::Null),
            sets("last_name", &json!("Moss")),
        ];
        gives.push(Intent::StaffReactivate(StaffReactivate {
            account: ANA,
            email: None,
        }));
        gives.push(Intent::StaffUnlock(StaffUnlock { account: ANA }));
        for edit in gives {
            assert_eq!(told(&edit), [false; 2], "{edit:?}");
        }
    }

    // covers: RIGHT-07
    #[test]
    fn a_restriction_and_a_day_count_where_there_was_none() {
        let mut local = local();
        for row in local.rows.values_mut() {
            if let Record::Account(ana) = &mut row.record {
                Arc::make_mut(ana).particulars = Particulars::default();
            }
        }
        let view = View::of(&local);
        for field in ["starts_on", "ends_on"] {
            assert!(
                view.takes_away(&sets(field, &json!("2026-06-02"))),
                "{field}"
            );
        }
        assert!(view.takes_away(&sets("offices", &json!([SOUTH]))));
    }

    // covers: RIGHT-07
    #[test]
    fn it_is_said_until_the_server_has_answered_and_of_what_the_queue_comes_to() {
        let mut local = local();
        queue(&mut local, &sets("role", &json!(ROLE_NURSE)));
        queue(&mut local, &sets("last_name", &json!("Moss")));
        let takes_away = |local: &Local| View::of(local).accounts[&ANA].takes_away;
        assert!(takes_away(&local));

        let mut back = local.clone();
        queue(&mut back, &sets("role", &json!(ROLE_STAFF)));
        assert!(!takes_away(&back));

        // It took effect, and its row has not come: it is in force.
        local.meta.cursor = Some(Cursor {
            epoch: EpochId(Uuid::nil()),
            rev: Rev(1),
            tag: String::new(),
            scope: String::new(),
        });
        let envelope = local.outbox.remove(&0).unwrap().envelope;
        let verdict = Verdict {
            op_id: envelope.op_id,
            seq: 1,
            outcome: Outcome::Applied,
            rev: Rev(2),
            at: UnixMillis(0),
            notes: Vec::new(),
        };
        local.answered.insert(0, Answered { envelope, verdict });
        assert_eq!(View::of(&local).accounts[&ANA].account.role, ROLE_NURSE);
        assert!(!takes_away(&local));
    }

    // covers: RIGHT-07
    #[test]
    fn whoever_cannot_sign_in_anyway_has_nothing_to_lose() {
        for shut_out in [deactivates(), locks()] {
            let mut local = local();
            queue(&mut local, &shut_out);
            let view = View::of(&local);
            assert!(!view.takes_away(&sets("offices", &json!([SOUTH]))));
            assert!(!view.takes_away(&deactivates()));
        }
    }
}
