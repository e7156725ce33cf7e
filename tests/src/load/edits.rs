//! The edits that the clients ask for, as they travel.

use lanyard_shared::fields::StaffFields;
use lanyard_shared::id::{AccountId, OpId};
use lanyard_shared::intent::{Envelope, Intent, StaffCreate};
use lanyard_shared::permission::ROLE_STAFF;
use lanyard_shared::record::Particulars;
use lanyard_shared::seal::{Place, seal};
use lanyard_shared::time::UnixMillis;
use rand::rngs::StdRng;
use rand::{Rng, RngExt};
use serde_json::{Value, json};

use crate::load::picture::Picture;
use crate::load::trouble::{Doing, Result};

/// The kind of an edit of a member's fields, and its version.
pub const SET_FIELDS: (&str, u16) = ("staff.set_fields", 1);
/// Passwords of new people; nobody signs in with them.
const PASSWORD: &str = "seven-lanterns-by-the-weir";

/// One field of one account, from what the author saw to what they want.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// The account.
    pub account: AccountId,
    /// The field's name.
    pub field: &'a str,
    /// What was there.
    pub was: &'a str,
    /// What is to be there.
    pub set: &'a str,
}

/// The body of [`SET_FIELDS`].
pub fn set_field(change: &Change<'_>) -> Value {
    json!({
        "record": change.account,
        "changes": { change.field: { "was": change.was, "set": change.set } },
    })
}

/// An edit of one field, at the place `seq` of a queue, by somebody who has `picture` before them.
///
/// # Errors
/// [`Trouble`](crate::load::trouble::Trouble) before the first pull.
pub fn set_field_envelope(
    change: &Change<'_>,
    picture: &Picture,
    op_id: OpId,
    seq: u64,
) -> Result<Envelope> {
    let (kind, version) = SET_FIELDS;
    Ok(Envelope {
        op_id,
        seq,
        kind: kind.to_owned(),
        version,
        authored_at: picture.now()?,
        seen: Some(picture.cursor()?.seen()),
        after: Vec::new(),
        body: set_field(change),
    })
}

/// A new member called by their `username`, with a password that is really sealed.
///
/// # Errors
/// [`Trouble`](crate::load::trouble::Trouble) before the first pull.
pub fn create(picture: &Picture, username: &str, rng: &mut StdRng) -> Result<StaffCreate> {
    let account = AccountId::new(picture.now()?, random(rng));
    let place = Place {
        account,
        field: "password",
    };
    let password = seal(PASSWORD, place, picture.sealing_key()?, rng).doing("seal a password")?;
    Ok(StaffCreate {
        account,
        fields: StaffFields {
            first_name: "Robin".to_owned(),
            last_name: "Vale".to_owned(),
            primary_provider: picture.provider()?,
            role: ROLE_STAFF,
            email: format!("{username}@example.org"),
            username: username.to_owned(),
            home_phone: String::new(),
            cell_phone: phone(0),
            particulars: Particulars::default(),
        },
        password: Some(password),
        app_unlock_pin: None,
        own_login: false,
    })
}

/// A new member, at the place `seq` of a queue, by somebody who has `picture` before them.
///
/// # Errors
/// [`Trouble`](crate::load::trouble::Trouble) before the first pull.
pub fn create_envelope(
    create: StaffCreate,
    picture: &Picture,
    op_id: OpId,
    seq: u64,
) -> Result<Envelope> {
    let intent = Intent::StaffCreate(Box::new(create));
    Ok(Envelope {
        seq,
        seen: Some(picture.cursor()?.seen()),
        ..intent.envelope(op_id, picture.now()?)
    })
}

/// The id of a new intent.
pub fn op_id(now: UnixMillis, rng: &mut StdRng) -> OpId {
    OpId::new(now, random(rng))
}

/// Number `n` of the telephone numbers, all different for the first billions, in E.164.
pub fn phone(n: u64) -> String {
    let (line, exchange, area) = (n % 10_000, n / 10_000 % 800, n / 8_000_000 % 800);
    format!("+1{}{}{line:04}", 200 + area, 200 + exchange)
}

fn random<const N: usize>(rng: &mut StdRng) -> [u8; N] {
    let mut bytes = [0; N];
    rng.fill_bytes(&mut bytes);
    bytes
}

/// A number below `end`.
pub fn below(rng: &mut StdRng, end: u64) -> u64 {
    rng.random_range(0..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lanyard_shared::validate;

    #[test]
    fn telephone_numbers_are_right_and_differ() {
        let numbers = [0, 1, 9_999, 10_000, 7_999_999, 8_000_000, 6_399_999_999];
        let mut phones: Vec<String> = numbers.into_iter().map(phone).collect();
        for phone in &phones {
            assert_eq!(validate::phone(phone), Ok(Some(phone.clone())));
        }
        phones.sort();
        phones.dedup();
        assert_eq!(phones.len(), numbers.len());
    }
}
