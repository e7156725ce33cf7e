//! What the form tells at its fields.

use std::collections::BTreeSet;

use lanyard_shared::id::{ProviderId, RoleId};
use lanyard_shared::permission::{ROLE_OFFICE_MANAGER, ROLE_STAFF, system_roles};
use lanyard_shared::record::Provider;
use uuid::Uuid;

use super::super::Values;
use super::*;

fn provider(active: bool) -> Provider {
    Provider {
        id: ProviderId(Uuid::from_u128(1)),
        first_name: "Maria".into(),
        last_name: "Alvarez".into(),
        npi: None,
        specialty: String::new(),
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
    ])
}

const READER: AccountId = AccountId(Uuid::from_u128(8));
const ACCOUNT: AccountId = AccountId(Uuid::from_u128(9));

fn found_in(
    values: Values,
    draft: &Draft,
    view: &View,
    kept: Option<&Sealed>,
) -> Vec<(String, String)> {
    let reader = Reader {
        account: READER,
        view,
    };
    let found = check(&Form::with(values), draft, reader, kept);
    let told = |problem: FieldProblem| (problem.field.unwrap_or_default(), problem.message.key);
    found.into_iter().map(told).collect()
}

fn found(values: Values, view: &View) -> Vec<(String, String)> {
    found_in(values, &Draft::empty(ACCOUNT), view, None)
}

fn editing(role: RoleId) -> Draft {
    let draft = Draft::empty(ACCOUNT);
    let was = Box::new(draft.typed(&filled(role)));
    Draft {
        purpose: Purpose::Change { was },
        ..draft
    }
}

#[test]
fn what_was_there_before_the_form_is_not_told_again() {
    let draft = editing(ROLE_OFFICE_MANAGER);
    let view = view(provider(false));
    assert_eq!(
        found_in(filled(ROLE_OFFICE_MANAGER), &draft, &view, None),
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
    assert_eq!(found_in(values.clone(), &draft, &view, None), told);
    let own = Draft {
        account: READER,
        ..draft
    };
    assert_eq!(found_in(values.clone(), &own, &view, None), []);
    assert_eq!(found_in(values, &editing(ROLE_STAFF), &view, None).len(), 1);
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
    assert_eq!(fields, ORDER[..8]);
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
    let kept = Sealed {
        key: "key".into(),
        sealed: "sealed".into(),
    };
    let draft = Draft::empty(ACCOUNT);
    assert_eq!(
        found_in(values, &draft, &view(provider(true)), Some(&kept)),
        []
    );
}

// covers: NEW-08
#[test]
fn two_different_passwords_are_told_at_the_second() {
    let mut values = filled(ROLE_STAFF);
    values.insert("confirm", "Granite-Falcon-Teapot-4".into());
    let expected = [("confirm".to_owned(), "password-mismatch".to_owned())];
    assert_eq!(found(values, &view(provider(true))), expected);
}
