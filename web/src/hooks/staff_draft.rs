//! What the form of a staff account begins with, how its fields become an intent, and what is wrong
//! with them.

use lanyard_shared::fields::{Fields, StaffFields};
use lanyard_shared::id::{AccountId, OpId, ProviderId, RoleId};
use lanyard_shared::intent::Intent;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::permission::out_of_reach;
use lanyard_shared::record::Particulars;
use lanyard_shared::replica::{Attention, View};
use lanyard_shared::seal::Sealed;
use lanyard_shared::validate::{self, PasswordContext, Problems, format_phone};
use uuid::Uuid;

use super::{Form, Values};

/// The fields in the order of the form.
const ORDER: [&str; 10] = [
    "first_name",
    "last_name",
    "primary_provider",
    "role",
    "email",
    "username",
    "password",
    "confirm",
    "home_phone",
    "cell_phone",
];

/// What the form begins with.
#[derive(Clone, PartialEq)]
pub(crate) struct Draft {
    /// The account that it makes.
    pub(crate) account: AccountId,
    /// The refused edit that it takes the place of.
    pub(crate) replaces: Option<OpId>,
    /// What is in the fields.
    pub(crate) values: Values,
    /// Why it was refused, at which field.
    pub(crate) problems: Vec<FieldProblem>,
    /// The password that was sealed earlier.
    pub(crate) kept: Option<Sealed>,
}

impl Draft {
    /// An empty form.
    pub(crate) fn empty(account: AccountId) -> Self {
        Self {
            account,
            replaces: None,
            values: Values::new(),
            problems: Vec::new(),
            kept: None,
        }
    }

    /// A refused edit, with the values as typed, the reasons at their fields, and the password as
    /// it was sealed, unless the password itself was refused.
    pub(crate) fn mend(refused: &Attention) -> Option<Self> {
        let Intent::StaffCreate(create) = refused.intent.as_ref()? else {
            return None;
        };
        let fields = create.fields.clone();
        let mut problems = refused.problems().iter();
        let password_refused = problems.any(|problem| problem.field.as_deref() == Some("password"));
        let values = Values::from([
            ("first_name", fields.first_name.into()),
            ("last_name", fields.last_name.into()),
            (
                "primary_provider",
                fields.primary_provider.to_string().into(),
            ),
            ("role", fields.role.to_string().into()),
            ("email", fields.email.into()),
            ("username", fields.username.into()),
            ("home_phone", format_phone(&fields.home_phone).into()),
            ("cell_phone", format_phone(&fields.cell_phone).into()),
        ]);
        Some(Self {
            account: create.account,
            replaces: Some(refused.op_id),
            values,
            problems: refused.problems().to_vec(),
            kept: (!password_refused).then(|| create.password.clone()),
        })
    }
}

/// The fields as typed. What is not chosen yet has the nil id, which no record has.
pub(crate) fn typed(values: &Values) -> StaffFields {
    let text = |name: &str| {
        values
            .get(name)
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    let id = |name: &str| text(name).parse().unwrap_or(Uuid::nil());
    StaffFields {
        first_name: text("first_name").trim().to_owned(),
        last_name: text("last_name").trim().to_owned(),
        primary_provider: ProviderId(id("primary_provider")),
        role: RoleId(id("role")),
        email: text("email").trim().to_owned(),
        username: text("username").trim().to_owned(),
        home_phone: text("home_phone"),
        cell_phone: text("cell_phone"),
        particulars: Particulars::default(),
    }
}

/// Everything that is wrong, in the order of the form: the rules that the server asks too, and what
/// this device knows about others.
pub(crate) fn check(
    form: &Form,
    view: &View,
    account: AccountId,
    kept: Option<&Sealed>,
) -> Vec<FieldProblem> {
    let fields = typed(form.values());
    let mut problems = Problems::new();
    problems.check("primary_provider", provider_can(&fields, view));
    problems.check("role", role_can(&fields, view));
    problems.check(
        "email",
        match view.email_holder(&fields.email, account) {
            Some(_) if !fields.email.is_empty() => Err(Message::new("email-taken")),
            _ => Ok(()),
        },
    );
    problems.check(
        "username",
        match view.username_holder(&fields.username, account) {
            Some(_) if !fields.username.is_empty() => Err(Message::new("username-taken")),
            _ => Ok(()),
        },
    );
    if kept.is_none() {
        let practice = view.practice.as_ref();
        let context = PasswordContext {
            username: &fields.username,
            email: &fields.email,
            practice: practice.map_or("", |practice| practice.name.as_str()),
        };
        let policy = practice
            .map(|practice| practice.policies.password.clone())
            .unwrap_or_default();
        let (typed, again) = (form.get("password"), form.get("confirm"));
        problems.check("password", validate::password(typed, &policy, context));
        problems.check("confirm", same(typed, again));
    }
    let mut found = fields.checked().err().unwrap_or_default();
    found.extend(problems.finish().err().unwrap_or_default());
    let place = |problem: &FieldProblem| {
        let field = problem.field.as_deref();
        ORDER.iter().position(|name| field == Some(*name))
    };
    found.sort_by_key(place);
    found
}

/// Whether a password was typed twice alike.
pub(crate) fn same(typed: &str, again: &str) -> Result<(), Message> {
    match again {
        "" => Err(Message::new("field-required")),
        _ if again != typed => Err(Message::new("password-mismatch")),
        _ => Ok(()),
    }
}

fn provider_can(fields: &StaffFields, view: &View) -> Result<(), Message> {
    if fields.primary_provider.0.is_nil() {
        return Err(Message::new("field-required"));
    }
    match view.providers.get(&fields.primary_provider) {
        Some(provider) if provider.active => Ok(()),
        Some(_) => Err(Message::new("provider-inactive")),
        None => Err(Message::new("provider-unknown")),
    }
}

fn role_can(fields: &StaffFields, view: &View) -> Result<(), Message> {
    if fields.role.0.is_nil() {
        return Err(Message::new("field-required"));
    }
    let role = view
        .roles
        .get(&fields.role)
        .ok_or_else(|| Message::new("role-unknown"))?;
    match out_of_reach(&view.permissions, &role.allows).first() {
        Some(lacking) => Err(Message::new("role-out-of-reach").with("permission", lacking.label())),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use lanyard_shared::permission::{ROLE_OFFICE_MANAGER, ROLE_STAFF, system_roles};
    use lanyard_shared::record::Provider;

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

    fn found(values: Values, view: &View) -> Vec<(String, String)> {
        let found = check(
            &Form::with(values),
            view,
            AccountId(Uuid::from_u128(9)),
            None,
        );
        let told = |problem: FieldProblem| (problem.field.unwrap_or_default(), problem.message.key);
        found.into_iter().map(told).collect()
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
        let account = AccountId(Uuid::from_u128(9));
        let found = check(
            &Form::with(values),
            &view(provider(true)),
            account,
            Some(&kept),
        );
        assert_eq!(found, []);
    }

    // covers: NEW-08
    #[test]
    fn two_different_passwords_are_told_at_the_second() {
        let mut values = filled(ROLE_STAFF);
        values.insert("confirm", "Granite-Falcon-Teapot-4".into());
        let expected = [("confirm".to_owned(), "password-mismatch".to_owned())];
        assert_eq!(found(values, &view(provider(true))), expected);
    }
}
