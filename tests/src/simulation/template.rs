//! The practice in which every world begins, made once and copied for each seed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use lanyard_server::app::{App, Limits, Settings};
use lanyard_server::effects::testing::{MORNING, PlainHasher, TestClock};
use lanyard_server::effects::{Effects, Slow};
use lanyard_server::error::Result;
use lanyard_server::secret::RootSecret;
use lanyard_server::service::setup;
use lanyard_server::store::audit::AuditEntry;
use lanyard_server::store::database::{Database, Shared};
use lanyard_server::store::worker::Worker;
use lanyard_server::store::{Store, Tx, accounts, changes, offices, practice, providers, roles};
use lanyard_shared::id::{AccountId, EpochId, OfficeId, ProviderId, RoleId};
use lanyard_shared::intent::StaffSetPin;
use lanyard_shared::permission::{Permission, ROLE_OFFICE_MANAGER, ROLE_STAFF, Setting};
use lanyard_shared::protocol::{FirstAdmin, Rev, SetUp};
use lanyard_shared::record::{
    Account, FirstPassword, Office, Particulars, Plan, Provider, Record, Role, Standing, TwoFactor,
    TwoFactorPolicy, Work,
};
use lanyard_shared::seal::{self, Place, Sealed};
use uuid::Uuid;

use super::broken::Held;
use super::chance::{Chance, Dice};
use super::driving::settle;

/// What everybody's password is.
pub(super) const PASSWORD: &str = "correct battery horse";
/// The seed of the root secret, so that sealed values can be made once for all worlds.
const SECRET: [u8; 32] = [1; 32];
/// What everybody's App Unlock PIN is.
const PIN: &str = "7391";
/// How many new accounts there are, each with secrets sealed for it.
const SEALED: usize = 96;

/// A practice with a few people, and how many seats are left.
pub(super) struct Template {
    pub(super) image: Vec<u8>,
    /// Everybody who can sign in, the administrator first.
    pub(super) people: Vec<AccountId>,
    /// What is set for each beside their role.
    pub(super) own: BTreeMap<AccountId, BTreeMap<Permission, Setting>>,
}

/// Everything of a server that is lost when its process dies.
pub(super) struct Process {
    pub(super) app: App,
    pub(super) worker: Worker,
}

impl Process {
    pub(super) fn start(
        database: Shared,
        clock: Arc<TestClock>,
        dice: Arc<Dice>,
        limits: Limits,
    ) -> Self {
        let effects = Effects {
            clock,
            rng: dice,
            hasher: Arc::new(PlainHasher),
            slow: Slow::Here,
        };
        let settings = Settings {
            public_url: "https://desk.example.org".to_owned(),
            mail_configured: true,
            tls: true,
        };
        let (store, worker) = Store::driven(database);
        let secret = RootSecret::new(SECRET);
        Self {
            app: App::with_limits(store, effects, secret, settings, limits),
            worker,
        }
    }
}

/// Plenty of seats, or one that is left.
static TEMPLATES: LazyLock<[Held<Template>; 2]> = LazyLock::new(|| {
    [
        Template::make(Plan::Invoiced),
        Template::make(Plan::Asclepius),
    ]
});

/// An account that can be made, with what is sealed for it.
#[derive(Clone)]
pub(super) struct Newcomer {
    pub(super) account: AccountId,
    pub(super) password: Sealed,
    pub(super) pin: Sealed,
}

/// New accounts: sealing is slow, and opening them all is not needed.
static POOL: LazyLock<Vec<Newcomer>> = LazyLock::new(|| {
    let secret = RootSecret::new(SECRET);
    let opening = secret.opening_key();
    let mut chance = Chance::new(0);
    (0..SEALED)
        .filter_map(|_| {
            let account = AccountId::new(MORNING, chance.bytes());
            let mut sealed = |field, text| {
                let place = Place { account, field };
                seal::seal(text, place, opening.public(), &mut chance).ok()
            };
            Some(Newcomer {
                account,
                password: sealed("password", PASSWORD)?,
                pin: sealed(StaffSetPin::FIELD, PIN)?,
            })
        })
        .collect()
});

/// The n-th new account; `None` when all are used.
pub(super) fn newcomer(n: usize) -> Option<Newcomer> {
    POOL.get(n).cloned()
}

/// A PIN sealed for an account; `None` where there is none for it.
pub(super) fn pin_for(account: AccountId) -> Option<Sealed> {
    let found = POOL.iter().find(|newcomer| newcomer.account == account);
    found.map(|newcomer| newcomer.pin.clone())
}

impl Template {
    /// The one for a world.
    pub(super) fn of(chance: &mut Chance) -> Held<&'static Self> {
        let [plenty, scarce] = &*TEMPLATES;
        let template = if chance.one_in(3) { scarce } else { plenty };
        template.as_ref().map_err(Clone::clone)
    }

    fn make(plan: Plan) -> Held<Self> {
        let epoch = EpochId(Uuid::from_u128(1));
        let database = Shared::new(Database::in_memory(epoch)?);
        let clock = Arc::new(TestClock::default());
        let dice = Arc::new(Dice::new(1));
        let Process { app, mut worker } =
            Process::start(database.clone(), clock, dice, Limits::default());
        let link = settle(&mut worker, setup::new_link(&app))?.unwrap_or_default();
        let token = link.split_once('#').map_or("", |(_, token)| token);
        settle(&mut worker, setup::set_up(&app, filled(token, plan)))?;
        let furnished = app.store.write(move |tx| furnish(tx, plan));
        let people = settle(&mut worker, furnished)?;
        let ids = people.clone();
        let own = database.lock().read(|tx| {
            let own = ids
                .iter()
                .map(|id| Ok((*id, accounts::own_permissions(tx, *id)?)));
            own.collect::<Result<_>>()
        })?;
        let image = database.lock().image()?;
        Ok(Self { image, people, own })
    }
}

/// The set-up page as filled in. The administrator is a provider, who takes no seat.
fn filled(token: &str, plan: Plan) -> SetUp {
    SetUp {
        token: token.to_owned(),
        practice_name: "Hillside Clinic".to_owned(),
        time_zone: "America/New_York".to_owned(),
        plan,
        public_url: "https://desk.example.org".to_owned(),
        office_name: "Main Street".to_owned(),
        office_address: "1 Main Street\nSpringfield".to_owned(),
        office_phone: "(212) 555-0147".to_owned(),
        provider_first_name: "Ruth".to_owned(),
        provider_last_name: "Okafor".to_owned(),
        provider_npi: "1234567893".to_owned(),
        admin: FirstAdmin::Provider,
        email: "ruth@example.org".to_owned(),
        username: "ruth".to_owned(),
        password: PASSWORD.to_owned(),
    }
}

/// Adds people of differing rights; gives everybody who can sign in.
fn furnish(tx: &mut Tx<'_>, plan: Plan) -> Result<Vec<AccountId>> {
    let rev = tx.bump(MORNING, &AuditEntry::general("simulation.furnish"))?;
    let rows = changes::snapshot(tx, None, usize::from(u16::MAX))?;
    let admin = rows.iter().find_map(|row| match &row.record {
        Record::Account(account) => Some(account.clone()),
        _ => None,
    });
    let Some(admin) = admin else {
        return Ok(Vec::new());
    };
    if let Some(mut practice) = practice::find(tx)? {
        practice.policies.first_password = FirstPassword::Ask;
        // Nobody here has an authenticator app.
        practice.policies.two_factor = TwoFactorPolicy::Off;
        practice::put(tx, &practice, rev)?;
    }
    let front_desk = front_desk(tx, admin.provider(), rev)?;
    let mut people = vec![admin.id];
    let staff = [
        ("max", ROLE_STAFF),
        ("bea", front_desk),
        ("vera", ROLE_OFFICE_MANAGER),
    ];
    let seats = if plan.seats().is_some() {
        2
    } else {
        staff.len()
    };
    for (n, (name, role)) in (2..).zip(staff.into_iter().take(seats)) {
        let account = person(n, name, admin.provider());
        let account = Account { role, ..account };
        accounts::insert(tx, &account, &format!("plain:{PASSWORD}"), rev)?;
        people.push(account.id);
    }
    // Max makes accounts and gives no rights; his role alone would not let him.
    if let Some(max) = people.get(1) {
        accounts::set_own_permission(tx, *max, Permission::ManageAccounts, Setting::Allow)?;
    }
    Ok(people)
}

/// A second office and provider, and two roles of the practice's own. Gives the role that somebody
/// has.
fn front_desk(tx: &mut Tx<'_>, provider: ProviderId, rev: Rev) -> Result<RoleId> {
    let id = Uuid::from_u128;
    let office = Office {
        id: OfficeId(id(101)),
        name: "Hill Road".to_owned(),
        address: String::new(),
        phone: None,
        active: true,
    };
    offices::insert(tx, &office, rev)?;
    if let Some(first) = providers::find(tx, provider)? {
        let second = Provider {
            id: ProviderId(id(102)),
            first_name: "Ida".to_owned(),
            npi: None,
            ..first
        };
        providers::insert(tx, &second, rev)?;
    }
    let role = |n, name: &str| Role {
        id: RoleId(id(n)),
        name: name.to_owned(),
        description: String::new(),
        system: false,
        allows: BTreeSet::from([Permission::AccessReports]),
    };
    roles::insert(tx, &role(103, "Archive"), rev)?;
    let front_desk = role(104, "Front Desk");
    roles::insert(tx, &front_desk, rev)?;
    Ok(front_desk.id)
}

fn person(n: u128, name: &str, primary_provider: ProviderId) -> Account {
    Account {
        id: AccountId(Uuid::from_u128(n)),
        work: Work::Staff { primary_provider },
        first_name: name.to_owned(),
        last_name: "Lindt".to_owned(),
        email: format!("{name}@example.org"),
        email_verified: true,
        username: name.to_owned(),
        role: ROLE_STAFF,
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
