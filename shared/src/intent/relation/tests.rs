//! Which edits build on which, and which become one.

use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::id::{AccountId, RoleId};
use crate::intent::{RoleDelete, StaffDeactivate, StaffReactivate, StaffSendLink, StaffSetPin};
use crate::protocol::LinkPurpose;
use crate::record::{RecordKey, RecordKind};
use crate::seal::Sealed;

fn key(kind: RecordKind, id: u128) -> RecordKey {
    RecordKey {
        kind,
        id: Uuid::from_u128(id),
    }
}

fn set(record: RecordKey, field: &str, was: &str, set: &str) -> Intent {
    let changes = json!({ field: { "was": was, "set": set } });
    Intent::from(SetFields {
        record,
        changes: serde_json::from_value(changes).unwrap(),
    })
}

fn make(record: RecordKey) -> Intent {
    let fields = serde_json::from_value(json!({ "name": "Desk" })).unwrap();
    Intent::from(Create { record, fields })
}

#[test]
fn an_edit_builds_on_what_makes_its_record_or_what_it_points_at() {
    let role = key(RecordKind::Role, 1);
    let ann = key(RecordKind::Account, 2);
    let role_id = role.id.to_string();
    assert!(set(role, "name", "Desk", "Front").builds_on(&make(role)));
    assert!(set(ann, "role", "", &role_id).builds_on(&make(role)));
    assert!(!set(ann, "last_name", "A", "B").builds_on(&make(role)));
    let delete = Intent::RoleDelete(RoleDelete {
        role: RoleId(role.id),
    });
    assert!(delete.builds_on(&make(role)));
}

#[test]
fn an_edit_builds_on_an_earlier_one_of_the_same_field_only() {
    let ann = key(RecordKind::Account, 2);
    let bea = key(RecordKind::Account, 3);
    let first = set(ann, "email", "a", "b");
    assert!(set(ann, "email", "b", "c").builds_on(&first));
    assert!(!set(ann, "last_name", "b", "c").builds_on(&first));
    assert!(!set(bea, "email", "b", "c").builds_on(&first));
    let deactivate = Intent::StaffDeactivate(StaffDeactivate {
        account: AccountId(ann.id),
    });
    assert!(
        !deactivate.builds_on(&first),
        "ending an account waits for nothing"
    );
    assert!(!set(ann, "email", "b", "c").builds_on(&deactivate));
}

// covers: EDIT-03
#[test]
fn a_reactivation_with_another_address_touches_the_address_too() {
    let ann = key(RecordKind::Account, 2);
    let account = AccountId(ann.id);
    let deactivate = Intent::StaffDeactivate(StaffDeactivate { account });
    let back = |email: Option<&str>| {
        let email = email.map(str::to_owned);
        Intent::StaffReactivate(StaffReactivate { account, email })
    };
    let readdress = set(ann, "email", "b", "c");
    assert!(readdress.builds_on(&back(Some("b"))));
    assert!(!readdress.builds_on(&back(None)));
    assert!(!set(ann, "last_name", "A", "B").builds_on(&back(Some("b"))));
    assert!(back(Some("b")).builds_on(&deactivate));
}

// covers: LINK-08, LINK-09
#[test]
fn a_link_waits_for_the_address_that_it_is_to_go_to() {
    let ann = key(RecordKind::Account, 2);
    let account = AccountId(ann.id);
    let purpose = LinkPurpose::Activation;
    let send = Intent::StaffSendLink(StaffSendLink { account, purpose });
    let email = Some("b@example.org".to_owned());
    let back = Intent::StaffReactivate(StaffReactivate { account, email });
    assert!(send.builds_on(&set(ann, "email", "a", "b")));
    assert!(send.builds_on(&back));
    assert!(!send.builds_on(&set(ann, "last_name", "A", "B")));
    assert!(!send.builds_on(&send));
    assert!(!set(ann, "email", "b", "c").builds_on(&send));
}

#[test]
fn later_edits_of_a_record_fold_into_the_one_that_makes_it() {
    let role = key(RecordKind::Role, 1);
    let both = make(role)
        .followed_by(&set(role, "name", "Desk", "Front"))
        .unwrap();
    let Intent::Create(create) = &both else {
        panic!("it still makes the record");
    };
    assert_eq!(create.fields["name"], "Front");
    let delete = Intent::RoleDelete(RoleDelete {
        role: RoleId(role.id),
    });
    assert_eq!(both.followed_by(&delete), None);
    assert_eq!(
        both.followed_by(&set(key(RecordKind::Role, 9), "name", "a", "b")),
        None
    );
}

#[test]
fn two_edits_of_a_field_become_one_that_begins_where_the_first_did() {
    let ann = key(RecordKind::Account, 2);
    let both = set(ann, "email", "a", "b").followed_by(&set(ann, "email", "b", "c"));
    assert_eq!(both, Some(set(ann, "email", "a", "c")));
}

fn pin(account: RecordKey, sealed: &str) -> Intent {
    Intent::StaffSetPin(StaffSetPin {
        account: AccountId(account.id),
        pin: Sealed {
            key: "key".to_owned(),
            sealed: sealed.to_owned(),
        },
    })
}

#[test]
fn a_pin_waits_for_nothing_but_the_account_and_the_last_one_counts() {
    let ann = key(RecordKind::Account, 2);
    let first = pin(ann, "one");
    assert!(!pin(ann, "two").builds_on(&first));
    assert!(!pin(ann, "two").builds_on(&set(ann, "email", "a", "b")));
    assert!(!set(ann, "email", "a", "b").builds_on(&first));
    assert_eq!(first.followed_by(&pin(ann, "two")), Some(pin(ann, "two")));
    let bea = key(RecordKind::Account, 3);
    assert_eq!(first.followed_by(&pin(bea, "two")), None);
    assert_eq!(first.followed_by(&set(ann, "email", "a", "b")), None);
}
