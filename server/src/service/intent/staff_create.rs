//! `staff.create`: a new staff account or a provider's own login, pending until its owner opens the
//! activation link (domain section 3).

use std::collections::BTreeSet;

use lanyard_shared::fields::Fields;
use lanyard_shared::intent::{StaffCreate, StaffSetPin};
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::mutant::{self, Mutant};
use lanyard_shared::permission::{Permission, ROLE_PROVIDER, out_of_reach, stronger_by};
use lanyard_shared::protocol::{Outcome, Rev};
use lanyard_shared::record::{Practice, Record, RecordKey};
use lanyard_shared::seal::{Place, Sealed};
use lanyard_shared::time::UnixMillis;
use lanyard_shared::validate::{self, PasswordContext};
use serde_json::{Value, json};

use crate::app::App;
use crate::error::{Error, Result};
use crate::service::calendar;
use crate::service::intent::case::{AtOdds, Case, conflict};
use crate::service::intent::effect::{Effect, Judgement};
use crate::service::intent::{self, forbidden, no_practice, raise, rejected, seats_problem, whole};
use crate::service::links::Letter;
use crate::service::pins::{self, FreshSupportPin};
use crate::service::rights;
use crate::service::sessions::Actor;
use crate::store::pins::PinKind;
use crate::store::{Tx, accounts, pins as stored_pins, practice, roles};

/// The fields in the order of the form, for problems to be told in it.
const FORM: [&str; 10] = [
    "first_name",
    "last_name",
    "primary_provider",
    "role",
    "email",
    "username",
    "password",
    "home_phone",
    "cell_phone",
    "app_unlock_pin",
];

/// A new account whose password is hashed and whose link is derived.
pub struct Prepared {
    create: StaffCreate,
    /// The hash, or why the password cannot be used; `None` where its owner chooses one.
    password: Option<std::result::Result<String, Message>>,
    /// The locked PIN, or why it cannot be used.
    app_unlock: Option<std::result::Result<Vec<u8>, Message>>,
    support: FreshSupportPin,
    letter: Letter,
}

/// Opens the sealed password, judges it by the policy of this moment and hashes it.
///
/// # Errors
/// What the store gives.
pub async fn prepare(app: &App, actor: &Actor, create: StaffCreate) -> Result<intent::Prepared> {
    let account = actor.account;
    let (viewer, practice) = app
        .store
        .read(move |tx| Ok((rights::viewer(tx, account)?, practice::find(tx)?)))
        .await?;
    // Who lacks the right does not get to spend the server's time on hashing.
    if !viewer.permissions.contains(&Permission::ManageAccounts) {
        let outcome = forbidden(Permission::ManageAccounts);
        return Ok(intent::Prepared::Decided(outcome));
    }
    let practice = practice.ok_or_else(no_practice)?;
    let password = match &create.password {
        None => None,
        Some(sealed) => Some(match open(app, &create, sealed, &practice) {
            Ok(password) => Ok(app.effects.hash(password).await?),
            Err(message) => Err(message),
        }),
    };
    let pin = create.app_unlock_pin.as_ref();
    let app_unlock = pin.map(|sealed| pins::app_unlock(app, create.account, sealed));
    Ok(intent::Prepared::StaffCreate(Box::new(Prepared {
        create,
        password,
        app_unlock,
        support: FreshSupportPin::draw(app),
        letter: Letter::new(app),
    })))
}

/// The password in clear, where it can be opened and the policy accepts it.
fn open(
    app: &App,
    create: &StaffCreate,
    sealed: &Sealed,
    practice: &Practice,
) -> std::result::Result<String, Message> {
    let place = Place {
        account: create.account,
        field: "password",
    };
    let password = app
        .secret
        .opening_key()
        .open(sealed, place)
        .map_err(|_| Message::new("password-unreadable"))?;
    let context = PasswordContext {
        username: &create.fields.username,
        email: &create.fields.email,
        practice: &practice.name,
    };
    validate::password(&password, &practice.policies.password, context)?;
    Ok(password)
}

impl Prepared {
    pub(super) fn target(&self) -> RecordKey {
        self.create.target()
    }

    /// Ids only: names and addresses are erased with a removed account, the audit log stays.
    pub(super) fn detail(&self) -> Value {
        json!({
            "role": self.create.fields.role,
            "primary_provider": self.create.fields.primary_provider,
        })
    }

    pub(super) fn judge(&self, tx: &Tx<'_>, case: &Case) -> Result<Judgement<'_>> {
        if !case.may(Permission::ManageAccounts) && !mutant::is(Mutant::RightsJudgedAtPrepare) {
            return Ok(Judgement::stands(forbidden(Permission::ManageAccounts)));
        }
        if accounts::find(tx, self.create.account)?.is_some() {
            let message = Message::new("account-exists");
            return Ok(Judgement::stands(rejected(FieldProblem::general(message))));
        }
        let problems = self.problems(tx, case)?;
        if !problems.is_empty() {
            return Ok(Judgement::stands(Outcome::Rejected { problems }));
        }
        let role = self.create.fields.role;
        if case.rights_moved(tx, &[raise::role_key(role)])? {
            let odds = AtOdds {
                field: "role".to_owned(),
                was: json!(role),
                mine: json!(role),
                theirs: json!(role),
            };
            let outcome = conflict(tx, raise::role_key(role), vec![odds])?;
            return Ok(Judgement::stands(outcome));
        }
        Ok(Judgement {
            outcome: Outcome::Applied,
            effect: Effect::StaffCreate(self),
        })
    }

    /// All that is wrong, in the order of the form.
    fn problems(&self, tx: &Tx<'_>, case: &Case) -> Result<Vec<FieldProblem>> {
        let mut problems = self.create.fields.checked().err().unwrap_or_default();
        let account = Record::from(self.create.account(UnixMillis(0)));
        // A value that is not one is not looked up.
        let well_formed = |field: &str| {
            let mut wrong = problems
                .iter()
                .filter_map(|problem| problem.field.as_deref());
            !wrong.any(|name| name == field)
        };
        let beside = whole::problems(tx, &case.viewer, &account, well_formed)?;
        problems.extend(beside);
        problems.extend(self.secrets(tx, case)?);
        if self.create.own_login {
            problems.extend(self.role_of_login());
        } else {
            problems.extend(seats_problem(tx)?);
        }
        problems.sort_by_key(|problem| {
            let field = problem.field.as_deref();
            let place = FORM.iter().position(|name| Some(*name) == field);
            place.unwrap_or(FORM.len())
        });
        Ok(problems)
    }

    /// A provider signs in with the role *Provider* (domain D-03).
    fn role_of_login(&self) -> Option<FieldProblem> {
        let other = self.create.fields.role != ROLE_PROVIDER;
        other.then(|| FieldProblem::at("role", Message::new("provider-login-role")))
    }

    /// What is wrong with password and PIN. An account that gets a guarded permission which its maker
    /// lacks gets both from its owner only (domain RIGHT-02).
    fn secrets(&self, tx: &Tx<'_>, case: &Case) -> Result<Vec<FieldProblem>> {
        let role = roles::find(tx, self.create.fields.role)?;
        let held = role.map(|role| role.allows).unwrap_or_default();
        let mine = &case.viewer.permissions;
        // A role that is out of reach altogether is told as such.
        let stronger = if out_of_reach(mine, &held).is_empty() {
            stronger_by(mine, &held)
        } else {
            BTreeSet::new()
        };
        let stronger = stronger.first().map(|permission| {
            Message::new("secret-of-stronger").with("permission", permission.label())
        });
        let password = self.password.as_ref().map(|found| found.as_ref().err());
        let pin = self.app_unlock.as_ref().map(|found| found.as_ref().err());
        let given = [("password", password), (StaffSetPin::FIELD, pin)].into_iter();
        let problems = given.filter_map(|(field, found)| {
            let message = stronger.as_ref().or(found?)?;
            found.map(|_| FieldProblem::at(field, message.clone()))
        });
        Ok(problems.collect())
    }

    pub(super) fn take_effect(
        &self,
        app: &App,
        tx: &mut Tx<'_>,
        rev: Rev,
        now: UnixMillis,
    ) -> Result<()> {
        let mut account = self.create.account(now);
        calendar::settle(tx, &mut account)?;
        let unusable = |message: &Message| Error::Internal(format!("stored: {}", message.key));
        let hash = match &self.password {
            Some(hash) => hash.as_ref().map_err(unusable)?,
            None => accounts::NO_PASSWORD,
        };
        accounts::insert(tx, &account, hash, rev)?;
        if let Some(locked) = &self.app_unlock {
            let locked = locked.as_ref().map_err(unusable)?;
            stored_pins::put(tx, account.id, PinKind::AppUnlock, locked, now)?;
        }
        self.support.put(app, tx, account.id, now)?;
        self.letter.enclose(tx, &account)
    }
}
