//! The made-up practice, its offices and its providers.

use lanyard_shared::id::{OfficeId, ProviderId};
use lanyard_shared::record::{Office, Plan, Policies, Practice, Provider, TwoFactorPolicy};

use crate::effects::Effects;

/// Where the made-up people work.
pub(super) struct Place {
    pub(super) practice: Practice,
    pub(super) offices: Vec<Office>,
    pub(super) providers: Vec<Provider>,
}

/// Name, address, telephone. The numbers are of the range kept for fiction, 555-0100 to 555-0199.
const OFFICES: [(&str, &str, &str); 3] = [
    (
        "Lakeside",
        "12 Harbor Road\nLakeside, MI 49116",
        "+12695550110",
    ),
    (
        "Northgate",
        "480 Northgate Avenue\nLakeside, MI 49117",
        "+12695550120",
    ),
    (
        "Mill Street",
        "7 Mill Street\nThree Oaks, MI 49128",
        "+12695550130",
    ),
];

/// First name, last name, NPI, specialty, places among [`OFFICES`]. The NPIs have right check
/// digits and lie below the range that is given out.
const PROVIDERS: [(&str, &str, &str, &str, &[usize]); 4] = [
    (
        "Miriam",
        "Adeyemi",
        "1000000012",
        "Family medicine",
        &[0, 1],
    ),
    (
        "Joaquín",
        "Herrera",
        "1000000020",
        "Family medicine",
        &[0, 2],
    ),
    ("Wen", "Zhao", "1000000038", "Pediatrics", &[1]),
    (
        "Siobhán",
        "Byrne",
        "1000000046",
        "Obstetrics and gynecology",
        &[0, 1, 2],
    ),
];

/// The practice, whose links lead to `public_url`.
pub(super) fn make(effects: &Effects, public_url: &str) -> Place {
    let now = effects.now();
    let offices = OFFICES.map(|(name, address, phone)| Office {
        id: OfficeId::new(now, effects.random()),
        name: name.to_owned(),
        address: address.to_owned(),
        phone: Some(phone.to_owned()),
        active: true,
    });
    let providers = PROVIDERS.map(|(first_name, last_name, npi, specialty, places)| Provider {
        id: ProviderId::new(now, effects.random()),
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        npi: Some(npi.to_owned()),
        specialty: specialty.to_owned(),
        email: String::new(),
        offices: places
            .iter()
            .filter_map(|place| offices.get(*place).map(|office| office.id))
            .collect(),
        active: true,
    });
    Place {
        practice: Practice {
            name: "Lakeside Family Practice".to_owned(),
            time_zone: "America/Detroit".to_owned(),
            plan: Plan::Invoiced,
            public_url: public_url.to_owned(),
            // Whoever tries a demonstration has no authenticator app for it.
            policies: Policies {
                two_factor: TwoFactorPolicy::Off,
                ..Policies::default()
            },
        },
        offices: offices.into(),
        providers: providers.into(),
    }
}
