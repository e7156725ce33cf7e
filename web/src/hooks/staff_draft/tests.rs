//! What the form begins with and what it asks for.

use lanyard_shared::id::OpId;
use lanyard_shared::merge::Change;
use lanyard_shared::permission::{ROLE_NURSE, ROLE_STAFF};
use lanyard_shared::protocol::Outcome;
use lanyard_shared::record::{CareTeamIdentifier, RecordKey, RecordKind};
use lanyard_shared::replica::Why;
use lanyard_shared::time::UnixMillis;
use serde_json::json;

use super::*;
use crate::hooks::Form;
use crate::hooks::staff_check::{Secrets, secrets};
use crate::sample;

fn fields() -> StaffFields {
    StaffFields {
        first_name: "Ann".into(),
        last_name: "Lee".into(),
        primary_provider: ProviderId(Uuid::from_u128(1)),
        role: ROLE_STAFF,
        email: "ann@example.org".into(),
        username: "ann.lee".into(),
        home_phone: String::new(),
        cell_phone: "+12125550147".into(),
        particulars: Particulars {
            daily_report: false,
            ..Particulars::default()
        },
    }
}

fn account() -> Account {
    let create = StaffCreate {
        account: AccountId(Uuid::from_u128(7)),
        fields: fields(),
        password: None,
        app_unlock_pin: None,
        own_login: false,
    };
    create.account(UnixMillis(0))
}

#[test]
fn a_form_that_is_opened_and_saved_asks_for_nothing() {
    let draft = Draft::edit(&account());
    let typed = draft.typed(&draft.values);
    assert_eq!(typed.cell_phone, "(212) 555-0147");
    assert_eq!(to_change(draft.was().unwrap(), &typed), None);
}

// covers: EDIT-01
#[test]
fn only_the_fields_that_differ_are_asked_for_as_they_are_stored() {
    let mut draft = Draft::edit(&account());
    draft.values.insert("home_phone", "212 555 0150".into());
    draft.values.insert("role", ROLE_NURSE.to_string().into());
    let changes = to_change(draft.was().unwrap(), &draft.typed(&draft.values)).unwrap();
    let change = |was, set| Change { was, set };
    let expected = [
        (
            "home_phone".to_owned(),
            change(json!(""), json!("+12125550150")),
        ),
        (
            "role".to_owned(),
            change(json!(ROLE_STAFF), json!(ROLE_NURSE)),
        ),
    ];
    assert_eq!(changes, expected.into());
}

#[test]
fn what_somebody_else_has_changed_since_is_known() {
    let mut now = account();
    let was = StaffFields::of(&now);
    assert!(changed_meanwhile(&was, &now).is_empty());
    now.last_name = "Lee-Moss".into();
    assert_eq!(changed_meanwhile(&was, &now), ["last_name"]);
}

/// An edit that was refused.
fn refused(intent: Intent) -> Attention {
    Attention {
        op_id: OpId(Uuid::from_u128(3)),
        intent: Some(intent),
        behind: Vec::new(),
        members: Vec::new(),
        later: 0,
        held: None,
        authored_at: UnixMillis(0),
        decided_at: UnixMillis(0),
        why: Why::Refused(Outcome::Rejected {
            problems: Vec::new(),
        }),
    }
}

#[test]
fn mending_begins_with_ones_own_values_upon_what_is_shown_now() {
    let mut shown = account();
    shown.last_name = "Lee-Moss".into();
    let view = View {
        accounts: [(shown.id, sample::shown(shown.clone()))].into(),
        ..View::default()
    };
    let set = SetFields {
        record: RecordKey {
            kind: RecordKind::Account,
            id: shown.id.0,
        },
        changes: [(
            "username".to_owned(),
            Change {
                was: json!("ann.lee"),
                set: json!("taken"),
            },
        )]
        .into(),
    };
    let problem = FieldProblem::at("username", lanyard_shared::message::Message::new("any"));
    let mut item = refused(Intent::from(set));
    item.why = Why::Refused(Outcome::Rejected {
        problems: vec![problem.clone()],
    });
    let draft = Draft::mend(&item, &view).unwrap();
    assert_eq!(draft.replaces, Some(item.mends()));
    assert_eq!(draft.problems, [problem]);
    assert_eq!(draft.values["username"], "taken");
    assert_eq!(draft.values["last_name"], "Lee-Moss");
    assert_eq!(draft.was(), Some(&StaffFields::of(&shown)));
    assert!(Draft::mend(&item, &View::default()).is_none());
}

// covers: STAFF-05, NEW-08
#[test]
fn a_copy_has_provider_role_and_settings_and_its_member_chooses_the_password() {
    let mut other = account();
    other.particulars.care_team_identifier = Some(CareTeamIdentifier::Npi("1234567893".into()));
    let empty = Draft::empty(AccountId(Uuid::from_u128(8)), "7391".into());
    let copy = empty.like(&other);
    let typed = copy.typed(&copy.values);
    assert_eq!(
        (typed.role, typed.primary_provider),
        (other.role, other.provider())
    );
    assert!(!typed.particulars.daily_report);
    assert_eq!(typed.particulars.care_team_identifier, None);
    assert_eq!((typed.first_name.as_str(), typed.email.as_str()), ("", ""));
    let form = Form::with(copy.values.clone());
    assert_eq!(secrets(&form, &typed, &View::default()), Secrets::Copied);
}

fn address(draft: &Draft) -> Address {
    match draft.purpose {
        Purpose::Change { address, .. } => address,
        Purpose::Make { .. } => panic!("it makes an account"),
    }
}

// covers: EDIT-01, LINK-09
#[test]
fn an_address_is_typed_in_the_form_before_activation_only() {
    let pending = account();
    assert_eq!(address(&Draft::edit(&pending)), Address::AtOnce);
    let active = Account {
        standing: Standing::Active,
        ..pending
    };
    let draft = Draft::edit(&active);
    assert_eq!(address(&draft), Address::Elsewhere);
    let typed = draft.typed(&draft.values);
    assert_eq!(typed.email, "ann@example.org", "it stays as it is");
}

// covers: LINK-09
#[test]
fn an_address_that_an_earlier_edit_asked_for_is_mended_in_the_form() {
    let active = Account {
        standing: Standing::Active,
        ..account()
    };
    let shown = sample::shown(active.clone());
    let view = View {
        accounts: [(active.id, shown)].into(),
        ..View::default()
    };
    let change = Change {
        was: json!("ann@example.org"),
        set: json!("taken@example.org"),
    };
    let set = SetFields {
        record: RecordKey {
            kind: RecordKind::Account,
            id: active.id.0,
        },
        changes: [("email".to_owned(), change)].into(),
    };
    let draft = Draft::mend(&refused(Intent::from(set)), &view).unwrap();
    assert_eq!(address(&draft), Address::Asked);
    assert_eq!(draft.values["email"], "taken@example.org");
}
