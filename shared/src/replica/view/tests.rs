//! What is shown between an edit and its row.

use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::fields::make;
use crate::id::EpochId;
use crate::intent::{SetFields, StaffReactivate, StaffSendLink};
use crate::merge::{Change, Changes};
use crate::message::Message;
use crate::protocol::{Cursor, LinkPurpose, Outcome, Rev, Verdict};
use crate::record::sample::person;
use crate::record::{AccountState, Plan, Policies, Row, Standing};
use crate::replica::Answered;

const OFFICE: RecordKey = RecordKey {
    kind: RecordKind::Office,
    id: Uuid::from_u128(1),
};

/// A device that has pulled up to revision 7; its renaming of an office took effect at `rev`.
fn renamed_at(rev: u64) -> Local {
    let mut local = Local::default();
    let fields = serde_json::from_value(json!({ "name": "Harbor" })).unwrap();
    let record = make(OFFICE, fields).unwrap();
    local.rows.insert(
        OFFICE,
        Row {
            rev: Rev(1),
            record,
        },
    );
    local.meta.cursor = Some(Cursor {
        epoch: EpochId(Uuid::nil()),
        rev: Rev(7),
        tag: String::new(),
        scope: String::new(),
    });
    let change = Change {
        was: json!("Harbor"),
        set: json!("South"),
    };
    let intent = Intent::from(SetFields {
        record: OFFICE,
        changes: Changes::from([("name".to_owned(), change)]),
    });
    let op_id = OpId(Uuid::from_u128(2));
    let answered = Answered {
        envelope: intent.envelope(op_id, UnixMillis(0)),
        verdict: Verdict {
            op_id,
            seq: 1,
            outcome: Outcome::Applied,
            rev: Rev(rev),
            at: UnixMillis(0),
            notes: Vec::new(),
        },
    };
    local.answered.insert(1, answered);
    local
}

fn shown(local: &Local) -> (String, RowState) {
    let view = View::of(local);
    let office = &view.offices[&OfficeId(OFFICE.id)];
    (office.name.clone(), view.mark(OFFICE))
}

#[test]
fn what_took_effect_is_shown_until_its_row_has_come() {
    assert_eq!(shown(&renamed_at(8)), ("South".into(), RowState::Sent));
    assert_eq!(shown(&renamed_at(7)), ("Harbor".into(), RowState::Accepted));
}

#[test]
fn while_the_history_is_not_known_only_rows_are_shown() {
    let held = ("Harbor".to_owned(), RowState::Accepted);
    let mut confirming = renamed_at(8);
    confirming.meta.confirming = Some(0);
    assert_eq!(shown(&confirming), held);
    let mut snapshot = renamed_at(8);
    snapshot.meta.snapshot_after = Some(OFFICE);
    assert_eq!(shown(&snapshot), held);
    let mut first = renamed_at(8);
    first.meta.cursor = None;
    assert_eq!(shown(&first), held);
}

#[test]
fn what_else_came_of_an_edit_is_told_as_long_as_it_is_kept() {
    let mut local = renamed_at(7);
    assert_eq!(View::of(&local).remarks, []);
    let note = Message::new("note-email-asked");
    let answered = local.answered.get_mut(&1).unwrap();
    answered.verdict.notes = vec![note.clone()];
    let remarks = View::of(&local).remarks;
    assert_eq!(remarks.len(), 1);
    assert_eq!(remarks[0].notes, [note]);
    assert_eq!(remarks[0].intent.as_ref().map(Intent::target), Some(OFFICE));
}

// covers: LINK-09
#[test]
fn another_address_is_shown_only_where_it_is_in_force_at_once() {
    let shown = |standing| {
        let create = crate::intent::StaffCreate {
            account: AccountId(Uuid::from_u128(3)),
            fields: serde_json::from_value(json!({
                "first_name": "Ann",
                "last_name": "Lee",
                "primary_provider": Uuid::nil(),
                "role": Uuid::nil(),
                "email": "ann@example.org",
                "username": "ann",
            }))
            .unwrap(),
            password: None,
            app_unlock_pin: None,
            own_login: false,
        };
        let account = Account {
            standing,
            ..create.account(UnixMillis(0))
        };
        let record = Record::from(account);
        let change = Change {
            was: json!("ann@example.org"),
            set: json!("new@example.org"),
        };
        let set = SetFields {
            record: record.key(),
            changes: Changes::from([("email".to_owned(), change)]),
        };
        let intent = Intent::from(set);
        match overlay::of(&intent, Some(&record), UnixMillis(0)) {
            Overlay::Shows(shown) => match *shown {
                Record::Account(account) => account.email.clone(),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(shown(Standing::Pending), "new@example.org");
    assert_eq!(shown(Standing::Active), "ann@example.org");
}

// covers: EDIT-03
#[test]
fn whoever_comes_back_with_another_address_is_shown_as_waiting_for_activation() {
    let id = AccountId(Uuid::from_u128(3));
    let closed = Record::from(Account {
        standing: Standing::Deactivated,
        ..person(id, "Ann")
    });
    let shown = |email: Option<&str>| {
        let email = email.map(str::to_owned);
        let back = Intent::StaffReactivate(StaffReactivate { account: id, email });
        match overlay::of(&back, Some(&closed), UnixMillis(0)) {
            Overlay::Shows(shown) => match *shown {
                Record::Account(account) => (account.state(UnixMillis(0)), account.email.clone()),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    };
    let moved = "ann@new.example".to_owned();
    assert_eq!(shown(Some(&moved)), (AccountState::MailWaiting, moved));
    assert_eq!(shown(None).0, AccountState::Active);
}

// covers: LINK-04, LINK-08
#[test]
fn whoever_is_sent_their_activation_again_is_shown_as_waiting_for_the_mail() {
    let account = AccountId(Uuid::from_u128(3));
    let purpose = LinkPurpose::Activation;
    let send = Intent::StaffSendLink(StaffSendLink { account, purpose });
    let shown = |standing| {
        let base = Record::from(Account {
            standing,
            ..person(account, "Ann")
        });
        match overlay::of(&send, Some(&base), UnixMillis(0)) {
            Overlay::Shows(shown) => match *shown {
                Record::Account(account) => Some(account.state(UnixMillis(0))),
                other => panic!("{other:?}"),
            },
            Overlay::Deletes | Overlay::Nothing => None,
        }
    };
    assert_eq!(shown(Standing::Pending), Some(AccountState::MailWaiting));
    assert_eq!(shown(Standing::Active), None);
}

// covers: D-08, RIGHT-04
#[test]
fn a_device_counts_the_seats_of_those_in_sight_and_those_that_it_is_told_of() {
    let mut view = View::default();
    for (n, standing) in [(1, Standing::Pending), (2, Standing::Active)] {
        let account = Account {
            standing,
            ..person(AccountId(Uuid::from_u128(n)), "Ana")
        };
        view.insert(&Record::from(account));
    }
    view.seats_out_of_sight = SeatCount {
        taken: 1,
        pending: 1,
    };
    let taken = SeatCount {
        taken: 3,
        pending: 2,
    };
    assert_eq!(view.seats(), (taken, None));
    for (plan, seats) in [(Plan::NonInvoiced, Some(3)), (Plan::Invoiced, None)] {
        view.practice = Some(practice(plan));
        assert_eq!(view.seats(), (taken, seats), "{plan:?}");
    }
}

fn practice(plan: Plan) -> Practice {
    Practice {
        name: "Clinic".to_owned(),
        time_zone: "America/New_York".to_owned(),
        plan,
        public_url: "https://desk.example.org".to_owned(),
        policies: Policies::default(),
    }
}
