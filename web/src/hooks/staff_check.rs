//! What is wrong with what is typed into the form of a staff account: the rules that the server asks
//! too, and what this device knows about others.

use lanyard_shared::fields::{Fields, StaffFields};
use lanyard_shared::id::AccountId;
use lanyard_shared::intent::StaffSetPin;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::permission::Permission;
use lanyard_shared::replica::View;
use lanyard_shared::validate::{self, PasswordContext, Problems};

use super::staff_draft::{Draft, Kept, Purpose};
use super::{Form, password_policy, work_values};
use crate::components::TICKED;

/// The fields in the order of the form.
const ORDER: [&str; 16] = [
    "first_name",
    "last_name",
    "primary_provider",
    "role",
    "care_team_role",
    "care_team_identifier",
    "email",
    "username",
    "password",
    "confirm",
    "home_phone",
    "cell_phone",
    "offices",
    "starts_on",
    "ends_on",
    "app_unlock_pin",
];

/// Who looks at the form, and what their device holds.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    /// Their account.
    pub(crate) account: AccountId,
    /// What their device holds.
    pub(crate) view: &'a View,
}

/// Who chooses the secrets of a new account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Secrets {
    /// Whoever makes it.
    Maker,
    /// The staff member chooses the password.
    Member,
    /// The staff member chooses the password, as always for a copy (domain NEW-08).
    Copied,
    /// The staff member chooses all of them: they get this permission, which the maker lacks (domain
    /// RIGHT-02).
    Stronger(Permission),
}

/// Who chooses the secrets of an account with what is typed.
pub(crate) fn secrets(form: &Form, fields: &StaffFields, view: &View) -> Secrets {
    match view.stronger_by_role(fields.role) {
        Some(permission) => Secrets::Stronger(permission),
        None if form.get("copied") == TICKED => Secrets::Copied,
        None if form.get("member_chooses") == TICKED => Secrets::Member,
        None => Secrets::Maker,
    }
}

/// Everything that is wrong, in the order of the form. `kept` is what was sealed earlier.
pub(crate) fn check(
    form: &Form,
    draft: &Draft,
    reader: Reader<'_>,
    kept: &Kept,
) -> Vec<FieldProblem> {
    let fields = draft.typed(form.values());
    let mut problems = Problems::new();
    check_choices(&mut problems, &fields, draft, reader.view);
    check_sign_in(&mut problems, &fields, draft, reader);
    check_work(&mut problems, form, &fields, reader);
    if matches!(draft.purpose, Purpose::Make { .. }) {
        let secrets = secrets(form, &fields, reader.view);
        if secrets == Secrets::Maker && kept.password.is_none() {
            check_password(&mut problems, form, &fields, reader.view);
        }
        let pin = form.get(StaffSetPin::FIELD);
        if !matches!(secrets, Secrets::Stronger(_)) && (kept.pin.is_none() || !pin.is_empty()) {
            problems.check(StaffSetPin::FIELD, validate::app_unlock_pin(pin));
        }
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

/// Provider and role; what was there before the form is nobody's choice now.
fn check_choices(problems: &mut Problems, fields: &StaffFields, draft: &Draft, view: &View) {
    let was = draft.was();
    if was.is_none_or(|was| was.primary_provider != fields.primary_provider) {
        problems.check(
            "primary_provider",
            view.check_provider(fields.primary_provider),
        );
        if draft.own_login {
            problems.check("primary_provider", login_can(fields, draft.account, view));
        }
    }
    if was.is_none_or(|was| was.role != fields.role) {
        problems.check("role", view.check_role(fields.role));
    }
}

/// A provider has one login.
fn login_can(fields: &StaffFields, account: AccountId, view: &View) -> Result<(), Message> {
    match view.login_of(fields.primary_provider) {
        Some(other) if other.account.id != account => Err(Message::new("provider-has-login")),
        _ => Ok(()),
    }
}

fn check_sign_in(problems: &mut Problems, fields: &StaffFields, draft: &Draft, reader: Reader<'_>) {
    let Reader { view, .. } = reader;
    let (email, username) = (&fields.email, &fields.username);
    if draft.was().is_none_or(|was| was.email != *email) {
        problems.check("email", view.check_email_domain(email));
    }
    problems.check("email", view.check_email_free(email, draft.account));
    let free = view.check_username_free(username, draft.account);
    problems.check("username", free);
    let Some(was) = draft.was() else { return };
    if was.email != *email {
        problems.check("email", credentials_can(was, draft.account, reader));
    }
    if was.username != *username {
        problems.check("username", credentials_can(was, draft.account, reader));
    }
}

/// Days that are typed whole, and offices within those of the reader (domain RIGHT-04).
fn check_work(problems: &mut Problems, form: &Form, fields: &StaffFields, reader: Reader<'_>) {
    for name in ["starts_on", "ends_on"] {
        problems.check(name, work_values::day(form.get(name)));
    }
    let offices = fields.particulars.offices.as_ref();
    let within = reader.view.check_offices(offices, reader.account);
    problems.check("offices", within);
}

/// Nobody changes how somebody stronger signs in or is reached (domain RIGHT-03), as far as this
/// device knows what they hold.
fn credentials_can(
    was: &StaffFields,
    account: AccountId,
    reader: Reader<'_>,
) -> Result<(), Message> {
    match reader.view.stronger_by_role(was.role) {
        Some(permission) if account != reader.account => {
            Err(Message::new("account-stronger").with("permission", permission.label()))
        }
        _ => Ok(()),
    }
}

fn check_password(problems: &mut Problems, form: &Form, fields: &StaffFields, view: &View) {
    let practice = view.practice.as_ref();
    let context = PasswordContext {
        username: &fields.username,
        email: &fields.email,
        practice: practice.map_or("", |practice| practice.name.as_str()),
    };
    let policy = password_policy(view);
    let (typed, again) = (form.get("password"), form.get("confirm"));
    problems.check("password", validate::password(typed, &policy, context));
    problems.check("confirm", same(typed, again));
}

/// Whether a password was typed twice alike.
pub(crate) fn same(typed: &str, again: &str) -> Result<(), Message> {
    match again {
        "" => Err(Message::new("field-required")),
        _ if again != typed => Err(Message::new("password-mismatch")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
