//! Tests of push and pull, on a small practice in memory.

use std::sync::Arc;

use lanyard_shared::fields::StaffFields;
use lanyard_shared::id::{AccountId, DeviceId, EpochId, OpId, ProviderId, RoleId};
use lanyard_shared::intent::{Envelope, Intent, StaffCreate};
use lanyard_shared::permission::{
    Permission, ROLE_NURSE, ROLE_OFFICE_MANAGER, Setting, system_roles,
};
use lanyard_shared::protocol::{PROTOCOL, Problem, PushAnswer, PushRequest, Rev, Verdict};
use lanyard_shared::record::{
    Account, Particulars, Plan, Policies, Practice, Provider, Standing, TwoFactor, Work,
};
use lanyard_shared::seal::{self, Place, rand_core};
use lanyard_shared::time::{Millis, UnixMillis};
use uuid::Uuid;

use super::push;
use crate::app::{App, Settings};
use crate::effects::testing::{self, MORNING, TestClock};
use crate::error::{Error, Result};
use crate::secret::RootSecret;
use crate::service::sessions::Actor;
use crate::store::audit::{self, AuditEntry};
use crate::store::{Store, Tx, accounts, practice, providers, roles};

mod addresses;
mod author;
mod chains;
mod credentials;
mod forgotten;
mod groups;
mod letters;
mod locking;
mod logins;
mod merging;
mod particulars;
mod policies;
mod pulling;
mod pushing;
mod raising;
mod refusals;
mod removals;
mod retention;

const PROVIDER: ProviderId = ProviderId(Uuid::from_u128(0x20));
const ARCHIVED: ProviderId = ProviderId(Uuid::from_u128(0x21));
const ADMIN: AccountId = AccountId(Uuid::from_u128(0x30));
/// Holds Manage Accounts and no other guarded permission.
const CLERK: AccountId = AccountId(Uuid::from_u128(0x31));
const NURSE: AccountId = AccountId(Uuid::from_u128(0x32));
const DEVICE: DeviceId = DeviceId(Uuid::from_u128(0x40));
const PASSWORD: &str = "correct battery horse staple";

/// Repeatable bytes for sealing.
struct Repeated;

impl rand_core::TryRng for Repeated {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> std::result::Result<u32, Self::Error> {
        Ok(7)
    }

    fn try_next_u64(&mut self) -> std::result::Result<u64, Self::Error> {
        Ok(7)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> std::result::Result<(), Self::Error> {
        bytes.fill(7);
        Ok(())
    }
}

impl rand_core::TryCryptoRng for Repeated {}

/// A practice with an admin, a clerk, a nurse, and a server in memory.
struct Desk {
    app: App,
    clock: Arc<TestClock>,
    epoch: EpochId,
}

fn account(id: AccountId, username: &str) -> Account {
    Account {
        id,
        work: Work::Staff {
            primary_provider: PROVIDER,
        },
        first_name: "Ana".to_owned(),
        last_name: "Lee".to_owned(),
        email: format!("{username}@example.org"),
        email_verified: true,
        username: username.to_owned(),
        role: ROLE_NURSE,
        home_phone: None,
        cell_phone: None,
        standing: Standing::Active,
        activation: None,
        particulars: Particulars::default(),
        starts_at: None,
        ends_at: None,
        erase_at: None,
        two_factor: TwoFactor::Inactive,
        emergency_until: None,
        password_set_by_another: false,
        created_at: MORNING,
    }
}

fn entry() -> AuditEntry {
    AuditEntry::about(ADMIN, "test.act")
}

fn furnish(tx: &mut Tx<'_>) -> Result<()> {
    let rev = tx.bump(MORNING, &entry())?;
    put_practice(tx, Plan::Invoiced, rev)?;
    for role in system_roles() {
        roles::insert(tx, &role, rev)?;
    }
    for (id, active) in [(PROVIDER, true), (ARCHIVED, false)] {
        let provider = Provider {
            id,
            first_name: "Pat".to_owned(),
            last_name: "Ng".to_owned(),
            npi: None,
            specialty: String::new(),
            email: String::new(),
            offices: Vec::new(),
            active,
        };
        providers::insert(tx, &provider, rev)?;
    }
    let admin = Account {
        role: ROLE_OFFICE_MANAGER,
        ..account(ADMIN, "admin")
    };
    for account in [admin, account(CLERK, "clerk"), account(NURSE, "nurse")] {
        accounts::insert(tx, &account, "hash", rev)?;
    }
    accounts::set_own_permission(tx, CLERK, Permission::ManageAccounts, Setting::Allow)
}

fn put_practice(tx: &mut Tx<'_>, plan: Plan, rev: Rev) -> Result<()> {
    let practice = Practice {
        name: "Hillside".to_owned(),
        time_zone: "America/New_York".to_owned(),
        plan,
        public_url: "https://desk.example.org".to_owned(),
        policies: Policies::default(),
    };
    practice::put(tx, &practice, rev)
}

impl Desk {
    async fn new() -> Self {
        let (effects, clock) = testing::effects();
        let settings = Settings {
            public_url: "http://127.0.0.1".to_owned(),
            mail_configured: true,
            tls: false,
        };
        let store = Store::in_memory().unwrap();
        let app = App::new(store, effects, RootSecret::new([1; 32]), settings);
        app.store.write(furnish).await.unwrap();
        let epoch = app.store.read(audit::head).await.unwrap().epoch;
        Self { app, clock, epoch }
    }

    fn later(&self) {
        self.clock.advance(Millis::seconds(1));
    }

    /// Changes the store as some other act would.
    async fn change(&self, act: impl Fn(&mut Tx<'_>, Rev) -> Result<()> + Send + 'static) {
        let write = move |tx: &mut Tx<'_>| {
            let rev = tx.bump(MORNING, &entry())?;
            act(tx, rev)
        };
        self.app.store.write(write).await.unwrap();
    }

    async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> T {
        self.app.store.read(look).await.unwrap()
    }

    async fn rev_of(&self, account: AccountId) -> u64 {
        let sql = format!("select rev || '' from accounts where id = '{account}'");
        self.look(move |tx| tx.text(&sql)).await.parse().unwrap()
    }

    fn request(&self, intents: Vec<Envelope>) -> PushRequest {
        PushRequest {
            protocol: PROTOCOL,
            epoch: self.epoch,
            acked_through: 0,
            head: None,
            intents,
        }
    }

    async fn push_as(&self, who: AccountId, intents: Vec<Envelope>) -> Result<Vec<Verdict>> {
        let request = self.request(intents);
        let answer = push(&self.app, &actor(who), DEVICE, request).await;
        answer.map(|PushAnswer { verdicts, .. }| verdicts)
    }

    async fn push(&self, intents: Vec<Envelope>) -> Vec<Verdict> {
        self.push_as(ADMIN, intents).await.unwrap()
    }

    /// Account `n`, asked for at place `n` of the queue, under the id `n`.
    fn create(&self, n: u8) -> Envelope {
        self.create_with(n, |_| {})
    }

    fn create_with(&self, n: u8, change: impl FnOnce(&mut StaffCreate)) -> Envelope {
        let account = AccountId(Uuid::from_u128(0x1000 + u128::from(n)));
        let mut create = StaffCreate {
            account,
            fields: StaffFields {
                first_name: "Bea".to_owned(),
                last_name: "Kim".to_owned(),
                primary_provider: PROVIDER,
                role: ROLE_NURSE,
                email: format!("user{n}@example.org"),
                username: format!("user{n}"),
                home_phone: String::new(),
                cell_phone: "(212) 555-0147".to_owned(),
                particulars: Particulars::default(),
            },
            password: Some(self.sealed(account, PASSWORD)),
            app_unlock_pin: None,
            own_login: false,
        };
        change(&mut create);
        let op_id = OpId(Uuid::from_u128(0x2000 + u128::from(n)));
        let intent = Intent::StaffCreate(Box::new(create));
        Envelope {
            seq: u64::from(n),
            ..intent.envelope(op_id, UnixMillis(MORNING.0 - 5000))
        }
    }

    fn sealed(&self, account: AccountId, password: &str) -> seal::Sealed {
        let place = Place {
            account,
            field: "password",
        };
        let key = self.app.secret.opening_key();
        seal::seal(password, place, key.public(), &mut Repeated).unwrap()
    }
}

fn actor(account: AccountId) -> Actor {
    Actor {
        account,
        password_change_required: false,
        enrolment_required: false,
    }
}

fn refusal(error: Error) -> Problem {
    match error {
        Error::Refused(problem) => *problem,
        other => panic!("{other}"),
    }
}
