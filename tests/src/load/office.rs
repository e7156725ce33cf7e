//! A demonstration at work: office managers at devices of their own, each device with people whom
//! nobody else edits.

use std::net::SocketAddr;
use std::path::Path;

use lanyard_server::seed::{PASSWORD, USERNAME};
use lanyard_shared::id::{AccountId, DeviceId};
use lanyard_shared::permission::ROLE_OFFICE_MANAGER;
use lanyard_shared::protocol::{PROTOCOL, PushAnswer, PushRequest};
use lanyard_shared::record::{Account, Standing, TwoFactor};
use rand::rngs::StdRng;
use uuid::Uuid;

use crate::load::client::Client;
use crate::load::edits::{self, Change};
use crate::load::picture::Picture;
use crate::load::program::Program;
use crate::load::trouble::{Doing, Result, Trouble};

/// How large an office is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// How many people the demonstration has.
    pub staff: usize,
    /// How many of them are office managers, the administrator among them.
    pub managers: usize,
    /// How many devices the managers sign in at, in turn.
    pub devices: usize,
}

/// One device where a manager is signed in.
pub struct Seat {
    /// The browser.
    pub client: Client,
    /// What it has pulled.
    pub picture: Picture,
    /// Whom it edits, and nobody else does.
    pub people: Vec<Account>,
    /// The last place of its queue that was decided.
    pub last_seq: u64,
}

/// Makes the demonstration, serves it, and seats the managers.
///
/// # Errors
/// [`Trouble`].
pub async fn open(
    lanyard: &Path,
    folder: &Path,
    size: Size,
    rng: &mut StdRng,
) -> Result<(Program, Vec<Seat>)> {
    let mut program = Program::with_demo(lanyard, folder, size.staff)?;
    program.start()?;
    let address = program.address();
    let mut first = sit_down(address, USERNAME, 0).await?;
    let (managers, people) = divide(&first.picture, first.client.account(), size.managers);
    if managers.len() + 1 < size.managers || people.len() < size.devices {
        return Err(Trouble::failed(format!(
            "a demonstration with {} people is too small for {} managers at {} devices",
            size.staff, size.managers, size.devices
        )));
    }
    promote(&mut first, &managers, rng).await?;
    let mut seats = vec![first];
    let usernames = std::iter::once(USERNAME);
    let usernames = usernames.chain(managers.iter().map(|manager| manager.username.as_str()));
    for (number, username) in (0..size.devices).zip(usernames.cycle()).skip(1) {
        seats.push(sit_down(address, username, number).await?);
    }
    let devices = seats.len();
    for (number, seat) in seats.iter_mut().enumerate() {
        seat.people = people
            .iter()
            .skip(number)
            .step_by(devices)
            .cloned()
            .collect();
    }
    Ok((program, seats))
}

async fn sit_down(address: SocketAddr, username: &str, number: usize) -> Result<Seat> {
    let device = DeviceId(Uuid::from_u128(0x1a9a_2d00 + number as u128));
    let mut client = Client::sign_in(address, username, PASSWORD, device).await?;
    let mut picture = Picture::default();
    picture.follow(&mut client, 0).await?;
    Ok(Seat {
        last_seq: picture.last_seq()?,
        client,
        picture,
        people: Vec::new(),
    })
}

/// Whoever can sign in as the next managers, and everybody else who is at work.
fn divide(picture: &Picture, me: AccountId, managers: usize) -> (Vec<Account>, Vec<Account>) {
    let active = |account: &&Account| account.standing == Standing::Active && account.id != me;
    let mut people: Vec<Account> = picture.accounts().filter(active).cloned().collect();
    let able = |account: &Account| {
        account.two_factor == TwoFactor::Inactive
            && account.starts_at.is_none()
            && account.emergency_until.is_none()
            && !account.password_set_by_another
            // Who works in some offices only does not reach all the others.
            && account.particulars.offices.is_none()
    };
    let mut chosen = Vec::new();
    people.retain(|account| {
        let chosen_now = chosen.len() + 1 < managers && able(account);
        if chosen_now {
            chosen.push(account.clone());
        }
        !chosen_now
    });
    (chosen, people)
}

/// Gives them the role of an office manager, as the administrator may.
async fn promote(seat: &mut Seat, managers: &[Account], rng: &mut StdRng) -> Result<()> {
    if managers.is_empty() {
        return Ok(());
    }
    let mut intents = Vec::new();
    for manager in managers {
        let (was, set) = (manager.role.to_string(), ROLE_OFFICE_MANAGER.to_string());
        let change = Change {
            account: manager.id,
            field: "role",
            was: &was,
            set: &set,
        };
        seat.last_seq += 1;
        let op_id = edits::op_id(seat.picture.now()?, rng);
        let intent = edits::set_field_envelope(&change, &seat.picture, op_id, seat.last_seq)?;
        intents.push(intent);
    }
    let push = PushRequest {
        protocol: PROTOCOL,
        epoch: seat.picture.cursor()?.epoch,
        acked_through: 0,
        head: Some(seat.picture.head()?.clone()),
        intents,
    };
    let body = serde_json::to_vec(&push).doing("write a push")?;
    let answer = seat.client.push(body.into()).await?;
    let answer: PushAnswer = serde_json::from_slice(&answer).doing("read verdicts")?;
    let refused = answer
        .verdicts
        .iter()
        .find(|verdict| !verdict.outcome.took_effect());
    match refused {
        None if answer.verdicts.len() == managers.len() => Ok(()),
        other => Err(Trouble::failed(format!(
            "the administrator could not make managers: {other:?}"
        ))),
    }
}
