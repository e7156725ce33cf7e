//! A server in memory for the tests of services, set up as a person would do it.

use std::sync::Arc;

use lanyard_shared::id::{AccountId, MailId, ProviderId};
use lanyard_shared::message::FieldProblem;
use lanyard_shared::permission::{Permission, ROLE_NURSE, Setting};
use lanyard_shared::protocol::{
    FirstAdmin, LinkPurpose, LinkToken, MailKind, Problem, ProblemKind, Rev, SetUp, SignIn,
};
use lanyard_shared::record::{
    Account, Particulars, Plan, Policies, Standing, TwoFactor, TwoFactorPolicy, Work,
};
use lanyard_shared::time::LINK_LIFE;
use uuid::Uuid;

use crate::app::{App, Settings};
use crate::effects::testing::{self, PlainHasher, TestClock};
use crate::effects::{Effects, PasswordHasher};
use crate::error::{Error, Result};
use crate::secret::RootSecret;
use crate::service::links::{self, Fresh};
use crate::service::mails::{self, Attempt};
use crate::service::sessions::{self, Actor, Browser, NewSession};
use crate::service::setup;
use crate::store::audit::{self, AuditEntry};
use crate::store::mails::NewMail;
use crate::store::{Store, accounts, changes, mails as stored_mails, practice};

mod edits;

pub(crate) use edits::rejection;

pub(crate) const PASSWORD: &str = "correct battery horse";
pub(crate) const NURSE: AccountId = AccountId(Uuid::from_u128(0x51));
pub(crate) const NURSE_PASSWORD: &str = "given by somebody else";

/// A server in memory and its clock.
pub(crate) struct Desk {
    pub(crate) app: App,
    pub(crate) clock: Arc<TestClock>,
}

/// The set-up page as filled in by somebody who works for the provider.
pub(crate) fn filled(token: &str) -> SetUp {
    SetUp {
        token: token.to_owned(),
        practice_name: "Hillside Clinic".to_owned(),
        time_zone: "America/New_York".to_owned(),
        plan: Plan::Invoiced,
        public_url: "https://desk.example.org".to_owned(),
        office_name: "Main Street".to_owned(),
        office_address: "1 Main Street\nSpringfield".to_owned(),
        office_phone: "(212) 555-0147".to_owned(),
        provider_first_name: "Ruth".to_owned(),
        provider_last_name: "Okafor".to_owned(),
        provider_npi: "1234567893".to_owned(),
        admin: FirstAdmin::Staff {
            first_name: "Olga".to_owned(),
            last_name: "Meyer".to_owned(),
        },
        email: "olga@example.org".to_owned(),
        username: "olga".to_owned(),
        password: PASSWORD.to_owned(),
    }
}

impl Desk {
    /// A server before set-up.
    pub(crate) fn empty() -> Self {
        Self::hashing_by(Arc::new(PlainHasher))
    }

    /// A server before set-up that hashes passwords by `hasher`.
    pub(crate) fn hashing_by(hasher: Arc<dyn PasswordHasher>) -> Self {
        let (effects, clock) = testing::effects();
        let effects = Effects { hasher, ..effects };
        let settings = Settings {
            public_url: "http://127.0.0.1:8080".to_owned(),
            mail_configured: true,
            tls: false,
        };
        let store = Store::in_memory().unwrap();
        let app = App::new(store, effects, RootSecret::new([1; 32]), settings);
        Self { app, clock }
    }

    /// The token of a new set-up link.
    pub(crate) async fn setup_token(&self) -> String {
        let url = setup::new_link(&self.app).await.unwrap().unwrap();
        token_of(&url)
    }

    /// A server with a practice whose administrator is `olga`.
    pub(crate) async fn founded() -> Self {
        Self::empty().found().await
    }

    /// Makes the practice.
    pub(crate) async fn found(self) -> Self {
        let token = self.setup_token().await;
        setup::set_up(&self.app, filled(&token)).await.unwrap();
        // Most tests sign in without a second factor.
        self.ask_second_factor_of(TwoFactorPolicy::Off).await;
        self
    }

    /// A server with a practice and the active nurse `bea`.
    pub(crate) async fn with_nurse() -> Self {
        let desk = Self::founded().await;
        let link = desk.add_nurse().await;
        links::activate(&desk.app, link).await.unwrap();
        desk
    }

    /// The newest revision.
    pub(crate) fn rev(&self) -> Rev {
        *self.app.rev.borrow()
    }

    /// The newest entry of the audit log: its action, whether it has an actor and a target, detail.
    pub(crate) async fn audited(&self) -> String {
        self.app.store.read(audit::newest).await.unwrap()
    }

    /// Somebody who is signed in.
    pub(crate) async fn actor(&self, username: &'static str) -> Actor {
        let read = self
            .app
            .store
            .read(move |tx| accounts::find_by_username(tx, username));
        Actor {
            account: read.await.unwrap().unwrap().id,
            password_change_required: false,
            enrolment_required: false,
        }
    }

    /// Gives the nurse a permission of her own, or takes it from her.
    pub(crate) async fn allow_nurse(&self, permission: Permission, setting: Setting) {
        let written = self
            .app
            .store
            .write(move |tx| accounts::set_own_permission(tx, NURSE, permission, setting));
        written.await.unwrap();
    }

    /// Decides whom a second factor is asked of.
    pub(crate) async fn ask_second_factor_of(&self, policy: TwoFactorPolicy) {
        self.decide(move |policies| policies.two_factor = policy)
            .await;
    }

    /// Changes what the practice decided for everybody.
    pub(crate) async fn decide(&self, change: impl Fn(&mut Policies) + Send + 'static) {
        let written = self.app.store.write(move |tx| {
            let mut found = practice::find(tx)?.unwrap();
            change(&mut found.policies);
            practice::put(tx, &found, Rev(1))
        });
        written.await.unwrap();
    }

    /// Adds the nurse `bea`, pending, and gives the token of her activation link, whose mail waits.
    pub(crate) async fn add_nurse(&self) -> LinkToken {
        let fresh = Fresh::new(&self.app, LinkPurpose::Activation);
        let token = fresh.token(&self.app);
        let now = self.app.effects.now();
        let mail = MailId::new(now, self.app.effects.random());
        let hash = self
            .app
            .effects
            .hash(NURSE_PASSWORD.to_owned())
            .await
            .unwrap();
        let written = self.app.store.write(move |tx| {
            let rev = tx.bump(now, &AuditEntry::about(NURSE, "test.nurse"))?;
            let provider = first_provider(tx)?;
            accounts::insert(tx, &nurse(provider, now), &hash, rev)?;
            fresh.replace(tx, NURSE, LINK_LIFE, None, now)?;
            stored_mails::insert(
                tx,
                &NewMail {
                    id: mail,
                    kind: MailKind::Activation,
                    account: NURSE,
                    about: None,
                    link: Some(fresh.id),
                    recipient: "bea@example.org".to_owned(),
                    created_at: now,
                },
            )
        });
        written.await.unwrap();
        LinkToken { token }
    }

    /// Lets every mail that is due be accepted.
    pub(crate) async fn deliver(&self) -> usize {
        let due = mails::due(&self.app, 10).await.unwrap();
        for mail in &due {
            mails::record(&self.app, mail.id, Attempt::Accepted)
                .await
                .unwrap();
        }
        due.len()
    }

    /// The nurse as stored.
    pub(crate) async fn nurse(&self) -> Account {
        let read = self.app.store.read(|tx| accounts::find(tx, NURSE));
        read.await.unwrap().unwrap()
    }

    /// Puts an account into another standing, as an administrator would.
    pub(crate) async fn put(&self, id: AccountId, standing: Standing) {
        let now = self.app.effects.now();
        let written = self.app.store.write(move |tx| {
            let rev = tx.bump(now, &AuditEntry::about(id, "test.standing"))?;
            let account = accounts::find(tx, id)?.unwrap();
            accounts::update(
                tx,
                &Account {
                    standing,
                    ..account
                },
                rev,
            )
        });
        written.await.unwrap();
    }

    pub(crate) async fn sign_in(&self, username: &str, password: &str) -> Result<NewSession> {
        let who = SignIn {
            username: username.to_owned(),
            password: password.to_owned(),
            code: None,
        };
        sessions::sign_in(&self.app, who, Browser::default()).await
    }
}

fn first_provider(tx: &crate::store::Tx<'_>) -> Result<ProviderId> {
    use lanyard_shared::record::Record;
    let rows = changes::snapshot(tx, None, 10)?;
    let provider = rows.into_iter().find_map(|row| match row.record {
        Record::Provider(provider) => Some(provider.id),
        _ => None,
    });
    Ok(provider.unwrap())
}

fn nurse(primary_provider: ProviderId, now: lanyard_shared::time::UnixMillis) -> Account {
    Account {
        id: NURSE,
        work: Work::Staff { primary_provider },
        first_name: "Bea".to_owned(),
        last_name: "Lindt".to_owned(),
        email: "bea@example.org".to_owned(),
        email_verified: false,
        username: "bea".to_owned(),
        role: ROLE_NURSE,
        home_phone: None,
        cell_phone: None,
        standing: Standing::Pending,
        activation: None,
        particulars: Particulars::default(),
        starts_at: None,
        ends_at: None,
        erase_at: None,
        two_factor: TwoFactor::Inactive,
        emergency_until: None,
        password_set_by_another: true,
        created_at: now,
    }
}

/// The token in the address of a link.
pub(crate) fn token_of(url: &str) -> String {
    url.split_once('#').unwrap().1.to_owned()
}

/// The problem that an act was refused with.
pub(crate) fn problem<T>(result: Result<T>) -> Problem {
    match result.err().unwrap() {
        Error::Refused(problem) => *problem,
        other => panic!("not a refusal: {other}"),
    }
}

/// Kind and sentence of a refusal.
pub(crate) fn refusal<T>(result: Result<T>) -> (ProblemKind, String) {
    let problem = problem(result);
    (problem.kind, problem.message.key)
}

/// Fields and sentences of a refusal.
pub(crate) fn at_fields<T>(result: Result<T>) -> Vec<String> {
    let told = |problem: FieldProblem| {
        let field = problem.field.unwrap_or_default();
        format!("{field}: {}", problem.message.key)
    };
    problem(result).fields.into_iter().map(told).collect()
}
