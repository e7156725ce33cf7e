//! Moments and intents for tests.

use uuid::Uuid;

use crate::fields::StaffFields;
use crate::id::{AccountId, OpId, ProviderId, RoleId};
use crate::intent::{Intent, StaffCreate};
use crate::record::Particulars;
use crate::replica::authoring::Author;
use crate::replica::event::Moment;
use crate::replica::local::{Batch, Local};
use crate::seal::Sealed;
use crate::time::UnixMillis;

/// A moment with bytes that never come again.
pub(super) fn moment(now: i64, unique: u64) -> Moment {
    let mut random = [0; 10];
    random[2..].copy_from_slice(&unique.to_be_bytes());
    Moment {
        now: UnixMillis(now),
        random,
    }
}

/// A new staff account with this username.
pub(super) fn create(unique: u64, username: &str) -> (OpId, Intent) {
    let id = Uuid::from_u128(u128::from(unique) + 1);
    let fields = StaffFields {
        first_name: "Ada".to_owned(),
        last_name: "Lane".to_owned(),
        primary_provider: ProviderId(Uuid::nil()),
        role: RoleId(Uuid::nil()),
        email: format!("{unique}@example.org"),
        username: username.to_owned(),
        home_phone: String::new(),
        cell_phone: String::new(),
        particulars: Particulars::default(),
    };
    let intent = Intent::StaffCreate(Box::new(StaffCreate {
        account: AccountId(id),
        fields,
        password: Some(Sealed {
            key: "key".to_owned(),
            sealed: format!("sealed {unique}"),
        }),
        app_unlock_pin: None,
        own_login: false,
    }));
    (OpId(id), intent)
}

/// What makes an edit durable that mends the refused one with the id `replaces`, where one is given.
pub(super) fn authored(
    local: &Local,
    intent: &Intent,
    op_id: OpId,
    replaces: Option<OpId>,
) -> Batch {
    let mut author = Author {
        now: UnixMillis(0),
        new_id: &mut || op_id,
    };
    let mends = replaces.and_then(|item| local.attention_item(item));
    let mends = mends.map(|item| item.mends());
    local.authoring(intent, mends.as_ref(), &mut author)
}
