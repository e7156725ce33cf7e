//! What people fill in: the set-up page, and new staff with a password that is really sealed.

use std::convert::Infallible;

use lanyard_shared::fields::StaffFields;
use lanyard_shared::id::{AccountId, DeviceId, OpId, ProviderId};
use lanyard_shared::intent::{Envelope, Intent, SetFields, StaffCreate, StaffSendLink};
use lanyard_shared::permission::ROLE_NURSE;
use lanyard_shared::protocol::{FirstAdmin, LinkPurpose, SetUp, Verdict};
use lanyard_shared::record::{Particulars, Plan, Record, RecordKey, RecordKind};
use lanyard_shared::seal::{Place, Sealed, rand_core, seal};
use lanyard_shared::time::Millis;
use serde_json::json;
use uuid::Uuid;

use super::client::Client;

/// The administrator's.
pub(super) const PASSWORD: &str = "correct battery horse";
/// What the administrator chooses for new people.
pub(super) const GIVEN_PASSWORD: &str = "given by somebody else";
/// What they choose instead.
pub(super) const OWN_PASSWORD: &str = "only I have chosen this";

/// The set-up page as filled in by somebody who works for the provider.
pub(super) fn set_up_page(token: &str) -> SetUp {
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

/// The id of account `n`.
pub(super) fn account(n: u8) -> AccountId {
    AccountId(Uuid::from_u128(0x1000 + u128::from(n)))
}

/// The id of intent `n`.
pub(super) fn op(n: u8) -> OpId {
    OpId(Uuid::from_u128(0x2000 + u128::from(n)))
}

impl Client {
    /// Sends one edit from a device that has just pulled everything and sent nothing yet; how it ends.
    pub(super) async fn edit(&mut self, intent: Intent) -> Verdict {
        let (own, before) = (self.device, self.seen.take());
        let seen = self.pull().await.head;
        let n = u128::from(seen.rev.0);
        self.device = DeviceId(Uuid::from_u128(0x8000_0000 + n));
        let op = OpId(Uuid::from_u128(0x9000_0000 + n));
        let at = self.seen.as_ref().expect("it was pulled").server_time;
        let envelope = Envelope {
            seq: 1,
            seen: Some(seen),
            ..intent.envelope(op, at)
        };
        let verdict = self.push(vec![envelope]).await.remove(0);
        (self.device, self.seen) = (own, before.or(self.seen.take()));
        verdict
    }

    /// Another e-mail address for an account, in place of `was`.
    pub(super) async fn change_email(&mut self, of: AccountId, was: &str, email: &str) -> Verdict {
        let changes = json!({ "email": { "was": was, "set": email } });
        let set = SetFields {
            record: RecordKey {
                kind: RecordKind::Account,
                id: of.0,
            },
            changes: serde_json::from_value(changes).unwrap(),
        };
        self.edit(Intent::from(set)).await
    }

    /// The mail with the link that helps an account.
    pub(super) async fn send_link(&mut self, account: AccountId) -> Verdict {
        let purpose = LinkPurpose::Reset;
        let send = StaffSendLink { account, purpose };
        self.edit(Intent::StaffSendLink(send)).await
    }

    /// Account `n`, asked for at place `n` of the queue by intent `n`, as it was done offline an
    /// hour ago.
    pub(super) fn create(&self, n: u8) -> Envelope {
        self.create_with(n, |_| {})
    }

    /// The same with something else in the form.
    pub(super) fn create_with(&self, n: u8, change: impl FnOnce(&mut StaffCreate)) -> Envelope {
        let id = account(n);
        let mut create = StaffCreate {
            account: id,
            fields: StaffFields {
                first_name: "Bea".to_owned(),
                last_name: "Lindt".to_owned(),
                primary_provider: self.provider(),
                role: ROLE_NURSE,
                email: format!("user{n}@example.org"),
                username: format!("user{n}"),
                home_phone: String::new(),
                cell_phone: "(212) 555-0147".to_owned(),
                particulars: Particulars::default(),
            },
            password: Some(self.sealed(id, GIVEN_PASSWORD)),
            app_unlock_pin: None,
            own_login: false,
        };
        change(&mut create);
        let seen = self.seen.as_ref().expect("pull first");
        let an_hour_ago = seen.server_time.plus(Millis::hours(-1));
        let intent = Intent::StaffCreate(Box::new(create));
        Envelope {
            seq: u64::from(n),
            ..intent.envelope(op(n), an_hour_ago)
        }
    }

    /// A password sealed by the key that came with the last pull.
    pub(super) fn sealed(&self, account: AccountId, password: &str) -> Sealed {
        self.sealed_as("password", account, password)
    }

    /// The same for another secret.
    pub(super) fn sealed_as(&self, field: &str, account: AccountId, secret: &str) -> Sealed {
        let key = &self.seen.as_ref().expect("pull first").sealing_key;
        let place = Place { account, field };
        seal(secret, place, key, &mut Repeated).unwrap()
    }

    fn provider(&self) -> ProviderId {
        let rows = self.seen.iter().flat_map(|seen| &seen.rows);
        let mut providers = rows.filter_map(|row| match &row.record {
            Record::Provider(provider) => Some(provider.id),
            _ => None,
        });
        providers.next().expect("the last pull was a snapshot")
    }
}

/// Repeatable bytes for sealing.
struct Repeated;

impl rand_core::TryRng for Repeated {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(7)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(7)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.fill(7);
        Ok(())
    }
}

impl rand_core::TryCryptoRng for Repeated {}
