//! People for the tests.

use std::sync::Arc;

use lanyard_shared::fields::StaffFields;
use lanyard_shared::id::{AccountId, ProviderId};
use lanyard_shared::intent::StaffCreate;
use lanyard_shared::permission::ROLE_STAFF;
use lanyard_shared::record::{Account, Particulars, Standing};
use lanyard_shared::replica::{RowState, ShownAccount};
use lanyard_shared::time::UnixMillis;
use uuid::Uuid;

/// Somebody active with this first name.
pub(crate) fn account(id: u128, first_name: &str) -> Account {
    let create = StaffCreate {
        account: AccountId(Uuid::from_u128(id)),
        fields: StaffFields {
            first_name: first_name.to_owned(),
            last_name: "Lee".to_owned(),
            primary_provider: ProviderId(Uuid::from_u128(1)),
            role: ROLE_STAFF,
            email: format!("{first_name}@example.org"),
            username: first_name.to_owned(),
            home_phone: String::new(),
            cell_phone: String::new(),
            particulars: Particulars::default(),
        },
        password: None,
        app_unlock_pin: None,
        own_login: false,
    };
    Account {
        standing: Standing::Active,
        ..create.account(UnixMillis(0))
    }
}

/// An account as the server has it.
pub(crate) fn shown(account: impl Into<Arc<Account>>) -> ShownAccount {
    ShownAccount {
        account: account.into(),
        row: RowState::Accepted,
        takes_away: false,
    }
}
