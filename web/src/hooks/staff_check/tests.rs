//! What the form tells at its fields.

use std::collections::BTreeSet;

use lanyard_shared::id::{ProviderId, RoleId};
use lanyard_shared::permission::{ROLE_BTG_ADMIN, ROLE_OFFICE_MANAGER, ROLE_STAFF, system_roles};
use lanyard_shared::record::Provider;
use lanyard_shared::seal::Sealed;
use uuid::Uuid;
use yew::AttrValue;

use super::super::Values;
use super::*;

fn provider(active: bool) -> Provider {
    Provider {
        id: ProviderId(Uuid::from_u128(1)),
        first_name: "Maria".into(),
        last_name: "Alvarez".into(),
        npi: None,
        specialty: String::new(),
        email: String::new(),
        offices: Vec::new(),
        active,
    }
}

fn view(provider: Provider) -> View {
    View {
        providers: [(provider.id, provider)].into(),
        roles: system_roles()
            .into_iter()
            .map(|role| (role.id, role))
            .collect(),
        permissions: BTreeSet::new(),
        ..View::default()
    }
}

fn filled(role: RoleId) -> Values {
    Values::from([
        ("first_name", "Ana".into()),
        ("last_name", "Lindqvist".into()),
        ("primary_provider", Uuid::from_u128(1).to_string().into()),
        ("role", role.to_string().into()),
        ("email", "ana@example.org".into()),
        ("username", "ana.l".into()),
        ("password", "Granite-Falcon-Teapot-41".into()),
        ("confirm", "Granite-Falcon-Teapot-41".into()),
        ("app_unlock_pin", PIN),
    ])
}

fn sealed() -> Sealed {
    Sealed {
        key: "key".into(),
        sealed: "sealed".into(),
    }
}

const PIN: AttrValue = AttrValue::Static("4711");
const READER: AccountId = AccountId(Uuid::from_u128(8));
const ACCOUNT: AccountId = AccountId(Uuid::from_u128(9));

fn found_in(values: Values, draft: &Draft, view: &View, kept: &Kept) -> Vec<(String, String)> {
    let reader = Reader {
        account: READER,
        view,
    };
    let found = check(&Form::with(values), draft, reader, kept);
    let told = |problem: FieldProblem| (problem.field.unwrap_or_default(), problem.message.key);
    found.into_iter().map(told).collect()
}

fn found(values: Values, view: &View) -> Vec<(String, String)> {
    found_in(values, &Draft::empty(ACCOUNT, PIN), view, &Kept::default())
}

fn editing(role: RoleId) -> Draft {
    let draft = Draft::empty(ACCOUNT, PIN);
    let was = Box::new(draft.typed(&filled(role)));
    Draft {
        purpose: Purpose::Change {
            was,
            address: crate::hooks::Address::AtOnce,
        },
        ..draft
    }
}

#[test]
fn what_was_there_before_the_form_is_not_told_again() {
    let draft = editing(ROLE_OFFICE_MANAGER);
    let view = view(provider(false));
    assert_eq!(
        found_in(filled(ROLE_OFFICE_MANAGER), &draft, &view, &Kept::default()),
        []
    );
}

// covers: RIGHT-03
#[test]
fn nobody_changes_how_somebody_stronger_signs_in() {
    let mut values = filled(ROLE_OFFICE_MANAGER);
    values.insert("username", "another.one".into());
    let view = view(provider(true));
    let draft = editing(ROLE_OFFICE_MANAGER);
    let told = [("username".to_owned(), "account-stronger".to_owned())];
    assert_eq!(
        found_in(values.clone(), &draft, &view, &Kept::default()),
        told
    );
    let own = Draft {
        account: READER,
        ..draft
    };
    assert_eq!(found_in(values.clone(), &own, &view, &Kept::default()), []);
    assert_eq!(
        found_in(values, &editing(ROLE_STAFF), &view, &Kept::default()).len(),
        1
    );
}

#[test]
fn a_form_that_is_filled_in_has_nothing_wrong() {
    assert_eq!(found(filled(ROLE_STAFF), &view(provider(true))), []);
}

// covers: NEW-01, NEW-02, NEW-03, NEW-06, NEW-07, NEW-08
#[test]
fn an_empty_form_tells_each_required_field_in_the_order_of_the_form() {
    let fields: Vec<String> = found(Values::new(), &view(provider(true)))
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    let optional = [
        "care_team_role",
        "care_team_identifier",
        "home_phone",
        "cell_phone",
        "offices",
        "starts_on",
        "ends_on",
    ];
    let required = ORDER.into_iter().filter(|name| !optional.contains(name));
    assert_eq!(fields, required.collect::<Vec<_>>());
}

// covers: NEW-02, NEW-03, RIGHT-02
#[test]
fn a_role_out_of_reach_and_an_archived_provider_are_refused() {
    let expected = [
        (
            "primary_provider".to_owned(),
            "provider-inactive".to_owned(),
        ),
        ("role".to_owned(), "role-out-of-reach".to_owned()),
    ];
    assert_eq!(
        found(filled(ROLE_OFFICE_MANAGER), &view(provider(false))),
        expected
    );
}

#[test]
fn a_sealed_password_need_not_be_typed_again() {
    let mut values = filled(ROLE_STAFF);
    values.remove("password");
    values.remove("confirm");
    values.remove("app_unlock_pin");
    let kept = Kept {
        password: Some(sealed()),
        pin: Some(sealed()),
    };
    let draft = Draft::empty(ACCOUNT, PIN);
    assert_eq!(found_in(values, &draft, &view(provider(true)), &kept), []);
}

// covers: NEW-08
#[test]
fn two_different_passwords_are_told_at_the_second() {
    let mut values = filled(ROLE_STAFF);
    values.insert("confirm", "Granite-Falcon-Teapot-4".into());
    let expected = [("confirm".to_owned(), "password-mismatch".to_owned())];
    assert_eq!(found(values, &view(provider(true))), expected);
}

// covers: NEW-08, NEW-11
#[test]
fn a_member_who_chooses_gets_a_pin_and_no_password() {
    let mut values = filled(ROLE_STAFF);
    values.remove("password");
    values.remove("confirm");
    values.insert("member_chooses", TICKED.into());
    assert_eq!(found(values.clone(), &view(provider(true))), []);
    values.insert("app_unlock_pin", "1234".into());
    let expected = [("app_unlock_pin".to_owned(), "pin-trivial".to_owned())];
    assert_eq!(found(values, &view(provider(true))), expected);
}

// covers: RIGHT-02
#[test]
fn somebody_stronger_chooses_everything_alone() {
    let mut view = view(provider(true));
    view.permissions = BTreeSet::from([Permission::ManagePermissions]);
    let mut values = filled(ROLE_BTG_ADMIN);
    for secret in ["password", "confirm", "app_unlock_pin"] {
        values.remove(secret);
    }
    assert_eq!(found(values.clone(), &view), []);
    let draft = Draft::empty(ACCOUNT, PIN);
    let chosen_by = secrets(&Form::with(values.clone()), &draft.typed(&values), &view);
    assert_eq!(
        chosen_by,
        Secrets::Stronger(Permission::BreakTheGlassReview)
    );
}
