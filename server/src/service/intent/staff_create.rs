//! `staff.create`: a new staff account, pending until its owner opens the activation link (domain
//! section 3).

use lanyard_shared::id::{LinkId, MailId};
use lanyard_shared::intent::StaffCreate;
use lanyard_shared::message::{FieldProblem, Message};
use lanyard_shared::mutant::{self, Mutant};
use lanyard_shared::permission::{Permission, out_of_reach};
use lanyard_shared::protocol::{LinkPurpose, Outcome, Rev};
use lanyard_shared::record::{Practice, RecordKey};
use lanyard_shared::seal::Place;
use lanyard_shared::time::{LINK_LIFE, UnixMillis};
use lanyard_shared::validate::{self, PasswordContext};
use lanyard_shared::visibility::Viewer;
use serde_json::{Value, json};

use crate::app::App;
use crate::error::{Error, Result};
use crate::service::intent::{self, forbidden, rejected};
use crate::service::mails::Template;
use crate::service::rights;
use crate::service::sessions::Actor;
use crate::store::links::NewLink;
use crate::store::mails::NewMail;
use crate::store::{Tx, accounts, links, mails, practice, providers, roles};

/// The fields in the order of the form, for problems to be told in it.
const FORM: [&str; 9] = [
    "first_name",
    "last_name",
    "primary_provider",
    "role",
    "email",
    "username",
    "password",
    "home_phone",
    "cell_phone",
];

/// A new account whose password is hashed and whose link is derived.
pub struct Prepared {
    create: StaffCreate,
    /// The hash, or why the password cannot be used.
    password: std::result::Result<String, Message>,
    link: LinkId,
    link_secret_hash: [u8; 32],
    mail: MailId,
}

/// The generation of a link that is new.
const FIRST_GENERATION: u32 = 1;

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
    let password = match open(app, &create, &practice) {
        Ok(password) => Ok(app.effects.hash(password).await?),
        Err(message) => Err(message),
    };
    let now = app.effects.clock.now();
    let link = LinkId::new(now, app.effects.random());
    Ok(intent::Prepared::StaffCreate(Box::new(Prepared {
        create,
        password,
        link,
        link_secret_hash: app.secret.link_secret_hash(
            LinkPurpose::Activation,
            link,
            FIRST_GENERATION,
        ),
        mail: MailId::new(now, app.effects.random()),
    })))
}

/// The password in clear, where it can be opened and the policy accepts it.
fn open(
    app: &App,
    create: &StaffCreate,
    practice: &Practice,
) -> std::result::Result<String, Message> {
    let place = Place {
        account: create.account,
        field: "password",
    };
    let password = app
        .secret
        .opening_key()
        .open(&create.password, place)
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

    pub(super) fn judge(&self, tx: &Tx<'_>, viewer: &Viewer) -> Result<Outcome> {
        if !viewer.permissions.contains(&Permission::ManageAccounts)
            && !mutant::is(Mutant::RightsJudgedAtPrepare)
        {
            return Ok(forbidden(Permission::ManageAccounts));
        }
        if accounts::find(tx, self.create.account)?.is_some() {
            let message = Message::new("account-exists");
            return Ok(rejected(FieldProblem::general(message)));
        }
        let mut problems = self.create.fields.checked().err().unwrap_or_default();
        problems.extend(self.provider_problem(tx)?);
        problems.extend(self.role_problem(tx, viewer)?);
        self.find_taken(tx, &mut problems)?;
        if let Err(message) = &self.password {
            problems.push(FieldProblem::at("password", message.clone()));
        }
        problems.extend(seats_problem(tx)?);
        if problems.is_empty() {
            return Ok(Outcome::Applied);
        }
        problems.sort_by_key(|problem| {
            let field = problem.field.as_deref();
            let place = FORM.iter().position(|name| Some(*name) == field);
            place.unwrap_or(FORM.len())
        });
        Ok(Outcome::Rejected { problems })
    }

    fn provider_problem(&self, tx: &Tx<'_>) -> Result<Option<FieldProblem>> {
        let key = match providers::find(tx, self.create.fields.primary_provider)? {
            Some(provider) if provider.active => return Ok(None),
            Some(_) => "provider-inactive",
            None => "provider-unknown",
        };
        let message = Message::new(key);
        Ok(Some(FieldProblem::at("primary_provider", message)))
    }

    /// Domain RIGHT-02: nobody hands out a guarded permission that they lack.
    fn role_problem(&self, tx: &Tx<'_>, viewer: &Viewer) -> Result<Option<FieldProblem>> {
        let Some(role) = roles::find(tx, self.create.fields.role)? else {
            let message = Message::new("role-unknown");
            return Ok(Some(FieldProblem::at("role", message)));
        };
        let lacking = out_of_reach(&viewer.permissions, &role.allows);
        Ok(lacking.first().map(|permission| {
            let message = Message::new("role-out-of-reach").with("permission", permission.label());
            FieldProblem::at("role", message)
        }))
    }

    /// Adds the clashes of username and e-mail address. A value that is not one is not looked up.
    fn find_taken(&self, tx: &Tx<'_>, problems: &mut Vec<FieldProblem>) -> Result<()> {
        let fields = &self.create.fields;
        let wrong: Vec<_> = problems.iter().filter_map(|p| p.field.clone()).collect();
        let well_formed = |field: &str| !wrong.iter().any(|name| name == field);
        if well_formed("email") && accounts::find_by_email(tx, &fields.email)?.is_some() {
            problems.push(FieldProblem::at("email", Message::new("email-taken")));
        }
        if well_formed("username") && accounts::find_by_username(tx, &fields.username)?.is_some() {
            problems.push(FieldProblem::at("username", Message::new("username-taken")));
        }
        Ok(())
    }

    pub(super) fn take_effect(&self, tx: &mut Tx<'_>, rev: Rev, now: UnixMillis) -> Result<()> {
        let account = self.create.account(now);
        let hash = self
            .password
            .as_ref()
            .map_err(|message| Error::Internal(format!("no password to store: {}", message.key)))?;
        accounts::insert(tx, &account, hash, rev)?;
        links::insert(
            tx,
            &NewLink {
                id: self.link,
                purpose: LinkPurpose::Activation,
                account: Some(account.id),
                generation: FIRST_GENERATION,
                secret_hash: self.link_secret_hash,
                life: LINK_LIFE,
                expires_at: None,
                created_at: now,
            },
        )?;
        mails::insert(
            tx,
            &NewMail {
                id: self.mail,
                template: Template::Activation,
                account: account.id,
                link: self.link,
                recipient: account.email,
                created_at: now,
            },
        )
    }
}

/// Domain D-08.
fn seats_problem(tx: &Tx<'_>) -> Result<Option<FieldProblem>> {
    let practice = practice::find(tx)?.ok_or_else(no_practice)?;
    let Some(max) = practice.plan.seats() else {
        return Ok(None);
    };
    if accounts::seats_taken(tx)? < max || mutant::is(Mutant::SeatsUncounted) {
        return Ok(None);
    }
    let message = Message::new("seats-full").with("max", max);
    Ok(Some(FieldProblem::general(message)))
}

fn no_practice() -> Error {
    Error::Internal("an intent arrived before set-up".to_owned())
}
