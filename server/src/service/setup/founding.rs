//! The records that set-up makes.

use lanyard_shared::id::{AccountId, OfficeId, ProviderId};
use lanyard_shared::permission::{ROLE_OFFICE_MANAGER, ROLE_PROVIDER, system_roles};
use lanyard_shared::protocol::Rev;
use lanyard_shared::record::{
    Account, Office, Particulars, Policies, Practice, Provider, Standing, TwoFactor, Work,
};

use super::form::Checked;
use crate::app::App;
use crate::error::Result;
use crate::service::console;
use crate::service::pins::FreshSupportPin;
use crate::store::{Tx, accounts, offices, practice, providers, roles};

/// Everything that a practice begins with.
pub(super) struct Founding {
    practice: Practice,
    office: Office,
    provider: Provider,
    admin: Account,
    password_hash: String,
    support: FreshSupportPin,
}

impl Founding {
    pub(super) fn new(app: &App, checked: Checked, password_hash: String) -> Self {
        let now = app.effects.now();
        let office = Office {
            id: OfficeId::new(now, app.effects.random()),
            name: checked.office_name,
            address: checked.office_address,
            phone: checked.office_phone,
            active: true,
        };
        let provider = Provider {
            id: ProviderId::new(now, app.effects.random()),
            first_name: checked.provider.first.clone(),
            last_name: checked.provider.last.clone(),
            npi: checked.provider_npi,
            specialty: String::new(),
            email: String::new(),
            offices: vec![office.id],
            active: true,
        };
        let (work, role, name) = match checked.staff {
            None => {
                let provider = provider.id;
                (Work::Provider { provider }, ROLE_PROVIDER, checked.provider)
            }
            Some(name) => {
                let primary_provider = provider.id;
                (Work::Staff { primary_provider }, ROLE_OFFICE_MANAGER, name)
            }
        };
        let admin = Account {
            id: AccountId::new(now, app.effects.random()),
            work,
            first_name: name.first,
            last_name: name.last,
            email: checked.email,
            email_verified: false,
            username: checked.username,
            role,
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
            created_at: now,
        };
        let practice = Practice {
            name: checked.practice_name,
            time_zone: checked.time_zone,
            plan: checked.plan,
            public_url: checked.public_url,
            policies: Policies::default(),
        };
        Self {
            practice,
            office,
            provider,
            admin,
            password_hash,
            support: FreshSupportPin::draw(app),
        }
    }

    /// The administrator's account.
    pub(super) fn admin(&self) -> AccountId {
        self.admin.id
    }

    pub(super) fn store(&self, app: &App, tx: &mut Tx<'_>, rev: Rev) -> Result<()> {
        practice::put(tx, &self.practice, rev)?;
        for role in system_roles() {
            roles::insert(tx, &role, rev)?;
        }
        offices::insert(tx, &self.office, rev)?;
        providers::insert(tx, &self.provider, rev)?;
        accounts::insert(tx, &self.admin, &self.password_hash, rev)?;
        self.support
            .put(app, tx, self.admin.id, self.admin.created_at)?;
        // Whoever sets up ends with both rights, whatever their role says (domain D-09).
        console::give(tx, &self.admin)
    }
}
