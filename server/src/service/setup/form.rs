//! The set-up page, checked field by field.

use jiff::tz::TimeZoneDatabase;
use lanyard_shared::message::Message;
use lanyard_shared::protocol::{FirstAdmin, SetUp};
use lanyard_shared::record::{PasswordPolicy, Plan};
use lanyard_shared::validate::{self, PasswordContext, Problems};

use crate::error::{Error, Result};

/// What the page asks for, in the form in which it is stored.
pub(super) struct Checked {
    pub(super) practice_name: String,
    pub(super) time_zone: String,
    pub(super) plan: Plan,
    pub(super) public_url: String,
    pub(super) office_name: String,
    pub(super) office_address: String,
    pub(super) office_phone: Option<String>,
    pub(super) provider: Name,
    pub(super) provider_npi: Option<String>,
    /// `None` where the administrator is the provider.
    pub(super) staff: Option<Name>,
    pub(super) email: String,
    pub(super) username: String,
}

/// First and last name.
#[derive(Clone)]
pub(super) struct Name {
    pub(super) first: String,
    pub(super) last: String,
}

impl Checked {
    /// Checks every field.
    ///
    /// # Errors
    /// All that is wrong, in the order of the page.
    pub(super) fn of(filled: &SetUp) -> Result<Self> {
        let mut p = Problems::new();
        let practice_name = p.check("practice_name", validate::name(&filled.practice_name));
        let time_zone = p.check("time_zone", time_zone(&filled.time_zone));
        let public_url = p.check("public_url", validate::public_url(&filled.public_url));
        let office_name = p.check("office_name", validate::name(&filled.office_name));
        let office_address = p.check("office_address", validate::lines(&filled.office_address));
        let office_phone = p.check("office_phone", validate::phone(&filled.office_phone));
        let fields = ["provider_first_name", "provider_last_name"];
        let typed = [&filled.provider_first_name, &filled.provider_last_name];
        let provider = name(&mut p, fields, typed);
        let provider_npi = p.check("provider_npi", validate::npi(&filled.provider_npi));
        let staff = match &filled.admin {
            FirstAdmin::Provider => None,
            FirstAdmin::Staff {
                first_name,
                last_name,
            } => {
                let fields = ["first_name", "last_name"];
                Some(name(&mut p, fields, [first_name, last_name]))
            }
        };
        let email = p.check("email", validate::email(&filled.email));
        let username = p.check("username", validate::username(&filled.username));
        p.check("password", password(filled));
        p.finish().map_err(Error::invalid)?;
        Ok(Self {
            practice_name: practice_name.unwrap_or_default(),
            time_zone: time_zone.unwrap_or_default(),
            plan: filled.plan,
            public_url: public_url.unwrap_or_default(),
            office_name: office_name.unwrap_or_default(),
            office_address: office_address.unwrap_or_default(),
            office_phone: office_phone.flatten(),
            provider,
            provider_npi: provider_npi.flatten(),
            staff,
            email: email.unwrap_or_default(),
            username: username.unwrap_or_default(),
        })
    }
}

fn name(problems: &mut Problems, fields: [&str; 2], typed: [&String; 2]) -> Name {
    let [first, last] = fields;
    let [typed_first, typed_last] = typed;
    let first = problems.check(first, validate::name(typed_first));
    let last = problems.check(last, validate::name(typed_last));
    Name {
        first: first.unwrap_or_default(),
        last: last.unwrap_or_default(),
    }
}

/// The zone must be one of those inside the program: the machine's own list may be older, or absent.
pub(crate) fn time_zone(typed: &str) -> std::result::Result<String, Message> {
    let zone = TimeZoneDatabase::bundled().get(typed.trim());
    zone.ok()
        .and_then(|zone| zone.iana_name().map(str::to_owned))
        .ok_or_else(|| Message::new("time-zone-invalid"))
}

/// There is no practice yet whose policy could differ from the defaults.
fn password(filled: &SetUp) -> std::result::Result<(), Message> {
    let context = PasswordContext {
        username: &filled.username,
        email: &filled.email,
        practice: &filled.practice_name,
    };
    validate::password(&filled.password, &PasswordPolicy::default(), context)
}
