//! People for the tests.

use uuid::Uuid;

use super::{Account, Particulars, Standing};
use crate::fields::StaffFields;
use crate::id::{AccountId, ProviderId};
use crate::intent::StaffCreate;
use crate::permission::ROLE_STAFF;
use crate::time::UnixMillis;

/// Somebody active, who works on behalf of the provider with the id 0.
pub(crate) fn person(id: AccountId, first_name: &str) -> Account {
    let create = StaffCreate {
        account: id,
        fields: StaffFields {
            first_name: first_name.to_owned(),
            last_name: "Lee".to_owned(),
            primary_provider: ProviderId(Uuid::nil()),
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
